import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { isDrawable } from '#lib/ui/chart/outline.ts';
import { approximate, rowsOf, shown, text, type Answer } from './answer.ts';
import { deeperLinks } from './deeper-links.ts';
import { indicesPart } from './department-page-index.ts';
import { phrase, type Phrase } from './phrase.ts';
import { crumbsOf } from './place-page.ts';
import { absentPart, part, takePart } from './place-page-parts.ts';
import { followLinks } from './share/links.ts';
import type { Answers, BoundaryView, PlacePoint, PlaceView } from './services.ts';
import type { Block, MapPoint, PageModel, Part, Table } from './view.ts';

export interface DepartmentPageInput {
  readonly place: PlaceView;
  readonly answers: Answers;
  readonly boundaries: readonly BoundaryView[];
  readonly language: Language;
  readonly now: Date;
  readonly origin: string;
}

interface Region {
  readonly place: PlaceView;
  readonly canon: Answer | undefined;
  readonly budget: Answer | undefined;
  readonly language: Language;
  readonly t: Messages;
}

/** Row of each district in an answer. */
export function rowsByPlace(answer: Answer | undefined): Map<string, number> {
  return new Map(rowsOf(answer).map((row) => [text(answer!, row, 'ubigeo') ?? '', row]));
}

/** Rows with a value in a column, largest first; equal ones by ubigeo, so that the order never depends on the engine. */
export function sortedRows(answer: Answer | undefined, column: string): number[] {
  const size = (row: number) => approximate(text(answer!, row, column)) ?? 0;
  const code = (row: number) => text(answer!, row, 'ubigeo') ?? '';
  return rowsOf(answer)
    .filter((row) => text(answer!, row, column) !== null)
    .sort((a, b) => size(b) - size(a) || (code(a) < code(b) ? -1 : 1));
}

/** A district on the map: its circle grows with the canon; without a row it is hollow, which is not zero. */
export function mapPoints(points: readonly PlacePoint[], canon: Answer | undefined, language: Language, t: Messages): MapPoint[] {
  const rows = rowsByPlace(canon);
  return points.flatMap((point) => {
    if (point.latitude === null || point.longitude === null) return [];
    const row = rows.get(point.ubigeo);
    const figure = row === undefined ? null : shown(canon!, row, 'canon', 'soles-cortos', 'en-blanco');
    return [{
      code: point.ubigeo, group: point.ubigeo.slice(0, 2), name: point.name, latitude: point.latitude, longitude: point.longitude,
      href: at(language, `/lugar/${point.ubigeo}`), figure,
      title: figure === null ? `${point.name}: ${t.charts.mapNone}` : point.name,
    }];
  });
}

function mapPart({ place, canon, language, t }: Region, boundaries: readonly BoundaryView[]): Part {
  const without = withoutBoundary(place, boundaries);
  const bounded = boundaries.length > 0;
  const other = bounded ? fill(t.charts.mapLegend.noBoundary, { n: String(without.size) }) : t.charts.mapLegend.other;
  const block: Block = {
    kind: 'map', id: 'mapa-lugar', level: 'region',
    title: fill(bounded ? t.charts.mapBounded : t.charts.mapRegion, { lugar: place.name }), description: bounded ? t.charts.mapBoundedDesc : t.charts.mapDesc,
    points: mapPoints(place.districts, canon, language, t).map((point) => (bounded && without.has(point.code) ? { ...point, title: `${point.name}: ${t.charts.noBoundary}` } : point)),
    shapes: boundaries.map((shape) => ({
      code: shape.ubigeo, name: shape.name, href: at(language, `/lugar/${shape.ubigeo}`), title: shape.name, geometry: shape.geometry,
    })),
    groups: {}, legend: [t.charts.mapLegend.canon, other, t.charts.mapLegend.linkDistrict], words: { receipt: t.charts.receipt }, code: canon?.code ?? null,
  };
  return part(0, 'mapa', phrase(t.region.map, { lugar: place.name }), [block, ...sourcesOf(boundaries, language, t)]);
}

/** Districts that no imported boundary covers: they keep their point, and the list says so. None when nobody imported any. */
function withoutBoundary(place: PlaceView, boundaries: readonly BoundaryView[]): Set<string> {
  const drawn = new Set(boundaries.filter(({ geometry }) => isDrawable(geometry)).map(({ ubigeo }) => ubigeo));
  return new Set(boundaries.length === 0 ? [] : place.districts.map(({ ubigeo }) => ubigeo).filter((code) => !drawn.has(code)));
}

/** Where the boundaries come from: a person imported them, and the file is public. */
function sourcesOf(boundaries: readonly BoundaryView[], language: Language, t: Messages): Block[] {
  const captures = [...new Set(boundaries.flatMap(({ capture }) => capture ?? []))];
  if (captures.length === 0) return [];
  return [{ kind: 'links', label: t.charts.mapSource, bare: true, columns: false, items: captures.map((capture) => ({ href: at(language, `/fuente/${capture}`), text: t.charts.mapSource })) }];
}

const nameOf = (place: PlaceView, code: string) => place.districts.find((district) => district.ubigeo === code)?.name ?? code;

function canonTable({ place, canon, language, t }: Region, rows: readonly number[]): Table {
  const year = text(canon!, rows[0]!, 'anio') ?? '';
  return {
    id: 'tabla-canon', folded: false, head: t.lang.distrito,
    caption: fill(t.region.canonCaption, { lugar: place.name, anio: year }),
    columns: [
      { key: 'canon', label: t.canon.columns.canon, unit: 'soles' },
      { key: 'por_habitante', label: t.canon.columns.each, unit: 'soles por habitante' },
      { key: 'poblacion', label: t.canon.columns.people, unit: 'personas' },
    ],
    rows: rows.map((row) => {
      const code = text(canon!, row, 'ubigeo') ?? '';
      return {
        head: [nameOf(place, code)], href: at(language, `/lugar/${code}`), year: text(canon!, row, 'anio'), subject: `${code} ${nameOf(place, code)}`,
        cells: [
          shown(canon!, row, 'canon', 'soles-enteros', 'en-blanco'),
          shown(canon!, row, 'por_habitante', 'por-habitante', 'sin-poblacion'),
          shown(canon!, row, 'poblacion', 'personas', 'sin-poblacion'),
        ],
      };
    }),
  };
}

/** The districts that the canon table covers, and never their sum: others receive a share too (METHODS §4.1). */
function canonPart(region: Region): Part {
  const { place, canon, t } = region;
  const rows = sortedRows(canon, 'canon');
  const first = rows[0];
  if (!canon || first === undefined) return absentPart(0, 'canon', fill(t.region.canonNone, { lugar: place.name }), t.region.canonNoneReason);
  const title = phrase(t.region.canonTitle, {
    lugar: place.name, distrito: nameOf(place, text(canon, first, 'ubigeo') ?? ''),
    anio: shown(canon, first, 'anio', 'anio'), canon: shown(canon, first, 'canon', 'soles-cortos'),
  });
  const all = [...rows, ...rowsOf(canon).filter((row) => !rows.includes(row))];
  return part(0, 'canon', title, [
    { kind: 'table', summary: t.charts.table, table: canonTable(region, all) },
    { kind: 'prose', quiet: true, phrases: [[t.region.noTotal], [t.site.nominal]] },
  ]);
}

/** One row per municipality, by name: a list to look into, not a ranking (METHODS §11). */
export function budgetTable(budget: Answer, caption: string, names: (code: string) => string, language: Language, t: Messages): Table {
  const order = rowsOf(budget).sort((a, b) => names(text(budget, a, 'ubigeo') ?? '').localeCompare(names(text(budget, b, 'ubigeo') ?? ''), 'es'));
  return {
    id: 'tabla-gasto', folded: false, head: t.region.municipality, caption,
    columns: [
      { key: 'de_cada_100', label: t.budget.columns.each, unit: 'soles de cada 100', strip: true },
      { key: 'devengado', label: t.budget.columns.accrued, unit: 'soles' },
      { key: 'pim', label: t.budget.columns.pim, unit: 'soles' },
    ],
    rows: order.map((row) => {
      const code = text(budget, row, 'ubigeo') ?? '';
      return {
        head: [names(code)], href: at(language, `/lugar/${code}`), year: text(budget, row, 'anio'), subject: `${code} ${names(code)}`,
        ...(/PROVINCIAL/.test(text(budget, row, 'nombre') ?? '') ? { note: t.region.provincial } : {}),
        cells: [
          shown(budget, row, 'de_cada_100', 'de-cada-100', 'sin-base'),
          shown(budget, row, 'devengado', 'soles-cortos'),
          shown(budget, row, 'pim', 'soles-cortos'),
        ],
      };
    }),
  };
}

function budgetPart({ place, budget, language, t }: Region): Part {
  const first = rowsOf(budget)[0];
  if (!budget || first === undefined) return absentPart(0, 'gasto', t.region.budgetNone, t.region.budgetNoneReason);
  const year = shown(budget, first, 'anio', 'anio');
  const caption = fill(t.region.budgetCaption, { lugar: place.name, anio: year.value ?? '' });
  return part(0, 'gasto', phrase(t.region.budgetTitle, { lugar: place.name, anio: year }), [
    { kind: 'table', summary: t.charts.table, table: budgetTable(budget, caption, (code) => nameOf(place, code), language, t) },
    { kind: 'prose', quiet: true, phrases: [[t.region.budgetNote], [t.budget.notCanon]] },
  ]);
}

function listPart({ place, language, t }: Region, boundaries: readonly BoundaryView[]): Part {
  const without = withoutBoundary(place, boundaries);
  const link = (ref: { ubigeo: string; name: string }) => ({
    href: at(language, `/lugar/${ref.ubigeo}`), text: ref.name, ...(without.has(ref.ubigeo) ? { note: `(${t.charts.noBoundary})` } : {}),
  });
  const blocks: Block[] = place.provinces.map((group) => ({
    kind: 'links', label: fill(t.region.provinceOf, { lugar: group.name }), href: at(language, `/lugar/${group.ubigeo}`), columns: true,
    items: place.districts.filter((district) => district.ubigeo.startsWith(group.ubigeo)).map(link),
  }));
  if (blocks.length === 0) blocks.push({ kind: 'links', label: fill(t.region.districtsOf, { lugar: place.name }), bare: true, columns: true, items: place.districts.map(link) });
  const title = place.provinces.length > 0 ? t.region.provinces : fill(t.region.districtsOf, { lugar: place.name });
  return part(0, 'lista', [title], blocks);
}

/** The page of a department or of a province. No total is ever summed from the canon table (issue 2 §1). */
export function departmentPage({ place, answers, boundaries, language, origin }: DepartmentPageInput): PageModel {
  const t = messages(language);
  const region: Region = { place, canon: answers['canon-de-lugares'], budget: answers['presupuesto-de-lugares'], language, t };
  const address = `/lugar/${place.ubigeo}`;
  const canon = canonPart(region);
  const lead: Phrase[] = canon.absent === null ? [canon.title, [t.region.noTotal]] : [canon.title, [canon.absent]];
  return {
    language,
    address,
    origin,
    title: fill(t.place.pageTitle, { lugar: place.name, contexto: t.lang[place.level] }),
    description: fill(t.place.description, { lugar: place.name }),
    overline: place.department ? fill(t.place.provinceOf, { departamento: place.department.name }) : t.place.overline[place.level],
    heading: place.name,
    facts: [phrase(t.place.ubigeo, { codigo: place.ubigeo })],
    crumbs: crumbsOf(place, language, t),
    lead,
    parts: [mapPart(region, boundaries), canon, indicesPart(place, answers['indices-de-lugares'], language, t), budgetPart(region), listPart(region, boundaries), takePart(0, address, language, origin, t, followLinks(address, language), [deeperLinks(place, language)])],
  };
}
