import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { byYear, shown, text, yearsLoaded, type Answer } from './answer.ts';
import { gaps } from './place-page-canon.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { Block, Table, YearGap, YearPanel } from './view.ts';

/** What the budget says of one municipality: the newest year that can be told, and whether it was closed. */
export interface BudgetOfPlace {
  readonly state: 'ausente' | 'entero' | 'parcial';
  readonly answer: Answer | undefined;
  readonly newest: number | null;
}

const isPartial = (answer: Answer, row: number) => text(answer, row, 'parcial') === 'true';

/** The newest closed year with a PIM; only when there is none, the newest partial one, said to be so (METHODS §5). */
export function budgetOf(answer: Answer | undefined): BudgetOfPlace {
  const rows = answer ? [...byYear(answer).values()].filter((row) => text(answer, row, 'de_cada_100') !== null) : [];
  const whole = rows.filter((row) => !isPartial(answer!, row));
  if (whole.length > 0) return { state: 'entero', answer, newest: whole.at(-1)! };
  if (rows.length > 0) return { state: 'parcial', answer, newest: rows.at(-1)! };
  return { state: 'ausente', answer, newest: null };
}

function values(budget: BudgetOfPlace, name: string) {
  const { answer, newest } = budget as { answer: Answer; newest: number };
  return {
    lugar: name,
    anio: shown(answer, newest, 'anio', 'anio'),
    n: shown(answer, newest, 'de_cada_100', 'de-cada-100'),
    de_cada_100: shown(answer, newest, 'de_cada_100', 'de-cada-100'),
    pim: shown(answer, newest, 'pim', 'soles-cortos'),
    devengado: shown(answer, newest, 'devengado', 'soles-cortos'),
    avance: shown(answer, newest, 'avance', 'porcentaje'),
  };
}

/** "En 2022, Torata gastó 83 de cada 100 soles de su presupuesto." */
export function budgetSentence(budget: BudgetOfPlace, name: string, t: Messages): Phrase {
  if (budget.state === 'ausente') return [t.budget.none];
  return phrase(budget.state === 'parcial' ? t.budget.titlePartial : t.budget.titleNamed, values(budget, name));
}

export function hundredTitle(budget: BudgetOfPlace, name: string, t: Messages): Phrase {
  if (budget.state === 'ausente') return [t.parts.hundredNone];
  const spent = values(budget, name);
  return phrase(Number(spent.n.value) > 100 ? t.parts.hundredOver : t.parts.hundred, spent);
}

/** The grid of 100 soles and the words that name its base: never the canon (issue 2 §6). */
export function hundredBlocks(budget: BudgetOfPlace, name: string, provincial: boolean, t: Messages): Block[] {
  const { answer, newest } = budget as { answer: Answer; newest: number };
  const v = values(budget, name);
  const notes: Phrase[] = [phrase(t.budget.whoPays, { municipalidad: fill(t.place.municipality, { lugar: name }) }), [t.site.nominal]];
  if (provincial) notes.unshift([t.budget.provincial]);
  if (text(answer, newest, 'fecha_corte') !== null) notes.push(phrase(t.budget.cutAt, { fecha: shown(answer, newest, 'fecha_corte', 'texto') }));
  return [
    {
      kind: 'hundred',
      id: 'cien',
      title: fill(t.charts.hundred, { n: v.n.value ?? '–' }),
      description: t.charts.hundredDesc,
      spent: v.n,
      left: shown(answer, newest, 'sin_gastar_de_cada_100', 'de-cada-100'),
      words: { spent: t.charts.spent, left: t.charts.left, over: t.charts.over, receipt: t.charts.receipt },
    },
    { kind: 'prose', phrases: [phrase(t.budget.base, v), [t.budget.notCanon]] },
    { kind: 'prose', quiet: true, phrases: notes },
  ];
}

/** Budget by year, newest first. */
export function budgetTable(answer: Answer, name: string, t: Messages): Table {
  const c = t.budget.columns;
  return {
    id: 'tabla-presupuesto',
    caption: fill(t.budget.caption, { municipalidad: fill(t.place.municipality, { lugar: name }) }),
    head: t.charts.year,
    folded: true,
    columns: [
      { key: 'pim', label: c.pim, unit: 'soles' },
      { key: 'devengado', label: c.accrued, unit: 'soles' },
      { key: 'avance', label: c.rate, unit: '%' },
      { key: 'pia', label: c.pia, unit: 'soles' },
      { key: 'certificado', label: c.certified, unit: 'soles' },
      { key: 'girado', label: c.paid, unit: 'soles' },
    ],
    rows: [...byYear(answer)].reverse().map(([year, row]) => ({
      head: [shown(answer, row, 'anio', 'anio')],
      year: String(year),
      subject: null,
      ...(isPartial(answer, row) ? { note: t.budget.partial } : {}),
      cells: [
        shown(answer, row, 'pim', 'soles-enteros'),
        shown(answer, row, 'devengado', 'soles-enteros'),
        shown(answer, row, 'avance', 'porcentaje', 'sin-base'),
        shown(answer, row, 'pia', 'soles-enteros'),
        shown(answer, row, 'certificado', 'soles-enteros'),
        shown(answer, row, 'girado', 'soles-enteros'),
      ],
    })),
  };
}

/** 2023 is in no file that we hold, and 2025 was cut early; once somebody loads them, they are no gap (issue 2 §1). */
function knownGap(year: number, t: Messages): string {
  if (year === 2023) return t.budget.missing2023;
  return year === 2025 ? t.budget.cut2025 : t.budget.noRow;
}

/** The lower panel: what was spent, within the outline of the budget. `now` says whether 2025 is already to be missed. */
export function budgetPanel(budget: BudgetOfPlace, from: number, to: number, now: Date, t: Messages): YearPanel {
  const base = { kind: 'spent', label: t.budget.series, contextLabel: t.budget.context } as const;
  const answer = budget.answer;
  if (!answer || answer.body.rows.length === 0) return { ...base, points: [], context: [], gaps: [{ from, to, reason: t.budget.none }] };
  const rows = [...byYear(answer)];
  const series = (column: string) => rows.map(([year, row]) => ({ year, figure: shown(answer, row, column, 'soles-cortos'), partial: isPartial(answer, row) }));
  const first = Math.min(...yearsLoaded(answer, ['presupuesto', 'gasto', 'gasto-devengado']));
  const have = new Set(rows.map(([year]) => year));
  const reasonOf = (year: number) => (year < first ? fill(t.budget.before, { anio: String(first) }) : knownGap(year, t));
  const list: YearGap[] = gaps(from, to, have, reasonOf);
  if (to < 2025 && now.getUTCFullYear() >= 2025) list.push({ from: 2025, to: 2025, reason: t.budget.cut2025 });
  return { ...base, points: series('devengado'), context: series('pim'), gaps: list };
}
