import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { byYear, shown, text, yearsLoaded, type Answer } from './answer.ts';
import { phrase, type Phrase, type ShownFigure } from './phrase.ts';
import type { Table, YearGap, YearPanel } from './view.ts';

/** What the canon table says of one district. `sin-tabla`: none is loaded; `ausente`: the district is not in it. */
export interface CanonOfPlace {
  readonly state: 'sin-tabla' | 'ausente' | 'en-blanco' | 'hay';
  readonly answer: Answer | undefined;
  /** Row of the newest year with an amount; null unless `hay`. */
  readonly newest: number | null;
}

/** Where canon received can stand; population alone says nothing of it. */
const CANON_DATASETS = ['canon-minero', 'transferencias'] as const;

export function canonOf(answer: Answer | undefined): CanonOfPlace {
  const loaded = answer?.body.inputs.some(({ dataset }) => (CANON_DATASETS as readonly string[]).includes(dataset)) ?? false;
  if (!answer || (answer.body.rows.length === 0 && !loaded)) return { state: 'sin-tabla', answer, newest: null };
  if (answer.body.rows.length === 0) return { state: 'ausente', answer, newest: null };
  const rows = [...byYear(answer).values()].filter((row) => text(answer, row, 'canon') !== null);
  return rows.length === 0 ? { state: 'en-blanco', answer, newest: null } : { state: 'hay', answer, newest: rows.at(-1)! };
}

/** The sentence on what came, or why there is none. Rubro 18 never stands in for it (DATA §5). */
export function canonSentence(canon: CanonOfPlace, name: string, t: Messages): Phrase {
  if (canon.state === 'sin-tabla') return [t.canon.nothingRead];
  if (canon.state === 'ausente') return phrase(t.canon.none, { lugar: name });
  if (canon.state === 'en-blanco') return phrase(t.canon.allBlank, { lugar: name });
  const { answer, newest } = canon as { answer: Answer; newest: number };
  const values = { lugar: name, canon: shown(answer, newest, 'canon', 'soles-cortos'), anio: shown(answer, newest, 'anio', 'anio') };
  if (text(answer, newest, 'por_habitante') === null) return phrase(t.canon.titleNoPeople, values);
  return phrase(t.canon.title, { ...values, por_habitante: shown(answer, newest, 'por_habitante', 'por-habitante') });
}

function canonCell(answer: Answer, row: number): ShownFigure[] {
  const blank = text(answer, row, 'canon') === null ? 'en-blanco' : 'sin-poblacion';
  return [
    shown(answer, row, 'canon', 'soles-enteros', 'en-blanco'),
    shown(answer, row, 'por_habitante', 'por-habitante', blank),
    shown(answer, row, 'poblacion', 'personas', 'sin-poblacion'),
    shown(answer, row, 'total_transferencias', 'soles-enteros'),
  ];
}

/** Canon by year, newest first. */
export function canonTable(answer: Answer, name: string, t: Messages): Table {
  const c = t.canon.columns;
  return {
    id: 'tabla-canon',
    caption: fill(t.canon.caption, { municipalidad: fill(t.place.municipality, { lugar: name }) }),
    head: t.charts.year,
    folded: true,
    columns: [
      { key: 'canon', label: c.canon, unit: 'soles' },
      { key: 'por_habitante', label: c.each, unit: 'soles por habitante' },
      { key: 'poblacion', label: c.people, unit: 'personas' },
      { key: 'total_transferencias', label: c.total, unit: 'soles' },
    ],
    rows: [...byYear(answer)].reverse().map(([year, row]) => ({
      head: [shown(answer, row, 'anio', 'anio')],
      year: String(year),
      subject: null,
      cells: canonCell(answer, row),
    })),
  };
}

/** Years of a range that are not in `have`, run by run, each with its reason. */
export function gaps(from: number, to: number, have: ReadonlySet<number>, reasonOf: (year: number) => string): YearGap[] {
  const found: { from: number; to: number; reason: string }[] = [];
  for (let year = from; year <= to; year += 1) {
    if (have.has(year)) continue;
    const reason = reasonOf(year);
    const last = found.at(-1);
    if (last && last.to === year - 1 && last.reason === reason) last.to = year;
    else found.push({ from: year, to: year, reason });
  }
  return found;
}

/** The upper panel of the chart: what came, year by year, its gaps named. */
export function canonPanel(canon: CanonOfPlace, from: number, to: number, t: Messages): YearPanel {
  const base = { kind: 'received', label: t.canon.series, context: [], contextLabel: '' } as const;
  const answer = canon.answer;
  if (!answer || canon.state === 'sin-tabla' || canon.state === 'ausente') {
    const reason = canon.state === 'ausente' ? t.canon.noRows : t.canon.nothingRead;
    return { ...base, points: [], gaps: [{ from, to, reason }] };
  }
  const points = [...byYear(answer)].map(([year, row]) => ({ year, figure: shown(answer, row, 'canon', 'soles-cortos', 'en-blanco'), partial: false }));
  const loaded = [...yearsLoaded(answer, CANON_DATASETS)];
  const [first, last] = [Math.min(...loaded), Math.max(...loaded)];
  const blank = new Set(points.filter((point) => point.figure.value === null).map((point) => point.year));
  const have = new Set(points.filter((point) => point.figure.value !== null).map((point) => point.year));
  const reasonOf = (year: number) => {
    if (year < first) return fill(t.canon.before, { anio: String(first) });
    if (year > last) return fill(t.canon.after, { anio: String(last) });
    return blank.has(year) ? t.canon.blank : t.canon.noRow;
  };
  return { ...base, points, gaps: gaps(from, to, have, reasonOf) };
}
