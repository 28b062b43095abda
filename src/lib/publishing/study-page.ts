import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import type { FigureFormat } from '#lib/provenance/figure.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { crumbsOf } from './place-page.ts';
import { absentPart, part } from './place-page-parts.ts';
import { sentenceCase } from './place-page-transfers.ts';
import type { PlaceView, Services } from './services.ts';
import type { Block, PageModel, Part, Table } from './view.ts';

export interface StudyYears {
  readonly from: number;
  readonly to: number;
}

/** Years that a study may cover at once: a table of more does not fit a page. */
const MOST_YEARS = 10;

/** Reads `desde` and `hasta`; without them the five years that end with the newest of the canon table. Throws `solicitud-mala`. */
export function studyYears(parameters: URLSearchParams, newest: number): StudyYears {
  const [from, to] = [parameters.get('desde') || String(newest - 4), parameters.get('hasta') || String(newest)];
  if (!/^(19|20)\d{2}$/.test(from) || !/^(19|20)\d{2}$/.test(to) || Number(from) > Number(to) || Number(to) - Number(from) >= MOST_YEARS) {
    throw new YupayError('solicitud-mala', { detalle: `desde y hasta son años, a lo más ${MOST_YEARS}` });
  }
  return { from: Number(from), to: Number(to) };
}

interface Cross {
  readonly id: string;
  readonly answer: Answer;
  readonly caption: string;
  readonly head: string;
  /** What tells a row of the table from another, and how it is named. */
  readonly key: (row: number) => string;
  readonly name: (row: number) => string;
  readonly href?: (row: number) => string;
  readonly value: string;
  readonly format: FigureFormat;
  readonly unit: string;
}

/** A table with years across: one row for each subject, in the order in which the answer names them. */
function crossTable({ id, answer, caption, head, key, name, href, value, format, unit }: Cross): Table {
  const years = [...new Set(rowsOf(answer).map((row) => text(answer, row, 'anio')!))].sort();
  const subjects = new Map<string, Map<string, number>>();
  for (const row of rowsOf(answer)) {
    const found = subjects.get(key(row)) ?? new Map<string, number>();
    found.set(text(answer, row, 'anio')!, row);
    subjects.set(key(row), found);
  }
  return {
    id, caption, head, folded: false,
    columns: years.map((year) => ({ key: `${value} ${year}`, label: year, unit })),
    rows: [...subjects.values()].map((byYear) => {
      const first = [...byYear.values()][0]!;
      return {
        head: [name(first)], year: null, subject: name(first), ...(href === undefined ? {} : { href: href(first) }),
        cells: years.map((year) => (byYear.has(year) ? shown(answer, byYear.get(year)!, value, format) : null)),
      };
    }),
  };
}

const tablePart = (number: number, id: string, title: string, cross: Cross, notes: readonly string[]): Part => {
  const blocks: Block[] = [{ kind: 'table', summary: cross.caption, table: crossTable(cross) }, { kind: 'prose', quiet: true, phrases: notes.map((note) => [note]) }];
  return part(number, id, [title], blocks);
};

export interface StudyInput {
  readonly place: PlaceView;
  readonly span: StudyYears;
  readonly answers: { readonly canon: Answer; readonly transfers: Answer; readonly functions: Answer; readonly universities: Answer; readonly execution: Answer };
  readonly language: Language;
  readonly origin: string;
}

function studyParts({ place, answers, language }: StudyInput, t: Messages): Part[] {
  const { study } = t;
  const nameOf = (ubigeo: string, other: string | null) => place.districts.find((district) => district.ubigeo === ubigeo)?.name ?? other ?? ubigeo;
  const place6 = (answer: Answer, column: string) => ({
    key: (row: number) => text(answer, row, 'ubigeo')!,
    name: (row: number) => nameOf(text(answer, row, 'ubigeo')!, text(answer, row, column)),
    href: (row: number) => at(language, `/lugar/${text(answer, row, 'ubigeo')!}`),
  });
  const coded = (answer: Answer, code: string, named: string) => ({ key: (row: number) => text(answer, row, code) ?? '-', name: (row: number) => sentenceCase(text(answer, row, named) ?? text(answer, row, code) ?? '–') });
  const { canon, transfers, functions, universities, execution } = answers;
  const none = (number: number, id: string, title: string, reason: string) => absentPart(number, id, title, fill(reason, { lugar: place.name }));
  const soles = { format: 'soles-enteros', unit: 'soles' } as const;
  const resource = (row: number) => `${text(transfers, row, 'rubro') ?? '–'} · ${sentenceCase(text(transfers, row, 'recurso_nombre') ?? '–')}`;
  return [
    canon.body.rows.length === 0 ? none(1, 'canon', study.canon, study.canonNone) : tablePart(1, 'canon', study.canon, { id: 'estudio-canon', answer: canon, caption: study.captions.canon, head: study.heads.district, ...place6(canon, 'municipalidad'), value: 'canon', ...soles }, [study.canonNote, t.site.nominal]),
    transfers.body.rows.length === 0 ? none(2, 'transferencias', study.transfers, study.transfersNone) : tablePart(2, 'transferencias', study.transfers, { id: 'estudio-transferencias', answer: transfers, caption: study.captions.transfers, head: study.heads.resource, key: resource, name: resource, value: 'acreditado', ...soles }, [study.transfersNote, t.site.nominal]),
    functions.body.rows.length === 0 ? none(3, 'funciones', study.functions, study.spendingNone) : tablePart(3, 'funciones', study.functions, { id: 'estudio-funciones', answer: functions, caption: study.captions.functions, head: study.heads.function, ...coded(functions, 'funcion', 'funcion_nombre'), value: 'devengado', ...soles }, [t.site.nominal]),
    universities.body.rows.length === 0 ? none(4, 'universidades', study.universities, functions.body.rows.length === 0 ? study.spendingNone : study.universitiesNone) : tablePart(4, 'universidades', study.universities, { id: 'estudio-universidades', answer: universities, caption: study.captions.universities, head: study.heads.university, ...coded(universities, 'sec_ejec', 'ejecutora'), value: 'devengado', ...soles }, [t.site.nominal]),
    execution.body.rows.length === 0 ? none(5, 'ejecucion', study.execution, study.executionNone) : tablePart(5, 'ejecucion', study.execution, { id: 'estudio-ejecucion', answer: execution, caption: study.captions.execution, head: study.heads.municipality, ...place6(execution, 'nombre'), value: 'avance', format: 'porcentaje', unit: '%' }, [study.executionNote]),
  ];
}

/** The tables of a regional transparency study: what regional EITI commissions publish, made from what is loaded. */
export function studyPage(input: StudyInput): PageModel {
  const { place, span, language, origin } = input;
  const t = messages(language);
  const names = { lugar: place.name, desde: String(span.from), hasta: String(span.to) };
  const address = `/lugar/${place.ubigeo}/estudio`;
  const query = `?desde=${span.from}&hasta=${span.to}`;
  const own = (format: 'docx' | 'pdf' | 'xlsx' | 'csv' | 'json') => ({ href: `${at(language, `${address}.${format}`)}${query}`, text: t.study[format] });
  return {
    language, address: `${address}${query}`, origin,
    title: fill(t.study.pageTitle, names), description: fill(t.study.description, names), overline: t.study.overline, heading: fill(t.study.heading, names),
    facts: [], crumbs: [...crumbsOf(place, language, t), { href: at(language, `/lugar/${place.ubigeo}`), text: place.name }], lead: [[t.study.lead]],
    parts: [
      ...studyParts(input, t),
      part(6, 'llevar', [t.study.take], [
        { kind: 'links', label: t.study.take, bare: true, columns: false, items: [own('docx'), own('pdf'), own('xlsx'), own('csv'), own('json')] },
        { kind: 'command', intro: t.take.verify, text: `npm run -s yupay -- verify "${origin}${address}${query}"` },
      ]),
    ],
  };
}

/** Asks for what a study of a department needs. Throws `lugar-no-existe` for what is no department, `solicitud-mala` for its years. */
export async function studyView(services: Services, code: string, parameters: URLSearchParams, language: Language, origin: string): Promise<PageModel> {
  const place = await services.place(code);
  if (place.level !== 'departamento') throw new YupayError('lugar-no-existe', { codigo: code });
  const newest = Number((await services.answer('resumen', {})).body.rows[0]?.[2] ?? services.now().getUTCFullYear());
  const span = studyYears(parameters, newest);
  const asked = { prefijo: place.ubigeo, desde: String(span.from), hasta: String(span.to) };
  const [canon, transfers, functions, universities, execution] = await Promise.all([
    services.answer('estudio-canon', asked), services.answer('estudio-transferencias', asked), services.answer('estudio-funciones', asked), services.answer('estudio-universidades', asked), services.answer('estudio-ejecucion', asked),
  ]);
  return studyPage({ place, span, answers: { canon, transfers, functions, universities, execution }, language, origin });
}
