import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { investmentColumns, investmentRow } from './investment-row.ts';
import { phrase, type Phrase } from './phrase.ts';
import { crumbsOf } from './place-page.ts';
import { part } from './place-page-parts.ts';
import { sentenceCase } from './place-page-transfers.ts';
import type { PlaceView } from './services.ts';
import type { Block, PageModel } from './view.ts';

/** What a reader asks of the list; an empty text asks for all. */
export interface InvestmentFilters {
  readonly estado: string;
  readonly funcion: string;
  readonly tardia: string;
  readonly silenciosa: string;
  readonly pagina: number;
}

export interface FilterField {
  readonly name: 'estado' | 'tardia' | 'silenciosa' | 'funcion';
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[];
}

export interface InvestmentListModel {
  readonly page: PageModel;
  readonly fields: readonly FilterField[];
  /** Rows of the page as data: column names and cells, with the receipt that they are of. */
  readonly data: { readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[]; readonly receipt: string; readonly asked: string; readonly given: string; readonly number: number; readonly pages: number };
}

export interface InvestmentListInput {
  readonly place: PlaceView;
  readonly filters: InvestmentFilters;
  readonly functions: Answer;
  readonly answer: Answer;
  readonly pages: number;
  readonly language: Language;
  readonly origin: string;
}

/** The filters as they stand in an address, in one order, the empty ones left out. */
export function filterQuery(filters: InvestmentFilters, pagina: number): string {
  const query = new URLSearchParams();
  for (const name of ['estado', 'funcion', 'tardia', 'silenciosa'] as const) if (filters[name] !== '') query.set(name, filters[name]);
  if (pagina > 1) query.set('pagina', String(pagina));
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function fieldsOf({ filters, functions }: InvestmentListInput, t: Messages): FilterField[] {
  const words = t.investment.list;
  const any = { value: '', text: words.any };
  const options = (names: Readonly<Record<string, string>>) => [any, ...Object.entries(names).map(([value, label]) => ({ value, text: label }))];
  const found = rowsOf(functions).map((row) => text(functions, row, 'funcion')!);
  return [
    { name: 'estado', label: words.estado, value: filters.estado, options: options(words.states) },
    { name: 'tardia', label: words.tardia, value: filters.tardia, options: options(words.answers) },
    { name: 'silenciosa', label: words.silenciosa, value: filters.silenciosa, options: options(words.answers) },
    { name: 'funcion', label: words.funcion, value: filters.funcion, options: [any, ...found.map((name) => ({ value: name, text: sentenceCase(name) }))] },
  ];
}

function pageLinks({ place, filters, pages, language }: InvestmentListInput, t: Messages): Block[] {
  const link = (page: number, label: string) => ({ href: `${at(language, `/lugar/${place.ubigeo}/inversiones`)}${filterQuery(filters, page)}`, text: label });
  const items = [
    ...(filters.pagina > 1 ? [link(filters.pagina - 1, t.investment.list.previous)] : []),
    ...(filters.pagina < pages ? [link(filters.pagina + 1, t.investment.list.next)] : []),
  ];
  return items.length === 0 ? [] : [{ kind: 'links', label: t.investment.list.pages, bare: true, columns: false, items }];
}

function takeBlocks({ place, filters, language }: InvestmentListInput, t: Messages): Block {
  const address = at(language, `/lugar/${place.ubigeo}/inversiones`);
  const query = filterQuery(filters, filters.pagina);
  return { kind: 'links', label: t.parts.take, bare: true, columns: false, items: [{ href: `${address}.csv${query}`, text: t.take.csv }, { href: `${address}.json${query}`, text: t.take.json }] };
}

function listBlocks(input: InvestmentListInput, t: Messages): Block[] {
  const { answer, place, language } = input;
  const words = t.investment.list;
  const columns = [...investmentColumns(t), { key: 'ultima_declaracion', label: words.columns.declaracion, unit: 'fecha' }, { key: 'distrito', label: words.columns.distrito, unit: '' }];
  const table: Block = {
    kind: 'table', summary: words.part,
    table: {
      id: 'tabla-inversiones', caption: fill(words.caption, { lugar: place.name }), head: words.head, folded: false, columns,
      rows: rowsOf(answer).map((row) => investmentRow(answer, row, language, t, ['ultima_declaracion', 'distrito'])),
    },
  };
  return [table, ...pageLinks(input, t), { kind: 'prose', quiet: true, phrases: [[words.rules], [words.spread]] }, takeBlocks(input, t)];
}

function leadOf({ answer }: InvestmentListInput, t: Messages): Phrase[] {
  const words = t.investment.list;
  if (answer.body.inputs.length === 0) return [[words.notLoaded]];
  if (answer.body.rows.length === 0) return [[words.none]];
  const count = (column: string) => shown(answer, 0, column, 'entero');
  return [phrase(words.said, { n: count('filas_pedidas'), dadas: count('filas_dadas') }), phrase(words.page, { pagina: count('pagina'), paginas: count('paginas') })];
}

const DATA_COLUMNS = ['cui', 'nombre', 'registro', 'funcion', 'entidad', 'ubigeo', 'distrito', 'costo_actualizado', 'monto_viable', 'devengado', 'financiero', 'avance_fisico', 'brecha', 'sobrecosto', 'inicio', 'fin', 'ultima_declaracion', 'tardia', 'tardia_motivo', 'silenciosa', 'silenciosa_motivo', 'meses_sin_informe', 'corte'];

/** The list as a page, its filters and its rows as data. */
export function investmentList(input: InvestmentListInput): InvestmentListModel {
  const { place, answer, filters, pages, language, origin } = input;
  const t = messages(language);
  const words = t.investment.list;
  const rows = rowsOf(answer);
  const page: PageModel = {
    language, origin, address: `/lugar/${place.ubigeo}/inversiones`,
    title: fill(words.title, { lugar: place.name }), description: fill(words.description, { lugar: place.name }),
    overline: fill(t.place.ubigeo, { codigo: place.ubigeo }), heading: fill(words.title, { lugar: place.name }),
    facts: [],
    crumbs: [...crumbsOf(place, language, t), { href: at(language, `/lugar/${place.ubigeo}`), text: place.name }],
    lead: leadOf(input, t),
    parts: rows.length === 0 ? [] : [part(0, 'lista', [words.part], listBlocks(input, t))],
  };
  const given = (column: string) => (rows.length === 0 ? '0' : text(answer, 0, column)!);
  return {
    page, fields: fieldsOf(input, t),
    data: { columns: DATA_COLUMNS, rows: rows.map((row) => DATA_COLUMNS.map((column) => text(answer, row, column))), receipt: answer.code, asked: given('filas_pedidas'), given: given('filas_dadas'), number: filters.pagina, pages },
  };
}
