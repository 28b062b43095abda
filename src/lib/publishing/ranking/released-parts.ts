import { at, fill } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { dayInWords } from '../day.ts';
import { phrase, type Phrase } from '../phrase.ts';
import { part } from '../place-page-parts.ts';
import type { MatrixRow } from '../matrix.ts';
import type { Block, Part } from '../view.ts';
import { indexAddress, type IndexPlace } from './index-ref.ts';
import type { ReleasedRanking } from './services.ts';

const BANDS = ['arriba', 'medio', 'abajo'] as const;

/** Names of municipalities as the registry writes them. */
export type Names = ReadonlyMap<string, string>;

export const nameOf = (names: Names, answer: Answer, row: number): string => names.get(text(answer, row, 'ubigeo')!) ?? text(answer, row, 'municipalidad') ?? text(answer, row, 'ubigeo')!;

/** "entre el puesto 2 y el 11, de 24": words first (METHODS §11). */
export function rangeSaid(answer: Answer, row: number, { t }: IndexPlace): Phrase {
  const words = t.ranking.released;
  const values = { mejor: shown(answer, row, 'mejor', 'entero'), peor: shown(answer, row, 'peor', 'entero') };
  const range = phrase(text(answer, row, 'mejor') === text(answer, row, 'peor') ? words.exactly : words.between, values);
  return [...range, ', ', ...phrase(words.of, { n: shown(answer, row, 'con_indice', 'entero') })];
}

/** What an entity replied, with its day and the office that did. */
export function repliesSaid({ replies }: ReleasedRanking, ubigeo: string, { language, t }: IndexPlace): Phrase[] {
  return replies.filter((one) => one.ubigeo === ubigeo).flatMap(({ office, text: said, day }) => [[said], [fill(t.ranking.released.reply, { dia: dayInWords(day, language), cargo: office })]]);
}

/** Whether a released table prints places, and if not, why. */
export const printsPlaces = (answer: Answer): boolean => rowsOf(answer).some((row) => text(answer, row, 'puesto') !== null);

function rankedRow(ranking: ReleasedRanking, row: number, names: Names, place: IndexPlace): MatrixRow {
  const { index, language, t } = place;
  const { answer } = ranking;
  const ubigeo = text(answer, row, 'ubigeo')!;
  const replies = repliesSaid(ranking, ubigeo, place);
  const places = printsPlaces(answer) ? [[[shown(answer, row, 'puesto', 'entero', 'sin-puestos')]]] : [];
  return {
    head: [nameOf(names, answer, row)], href: at(language, indexAddress(index.id, ubigeo)), subject: `${ubigeo} ${nameOf(names, answer, row)}`,
    cells: [[rangeSaid(answer, row, place)], ...places, [[shown(answer, row, 'puntaje', 'puntaje')]], replies.length === 0 ? [[t.ranking.released.noReply]] : replies],
  };
}

/** Alphabetical inside a band, as the registry writes the names: nothing in the order says more than the band. */
const rowsOfBand = (answer: Answer, band: (typeof BANDS)[number], names: Names): number[] =>
  rowsOf(answer).filter((row) => text(answer, row, 'banda') === band).toSorted((a, b) => nameOf(names, answer, a).localeCompare(nameOf(names, answer, b), 'es'));

function bandBlocks(ranking: ReleasedRanking, names: Names, place: IndexPlace): Block[] {
  const words = place.t.ranking.released;
  const { answer } = ranking;
  const { range, score, place: placed, reply } = words.columns;
  const columns = [
    { key: 'puestos', label: range, unit: 'puestos' }, ...(printsPlaces(answer) ? [{ key: 'puesto', label: placed, unit: 'puesto' }] : []),
    { key: 'puntaje', label: score, unit: 'puntos de 0 a 100' }, { key: 'replica', label: reply, unit: null },
  ];
  return BANDS.flatMap((band): Block[] => {
    const rows = rowsOfBand(answer, band, names);
    if (rows.length === 0) return [];
    return [
      { kind: 'matrix', matrix: { id: `franja-${band}`, caption: `${words.bands[band]}. ${words.bandText[band]}`, head: place.t.ranking.index.head, columns, rows: rows.map((row) => rankedRow(ranking, row, names, place)) } },
    ];
  });
}

function drawnBlock({ answer, year }: ReleasedRanking, names: Names, { t }: IndexPlace): Block {
  const words = t.ranking.released;
  const rows = BANDS.flatMap((band) => rowsOfBand(answer, band, names));
  const number = (row: number, column: string) => Number(text(answer, row, column));
  return {
    kind: 'ranges', chart: {
      id: 'puestos', title: fill(words.chart, { anio: year }), description: words.chartDesc, places: rows.length, receipt: t.charts.receipt, code: answer.code,
      items: rows.map((row) => ({ label: nameOf(names, answer, row), best: number(row, 'mejor'), worst: number(row, 'peor'), middle: number(row, 'mediana') })),
    },
  };
}

/** Above this many the drawing is left out: the words of each row say the same. */
const MOST_DRAWN = 60;

/** A ranking as it was released: words first, then the drawing. */
export function releasedPart(ranking: ReleasedRanking, names: Names, place: IndexPlace): Part {
  const { language, t } = place;
  const words = t.ranking.released;
  const { answer, releasedOn, notifiedOn, means, override, replaced, year } = ranking;
  const first = rowsOf(answer)[0]!;
  const against = text(answer, first, 'contra');
  const reasons = (against ?? '').split(' ').map((code) => (words.against as Readonly<Record<string, string>>)[code] ?? code).join('; ');
  const ranked = rowsOf(answer).filter((row) => text(answer, row, 'banda') !== null).length;
  const said: Phrase[] = [
    [fill(words.day, { dia: dayInWords(releasedOn!, language), aviso: dayInWords(notifiedOn!, language), medio: means! })],
    ...(override === null ? [] : [[fill(words.override, { motivo: override })]]),
    ...(against === null ? [] : [[fill(words.noPlaces, { motivos: reasons })]]),
    ...(replaced ? [[words.replaced]] : []),
  ];
  return part(1, 'ranking', [fill(words.heading, { anio: year })], [
    { kind: 'prose', phrases: said },
    ...bandBlocks(ranking, names, place),
    ...(ranked > MOST_DRAWN ? [] : [drawnBlock(ranking, names, place)]),
    { kind: 'prose', quiet: true, phrases: [phrase(words.draws, { sorteos: shown(answer, first, 'sorteos', 'entero'), semilla: shown(answer, first, 'semilla', 'texto'), generador: text(answer, first, 'generador')! })] },
  ]);
}
