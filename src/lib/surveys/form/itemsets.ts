import { Findings } from './compile/findings.ts';
import { readSheet } from './sheets/read-sheet.ts';
import type { RawSheet } from './sheets/sheet.ts';

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The file `itemsets.csv` that phones ask the old external lists from; null where the form has no sheet `external_choices`. */
export function itemsetsCsv(sheets: readonly RawSheet[]): string | null {
  const raw = sheets.find(({ name }) => name.trim().toLowerCase() === 'external_choices');
  if (raw === undefined) return null;
  const { headings, rows } = readSheet('external_choices', raw, false, new Findings());
  const named = headings.filter(({ written }) => written !== '');
  const heading = ({ key, written }: (typeof named)[number]): string => (key === 'list_name' || key === 'name' ? key : written);
  const lines = rows.map((row) => named.map(({ written }) => row.cells.find((cell) => cell.heading.written === written)?.text ?? ''));
  return [named.map(heading), ...lines].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}
