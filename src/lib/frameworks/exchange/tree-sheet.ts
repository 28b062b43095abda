import { said, withMember, withWording, wordingOf, type Item, type SheetField } from './layout.ts';
import { listOf, place, type ExchangeSheet, type RowChange } from './sheet.ts';

export const LEVELS = { goal: 'fin', objective: 'objetivo', impact: 'impacto', effect: 'efecto', product: 'producto', result: 'resultado', activity: 'actividad', deliverable: 'entregable' } as const;
export const TAGS = { efficiency: 'eficiencia', transparency: 'transparencia', dialogue: 'diálogo' } as const;
export const HORIZONS = { short: 'corto', medium: 'mediano', long: 'largo' } as const;
const YES = { si: 'sí', no: 'no' } as const;

export const TREE_FIELDS: readonly SheetField[] = [
  { header: 'Código', width: 16, kind: 'code', path: /^id$/ },
  { header: 'Dentro de', width: 16, kind: 'code', path: /^parent$/ },
  { header: 'Nivel', width: 14, kind: 'choice', choices: LEVELS, path: /^level$/ },
  { header: 'Número', width: 10, kind: 'text', path: /^code$/ },
  { header: 'Orden', width: 8, kind: 'whole', path: /^order$/ },
  { header: 'Tema', width: 14, kind: 'choice', choices: TAGS, path: /^tag$/ },
  { header: 'Horizonte', width: 12, kind: 'choice', choices: HORIZONS, path: /^horizon$/ },
  { header: 'Por qué ese horizonte', width: 24, kind: 'text', path: /^horizonReason$/ },
  { header: 'Es contribución', width: 14, kind: 'choice', choices: YES, path: /^contribution$/ },
  { header: 'Enunciado del plan', width: 60, kind: 'text', path: /^wordings/ },
  { header: 'Enunciado del monitoreo', width: 60, kind: 'text', path: null },
];

const MEMBERS = ['id', 'parent', 'level', 'code', 'order', 'tag', 'horizon', 'horizonReason'] as const;
const CONTRIBUTION = 8;
const WORDINGS = [[9, 'plan'], [10, 'monitoring']] as const;

const cellsOf = (node: Item): readonly string[] => [
  said(node.id), said(node.parent), said(node.level), said(node.code), said(node.order ?? 0), said(node.tag), said(node.horizon), said(node.horizonReason),
  node.contribution === true ? 'si' : 'no', wordingOf(node, 'plan'), wordingOf(node, 'monitoring'),
];

/** A node as a row says it; what no column tells stays as it was. */
function nodeOf(item: Item, { after, changed, source }: RowChange): Item {
  const cells = after!;
  let node: Item = MEMBERS.reduce((one, name, at) => (changed(at) ? withMember(one, name, name === 'order' ? Number(cells[at] || 0) : cells[at]) : one), item);
  if (changed(CONTRIBUTION)) node = withMember(node, 'contribution', cells[CONTRIBUTION] === 'si' ? true : null);
  for (const [at, variant] of WORDINGS) if (changed(at)) node = withWording(node, variant, cells[at]!, source);
  return node;
}

/** The tree: one row a statement, its parent by code. */
export const TREE_SHEET: ExchangeSheet = {
  name: 'Árbol', fields: TREE_FIELDS, keyFields: [0], lists: ['nodes'],
  rows: ({ body }) => listOf(body, 'nodes').map((node) => ({ key: said(node.id), cells: cellsOf(node) })),
  keysOf: (_, node) => [said(node.id)],
  apply: (draft, change) => {
    const is = (one: Item) => one.id === change.key;
    const item = listOf(draft.body, 'nodes').find(is) ?? { id: change.key, wordings: [] };
    place(draft, 'nodes', change.after === null ? null : nodeOf(item, change), is);
  },
};
