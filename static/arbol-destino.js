/**
 * Which move a drop means. Pure.
 * @param {readonly { readonly id: string, readonly depth: number }[]} rows the tree as it is shown, from its first line on
 * @param {number} from which line is being moved
 * @param {number} over the line under the pointer
 * @param {number} share how far down that line the pointer is, from 0 to 1
 * @returns {{ como: 'antes' | 'dentro' | 'despues', junto: string, line: number, refused: 'propio' | 'igual' | null }}
 *   the form's own words, the line at which the landing is drawn, and why it is not allowed: it lies within what is moved, or is where it stands already
 */
export function landing(rows, from, over, share) {
  const end = (at) => {
    const next = rows.findIndex((row, n) => n > at && row.depth <= rows[at].depth);
    return next < 0 ? rows.length : next;
  };
  const parent = (at) => rows.findLastIndex((row, n) => n < at && row.depth < rows[at].depth);
  const como = share < 0.3 ? 'antes' : share > 0.7 ? 'despues' : 'dentro';
  // What comes after a statement comes after all that it holds.
  const line = como === 'despues' ? end(over) - 1 : over;
  const own = over >= from && over < end(from);
  const beside = parent(over) === parent(from);
  const stands = { antes: beside && over === end(from), despues: beside && end(over) === from, dentro: parent(from) === over && end(from) === end(over) }[como];
  return { como, junto: rows[over].id, line, refused: own ? 'propio' : stands ? 'igual' : null };
}
