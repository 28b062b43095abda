import type { FigureFormat } from '#lib/provenance/figure.ts';
import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import type { Phrase } from './phrase.ts';
import type { Block, Table } from './view.ts';

/** Rows that a page shows; the rest are counted, and the receipt has them all. */
const MOST = 24;

/** An amount prints in the currency of its own row; one that we have no sign for prints as the source writes it. */
const FORMATS: Readonly<Record<string, FigureFormat>> = { PEN: 'soles-enteros', USD: 'dolares-enteros' };

/** Newest first: what was contracted last is what people ask about. */
const newestFirst = (answer: Answer): number[] => [...rowsOf(answer)].reverse();

function stagesTable(answer: Answer, rows: readonly number[], cui: string, t: Messages): Table {
  const words = t.investment.procurement;
  return {
    id: 'tabla-contrataciones', caption: fill(words.caption, { cui }), head: words.stage, folded: false,
    columns: [
      { key: 'fecha', label: words.date, unit: '' }, { key: 'monto', label: words.amount, unit: words.currency }, { key: 'moneda', label: words.currency, unit: '' },
      { key: 'estado', label: words.status, unit: '' }, { key: 'proveedor_ruc', label: words.supplierTax, unit: '' }, { key: 'proveedor', label: words.supplier, unit: '' },
    ],
    rows: rows.map((row) => {
      const said = (column: string) => text(answer, row, column) ?? '';
      return {
        head: [words.stages[said('etapa') as keyof typeof words.stages] ?? said('etapa')], year: said('fecha').slice(0, 4) || null, subject: `${said('ocid')} ${said('etapa')} ${said('id')}`,
        cells: [
          shown(answer, row, 'fecha', 'texto'), shown(answer, row, 'monto', FORMATS[said('moneda')] ?? 'texto'), shown(answer, row, 'moneda', 'texto'),
          shown(answer, row, 'estado', 'texto'), shown(answer, row, 'proveedor_ruc', 'texto'), shown(answer, row, 'proveedor', 'texto'),
        ],
      };
    }),
  };
}

/** Each process once: who buys, what, and its identifier, for whoever looks it up at the publisher. */
function processes(answer: Answer, rows: readonly number[]): Phrase[] {
  const seen = new Set<string | null>();
  return rows
    .filter((row) => !seen.has(text(answer, row, 'ocid')) && seen.add(text(answer, row, 'ocid')))
    .map((row) => [shown(answer, row, 'comprador', 'texto'), ': ', shown(answer, row, 'titulo', 'texto'), ' (', shown(answer, row, 'ocid', 'texto'), ')']);
}

/** Tenders, awards and contracts whose text names the investment (OCDS); none when no loaded package has any. */
export function procurementBlocks(answer: Answer, cui: string, t: Messages): Block[] {
  const all = newestFirst(answer);
  if (all.length === 0) return [];
  const rows = all.slice(0, MOST);
  const words = t.investment.procurement;
  const table = stagesTable(answer, rows, cui, t);
  const left = all.length - rows.length;
  const notes: Phrase[] = [[words.byText], [words.natural], ...(left === 0 ? [] : [[fill(words.left, { dadas: String(rows.length), total: String(all.length) })]])];
  return [{ kind: 'table', table, summary: table.caption }, { kind: 'more', summary: words.processes, phrases: processes(answer, rows) }, { kind: 'prose', quiet: true, phrases: notes }];
}
