import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { approximate, rowsOf, shown, text, type Answer } from './answer.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { PlaceView } from './services.ts';
import type { Block, TableRow } from './view.ts';

const SHOWN = 8;
const DATASET = 'transferencias-resumen';

/** The treasury writes names in capitals; a phone and an eye read `Planeamiento, gestión…` better. */
export function sentenceCase(name: string): string {
  return name === name.toUpperCase() ? name.charAt(0) + name.slice(1).toLowerCase() : name;
}

const nameOf = (answer: Answer, row: number) => sentenceCase(text(answer, row, 'recurso_nombre') ?? text(answer, row, 'recurso') ?? '–');

/** Rows of the newest year, largest credit first; equal ones in the order of the answer. */
function newestRows(answer: Answer): { year: string; rows: number[] } {
  const size = (row: number) => approximate(text(answer, row, 'acreditado')) ?? 0;
  const year = String(Math.max(...rowsOf(answer).map((row) => Number(text(answer, row, 'anio')))));
  return { year, rows: rowsOf(answer).filter((row) => text(answer, row, 'anio') === year).sort((a, b) => size(b) - size(a)) };
}

function bars(answer: Answer, { year, rows }: { year: string; rows: readonly number[] }, t: Messages): Block {
  const rest = rows.slice(SHOWN).reduce((sum, row) => sum + (approximate(text(answer, row, 'acreditado')) ?? 0), 0);
  return {
    kind: 'bars', id: 'recursos', tone: 'received',
    title: fill(t.transfers.chart, { anio: year }), description: t.transfers.desc,
    items: rows.slice(0, SHOWN).map((row) => ({ label: nameOf(answer, row), figure: shown(answer, row, 'acreditado', 'soles-cortos') })),
    rest: rows.length > SHOWN ? { label: t.transfers.rest, value: rest } : null,
    words: { receipt: t.charts.receipt },
  };
}

/** Newest year first; within a year, in the answer's order: largest credit first. */
function tableRows(answer: Answer): TableRow[] {
  const year = (row: number) => Number(text(answer, row, 'anio'));
  return rowsOf(answer).sort((a, b) => year(b) - year(a) || a - b).map((row) => ({
    head: [shown(answer, row, 'anio', 'anio'), ` · ${nameOf(answer, row)}`],
    year: text(answer, row, 'anio'),
    subject: `${text(answer, row, 'rubro') ?? ''}-${text(answer, row, 'recurso') ?? ''} ${nameOf(answer, row)}`,
    cells: [shown(answer, row, 'autorizado', 'soles-enteros'), shown(answer, row, 'acreditado', 'soles-enteros')],
  }));
}

/** A file that names no transfer of the place is not the same as no file. */
function nothing(answer: Answer | undefined, t: Messages): Block[] {
  const loaded = answer?.body.inputs.some(({ dataset }) => dataset === DATASET) ?? false;
  return [{ kind: 'prose', quiet: true, phrases: [[loaded ? t.transfers.noRows : t.transfers.notLoaded]] }];
}

export const hasTransfers = (answer: Answer | undefined): answer is Answer => answer !== undefined && answer.body.rows.length > 0;

/**
 * What arrived resource by resource, within part 4: the newest year drawn, every year in the table, authorised beside
 * credited. Interest and own revenue stand in the treasury's same file and are no transfer (DATA §2.4).
 */
export function transferBlocks(answer: Answer | undefined, place: PlaceView, t: Messages): Block[] {
  if (!hasTransfers(answer)) return nothing(answer, t);
  const municipality = fill(t.place.municipality, { lugar: place.name });
  const newest = newestRows(answer);
  const notes: Phrase[] = [[t.transfers.excluded], [t.transfers.months]];
  return [
    { kind: 'heading', text: phrase(t.transfers.heading, { anio: shown(answer, newest.rows[0]!, 'anio', 'anio') }) },
    { kind: 'prose', phrases: [[fill(t.transfers.whoPays, { municipalidad: municipality })]] },
    bars(answer, newest, t),
    {
      kind: 'table', summary: `${t.charts.table}: ${t.transfers.series}`,
      table: {
        id: 'tabla-recursos', folded: true, head: t.transfers.head, caption: fill(t.transfers.caption, { municipalidad: municipality }),
        columns: [{ key: 'autorizado', label: t.transfers.columns.authorised, unit: 'soles' }, { key: 'acreditado', label: t.transfers.columns.credited, unit: 'soles' }],
        rows: tableRows(answer),
      },
    },
    { kind: 'prose', quiet: true, phrases: notes },
  ];
}
