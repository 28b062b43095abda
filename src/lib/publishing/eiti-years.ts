import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { approximate, byYear, shown, text, type Answer } from './answer.ts';
import { gaps } from './place-page-canon.ts';
import { absentPart, part } from './place-page-parts.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { Block, Part, YearPanel, YearsChart } from './view.ts';

/** Row of the largest difference, whatever its sign; null when no year has both sides. */
function largest(answer: Answer): number | null {
  const size = (row: number) => Math.abs(approximate(text(answer, row, 'diferencia_usd')) ?? -1);
  const rows = [...byYear(answer).values()].filter((row) => text(answer, row, 'diferencia_usd') !== null);
  return rows.length === 0 ? null : rows.reduce((best, row) => (size(row) > size(best) ? row : best));
}

/** One column of the answer as a panel; a year without a report and one without that side are gaps, each with its reason. */
function panel(answer: Answer, column: string, kind: YearPanel['kind'], label: string, t: Messages): YearPanel {
  const years = byYear(answer);
  const points = [...years].map(([year, row]) => ({ year, figure: shown(answer, row, column, 'dolares-cortos', 'en-blanco'), partial: false }));
  const have = new Set(points.filter(({ figure }) => figure.value !== null).map(({ year }) => year));
  const span = [...years.keys()];
  return {
    kind, label, points, context: [], contextLabel: '',
    gaps: gaps(Math.min(...span), Math.max(...span), have, (year) => (years.has(year) ? t.eiti.years.oneSide : t.eiti.years.gap)),
  };
}

function chart(answer: Answer, id: string, words: { title: string; description: string; scale: string }, panels: readonly YearPanel[], t: Messages): Block {
  const years = [...byYear(answer).keys()];
  const [from, to] = [Math.min(...years), Math.max(...years)];
  const base: YearsChart = {
    id, title: fill(words.title, { desde: String(from), hasta: String(to) }), description: words.description, from, to, panels, mandates: [], changes: [],
    words: { partial: t.charts.partial, mandate: t.charts.mandate, scale: words.scale, receipt: t.charts.receipt, gap: t.charts.noData, gaps: t.charts.gaps, change: t.mandates.change },
    codes: [answer.code],
  };
  return { kind: 'years', chart: base };
}

function table(answer: Answer, t: Messages): Block {
  const c = t.eiti.years.columns;
  return {
    kind: 'table', summary: t.charts.table,
    table: {
      id: 'tabla-eiti', caption: t.eiti.years.caption, head: t.charts.year, folded: false,
      columns: [
        { key: 'ingresos_gobierno_usd', label: c.government, unit: 'dólares' },
        { key: 'pagos_empresas_usd', label: c.companies, unit: 'dólares' },
        { key: 'diferencia_usd', label: c.difference, unit: 'dólares' },
        { key: 'diferencia_de_cada_10000', label: c.each, unit: 'dólares por cada 10,000' },
        { key: 'empresas', label: c.count, unit: 'empresas' },
      ],
      rows: [...byYear(answer)].reverse().map(([year, row]) => ({
        head: [shown(answer, row, 'anio', 'anio')], year: String(year), subject: null,
        cells: [
          ...['ingresos_gobierno_usd', 'pagos_empresas_usd', 'diferencia_usd'].map((column) => shown(answer, row, column, 'dolares-enteros', 'en-blanco')),
          shown(answer, row, 'diferencia_de_cada_10000', 'dolares', 'en-blanco'), shown(answer, row, 'empresas', 'entero', 'en-blanco'),
        ],
      })),
    },
  };
}

function signs(total: Answer | undefined, t: Messages): Phrase[] {
  if (!total || text(total, 0, 'anios') === '0') return [];
  return [phrase(t.eiti.years.more, { mas: shown(total, 0, 'anios_empresas_mas', 'entero'), menos: shown(total, 0, 'anios_gobierno_mas', 'entero') })];
}

/** Both sides year by year, their difference on a scale of its own, and every number in the table. */
export function eitiYearsPart(answer: Answer | undefined, total: Answer | undefined, t: Messages): Part {
  const words = t.eiti.years;
  if (!answer || answer.body.rows.length === 0) return absentPart(0, 'por-anio', words.none, words.noneReason);
  const row = largest(answer);
  const title = row === null ? [words.none] : phrase(words.title, { anio: shown(answer, row, 'anio', 'anio'), diferencia: shown(answer, row, 'diferencia_usd', 'dolares-cortos'), ingresos: shown(answer, row, 'ingresos_gobierno_usd', 'dolares-cortos') });
  const sides = [panel(answer, 'ingresos_gobierno_usd', 'received', words.government, t), panel(answer, 'pagos_empresas_usd', 'spent', words.companies, t)];
  const difference = [panel(answer, 'diferencia_usd', 'spent', words.difference, t)];
  return part(0, 'por-anio', title, [
    chart(answer, 'eiti-lados', { title: words.chart, description: words.desc, scale: words.scale }, sides, t),
    chart(answer, 'eiti-diferencias', { title: words.differences, description: words.differencesDesc, scale: words.differenceScale }, difference, t),
    { kind: 'prose', phrases: [...signs(total, t), [words.one]] },
    table(answer, t),
    { kind: 'prose', quiet: true, phrases: [[words.nominal]] },
  ]);
}

/** Mining beside hydrocarbons, with the residual shown. */
export function eitiSectorsPart(answer: Answer | undefined, t: Messages): Part {
  const words = t.eiti.sectors;
  const known = [...byYear(answer)].filter(([, row]) => text(answer!, row, 'mineria_gobierno_usd') !== null);
  const newest = known.at(-1);
  if (!answer || newest === undefined) return absentPart(0, 'por-sector', words.none, words.noneReason);
  const [, row] = newest;
  const year = () => shown(answer, row, 'anio', 'anio');
  const columns = [
    ['mineria_gobierno_usd', words.columns.mining], ['mineria_empresas_usd', words.columns.miningDifference], ['hidrocarburos_gobierno_usd', words.columns.oil],
    ['hidrocarburos_empresas_usd', words.columns.oilDifference], ['total_gobierno_usd', words.columns.total], ['resto_gobierno_usd', words.columns.rest],
  ] as const;
  const title = phrase(words.title, { anio: year(), total: shown(answer, row, 'total_gobierno_usd', 'dolares-cortos'), mineria: shown(answer, row, 'mineria_gobierno_usd', 'dolares-cortos') });
  const cut = known.length < byYear(answer).size ? [phrase(words.until, { anio: year() })] : [];
  return part(0, 'por-sector', title, [
    {
      kind: 'table', summary: t.charts.table,
      table: {
        id: 'tabla-sectores', caption: words.caption, head: t.charts.year, folded: true,
        columns: columns.map(([key, label]) => ({ key, label, unit: 'dólares' })),
        rows: [...byYear(answer)].reverse().map(([at, line]) => ({
          head: [shown(answer, line, 'anio', 'anio')], year: String(at), subject: null,
          cells: columns.map(([key]) => shown(answer, line, key, key === 'resto_gobierno_usd' ? 'dolares' : 'dolares-enteros', 'en-blanco')),
        })),
      },
    },
    { kind: 'prose', quiet: true, phrases: [...cut, [words.rest], [words.parts]] },
  ]);
}
