import { searchKey } from '#lib/kernel/text.ts';
import type { Gazetteer } from './gazetteer.ts';

/** Letters to put in, take out or change to make one word of another. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    row = next;
  }
  return row.at(-1)!;
}

const LONGEST = 60;

/** Places whose name is most like one that the registry lacks, or that several bear: name, what it lies in and code. At most a third of its letters differ. */
export function nearNames(gazetteer: Gazetteer, name: string, most = 3): readonly string[] {
  const key = searchKey(name.slice(0, LONGEST));
  const limit = Math.floor(key.length / 3);
  return gazetteer.places.map((place) => ({ place, edits: Math.abs(place.name.length - key.length) > limit ? limit + 1 : editsBetween(key, searchKey(place.name)) }))
    .filter(({ edits }) => edits <= limit).toSorted((a, b) => a.edits - b.edits || (a.place.ubigeo < b.place.ubigeo ? -1 : 1)).slice(0, most)
    .map(({ place }) => `${place.name} (${place.parent === null ? '' : `${gazetteer.get(place.parent)!.name}, `}${place.ubigeo})`);
}
