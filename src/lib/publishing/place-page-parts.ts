import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { mandateChanges } from '#lib/places/mandates.ts';
import { approximate, byYear, rowsOf, shown, text, type Answer } from './answer.ts';
import type { BudgetOfPlace } from './place-page-budget.ts';
import { budgetPanel, budgetTable } from './place-page-budget.ts';
import type { CanonOfPlace } from './place-page-canon.ts';
import { canonPanel, canonTable } from './place-page-canon.ts';
import { realBlocks } from './place-page-real.ts';
import { breakBlocks } from './place-page-changes.ts';
import { mandateBlocks, mayoralChanges } from './place-page-mandates.ts';
import { hasTransfers, sentenceCase, transferBlocks } from './place-page-transfers.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { MandateView, PlaceView } from './services.ts';
import { codesOf, type Block, type Part } from './view.ts';

export function part(number: number, id: string, title: Phrase, blocks: readonly Block[]): Part {
  return { number, id, title, absent: null, blocks, codes: codesOf(title, blocks) };
}

/** A part that is not there yet says why in one sentence. */
export function absentPart(number: number, id: string, title: string, reason: string): Part {
  return { number, id, title: [title], absent: reason, blocks: [], codes: [] };
}

function yearsTitle(canon: boolean, budget: boolean, t: Messages): string {
  if (canon && budget) return t.parts.years;
  return canon ? t.parts.yearsOnlyReceived : t.parts.yearsOnlySpent;
}

interface YearsContext {
  readonly place: PlaceView;
  readonly transfers: Answer | undefined;
  /** The same years in soles of one; absent where nobody loaded a price index. */
  readonly real: Answer | undefined;
  readonly mandates: readonly MandateView[];
  readonly now: Date;
  readonly language: Language;
  readonly t: Messages;
}

/** Part 4: received and spent by year, one scale, tables under the chart; then what arrived resource by resource. */
export function yearsPart(canon: CanonOfPlace, budget: BudgetOfPlace, { place, transfers, real, mandates, now, language, t }: YearsContext): Part {
  const name = place.name;
  const canonYears = canon.state === 'hay' || canon.state === 'en-blanco' ? [...byYear(canon.answer).keys()] : [];
  const budgetYears = [...byYear(budget.answer).keys()];
  const years = [...canonYears, ...budgetYears];
  if (years.length === 0 && !hasTransfers(transfers)) return absentPart(4, 'por-anio', t.parts.yearsNone, t.parts.yearsNoneReason);
  if (years.length === 0) return part(4, 'por-anio', [t.parts.yearsOnlyReceived], [...transferBlocks(transfers, place, t), { kind: 'prose', quiet: true, phrases: [[t.site.nominal]] }]);
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const answers = [canonYears.length > 0 ? canon.answer : undefined, budgetYears.length > 0 ? budget.answer : undefined];
  const chart: Block = {
    kind: 'years',
    chart: {
      id: 'por-anio-grafico',
      title: fill(t.charts.years, { lugar: name, desde: String(from), hasta: String(to) }),
      description: t.charts.yearsDesc,
      from,
      to,
      panels: [canonPanel(canon, from, to, t), budgetPanel(budget, from, to, now, t)],
      mandates: mandateChanges(from + 1, to).map(({ desde }) => Number(desde.slice(0, 4))),
      changes: mayoralChanges(mandates, from, to, t),
      words: { partial: t.charts.partial, mandate: t.charts.mandate, scale: t.charts.scale, receipt: t.charts.receipt, gap: t.charts.noData, gaps: t.charts.gaps, change: t.mandates.change },
      codes: answers.flatMap((answer) => (answer ? [answer.code] : [])),
    },
  };
  const blocks: Block[] = [chart, ...breakBlocks(place.ubigeo, language, t), ...mandateBlocks(mandates, language, t)];
  if (canonYears.length > 0) blocks.push({ kind: 'table', summary: `${t.charts.table}: ${t.canon.series}`, table: canonTable(canon.answer!, name, t) });
  if (budgetYears.length > 0) blocks.push({ kind: 'table', summary: `${t.charts.table}: ${t.budget.series}`, table: budgetTable(budget.answer!, name, t) });
  blocks.push(...realBlocks(real, name, language));
  const notes: Phrase[] = [[t.site.nominal]];
  if (canonYears.length > 0) notes.push([t.canon.perInhabitant]);
  blocks.push({ kind: 'prose', quiet: true, phrases: notes }, ...transferBlocks(transfers, place, t));
  return part(4, 'por-anio', [yearsTitle(canonYears.length > 0, budgetYears.length > 0, t)], blocks);
}

/** "11 de 12 meses": said where the file tells months apart. */
function months(answer: Answer, row: number, t: Messages): Phrase[] {
  if (text(answer, row, 'meses') === '0') return [];
  return [phrase(t.functions.months, { meses: shown(answer, row, 'meses', 'entero'), anio: shown(answer, row, 'anio', 'anio') })];
}

/** Part 6: what it is spent on: at most eight bars and the others, all of them in the table. */
export function functionsPart(answer: Answer | undefined, t: Messages): Part {
  const none = absentPart(6, 'en-que', t.parts.functionsNone, t.parts.functionsNoneReason);
  if (!answer || answer.body.rows.length === 0) return none;
  const newest = Math.max(...byYear(answer).keys());
  const size = (row: number) => approximate(text(answer, row, 'devengado')) ?? 0;
  const rows = rowsOf(answer).filter((row) => Number(text(answer, row, 'anio')) === newest).sort((a, b) => size(b) - size(a));
  const first = rows[0];
  if (first === undefined) return none;
  const year = shown(answer, first, 'anio', 'anio');
  const name = (row: number) => sentenceCase(text(answer, row, 'funcion_nombre') ?? text(answer, row, 'funcion') ?? '–');
  const rest = rows.slice(8).reduce((sum, row) => sum + size(row), 0);
  const title = phrase(t.parts.functions, { anio: year, funcion: name(first), devengado: shown(answer, first, 'devengado', 'soles-cortos') });
  return part(6, 'en-que', title, [
    {
      kind: 'bars', id: 'funciones', tone: 'spent',
      title: fill(t.functions.chart, { anio: String(newest) }),
      description: t.functions.desc,
      items: rows.slice(0, 8).map((row) => ({ label: name(row), figure: shown(answer, row, 'devengado', 'soles-cortos') })),
      rest: rows.length > 8 ? { label: t.functions.rest, value: rest } : null,
      words: { receipt: t.charts.receipt },
    },
    {
      kind: 'table', summary: t.charts.table,
      table: {
        id: 'tabla-funciones', folded: true, head: t.functions.head,
        caption: fill(t.functions.caption, { anio: String(newest) }),
        columns: [{ key: 'pim', label: t.budget.columns.pim, unit: 'soles' }, { key: 'devengado', label: t.budget.columns.accrued, unit: 'soles' }],
        rows: rows.map((row) => ({
          head: [name(row)], year: String(newest), subject: `${text(answer, row, 'funcion') ?? ''} ${name(row)}`.trim(),
          cells: [shown(answer, row, 'pim', 'soles-enteros'), shown(answer, row, 'devengado', 'soles-enteros')],
        })),
      },
    },
    { kind: 'prose', quiet: true, phrases: [...months(answer, first, t), [t.site.nominal]] },
  ]);
}

/** Part 12: download, print, verify, report. */
export function takePart(number: number, address: string, language: Language, origin: string, t: Messages, more: readonly { readonly href: string; readonly text: string }[] = [], deeper: readonly Block[] = []): Part {
  return part(number, 'llevar', [t.parts.take], [
    {
      kind: 'links', label: t.parts.take, bare: true, columns: false,
      items: [
        { href: at(language, `${address}.csv`), text: t.take.csv },
        { href: at(language, `${address}.json`), text: t.take.json },
        ...more,
      ],
    },
    ...deeper,
    { kind: 'command', intro: t.take.verify, text: `npm run -s yupay -- verify ${origin}${address}` },
    { kind: 'prose', quiet: true, phrases: [[t.take.print], [t.take.report]] },
  ]);
}
