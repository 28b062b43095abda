import type { Language } from '#lib/kernel/errors.ts';
import { GENERAL_MANDATES } from '#lib/places/mandates.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { dayInWords } from './day.ts';
import { crumbsOf } from './place-page.ts';
import { absentPart, part } from './place-page-parts.ts';
import { sentenceCase } from './place-page-transfers.ts';
import { worksPart } from './place-page-works.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { PlaceView, Services } from './services.ts';
import type { PageModel, Part, Table, TableColumn } from './view.ts';

export interface HandoverInput {
  readonly place: PlaceView;
  readonly years: Answer;
  readonly sources: Answer;
  readonly works: Answer;
  readonly language: Language;
  readonly now: Date;
  readonly origin: string;
}

const COLUMNS = ['pim', 'certificado', 'comprometido_anual', 'devengado', 'girado', 'comprometido_sin_devengar', 'devengado_sin_girar', 'pim_sin_devengar'] as const;

function columns(t: Messages): TableColumn[] {
  const { columns: own } = t.handover;
  const labels = [t.budget.columns.pim, own.certificado, own.comprometido, t.budget.columns.accrued, t.budget.columns.paid, own.sinDevengar, own.sinGirar, own.sinGastar];
  return COLUMNS.map((key, index) => ({ key, label: labels[index]!, unit: 'soles' }));
}

const cells = (answer: Answer, row: number) => COLUMNS.map((column) => shown(answer, row, column, 'soles-enteros'));

function yearsPart(years: Answer, name: string, t: Messages): Part {
  if (years.body.rows.length === 0) return absentPart(1, 'etapas', t.handover.years, t.handover.yearsNone);
  const table: Table = {
    id: 'tabla-etapas', caption: fill(t.handover.caption, { lugar: name }), head: t.charts.year, folded: false, columns: columns(t),
    rows: rowsOf(years).reverse().map((row) => ({
      head: [shown(years, row, 'anio', 'anio')], year: text(years, row, 'anio'), subject: null, cells: cells(years, row), ...(text(years, row, 'parcial') === 'true' ? { note: t.budget.partial } : {}),
    })),
  };
  return part(1, 'etapas', [t.handover.years], [{ kind: 'table', summary: table.caption, table }, { kind: 'prose', phrases: [[t.handover.caveat]] }, { kind: 'prose', quiet: true, phrases: [[t.site.nominal]] }]);
}

function sourcesPart(sources: Answer, name: string, t: Messages): Part {
  if (sources.body.rows.length === 0) return absentPart(3, 'fuentes', t.handover.sourcesNone, t.handover.sourcesReason);
  const year = text(sources, 0, 'anio') ?? '';
  const nameOf = (row: number) => [text(sources, row, 'fuente_nombre'), text(sources, row, 'rubro_nombre')].map((word) => sentenceCase(word ?? '–')).join(' · ');
  const table: Table = {
    id: 'tabla-fuentes', caption: fill(t.handover.sourcesCaption, { lugar: name, anio: year }), head: t.handover.source, folded: false, columns: columns(t),
    rows: rowsOf(sources).map((row) => ({ head: [nameOf(row)], year, subject: `${text(sources, row, 'rubro') ?? ''} ${nameOf(row)}`.trim(), cells: cells(sources, row) })),
  };
  return part(3, 'fuentes', phrase(t.handover.sources, { anio: shown(sources, 0, 'anio', 'anio') }), [{ kind: 'table', summary: table.caption, table }]);
}

/** The newest closed year's sentence. */
function leadOf(years: Answer, name: string, now: Date, language: Language): Phrase[] {
  const t = messages(language);
  const closed = rowsOf(years).filter((row) => text(years, row, 'parcial') !== 'true' && text(years, row, 'comprometido_sin_devengar') !== null).at(-1);
  const next = GENERAL_MANDATES.find(({ desde }) => desde > now.toISOString().slice(0, 10));
  const said: Phrase[] = closed === undefined
    ? [[fill(t.handover.none, { lugar: name })]]
    : [phrase(t.handover.lead, { lugar: name, anio: shown(years, closed, 'anio', 'anio'), comprometido: shown(years, closed, 'comprometido_sin_devengar', 'soles-cortos') })];
  return next === undefined ? said : [...said, [fill(t.handover.mandate, { fecha: dayInWords(next.desde, language), norma: next.norma })]];
}

/** The handover pack of a municipality: the same page for who leaves and for who comes. */
export function handoverPage({ place, years, sources, works, language, now, origin }: HandoverInput): PageModel {
  const t = messages(language);
  const { name } = place;
  const address = `/lugar/${place.ubigeo}/entrega`;
  const own = (format: string) => at(language, `${address}.${format}`);
  return {
    language, address, origin,
    title: fill(t.handover.pageTitle, { lugar: name }),
    description: fill(t.handover.description, { lugar: name }),
    overline: t.handover.overline,
    heading: fill(t.handover.heading, { lugar: name }),
    facts: [],
    crumbs: [...crumbsOf(place, language, t), { href: at(language, `/lugar/${place.ubigeo}`), text: name }],
    lead: leadOf(years, name, now, language),
    parts: [
      yearsPart(years, name, t),
      { ...worksPart(works, place, language, t), number: 2 },
      sourcesPart(sources, name, t),
      absentPart(4, 'prometido', t.handover.promised, t.parts.commitmentsReason),
      part(5, 'llevar', [t.handover.take], [
        { kind: 'links', label: t.handover.take, bare: true, columns: false, items: [{ href: own('pdf'), text: t.handover.pdf }, { href: own('docx'), text: t.study.docx }, { href: own('xlsx'), text: t.handover.xlsx }, { href: own('csv'), text: t.handover.csv }, { href: own('json'), text: t.handover.json }] },
        { kind: 'command', intro: t.take.verify, text: `npm run -s yupay -- verify ${origin}${address}` },
      ]),
    ],
  };
}

/** Asks for what the pack needs. Throws `lugar-no-existe`, also for a department or province, which hands nothing over. */
export async function handoverView(services: Services, code: string, language: Language, origin: string): Promise<PageModel> {
  const place = await services.place(code);
  const { ubigeo } = place;
  const [years, sources, works] = await Promise.all([
    services.answer('entrega-por-anio', { ubigeo }),
    services.answer('entrega-por-fuente', { ubigeo, sec_ejec: place.secEjec ?? '-' }),
    services.answer('inversiones-de-lugar', { ubigeo }),
  ]);
  return handoverPage({ place, years, sources, works, language, now: services.now(), origin });
}
