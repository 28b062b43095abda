import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import { shown, text, type Answer } from './answer.ts';
import type { TableRow } from './view.ts';

/** "tardía, silenciosa" beside the name, so that no colour has to say it. */
function marksOf(answer: Answer, row: number, t: Messages): string | null {
  const { marks } = t.investment.list;
  const said = [text(answer, row, 'tardia') === 'true' ? marks.late : null, text(answer, row, 'silenciosa') === 'true' ? marks.silent : null].filter((mark) => mark !== null);
  return said.length === 0 ? null : said.join(', ');
}

/** A name in capitals may take four lines of a phone: its beginning tells it, the page of its own has it whole. */
export function shortName(name: string, length = 90): string {
  if (name.length <= length) return name;
  const cut = name.slice(0, length);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), length / 2)).trimEnd()}…`;
}

/** One line of a list of investments: its name leads to its page; costs, both progresses and dates are cells. */
export function investmentRow(answer: Answer, row: number, language: Language, t: Messages, more: readonly string[] = []): TableRow {
  const cui = text(answer, row, 'cui')!;
  const marks = marksOf(answer, row, t);
  return {
    head: [shortName(text(answer, row, 'nombre') ?? fill(t.investment.unnamed, { cui }))],
    href: at(language, `/inversion/${cui}`),
    year: null,
    subject: cui,
    ...(marks === null ? {} : { note: marks }),
    cells: [
      shown(answer, row, 'costo_actualizado', 'soles-enteros'), shown(answer, row, 'avance_fisico', 'porcentaje'), shown(answer, row, 'financiero', 'porcentaje'), shown(answer, row, 'fin', 'texto'),
      ...more.map((column) => shown(answer, row, column, 'texto')),
    ],
  };
}

export function investmentColumns(t: Messages) {
  const { columns } = t.investment.list;
  return [
    { key: 'costo_actualizado', label: columns.costo, unit: 'soles' }, { key: 'avance_fisico', label: columns.fisico, unit: '%' }, { key: 'financiero', label: columns.financiero, unit: '%' },
    { key: 'fin', label: columns.fin, unit: 'fecha' },
  ];
}
