import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import { KINDS, type Kind } from '#lib/treasury/programmes/kinds.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { absentPart, part } from './place-page-parts.ts';
import { sentenceCase } from './place-page-transfers.ts';
import type { Block, Part, TableColumn } from './view.ts';

/** Rows of the list of programmes of one kind, from the largest budget down. */
export const rowsOfKind = (answer: Answer, kind: Kind): number[] => rowsOf(answer).filter((row) => text(answer, row, 'clase') === kind);

export const programmeName = (answer: Answer, row: number): string => {
  const code = text(answer, row, 'programa') ?? '–';
  return `${code} ${sentenceCase(text(answer, row, 'programa_nombre') ?? '')}`.trim();
};

const columnsOf = (t: Messages): TableColumn[] => {
  const { columns } = t.programmes.spending;
  return [{ key: 'pim', label: columns.pim, unit: 'soles' }, { key: 'devengado', label: columns.accrued, unit: 'soles' }, { key: 'avance', label: columns.rate, unit: '%' }];
};

/** What each programme spent in one year, each with a link to its own page. */
export function spendingPart(answer: Answer, language: Language, t: Messages): Part {
  const words = t.programmes.spending;
  if (answer.body.rows.length === 0) return absentPart(1, 'gasto', words.none, words.noneReason);
  const year = text(answer, 0, 'anio') ?? '';
  const rows = rowsOfKind(answer, 'programa');
  if (rows.length === 0) return absentPart(1, 'gasto', words.none, fill(words.onlyApart, { anio: year }));
  const table: Block = {
    kind: 'table', summary: t.charts.table,
    table: {
      id: 'tabla-programas', caption: words.caption, head: words.head, folded: false, columns: columnsOf(t),
      rows: rows.map((row) => ({
        head: [programmeName(answer, row)], year, subject: programmeName(answer, row), href: at(language, `/programa/${text(answer, row, 'programa')}`),
        cells: [shown(answer, row, 'pim', 'soles-enteros'), shown(answer, row, 'devengado', 'soles-enteros'), shown(answer, row, 'avance', 'porcentaje', 'sin-base')],
      })),
    },
  };
  return part(1, 'gasto', [fill(words.title, { anio: year })], [table, { kind: 'prose', quiet: true, phrases: [[t.site.nominal]] }]);
}

/** Central actions, APNOP and lines without a code, each as one sum; nothing when the year has none. */
export function apartPart(answer: Answer, t: Messages): Part[] {
  const words = t.programmes.apart;
  const found = KINDS.filter((kind) => kind !== 'programa').flatMap((kind) => {
    const row = rowsOfKind(answer, kind)[0];
    return row === undefined ? [] : [{ kind, row }];
  });
  if (found.length === 0) return [];
  const table: Block = {
    kind: 'table', summary: t.charts.table,
    table: {
      id: 'tabla-aparte', caption: words.caption, head: words.head, folded: false, columns: columnsOf(t),
      rows: found.map(({ kind, row }) => ({
        head: [words.kinds[kind]], year: text(answer, row, 'anio'), subject: words.kinds[kind],
        cells: [shown(answer, row, 'pim_clase', 'soles-enteros'), shown(answer, row, 'devengado_clase', 'soles-enteros'), shown(answer, row, 'avance_clase', 'porcentaje', 'sin-base')],
      })),
    },
  };
  return [part(2, 'aparte', [words.title], [{ kind: 'prose', phrases: [[words.reason]] }, table])];
}
