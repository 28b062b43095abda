import { at, fill } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import { phrase, type Phrase } from '../phrase.ts';
import type { MatrixRow } from '../matrix.ts';
import { part } from '../place-page-parts.ts';
import type { Part } from '../view.ts';
import { instrumentAddress, wordOf, type InstrumentPlace } from './instrument-ref.ts';

/** Parts of a whole that the list of results leaves to the page of each entity. */
const DETAIL = new Set(['rubro', 'componente', 'cambio-pasos', 'cambio-dias', 'cambio-costo']);

/** What one measure says: a number of its receipt, a letter or word, or why there is none. */
function measureLine(answer: Answer, row: number, { t: { instruments: words } }: InstrumentPlace): Phrase {
  const [name, subject, gap, word] = ['medida', 'sujeto', 'sin_dato', 'palabra'].map((column) => text(answer, row, column));
  const label = subject == null ? wordOf(words.measures, name!) : `${wordOf(words.measures, name!)}: ${subject}`;
  const number = (column: string) => shown(answer, row, column, 'decimal', gap ?? 'sin-dato');
  if (name!.startsWith('cambio-')) return [`${label}: `, ...phrase(gap == null ? words.change : words.changeGap, { antes: number('antes'), despues: number('despues'), valor: number('valor') })];
  if (gap != null) return [`${label}: ${wordOf(words.gaps, gap)}`];
  if (word != null) return [`${label}: ${wordOf(words.values, word)}`];
  const of = text(answer, row, 'de') === null ? [number('valor')] : phrase(words.of, { valor: number('valor'), de: number('de') });
  return text(answer, row, 'porcentaje') === null ? [`${label}: `, ...of] : [`${label}: `, ...of, ' (', shown(answer, row, 'porcentaje', 'porcentaje'), ')'];
}

/** Who looked, when, and of a copy that settles others why. */
export function observerLines(answer: Answer, row: number, { language, t: { instruments: words } }: InstrumentPlace): Phrase[] {
  const said = (column: string) => text(answer, row, column) ?? '–';
  const side = fill(words.page.side, { observador: said('observador'), fecha: dateInWords(said('fecha'), language), ficha: said('ficha') });
  return said('clase') === 'conciliada' ? [[side], [fill(words.page.settled, { fichas: said('concilia').replaceAll(' ', ', '), motivo: said('motivo') })]] : [[side]];
}

/** A part for each version: a row for each copy, so that two observers stand side by side and no version beside another. */
export function resultParts(answer: Answer, place: InstrumentPlace, entity: string | null): Part[] {
  const { id, language, t: { instruments: words } } = place;
  const own = rowsOf(answer).filter((row) => entity === null || text(answer, row, 'entidad') === entity);
  return [...Map.groupBy(own, (row) => text(answer, row, 'version')!)].reverse().map(([version, rows], index) => {
    const copies = [...Map.groupBy(rows, (row) => text(answer, row, 'ficha')!)];
    return part(10 + index, `resultados-${version}`, [entity === null ? `${words.page.results} · ${fill(words.entity.version, { version })}` : `${words.entity.results} · ${fill(words.entity.version, { version })}`], [{
      kind: 'matrix', matrix: {
        id: `tabla-resultados-${version}`, caption: fill(words.page.resultsCaption, { version }), head: words.page.entity, columns: [{ key: 'observador', label: words.page.observer, unit: null }, { key: 'resultado', label: words.page.result, unit: null }],
        rows: copies.map(([copy, lines]): MatrixRow => {
          const [first] = lines;
          const code = text(answer, first!, 'entidad')!;
          return {
            head: [text(answer, first!, 'entidad_nombre')!], subject: `${code} · ${copy}`, ...(entity === null ? { href: at(language, instrumentAddress(id, code)) } : {}),
            cells: [observerLines(answer, first!, place), lines.filter((row) => entity !== null || !DETAIL.has(text(answer, row, 'medida')!)).map((row) => measureLine(answer, row, place))],
          };
        }),
      },
    }]);
  });
}
