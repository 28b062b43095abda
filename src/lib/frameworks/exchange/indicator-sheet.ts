import { definitionKey } from '#lib/indicators/model/definition.ts';
import { said, withMember, withWording, wordingOf, type Item, type SheetField } from './layout.ts';
import { listOf, place, type Draft, type Exchanged, type ExchangeSheet, type Refuse, type RowChange } from './sheet.ts';
import { thresholdsOf, thresholdsText } from './thresholds.ts';

export const VALUE_TYPES = { count: 'cantidad', amount: 'monto', ratio: 'proporción', index: 'índice', given_percent: 'porcentaje dado', scale: 'escala', milestone: 'hitos', text: 'texto', list: 'lista' } as const;
export const DIRECTIONS = { more: 'más es mejor', less: 'menos es mejor' } as const;
export const TIME_RULES = { sum: 'suma', last: 'último', max: 'máximo', min: 'mínimo', avg: 'promedio', none: 'no se junta' } as const;
export const PLACE_RULES = { sum: 'suma', ratio_of_sums: 'proporción de sumas', max: 'máximo', none: 'no se junta' } as const;
export const BASES = { level: 'nivel', increment: 'aumento', from_baseline: 'aumento sobre la base' } as const;
export const NATURES = { programmed: 'programado', delivered: 'terminado', used: 'en uso' } as const;

const code = (header: string, path: RegExp | null): SheetField => ({ header, width: 16, kind: 'code', path });
const text = (header: string, path: RegExp | null, width = 36): SheetField => ({ header, width, kind: 'text', path });
const choice = (header: string, choices: Readonly<Record<string, string>>, path: RegExp): SheetField => ({ header, width: 18, kind: 'choice', choices, path });

const FIELDS: readonly SheetField[] = [
  code('Indicador', /^id$/), code('Componente', /^components\[\d+\]\.key$/), code('Dentro de', /^node$/), { header: 'Orden', width: 8, kind: 'whole', path: /^order$/ },
  code('Definición', /^definition$/), { header: 'Versión de la definición', width: 10, kind: 'whole', path: /^version$/ }, text('Nombre', /^title(\.es)?$/), text('Nombre en inglés', /^title\.en$/),
  choice('Tipo de valor', VALUE_TYPES, /^(valueType|computed)/), code('Unidad', /^unit$/), choice('Sentido', DIRECTIONS, /^direction$/), choice('En el tiempo', TIME_RULES, /^timeRule$/), choice('Entre lugares', PLACE_RULES, /^placeRule$/),
  choice('Base de la meta', BASES, /^targetBasis$/), choice('Qué se cuenta', NATURES, /^nature$/), text('Umbrales', /^thresholds/, 20), text('Escala, de peor a mejor', /^scale/, 20),
  text('Enunciado del plan', /^wordings/, 60), text('Enunciado del monitoreo', null, 60), text('Nombre del componente', /^components\[\d+\]\.title(\.es)?$/, 24), text('Nombre del componente en inglés', /^components\[\d+\]\.title\.en$/, 24),
  code('Unidad del componente', /^components\[\d+\]\.unit$/), text('Nombre de la unidad, si es nueva', null, 24), text('Nombre de la unidad en inglés', null, 24),
];

const AT = { use: 0, component: 1, node: 2, order: 3, definition: 4, version: 5, title: 6, type: 8, scale: 16, plan: 17, monitoring: 18, part: 19, unit: 21, unitName: 22, ownUnit: 9 } as const;
/** What a definition means; a change of any of these is another version of it. */
const MEANING = ['valueType', 'unit', 'direction', 'timeRule', 'placeRule', 'targetBasis', 'nature'] as const;

type Part = { readonly key: string; readonly title: { readonly es: string; readonly en: string }; readonly unit?: string | null };
const parts = (use: Item | undefined): readonly Part[] => (use?.components ?? []) as readonly Part[];
const keyOf = (use: unknown, component: unknown): string => JSON.stringify([use, component]);
const title = (item: Item | undefined): Part['title'] => (item?.title ?? { es: '', en: '' }) as Part['title'];
const versionOf = (item: Item): number => Number(item.version ?? 1);

function definitionOf(body: Readonly<Record<string, unknown>>, id: unknown, version: number): Item | undefined {
  return listOf(body, 'definitions').find((one) => one.id === id && versionOf(one) === version);
}

function definitionCells(definition: Item | undefined): readonly string[] {
  const one = definition ?? {};
  return [title(definition).es, title(definition).en, said(one.valueType), said(one.unit), said(one.direction ?? 'more'), said(one.timeRule ?? 'none'), said(one.placeRule ?? 'none'), said(one.targetBasis), said(one.nature), thresholdsText(one.thresholds), ((one.scale ?? []) as string[]).join(' | ')];
}

/** The first row of an indicator tells all of it; the others, their component alone. */
function rowCells(body: Exchanged['body'], use: Item, part: Part, first: boolean): readonly string[] {
  const whole = [said(use.node), said(use.order ?? 0), said(use.definition), String(versionOf(use)), ...definitionCells(definitionOf(body, use.definition, versionOf(use)))];
  return [
    said(use.id), part.key, ...(first ? whole : whole.map(() => '')), ...(first ? [wordingOf(use, 'plan'), wordingOf(use, 'monitoring')] : ['', '']),
    part.title.es, part.title.en, said(part.unit), '', '',
  ];
}

function named(draft: Draft, cells: readonly string[]): void {
  const [es = '', en = ''] = cells.slice(AT.unitName);
  for (const id of [cells[AT.ownUnit]!, cells[AT.unit]!]) {
    if (id !== '' && es !== '' && !listOf(draft.body, 'units').some((one) => one.id === id)) place(draft, 'units', { id, title: { es, en: en || es } }, () => false);
  }
}

/** The definition of a row, changed where it says so. One that has values is never changed: its next version is. */
function defined(draft: Draft, { now }: { readonly now: Exchanged }, use: Item, { after, changed }: RowChange, refuse: Refuse): void {
  const cells = after!;
  const former = definitionOf(draft.body, use.definition, Number(cells[AT.version] || 1)) ?? listOf(draft.body, 'definitions').findLast(({ id }) => id === use.definition);
  const version = versionOf(use);
  const fresh = former === undefined || versionOf(former) !== version;
  let item: Item = { ...(former ?? { id: use.definition }), version };
  const touched = MEANING.flatMap((name, at) => (changed(AT.type + at) ? [[name, AT.type + at] as const] : []));
  for (const [name, at] of touched) item = withMember(item, name, cells[at]);
  if (changed(AT.scale)) item = withMember(item, 'scale', cells[AT.scale] === '' ? null : cells[AT.scale]!.split('|').map((one) => one.trim()));
  if (changed(AT.scale - 1)) item = withMember(item, 'thresholds', thresholdsOf(cells[AT.scale - 1]!));
  if (changed(AT.title) || changed(AT.title + 1)) item = { ...item, title: { es: cells[AT.title], en: cells[AT.title + 1] || cells[AT.title] } };
  const meaning = touched[0]?.[1] ?? (changed(AT.scale - 1) ? AT.scale - 1 : changed(AT.scale) ? AT.scale : null);
  const used = new Set(listOf(now.body, 'uses').filter((one) => one.definition === use.definition).map(({ id }) => said(id)));
  if (!fresh && meaning !== null && now.values.some((one) => used.has(one.use) && versionOf(one.body) === version)) {
    return refuse(meaning, { es: `La definición ${definitionKey(said(use.definition), version)} ya tiene valores y no se cambia: suba su versión.`, en: `Definition ${definitionKey(said(use.definition), version)} has values already and is not changed: raise its version.` });
  }
  place(draft, 'definitions', item, (one) => one.id === item.id && versionOf(one) === version);
}

function useOf(draft: Draft, { after, changed, source }: RowChange): Item {
  const cells = after!;
  const [id, component] = [cells[AT.use]!, cells[AT.component]!];
  let use: Item = listOf(draft.body, 'uses').find((one) => one.id === id) ?? { id, wordings: [], responsibilities: [], components: [] };
  if (changed(AT.node)) use = withMember(use, 'node', cells[AT.node]);
  if (changed(AT.order)) use = withMember(use, 'order', Number(cells[AT.order] || 0));
  if (changed(AT.definition)) use = withMember(use, 'definition', cells[AT.definition]);
  if (changed(AT.version) || use.version === undefined) use = withMember(use, 'version', Number(cells[AT.version] || 1));
  if (changed(AT.plan)) use = withWording(use, 'plan', cells[AT.plan]!, source);
  if (changed(AT.monitoring)) use = withWording(use, 'monitoring', cells[AT.monitoring]!, source);
  const former = parts(use).find(({ key }) => key === component);
  const names = { es: cells[AT.part]!, en: cells[AT.part + 1] || cells[AT.part]! };
  const unit = cells[AT.unit] === '' ? {} : { unit: cells[AT.unit] };
  const told = changed(AT.part) || changed(AT.part + 1) || changed(AT.unit) || former === undefined;
  const part = told ? { ...withMember(former as Item | undefined ?? {}, 'unit', null), key: component, title: names, ...unit } : former;
  const at = parts(use).findIndex(({ key }) => key === component);
  return { ...use, components: at < 0 ? [...parts(use), part] : parts(use).toSpliced(at, 1, part as Part) };
}

/** Takes a component out, and its indicator with the last of them; one that has values stays. */
function remove(draft: Draft, now: Exchanged, { before }: RowChange, refuse: Refuse): void {
  const [id, component] = [before![AT.use]!, before![AT.component]!];
  if (now.values.some(({ body }) => body.use === id && body.component === component)) return refuse(AT.use, { es: `«${id}» tiene valores, y lo dicho no se borra.`, en: `"${id}" has values, and what was said is not removed.` });
  const use = listOf(draft.body, 'uses').find((one) => one.id === id);
  if (use === undefined) return;
  const left = parts(use).filter(({ key }) => key !== component);
  place(draft, 'uses', left.length === 0 ? null : { ...use, components: left }, (one) => one.id === id);
  if (left.length > 0 || listOf(draft.body, 'uses').some((one) => one.definition === use.definition)) return;
  draft.body.definitions = listOf(draft.body, 'definitions').filter((one) => one.id !== use.definition);
}

/** Indicators with their definition: a row for each component. */
export const INDICATOR_SHEET: ExchangeSheet = {
  name: 'Indicadores', fields: FIELDS, keyFields: [AT.use, AT.component], lists: ['uses', 'definitions'],
  rows: ({ body }) => listOf(body, 'uses').flatMap((use) => parts(use).map((part, at) => ({ key: keyOf(use.id, part.key), cells: rowCells(body, use, part, at === 0) }))),
  keysOf: (list, item) => (list === 'uses' ? parts(item).map(({ key }) => keyOf(item.id, key)) : []),
  apply: (draft, change, applying, refuse) => {
    if (change.after === null) return remove(draft, applying.now, change, refuse);
    named(draft, change.after);
    const use = useOf(draft, change);
    place(draft, 'uses', use, (one) => one.id === use.id);
    const tells = change.after.slice(AT.definition, AT.plan).some((cell) => cell !== '');
    if (tells) defined(draft, applying, use, change, refuse);
  },
};
