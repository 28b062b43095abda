import { at, fill } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { phrase, type Phrase } from '../phrase.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { MatrixRow } from '../matrix.ts';
import type { Part } from '../view.ts';
import { figureLines, indexAddress, indexFigure, titleOf, valueFormat, type IndexPlace } from './index-ref.ts';
import { rangeSaid, repliesSaid, type Names } from './released-parts.ts';
import type { ReleasedRanking } from './services.ts';

export const rowsOfLevel = (answer: Answer, level: string, year: string | null = null): number[] => rowsOf(answer).filter((row) => text(answer, row, 'nivel') === level && (year === null || text(answer, row, 'anio') === year));

/** A ratio's two parts, or how many cases a median is of. */
function fromWhat(answer: Answer, row: number, { t }: IndexPlace): Phrase[] {
  const words = t.ranking.place;
  if (text(answer, row, 'numerador') !== null) return [phrase(words.parts, { numerador: shown(answer, row, 'numerador', 'decimal'), denominador: shown(answer, row, 'denominador', 'decimal') })];
  return text(answer, row, 'casos') === null ? [] : [phrase(words.cases, { casos: shown(answer, row, 'casos', 'entero') })];
}

/** Each item from its value to the index: what moves the score. */
export function itemsPart(answer: Answer, year: string, place: IndexPlace): Part {
  const { t } = place;
  const words = t.ranking.place;
  const row = (at: number): MatrixRow => {
    const key = text(answer, at, 'clave')!;
    // What stands beside has no score, and what has no value has said why: their cells are empty, and not gaps.
    const score = (column: string) => (text(answer, at, 'nivel') === 'item' && text(answer, at, 'valor') !== null ? [[indexFigure(answer, at, column, 'puntaje')]] : []);
    const weight = text(answer, at, 'peso');
    return {
      head: [titleOf(place, key)], under: text(answer, at, 'pilar') === null ? [[words.beside]] : [[titleOf(place, text(answer, at, 'pilar')!)]], subject: key,
      cells: [figureLines(indexFigure(answer, at, 'valor', valueFormat(place, key)), t), fromWhat(answer, at, place), score('puntaje'), weight === null ? [] : [[shown(answer, at, 'peso', 'porcentaje')]], score('aporte'), score('un_punto')],
    };
  };
  const { value, from, score, weight, given, more } = words.itemsColumns;
  return part(1, 'items', [fill(words.items, { anio: year })], [
    {
      kind: 'matrix', matrix: {
        id: 'tabla-items', caption: fill(words.itemsCaption, { anio: year }), head: t.ranking.index.item, rows: [...rowsOfLevel(answer, 'item', year), ...rowsOfLevel(answer, 'al-lado', year)].map(row),
        columns: [
          { key: 'valor', label: value, unit: null }, { key: 'de_donde', label: from, unit: null }, { key: 'puntaje', label: score, unit: null }, { key: 'peso', label: weight, unit: '%' },
          { key: 'aporte', label: given, unit: null }, { key: 'un_punto', label: more, unit: null },
        ],
      },
    },
    { kind: 'prose', quiet: true, phrases: [[words.itemsNote]] },
  ]);
}

/** Index and pillars of every year with an item, newest first. */
export function yearsPart(answer: Answer, place: IndexPlace): Part {
  const { index, t } = place;
  const words = t.ranking.place;
  const years = [...new Set(rowsOfLevel(answer, 'indice').filter((row) => text(answer, row, 'presentes') !== '0').map((row) => text(answer, row, 'anio')!))].reverse();
  if (years.length === 0) return absentPart(3, 'por-anio', words.years, words.yearsNone);
  const cell = (year: string, level: string, key: string): Phrase[] => {
    const row = rowsOfLevel(answer, level, year).find((one) => text(answer, one, 'clave') === key)!;
    const figure = indexFigure(answer, row, 'puntaje', 'puntaje');
    return [[figure], phrase(words.pillarOf, { presentes: shown(answer, row, 'presentes', 'entero'), de: shown(answer, row, 'de', 'entero') })];
  };
  return part(3, 'por-anio', [words.years], [{
    kind: 'matrix', matrix: {
      id: 'tabla-anios', caption: words.yearsCaption, head: words.year,
      columns: [{ key: 'indice', label: t.ranking.index.score, unit: null }, ...index.pillars.map(({ id }) => ({ key: id, label: titleOf(place, id), unit: null }))],
      rows: years.map((year) => ({ head: [year], subject: year, cells: [cell(year, 'indice', index.id), ...index.pillars.map(({ id }) => cell(year, 'pilar', id))] })),
    },
  }]);
}

function reachedSaid(better: Answer, row: number, { t }: IndexPlace): Phrase[] {
  const words = t.ranking.place;
  if (text(better, row, 'relativo') === null) return [];
  const lines: Phrase[] = (['20', '25'] as const).map((threshold) => [fill(text(better, row, `alcanza_${threshold}`) === 'true' ? words.reach.yes : words.reach.no, { umbral: threshold })]);
  return text(better, row, 'cambio_de_mandato') === 'true' ? [...lines, [words.mandate]] : lines;
}

/** Points gained and per cent since the first year. */
export function betterPart(better: Answer, place: IndexPlace): Part {
  const { t } = place;
  const words = t.ranking.place;
  if (rowsOf(better).length === 0) return absentPart(2, 'mejora', words.better, words.betterNone);
  const { before, after, points, relative, reached } = words.betterColumns;
  const row = (at: number): MatrixRow => ({
    head: [titleOf(place, text(better, at, 'clave')!)], under: [phrase(words.span, { base: shown(better, at, 'base', 'anio'), anio: shown(better, at, 'anio', 'anio') })], subject: `${text(better, at, 'clave')} ${text(better, at, 'base')}–${text(better, at, 'anio')}`,
    cells: [
      [[indexFigure(better, at, 'antes', 'puntaje')]], [[indexFigure(better, at, 'ahora', 'puntaje')]], figureLines(indexFigure(better, at, 'puntos', 'puntaje'), t), [[indexFigure(better, at, 'relativo', 'porcentaje')]], reachedSaid(better, at, place),
    ],
  });
  return part(2, 'mejora', [words.better], [
    {
      kind: 'matrix', matrix: {
        id: 'tabla-mejora', caption: words.betterCaption, head: words.betterHead, rows: rowsOf(better).toReversed().map(row),
        columns: [{ key: 'antes', label: before, unit: null }, { key: 'ahora', label: after, unit: null }, { key: 'puntos', label: points, unit: 'puntos' }, { key: 'relativo', label: relative, unit: '%' }, { key: 'umbrales', label: reached, unit: null }],
      },
    },
    { kind: 'prose', quiet: true, phrases: [[words.betterNote]] },
  ]);
}

/** Where it stands in each released ranking, and its reply at the size of everything else. */
export function standingParts(released: readonly ReleasedRanking[], ubigeo: string, place: IndexPlace): Part[] {
  const words = place.t.ranking.place;
  return released.flatMap((ranking) => {
    const { answer, year } = ranking;
    const row = rowsOf(answer).find((one) => text(answer, one, 'ubigeo') === ubigeo && text(answer, one, 'banda') !== null);
    if (row === undefined) return [];
    const band = place.t.ranking.released.bands[text(answer, row, 'banda') as 'arriba' | 'medio' | 'abajo'];
    const replies = repliesSaid(ranking, ubigeo, place);
    return [part(0, `ranking-${year}`, [fill(words.standing, { anio: year })], [
      { kind: 'prose', phrases: [[`${words.band}: ${band}; `, ...rangeSaid(answer, row, place), '.']] },
      { kind: 'heading', text: [words.reply] },
      { kind: 'prose', phrases: replies.length === 0 ? [[words.noReply]] : replies },
    ])];
  });
}

/** The same index of similar municipalities, the newest year of each. */
export function peersPart(peers: readonly { readonly ubigeo: string; readonly answer: Answer }[], names: Names, place: IndexPlace): Part {
  const { index, language, t } = place;
  const words = t.ranking.place;
  const known = peers.filter(({ answer }) => rowsOf(answer).length > 0);
  if (known.length === 0) return absentPart(4, 'parecidos', words.peers, words.peersNone);
  const rows = known.map(({ ubigeo, answer }): MatrixRow => {
    const year = text(answer, rowsOf(answer).at(-1)!, 'anio')!;
    const of = (level: string, key: string) => rowsOfLevel(answer, level, year).find((row) => text(answer, row, 'clave') === key)!;
    const score = (row: number): Phrase[] => [[indexFigure(answer, row, 'puntaje', 'puntaje')]];
    return {
      head: [names.get(ubigeo) ?? ubigeo, ', ', shown(answer, of('indice', index.id), 'anio', 'anio')], href: at(language, indexAddress(index.id, ubigeo)), subject: `${ubigeo} ${year}`,
      cells: [score(of('indice', index.id)), ...index.pillars.map(({ id }) => score(of('pilar', id))), ...index.context.map(({ id }) => figureLines(indexFigure(answer, of('al-lado', id), 'valor', valueFormat(place, id)), t))],
    };
  });
  return part(4, 'parecidos', [words.peers], [
    { kind: 'prose', phrases: [[words.peersText]] },
    {
      kind: 'matrix', matrix: {
        id: 'tabla-parecidos', caption: words.peersCaption, head: t.ranking.index.head, rows,
        columns: [{ key: 'indice', label: t.ranking.index.score, unit: null }, ...[...index.pillars, ...index.context].map(({ id }) => ({ key: id, label: titleOf(place, id), unit: null }))],
      },
    },
  ]);
}
