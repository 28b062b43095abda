import type { EntityDeclaration, Expression } from '../model.ts';
import type { Cell, Sheet, SheetRow } from '../sheets/sheet.ts';
import { descendants, type Draft, madeRow } from './draft.ts';
import { EntityPlaces } from './entity-places.ts';
import type { At, Findings } from './findings.ts';
import { isName } from './names.ts';
import { References } from './references.ts';
import { readSaves, type Save } from './saved-properties.ts';

/** What a form does to entities. */
export interface EntityPlan {
  readonly declarations: readonly EntityDeclaration[];
  /** Property by the path of the question that is saved to it. */
  readonly saveTo: ReadonlyMap<string, string>;
  /** Version of the rules that the form needs; null where it makes no entity. */
  readonly version: string | null;
}

const COLUMNS = new Set(['list_name', 'label', 'entity_id', 'create_if', 'update_if', 'repeat']);

/** Entities in repeats or in groups came with the second version. */
const VERSIONS = { survey: '2024.1.0', elsewhere: '2025.1.0' } as const;

interface Row {
  readonly row: SheetRow;
  readonly list: string;
}

const at = (row: SheetRow, cell: Cell | null, column = 'list_name'): At => ({ sheet: 'entities', row: row.number, column: cell?.heading.written ?? column });

/** Rows that name a list of entities; what is wrong with a name is told at its cell. */
function readRows({ headings, rows }: Sheet, findings: Findings): Row[] {
  for (const { key, written } of headings) if (!COLUMNS.has(key) && written !== '') findings.refuse('entidad-columna', { sheet: 'entities', row: 1, column: written }, { columna: written });
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const cell = row.cell('list_name');
    const list = cell?.text ?? '';
    if (list === '') findings.refuse('entidad-sin-lista', at(row, cell));
    else if (list.startsWith('__') || list.includes('.') || !isName(list)) findings.refuse('entidad-lista', at(row, cell), { nombre: list });
    else if (seen.has(list)) findings.refuse('entidad-repetida', at(row, cell), { nombre: list });
    if (list === '' || seen.has(list)) return [];
    seen.add(list);
    checkMode(row, findings);
    return [{ row, list }];
  });
}

/** An entity that is made needs its label, and one that is changed its id. */
function checkMode(row: SheetRow, findings: Findings): void {
  const [id, label, update] = ['entity_id', 'label', 'update_if'].map((key) => row.cell(key));
  if (id === null && update !== null) findings.refuse('entidad-sin-id', at(row, update!, 'entity_id'));
  else if (id === null && label === null) findings.refuse('entidad-sin-texto', at(row, null, 'label'));
}

/** A place inside a container that only expressions are read from: the entity's own fields are three steps down. */
function field(container: Draft): Draft {
  const down = (parent: Draft, name: string): Draft => ({ ...parent, kind: 'group', name, row: madeRow([]), number: null, parent, children: [], depth: parent.depth + 1, path: `${parent.path}/${name}` });
  return down(down(down(container, 'meta'), 'entity'), 'label');
}

function declaration({ row, list }: Row, container: Draft, references: References): EntityDeclaration {
  const context = field(container);
  const read = (key: string): Expression | null => {
    const cell = row.cell(key);
    return cell === null ? null : references.expression(cell.text, { context, at: at(row, cell) });
  };
  const id = row.cell('entity_id');
  const item = id === null ? null : `instance('${list}')/root/item[name=${references.expression(id.text, { context, at: at(row, id), current: true }).xpath}]`;
  return { list, container: container.path, create: id === null || row.cell('create_if') !== null, update: id !== null, item, label: read('label'), entityId: read('entity_id'), createIf: read('create_if'), updateIf: read('update_if') };
}

/** Questions that an entity's own expressions speak of. */
function spokenOf({ row }: Row, references: References): Draft[] {
  return ['label', 'entity_id', 'create_if', 'update_if'].flatMap((key) => {
    const cell = row.cell(key);
    return cell === null ? [] : References.namesIn(cell.text).flatMap((name) => references.find(name, at(row, cell)) ?? []);
  });
}

/** Reads the sheet `entities` and the columns `save_to`, and finds each entity its place in the form. */
export function readEntities(sheet: Sheet | null, root: Draft, references: References, findings: Findings): EntityPlan {
  const rows = sheet === null ? [] : readRows(sheet, findings);
  const saves = readSaves([...descendants(root)], rows.map(({ list }) => list), findings);
  const places = new EntityPlaces(root, findings);
  const ofList = (list: string): Save[] => saves.filter((save) => save.list === list);
  const placed = places.place(rows.map((row) => ({ row: row.row, list: row.list, saves: ofList(row.list), spoken: spokenOf(row, references) })));
  const declarations = rows.flatMap((row) => {
    const container = placed.get(row.list);
    return container === undefined ? [] : [declaration(row, container, references)];
  });
  const elsewhere = declarations.some(({ container }) => container !== root.path);
  return { declarations, saveTo: new Map(saves.map(({ question, property }) => [question.path, property])), version: declarations.length === 0 ? null : elsewhere ? VERSIONS.elsewhere : VERSIONS.survey };
}
