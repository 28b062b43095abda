import type { PlaceNames } from '#lib/indicators/checks/place-names.ts';
import type { Member } from '#lib/indicators/model/payload.ts';
import type { WorkbookSheet } from '#lib/provenance/reading/workbook.ts';
import { searchKey } from '#lib/kernel/text.ts';
import type { WorkingCopy } from '../working-copy.ts';
import { INDICATOR_SHEET } from './indicator-sheet.ts';
import { fieldText, readField } from './layout.ts';
import { membersOf } from './members.ts';
import { Deed, exchanged, pathParts, problemsAfter, takesActuals, type ChangeLine, type DryRun, type RefusedCell } from './plan-edit.ts';
import { PLAN_SHEET } from './plan-sheet.ts';
import { readSheet, type FilledRow, type FilledSheet } from './read-sheet.ts';
import { RESPONSIBLE_SHEET } from './responsible-sheet.ts';
import { listOf, type Applying, type Draft, type ExchangeSheet } from './sheet.ts';
import { TREE_SHEET } from './tree-sheet.ts';
import { LIST_FIELD, PLACE_FIELD, VALUE_SHEET } from './value-sheet.ts';

/** The sheets of the exchange workbook, in the order in which they are applied: what names something comes after it. */
export const SHEETS: readonly ExchangeSheet[] = [PLAN_SHEET, TREE_SHEET, INDICATOR_SHEET, RESPONSIBLE_SHEET, VALUE_SHEET];

/** The registry of places that is in force, and names like one that it lacks. */
export interface NearPlaces {
  readonly names: PlaceNames;
  readonly isCode: (code: string) => boolean;
  readonly near: (name: string) => readonly string[];
}

export interface Importing {
  readonly places: NearPlaces;
  readonly newId: () => string;
  /** Why what was said before is corrected, where its row says nothing. */
  readonly reason: string | null;
  /** What the change is called among the plan's documents. */
  readonly title: string;
}

/** A row that is added, written over or, without cells, taken out. */
export interface RowEdit {
  readonly sheet: ExchangeSheet;
  /** Key of the row that is there, or of the one that is made. */
  readonly key: string;
  readonly cells: readonly string[] | null;
}

/** One sheet as it is being compared with the plan. */
interface Compared extends FilledSheet {
  readonly sheet: ExchangeSheet;
  readonly now: ReadonlyMap<string, readonly string[]>;
  readonly rowOf: Map<string, number>;
}

class Run {
  readonly changes: ChangeLine[] = [];
  readonly refused: RefusedCell[] = [];
  readonly draft: Draft;
  readonly #copy: WorkingCopy;
  readonly #importing: Importing;
  readonly #deed: Deed;
  readonly #compared: Compared[] = [];

  constructor(copy: WorkingCopy, importing: Importing) {
    this.#copy = copy;
    this.#importing = importing;
    this.#deed = new Deed(copy, importing.title);
    this.draft = { body: { ...copy.body }, values: [] };
  }

  compare(sheet: ExchangeSheet, found: WorkbookSheet): void {
    const filled = readSheet(sheet, found);
    const now = new Map(sheet.rows(exchanged(this.#copy)).map(({ key, cells }) => [key, cells.map((cell) => cell.replaceAll('\r', '').normalize('NFC').trim())]));
    const compared = { ...filled, sheet, now, rowOf: new Map(filled.rows.map(({ key, row }) => [key, row])) };
    this.refused.push(...filled.refused);
    this.#compared.push(compared);
    const present = new Set(filled.rows.map(({ key }) => key));
    for (const [key, before] of now) if (!present.has(key)) this.#remove(compared, key, before);
    for (const row of filled.rows) this.#row(compared, row);
  }

  /** One row as a form sends it; a cell is called by its field. */
  edit({ sheet, key, cells }: RowEdit): void {
    const now = new Map(sheet.rows(exchanged(this.#copy)).map((row) => [row.key, row.cells]));
    const compared: Compared = { sheet, now, rows: [], refused: [], rowOf: new Map([[key, 0]]), address: (_, field) => sheet.fields[field]!.header };
    this.#compared.push(compared);
    if (cells === null) return this.#remove(compared, key, now.get(key) ?? sheet.fields.map(() => ''));
    const read = cells.map((cell, at) => {
      const one = readField(sheet.fields[at]!, cell.replaceAll('\r', ''));
      if (!one.ok) this.refused.push({ at: sheet.fields[at]!.header, es: one.es, en: one.en });
      return one.ok ? one.value : '';
    });
    this.#row(compared, { row: 0, key, cells: read });
  }

  #applying(): Applying {
    return { now: exchanged(this.#copy), reason: this.#importing.reason, newId: this.#importing.newId, actuals: takesActuals(this.#copy) };
  }

  #remove({ sheet }: Compared, key: string, before: readonly string[]): void {
    const line: ChangeLine = { at: sheet.name, what: 'remove', key: before.slice(0, 2).join(' · '), field: '', before: summary(sheet, before), after: null };
    this.changes.push(line);
    sheet.apply(this.draft, { key, before, after: null, changed: () => false, source: this.#deed.line(line) }, this.#applying(), (_, { es, en }) => this.refused.push({ at: `${sheet.name} (${line.key})`, es, en }));
  }

  #row(compared: Compared, { row, key, cells }: FilledRow): void {
    const { sheet, now, address, rowOf } = compared;
    const before = now.get(key) ?? null;
    if (before === null && key === '' && sheet !== VALUE_SHEET) return void this.refused.push({ at: address(row, sheet.keyFields[0]!), es: 'Falta el código.', en: 'The code is missing.' });
    const after = this.#placed(compared, row, cells.map((cell, at) => cell ?? before?.[at] ?? ''), before);
    const fields = sheet.fields.flatMap((_, at) => (after[at] === (before?.[at] ?? '') ? [] : [at]));
    if (fields.length === 0) return;
    const lines = before === null
      ? [{ at: `${sheet.name}!${row + 1}`, what: 'add' as const, key: after.slice(0, 2).filter(Boolean).join(' · '), field: '', before: null, after: summary(sheet, after) }]
      : fields.map((at) => ({ at: address(row, at), what: 'change' as const, key: before.slice(0, 2).filter(Boolean).join(' · '), field: sheet.fields[at]!.header, before: fieldText(sheet.fields[at]!, before[at]!), after: fieldText(sheet.fields[at]!, after[at]!) }));
    this.changes.push(...lines);
    const source = lines.map((line) => this.#deed.line({ ...line, cells: after })).at(-1)!;
    const made = this.draft.values.length;
    sheet.apply(this.draft, { key, before, after, changed: (at) => before === null ? after[at] !== '' : fields.includes(at), source }, this.#applying(), (at, { es, en }) => this.refused.push({ at: address(row, at), es, en }));
    for (const { body } of this.draft.values.slice(made)) rowOf.set(String(body.id), row);
  }

  /** A value's place by its code: one that is named is looked up, and one that the registry lacks is refused with names like it. */
  #placed({ sheet, address }: Compared, row: number, after: readonly string[], before: readonly string[] | null): readonly string[] {
    if (sheet !== VALUE_SHEET) return after;
    const cells = [...after];
    const refuse = (field: number, name: string) => this.refused.push({ at: address(row, field), ...this.#unknown(name) });
    const typed = after[PLACE_FIELD]!;
    if (typed !== '' && typed !== before?.[PLACE_FIELD] && !this.#importing.places.isCode(typed)) {
      const answer = this.#importing.places.names.answer({ name: typed, level: null, within: null });
      if (answer.kind === 'one') cells[PLACE_FIELD] = answer.code;
      else refuse(PLACE_FIELD, typed);
    }
    const left = new Set(listOf(this.#copy.body, 'unresolved') as unknown as readonly string[]);
    if (after[LIST_FIELD] !== (before?.[LIST_FIELD] ?? '')) {
      for (const one of membersOf(after[LIST_FIELD]!) as readonly Member[]) if (one.level && !left.has(one.name) && this.#importing.places.names.answer({ ...one, within: one.within ?? null }).kind !== 'one') refuse(LIST_FIELD, one.name);
    }
    return cells;
  }

  #unknown(name: string): Pick<RefusedCell, 'es' | 'en'> {
    const near = this.#importing.places.near(name).join(', ');
    return {
      es: `«${name.slice(0, 40)}» no es un solo lugar del registro.${near === '' ? '' : ` ¿Quiso decir: ${near}?`} Escriba su ubigeo.`,
      en: `"${name.slice(0, 40)}" is not one place of the registry.${near === '' ? '' : ` Did you mean: ${near}?`} Write its ubigeo.`,
    };
  }

  end(): DryRun {
    this.#deed.list(this.draft);
    const edit = { body: this.draft.body, values: this.draft.values };
    // What a cell lost would be told twice: once for the cell, and again for what it leaves behind.
    if (this.refused.length === 0 && this.changes.length > 0) {
      const { problems, document } = problemsAfter(this.#copy, edit);
      this.refused.push(...problems.map(({ path, es, en }) => ({ at: this.#addressOf(document, path), es, en })));
    }
    return { changes: this.changes, refused: this.refused, edit: this.refused.length === 0 && this.changes.length > 0 ? edit : null };
  }

  /** The cell that a problem of the document is about. */
  #addressOf(document: Readonly<Record<string, unknown>>, path: string): string {
    const parts = pathParts(document, path);
    const [list, rest] = parts === null ? ['', path] : [parts.list, parts.rest];
    const compared = this.#compared.find(({ sheet }) => sheet.lists.includes(list));
    if (compared === undefined) return path;
    const item = list === 'definitions' ? listOf(document, 'uses').find(({ definition }) => definition === parts!.item.id) : parts?.item;
    const keys = parts === null ? compared.sheet.keysOf(path, {}) : item === undefined ? [] : compared.sheet.keysOf(list === 'definitions' ? 'uses' : list, item);
    const nth = Number(/^components\[(\d+)\]/.exec(rest)?.[1] ?? 0);
    const row = compared.rowOf.get(keys[nth] ?? keys[0] ?? '');
    if (row === undefined) return path;
    const field = compared.sheet.fields.findIndex(({ path: own }) => own?.test(rest));
    return field < 0 ? `${compared.sheet.name}!${row + 1}` : compared.address(row, field);
  }
}

const summary = ({ fields }: ExchangeSheet, cells: readonly string[]): string => fields.flatMap((field, at) => (cells[at] === '' ? [] : [`${field.header}: ${fieldText(field, cells[at]!)}`])).join('; ');

/**
 * What would come of a workbook: each cell that says something else than the plan, and each that cannot be taken, in words.
 * Writes nothing. Pure but for the ids that it asks for.
 */
export function dryRun(copy: WorkingCopy, workbook: readonly WorkbookSheet[], importing: Importing): DryRun {
  const run = new Run(copy, importing);
  for (const sheet of SHEETS) {
    const found = workbook.find(({ name }) => searchKey(name) === searchKey(sheet.name));
    if (found !== undefined) run.compare(sheet, found);
    else run.refused.push({ at: sheet.name, es: `Falta la hoja «${sheet.name}».`, en: `The sheet "${sheet.name}" is missing.` });
  }
  return run.end();
}

/** What would come of changing some rows, by the very rules of a workbook; where something is refused, by the name of its field. */
export function editRows(copy: WorkingCopy, edits: readonly RowEdit[], importing: Importing): DryRun {
  const run = new Run(copy, importing);
  for (const edit of edits) run.edit(edit);
  return run.end();
}
