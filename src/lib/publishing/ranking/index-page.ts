import { at, fill } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { phrase, type Phrase } from '../phrase.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { MatrixRow } from '../matrix.ts';
import type { PlaceRef } from '../services.ts';
import type { Block, PageModel, Part } from '../view.ts';
import { figureLines, indexAddress, indexFigure, indexModel, titleOf, valueFormat, type IndexPlace } from './index-ref.ts';
import { nameOf, releasedPart, type Names } from './released-parts.ts';
import { robustPart } from './method-page.ts';
import type { ReleasedRanking } from './services.ts';

export interface IndexPageInput {
  readonly years: Answer;
  /** Row of `years` that the page is about; null when nothing is known. */
  readonly row: number | null;
  /** The steps of that year under `prefix`; null where there are too many and no department was chosen. */
  readonly steps: Answer | null;
  readonly prefix: string;
  readonly robust: Answer | null;
  readonly released: readonly ReleasedRanking[];
  readonly departments: readonly PlaceRef[];
  readonly names: Names;
  /** Today's year in Peru: one that is not over is said to be so. */
  readonly thisYear: string;
}

const query = (year: string, prefix: string): string => `?anio=${year}${prefix === '' ? '' : `&departamento=${prefix}`}`;

function leadOf({ years, row, thisYear }: IndexPageInput, { index, language, t }: IndexPlace): Phrase[] {
  const words = t.ranking.index;
  if (row === null) return [[index.says[language]], [words.none]];
  const figure = (column: string) => shown(years, row, column, column === 'anio' ? 'anio' : 'entero');
  const known = phrase(words.known, { anio: figure('anio'), municipalidades: figure('municipalidades'), con: figure('items_con_dato'), items: figure('items') });
  const computable = text(years, row, 'con_indice') === '0' ? [words.notComputable] : phrase(words.computable, { con_indice: figure('con_indice') });
  return [known, computable, [index.says[language]], ...(text(years, row, 'anio')! >= thisYear ? [[fill(words.open, { anio: text(years, row, 'anio')! })]] : [])];
}

/** Rows of the steps by municipality, in the order of their names. */
function byPlace(steps: Answer, names: Names): (readonly [string, readonly number[]])[] {
  const groups = Map.groupBy(rowsOf(steps), (row) => text(steps, row, 'ubigeo')!);
  return [...groups].toSorted((a, b) => nameOf(names, steps, a[1][0]!).localeCompare(nameOf(names, steps, b[1][0]!), 'es'));
}

/** The index and its pillars, without those that nobody has: their names say more than a column of gaps. */
function scoreColumns(steps: Answer, place: IndexPlace): { readonly shown: readonly string[]; readonly empty: readonly string[] } {
  const keys = [place.index.id, ...place.index.pillars.map(({ id }) => id)];
  const known = new Set(rowsOf(steps).filter((row) => text(steps, row, 'puntaje') !== null).map((row) => text(steps, row, 'clave')!));
  return { shown: keys.filter((key) => known.has(key)), empty: keys.filter((key) => !known.has(key)) };
}

function stepsBlocks(steps: Answer, year: string, names: Names, place: IndexPlace): Block[] {
  const { index, language, t } = place;
  const words = t.ranking.index;
  const { shown: scores, empty } = scoreColumns(steps, place);
  const titled = (key: string) => (key === index.id ? words.score : titleOf(place, key));
  const row = ([ubigeo, rows]: readonly [string, readonly number[]]): MatrixRow => {
    const of = (key: string) => rows.find((one) => text(steps, one, 'clave') === key)!;
    return {
      head: [nameOf(names, steps, rows[0]!)], href: at(language, indexAddress(index.id, ubigeo)), subject: `${ubigeo} ${nameOf(names, steps, rows[0]!)}`,
      cells: [
        ...scores.map((key) => [[indexFigure(steps, of(key), 'puntaje', 'puntaje')]]), [[shown(steps, of(index.id), 'presentes', 'entero'), ` ${t.ranking.list.of} `, shown(steps, of(index.id), 'de', 'entero')]],
        ...index.context.map(({ id }) => figureLines(indexFigure(steps, of(id), 'valor', valueFormat(place, id)), t)),
      ],
    };
  };
  const table: Block = {
    kind: 'matrix', matrix: {
      id: 'tabla-pasos', caption: `${words.stepsCaption}, ${year}`, head: words.head, rows: byPlace(steps, names).map(row),
      columns: [
        ...scores.map((key) => ({ key: key === index.id ? 'indice' : key, label: titled(key), unit: 'puntos de 0 a 100' })),
        { key: 'items', label: words.present, unit: 'ítems' }, ...index.context.map(({ id }) => ({ key: id, label: titleOf(place, id), unit: '%' })),
      ],
    },
  };
  return empty.length === 0 ? [table] : [{ kind: 'prose', phrases: [[fill(words.unknown, { columnas: empty.map(titled).join(', ') })]] }, table];
}

function stepsPart({ years, row, steps, prefix, departments, names }: IndexPageInput, place: IndexPlace): Part {
  const { index, language, t } = place;
  const words = t.ranking.index;
  const title = (year: string) => fill(words.steps, { anio: year });
  if (row === null) return absentPart(2, 'pasos', words.missing, words.none);
  const year = text(years, row, 'anio')!;
  const out: Block = { kind: 'prose', quiet: true, phrases: [phrase(words.outText, { fuera: shown(years, row, 'sin_indice', 'entero'), anio: shown(years, row, 'anio', 'anio') })] };
  const choose: Block = {
    kind: 'links', label: words.departments, columns: true,
    items: departments.map(({ ubigeo, name }) => ({ href: at(language, `${indexAddress(index.id)}${query(year, ubigeo)}`), text: name })),
  };
  if (steps === null) return part(2, 'pasos', [title(year)], [{ kind: 'prose', phrases: [[words.departmentsText]] }, choose, out]);
  const table: Block[] = rowsOf(steps).length === 0 ? [{ kind: 'prose', phrases: [[fill(words.departmentNone, { anio: year })]] }] : stepsBlocks(steps, year, names, place);
  return part(2, 'pasos', [title(year)], [...table, out, ...(prefix === '' ? [] : [choose])]);
}

function elsewherePart({ years, row, released }: IndexPageInput, { index, language, t }: IndexPlace): Part {
  const words = t.ranking.index;
  const year = row === null ? '' : text(years, row, 'anio')!;
  const others = rowsOf(years).map((one) => text(years, one, 'anio')!).filter((one) => one !== year).reverse();
  const embed = released.some((one) => one.year === year) ? 'ranking' : 'pasos';
  return part(9, 'mas', [words.method], [
    { kind: 'links', label: words.method, bare: true, columns: false, items: [{ href: at(language, indexAddress(index.id, 'metodo')), text: words.method }, ...(row === null ? [] : [{ href: at(language, `/incrustar/ranking/${index.id}/${embed}`), text: words.embed }])] },
    ...(others.length === 0 ? [] : [{ kind: 'links', label: words.years, columns: true, items: others.map((one) => ({ href: at(language, `${indexAddress(index.id)}?anio=${one}`), text: one })) } as const]),
  ]);
}

/** An index in a year: its ranking where one was released, what is known of each municipality, and how much depends on how it is made. */
export function indexPage(input: IndexPageInput, place: IndexPlace, asked: string): PageModel {
  const { years, row, released, robust, names } = input;
  const { index, language, t } = place;
  const words = t.ranking.index;
  const year = row === null ? null : text(years, row, 'anio')!;
  const ranking = released.find((one) => one.year === year);
  const heading = fill(year === null ? words.titleNone : words.title, { indice: index.title[language], anio: year ?? '' });
  return indexModel(place, '', heading, leadOf(input, place), [
    ranking === undefined ? absentPart(1, 'ranking', words.noRanking, words.noRankingReason) : releasedPart(ranking, names, place),
    stepsPart(input, place), ...robustPart(robust, place), elsewherePart(input, place),
  ], asked);
}
