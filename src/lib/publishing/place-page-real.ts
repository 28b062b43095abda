import { fill, messages } from '#lib/platform/messages/index.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { phrase } from './phrase.ts';
import type { Block } from './view.ts';

const COLUMNS = ['canon_real', 'pim_real', 'devengado_real'] as const;

/** The series in soles of one year, beside the nominal ones; nothing where nobody loaded a price index. */
export function realBlocks(answer: Answer | undefined, name: string, language: Language): Block[] {
  if (!answer || answer.body.rows.length === 0) return [];
  const t = messages(language);
  const base = text(answer, 0, 'anio_base') ?? '';
  const labels = [t.canon.series, t.budget.columns.pim, t.budget.columns.accrued];
  const summary = fill(t.real.summary, { base });
  return [
    {
      kind: 'table', summary,
      table: {
        id: 'tabla-soles-reales', folded: true, head: t.charts.year, caption: fill(t.real.caption, { lugar: name, base }),
        columns: COLUMNS.map((key, index) => ({ key, label: labels[index]!, unit: `soles de ${base}` })),
        rows: rowsOf(answer).reverse().map((row) => ({
          head: [shown(answer, row, 'anio', 'anio')], year: text(answer, row, 'anio'), subject: null,
          cells: COLUMNS.map((column) => shown(answer, row, column, 'soles-enteros', text(answer, row, 'indice') === null ? 'sin-indice-de-precios' : 'sin-dato')),
        })),
      },
    },
    { kind: 'prose', quiet: true, phrases: [phrase(t.real.note, { anio: shown(answer, 0, 'anio_base', 'anio'), indice: shown(answer, 0, 'indice_base', 'texto'), base: text(answer, 0, 'base_del_ultimo') ?? '–' })] },
  ];
}
