import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { budgetTable, mapPoints, sortedRows } from './department-page.ts';
import { phrase, type Phrase } from './phrase.ts';
import { absentPart, part } from './place-page-parts.ts';
import type { Answers, PlacePoint, PlaceRef } from './services.ts';
import type { PageModel, Part } from './view.ts';

export interface HomePageInput {
  readonly points: readonly PlacePoint[];
  readonly departments: readonly PlaceRef[];
  readonly answers: Answers;
  readonly language: Language;
  readonly now: Date;
  readonly origin: string;
}

interface Country extends HomePageInput {
  readonly t: Messages;
  readonly name: (code: string) => string;
}

/** More municipalities than this are no list for a phone: the departments' pages hold them. */
const LONGEST_LIST = 40;

/** How few districts the table covers, when the counts are there to say it. */
function mapTitle(answer: Answer | undefined, t: Messages): Phrase {
  if (!answer || text(answer, 0, 'anio_canon') === null) return [t.charts.mapTitle];
  return phrase(t.home.map, {
    con_canon: shown(answer, 0, 'con_canon', 'entero'), distritos: shown(answer, 0, 'distritos', 'entero'), anio: shown(answer, 0, 'anio_canon', 'anio'),
  });
}

function mapPart({ points, departments, answers, language, t }: Country): Part {
  const canon = answers['canon-de-lugares'];
  const groups = Object.fromEntries(departments.map((ref) => [ref.ubigeo, { name: ref.name, href: at(language, `/lugar/${ref.ubigeo}`) }]));
  return part(0, 'mapa', mapTitle(answers.resumen, t), [
    {
      kind: 'map', id: 'mapa-peru', level: 'country', title: t.charts.mapTitle, description: t.charts.mapDesc,
      points: mapPoints(points, canon, language, t), shapes: [], groups,
      legend: [t.charts.mapLegend.canon, t.charts.mapLegend.other, t.charts.mapLegend.link],
      words: { receipt: t.charts.receipt }, code: canon?.code ?? null,
    },
    {
      kind: 'links', label: t.home.departments, columns: true,
      items: departments.map((ref) => ({ href: at(language, `/lugar/${ref.ubigeo}`), text: ref.name })),
    },
  ]);
}

function canonPart({ answers, language, t, name }: Country): Part {
  const canon = answers['canon-de-lugares'];
  const rows = sortedRows(canon, 'canon').slice(0, 8);
  const first = rows[0];
  if (!canon || first === undefined) return absentPart(0, 'canon', t.home.canonNone, t.home.canonNoneReason);
  const code = (row: number) => text(canon, row, 'ubigeo') ?? '';
  const year = shown(canon, first, 'anio', 'anio');
  const title = phrase(t.home.canon, { anio: year, distrito: name(code(first)), canon: shown(canon, first, 'canon', 'soles-cortos') });
  return part(0, 'canon', title, [
    {
      kind: 'bars', id: 'mayores', tone: 'received', title: fill(t.home.canonBars, { anio: year.value ?? '' }), description: t.home.canonBarsDesc,
      items: rows.map((row) => ({ label: name(code(row)), href: at(language, `/lugar/${code(row)}`), figure: shown(canon, row, 'canon', 'soles-cortos') })),
      rest: null, words: { receipt: t.charts.receipt },
    },
    { kind: 'prose', quiet: true, phrases: [[t.region.noTotal], [t.site.nominal]] },
  ]);
}

function budgetPart({ answers, language, t, name }: Country): Part {
  const budget = answers['presupuesto-de-lugares'];
  const first = rowsOf(budget)[0];
  if (!budget || first === undefined) return absentPart(0, 'gasto', t.region.budgetNone, t.region.budgetNoneReason);
  const year = shown(budget, first, 'anio', 'anio');
  const title = phrase(t.home.budget, { anio: year });
  if (rowsOf(budget).length > LONGEST_LIST) return part(0, 'gasto', title, [{ kind: 'prose', phrases: [[t.home.budgetMany]] }]);
  const caption = fill(t.home.budgetCaption, { anio: year.value ?? '' });
  return part(0, 'gasto', title, [
    { kind: 'table', summary: t.charts.table, table: budgetTable(budget, caption, name, language, t) },
    { kind: 'prose', quiet: true, phrases: [[t.region.budgetNote], [t.budget.notCanon]] },
  ]);
}

function summary(answer: Answer | undefined, t: Messages): Phrase[] {
  if (!answer || answer.body.rows.length === 0) return [];
  const figure = (column: string) => shown(answer, 0, column, column.startsWith('anio') ? 'anio' : 'entero');
  return [
    phrase(t.home.summary, {
      distritos: figure('distritos'), con_canon: figure('con_canon'),
      municipalidades: figure('municipalidades_presupuesto'), anio_presupuesto: figure('anio_presupuesto'),
    }),
    phrase(t.home.missing, { anio: figure('anio_canon') }),
  ];
}

/** Home: search, the map, and what the newest data says. */
export function homePage(input: HomePageInput): PageModel {
  const t = messages(input.language);
  const names = new Map(input.points.map((point) => [point.ubigeo, point.name]));
  const country: Country = { ...input, t, name: (code) => names.get(code) ?? code };
  return {
    language: input.language,
    address: '/',
    origin: input.origin,
    title: `${t.site.name}: ${t.site.tagline}`,
    description: t.home.lead,
    overline: t.site.meaning,
    heading: t.home.title,
    facts: summary(input.answers.resumen, t),
    crumbs: [],
    lead: [[t.home.lead]],
    parts: [
      mapPart(country),
      canonPart(country),
      budgetPart(country),
      part(0, 'comprobar', [t.home.proofTitle], [
        { kind: 'prose', phrases: [[t.home.proof]] },
        { kind: 'links', label: t.plans.overline, columns: false, items: [{ href: at(input.language, '/planes'), text: t.plans.link }, { href: at(input.language, '/fichas'), text: t.instruments.link }, { href: at(input.language, '/ranking'), text: t.ranking.link }, { href: at(input.language, '/encuestas'), text: t.surveys.link }] },
      ]),
    ],
  };
}
