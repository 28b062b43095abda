import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { phrase, type Phrase } from './phrase.ts';
import { crumbsOf } from './place-page.ts';
import { absentPart, part, takePart } from './place-page-parts.ts';
import { sentenceCase } from './place-page-transfers.ts';
import type { PlaceView, Services } from './services.ts';
import type { Block, PageModel, Part, TableColumn } from './view.ts';

interface IncomeInput {
  readonly place: PlaceView;
  readonly income: Answer;
  readonly siaf: Answer;
  readonly language: Language;
  readonly origin: string;
}

/** Years of an answer, newest first, each with its rows in the answer's order. */
function yearsOf(answer: Answer): [string, number[]][] {
  const years = new Map<string, number[]>();
  for (const row of rowsOf(answer)) {
    const year = text(answer, row, 'anio') ?? '';
    years.set(year, [...(years.get(year) ?? []), row]);
  }
  return [...years].sort(([a], [b]) => Number(b) - Number(a));
}

const rubroOf = (answer: Answer, row: number) => `${text(answer, row, 'rubro') ?? '–'} · ${sentenceCase(text(answer, row, 'rubro_nombre') ?? '–')}`;

interface RubroTable {
  readonly answer: Answer;
  readonly year: string;
  readonly rows: readonly number[];
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly TableColumn[];
  readonly folded: boolean;
}

const rubroTable = ({ answer, year, rows, id, caption, columns, folded }: RubroTable, t: Messages): Block => ({
  kind: 'table', summary: caption,
  table: {
    id: `tabla-${id}-${year}`, caption, head: t.context.income.rubro, folded, columns,
    rows: rows.map((row) => ({ head: [rubroOf(answer, row)], year, subject: rubroOf(answer, row), cells: columns.map(({ key, unit }) => shown(answer, row, key, unit === '%' ? 'porcentaje' : 'soles-enteros')) })),
  },
});

function incomePart(income: Answer, name: string, t: Messages): Part {
  const words = t.context.income;
  if (income.body.rows.length === 0) return absentPart(0, 'ingresos', words.part, fill(words.none, { lugar: name }));
  const columns = [{ key: 'pia', label: 'PIA', unit: 'soles' }, { key: 'pim', label: t.budget.columns.pim, unit: 'soles' }, { key: 'recaudado', label: words.collected, unit: 'soles' }, { key: 'recaudado_pct', label: words.share, unit: '%' }];
  const blocks = yearsOf(income).flatMap(([year, rows], index): Block[] => {
    const table = rubroTable({ answer: income, year, rows, id: 'ingresos', caption: fill(words.caption, { lugar: name, anio: year }), columns, folded: index > 0 }, t);
    const months = text(income, rows[0]!, 'meses');
    const short: Block = { kind: 'prose', quiet: true, phrases: [phrase(words.incomplete, { anio: shown(income, rows[0]!, 'anio', 'anio'), meses: shown(income, rows[0]!, 'meses', 'entero') })] };
    return months === null || months === '12' ? [table] : [table, short];
  });
  return part(0, 'ingresos', [words.part], [...blocks, { kind: 'prose', quiet: true, phrases: [[words.caveat], [t.site.nominal]] }]);
}

function siafPart(siaf: Answer, name: string, t: Messages): Part {
  const words = t.context.income;
  if (siaf.body.rows.length === 0) return absentPart(0, 'siaf', words.siaf, words.siafNone);
  const labels = { pia: 'PIA', pim: t.budget.columns.pim, certificado: words.certified, comprometido: words.committed, devengado: t.budget.columns.accrued, girado: t.budget.columns.paid, pagado: words.paidOut };
  const columns = Object.entries(labels).map(([key, label]) => ({ key, label, unit: 'soles' }));
  const tables = yearsOf(siaf).map(([year, rows], index) => rubroTable({ answer: siaf, year, rows, id: 'siaf', caption: fill(words.siafCaption, { lugar: name, anio: year }), columns, folded: index > 0 }, t));
  return part(0, 'siaf', [words.siaf], [...tables, { kind: 'prose', quiet: true, phrases: [[words.siafNote]] }]);
}

/** The newest year's largest item. The query gives each year's rows from the most collected to the least. */
function leadOf(income: Answer, name: string, t: Messages): Phrase[] {
  const first = yearsOf(income)[0]?.[1].find((row) => text(income, row, 'recaudado') !== null);
  if (first === undefined) return [[fill(t.context.income.none, { lugar: name })]];
  return [phrase(t.context.income.lead, { anio: shown(income, first, 'anio', 'anio'), recaudado: shown(income, first, 'recaudado', 'soles-cortos'), rubro: rubroOf(income, first) })];
}

/** Where a municipality's money comes from, item by item, and what SIAF's newest export says. */
export function incomePage({ place, income, siaf, language, origin }: IncomeInput): PageModel {
  const t = messages(language);
  const { name, ubigeo } = place;
  const address = `/lugar/${ubigeo}/ingresos`;
  return {
    language, address, origin,
    title: fill(t.context.income.pageTitle, { lugar: name }),
    description: fill(t.context.income.description, { lugar: name }),
    overline: t.context.income.overline,
    heading: fill(t.context.income.heading, { lugar: name }),
    facts: [],
    crumbs: [...crumbsOf(place, language, t), { href: at(language, `/lugar/${ubigeo}`), text: name }],
    lead: leadOf(income, name, t),
    parts: [incomePart(income, name, t), siafPart(siaf, name, t), takePart(0, address, language, origin, t)],
  };
}

/** Asks for what the page needs. Throws `lugar-no-existe`. */
export async function incomeView(services: Services, code: string, language: Language, origin: string): Promise<PageModel> {
  const place = await services.place(code);
  const unit = place.secEjec ?? '-';
  const [income, siaf] = await Promise.all([services.answer('ingresos-por-rubro', { ubigeo: place.ubigeo, sec_ejec: unit }), services.answer('operaciones-por-rubro', { sec_ejec: unit })]);
  return incomePage({ place, income, siaf, language, origin });
}
