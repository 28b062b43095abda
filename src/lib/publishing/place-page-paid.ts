import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { byYear, shown, text, type Answer } from './answer.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { Block, Table } from './view.ts';

function sentence(answer: Answer, row: number, t: Messages): Phrase {
  const words = t.canonIndex.paid;
  const anio = shown(answer, row, 'anio', 'anio');
  const reason = text(answer, row, 'motivo') as keyof Messages['canonIndex']['paid']['reasons'] | null;
  if (reason !== null) return phrase(words.reasons[reason], { anio, n: shown(answer, row, 'sin_transferencia', 'entero'), total: shown(answer, row, 'beneficiarios', 'entero') });
  const amounts = { anio, base: shown(answer, row, 'base', 'soles-enteros'), segun: shown(answer, row, 'segun_indice', 'soles-enteros') };
  if (text(answer, row, 'transferido') === null) return phrase(words.unpaid, amounts);
  return phrase(words.said, { ...amounts, transferido: shown(answer, row, 'transferido', 'soles-enteros'), diferencia: shown(answer, row, 'diferencia', 'soles') });
}

function paidTable(answer: Answer, name: string, t: Messages): Table {
  const words = t.canonIndex.paid;
  const columns = [['indice', words.index], ['base', words.base], ['segun_indice', words.due], ['transferido', words.paid], ['diferencia', words.difference]] as const;
  return {
    id: 'tabla-segun-indice', folded: true, head: t.charts.year, caption: fill(words.caption, { lugar: name }),
    columns: columns.map(([key, label]) => ({ key, label, unit: key === 'indice' ? 'índice' : 'soles' })),
    rows: [...byYear(answer)].reverse().map(([year, row]) => ({
      head: [shown(answer, row, 'anio', 'anio')], year: String(year), subject: null,
      cells: columns.map(([key]) => shown(answer, row, key, key === 'indice' ? 'indice' : 'soles', 'sin-formula')),
    })),
  };
}

/** EITI 5.2 in part 5: what the published index gives beside what was transferred; nothing where no year has both. */
export function paidBlocks(answer: Answer | undefined, name: string, t: Messages): Block[] {
  const newest = [...byYear(answer).values()].at(-1);
  if (answer === undefined || newest === undefined) return [];
  return [
    { kind: 'prose', phrases: [sentence(answer, newest, t)] },
    { kind: 'table', summary: t.charts.table, table: paidTable(answer, name, t) },
  ];
}
