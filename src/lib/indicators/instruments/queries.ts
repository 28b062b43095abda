import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { daysBetween, type DateText } from '../model/date.ts';
import { agreementOf, AGREEMENT_DAYS, type ObservedCopy } from './agreement.ts';
import type { Instrument, InstrumentVersion, Item } from './instrument.ts';
import { measuresOf, type Answered } from './measures.ts';

const COMMON = { version: 1, unit: 'la de cada medida', priceBase: 'no se aplica' } as const;

/** Records as rows of text in the order of the columns; what a record does not say is null. */
const rowsBy = <C extends string>(columns: readonly C[], records: readonly Readonly<Partial<Record<C, string | null>>>[]): TextRow[] => records.map((record) => columns.map((column) => record[column] ?? null));

type Frame = { readonly instrument: Omit<Instrument, 'versions'>; readonly version: Omit<InstrumentVersion, 'items'> };

const LIST = [
  'instrumento', 'titulo', 'titulo_en', 'resumen', 'resumen_en', 'fuente', 'fuente_en', 'verificado', 'version', 'norma', 'norma_en', 'desde', 'hasta', 'estado', 'regla', 'metodo', 'metodo_en',
  'repetida', 'repetida_en', 'por_verificar', 'por_verificar_en', 'items', 'fichas', 'entidades', 'linea',
] as const;

/** Every version of every instrument, with how many copies and entities are published. */
export const FICHAS: PublishedQuery = {
  ...COMMON,
  id: 'fichas',
  es: 'Instrumentos de evaluación: sus versiones, sus normas y cuántas fichas hay publicadas',
  en: 'Scored instruments: their versions, their norms and how many copies are published',
  datasets: ['fichas-items', 'fichas-resultados'],
  parameters: [],
  sql: `select i.version_cuerpo, (select count(*) from {{fichas-items}} n where n.instrumento = i.instrumento and n.version = i.version) as items,
  (select count(distinct ficha) from {{fichas-resultados}} r where r.instrumento = i.instrumento and r.version = i.version) as fichas,
  (select count(distinct entidad) from {{fichas-resultados}} r where r.instrumento = i.instrumento and r.version = i.version) as entidades, i.linea
from {{fichas-items}} i where i.version_cuerpo is not null order by i.instrumento, i.version`,
  columns: LIST,
  derive: (rows) => rowsBy(LIST, rows.map(([body, items, copies, entities, line]) => {
    const { instrument, version } = JSON.parse(body!) as Frame;
    return {
      instrumento: instrument.id, titulo: instrument.title.es, titulo_en: instrument.title.en, resumen: instrument.summary.es, resumen_en: instrument.summary.en, fuente: instrument.source.es, fuente_en: instrument.source.en,
      verificado: instrument.verified_by, version: version.id, norma: version.norm.es, norma_en: version.norm.en, desde: version.from, hasta: version.to, estado: version.state, regla: version.rule,
      metodo: version.method.es, metodo_en: version.method.en, repetida: version.repeated?.es ?? null, repetida_en: version.repeated?.en ?? null,
      por_verificar: version.toVerify?.es ?? null, por_verificar_en: version.toVerify?.en ?? null, items: items!, fichas: copies!, entidades: entities!, linea: line ?? null,
    };
  })),
  coverage: (rows) => `versiones: ${rows.length}`,
};

const ITEMS = ['version', 'item', 'orden', 'serie', 'rubro', 'rubro_en', 'texto', 'texto_en', 'escala', 'obligatorio', 'evidencia', 'evidencia_en', 'metodo', 'linea'] as const;

/** What each version of an instrument asks. */
export const FICHA_ITEMS: PublishedQuery = {
  ...COMMON,
  id: 'ficha-items',
  es: 'Ítems de cada versión de un instrumento',
  en: 'Items of each version of an instrument',
  datasets: ['fichas-items'],
  parameters: ['instrumento'],
  sql: 'select version, orden, cuerpo, linea from {{fichas-items}} where instrumento = $instrumento order by version, orden',
  columns: ITEMS,
  derive: (rows) => rowsBy(ITEMS, rows.map(([version, order, body, line]) => {
    const item = JSON.parse(body!) as Item;
    return {
      version: version!, item: item.id, orden: order!, serie: item.series, rubro: item.heading.es, rubro_en: item.heading.en, texto: item.text.es, texto_en: item.text.en, escala: item.scale,
      obligatorio: String(item.mandatory), evidencia: item.evidence?.es ?? null, evidencia_en: item.evidence?.en ?? null, metodo: item.method, linea: line ?? null,
    };
  })),
  coverage: (rows) => `ítems: ${rows.length}`,
};

/** Answers of an instrument, of one entity or of all, and after them what its versions ask: `readRows` reads both. */
const answersSql = (where: string) => `select * from (
  select 0 as clase_fila, r.version, r.ficha, r.entidad, r.entidad_nombre, r.lugar, r.clase, r.concilia, r.motivo, r.observador, r.fecha, r.publicada, r.item, r.fila, r.estado, r.valor, r.puntaje, r.direccion, r.evidencia, r.momento, r.nota, r.linea, null as cuerpo, null as version_cuerpo, null as orden
  from {{fichas-resultados}} r where r.instrumento = $instrumento${where}
  union all
  select 1, i.version, null, null, null, null, null, null, null, null, null, null, i.item, null, null, null, null, null, null, null, null, null, i.cuerpo, i.version_cuerpo, i.orden
  from {{fichas-items}} i where i.instrumento = $instrumento
) order by clase_fila, version, entidad, fecha, ficha, fila, orden, item`;

interface Answer extends Answered {
  readonly cells: TextRow;
}

interface Copy {
  readonly number: string;
  readonly version: string;
  /** `entidad`, `entidad_nombre`, `lugar`, `clase`, `concilia`, `motivo`, `observador`, `fecha`, `publicada`, in the order of the SQL. */
  readonly head: TextRow;
  readonly answers: readonly Answer[];
}

const [VERSION, COPY, ENTITY, ITEM, ROW, STATE, VALUE, ADDRESS, FILE, BODY, FRAME] = [1, 2, 3, 12, 13, 14, 15, 17, 18, 22, 23] as const;

function readRows(rows: readonly TextRow[]): { readonly versions: ReadonlyMap<string, InstrumentVersion>; readonly copies: readonly Copy[] } {
  const [answers, asked] = [rows.filter(([kind]) => kind === '0'), rows.filter(([kind]) => kind === '1')];
  const versions = new Map([...Map.groupBy(asked, (row) => row[VERSION]!)].map(([id, own]) => {
    const { version } = JSON.parse(own.find((row) => row[FRAME] !== null)![FRAME]!) as Frame;
    return [id, { ...version, items: own.map((row) => JSON.parse(row[BODY]!) as Item) }] as const;
  }));
  const copies = [...Map.groupBy(answers, (row) => row[COPY]!)].map(([number, own]): Copy => ({
    number, version: own[0]![VERSION]!, head: own[0]!.slice(ENTITY, ITEM),
    answers: own.map((row) => ({ item: row[ITEM]!, row: Number(row[ROW]), state: row[STATE] as Answered['state'], value: row[VALUE] ?? null, evidence: row[ADDRESS] !== null || row[FILE] !== null, cells: row })),
  }));
  return { versions, copies };
}

const HEAD = ['entidad', 'entidad_nombre', 'lugar', 'clase', 'concilia', 'motivo', 'observador', 'fecha', 'publicada'] as const;
const headOf = ({ number, version, head }: Copy) => ({ ficha: number, version, ...(Object.fromEntries(HEAD.map((name, at) => [name, head[at] ?? null])) as Record<(typeof HEAD)[number], string | null>) });

const RESULTS = ['ficha', 'version', ...HEAD, 'medida', 'sujeto', 'valor', 'de', 'porcentaje', 'palabra', 'antes', 'despues', 'sin_dato'] as const;

/** What follows from each published copy, by the rule of its version; versions are never compared. */
export const FICHA_RESULTADOS: PublishedQuery = {
  ...COMMON,
  id: 'ficha-resultados',
  es: 'Resultado de cada ficha publicada de un instrumento: uno por observador, sin promediarlos',
  en: 'Result of each published copy of an instrument: one for each observer, never averaged',
  datasets: ['fichas-resultados', 'fichas-items'],
  parameters: ['instrumento'],
  sql: answersSql(''),
  columns: RESULTS,
  derive: (rows) => {
    const { versions, copies } = readRows(rows);
    return rowsBy(RESULTS, copies.flatMap((copy) => {
      const version = versions.get(copy.version);
      return version === undefined ? [] : measuresOf(version, copy.answers).map(({ measure, subject, value, of, percent, word, before, after, reason }) => ({
        ...headOf(copy), medida: measure, sujeto: subject, valor: value, de: of, porcentaje: percent, palabra: word, antes: before, despues: after, sin_dato: reason,
      }));
    }));
  },
  coverage: (rows) => `fichas: ${new Set(rows.map(([copy]) => copy)).size}`,
};

const ANSWERS = ['ficha', 'version', ...HEAD, 'item', 'fila', 'serie', 'rubro', 'rubro_en', 'texto', 'texto_en', 'escala', 'estado', 'valor', 'valor_es', 'valor_en', 'puntaje', 'direccion', 'evidencia', 'momento', 'nota', 'linea'] as const;

/** Every published answer about one entity, with its evidence. */
export const FICHA_RESPUESTAS: PublishedQuery = {
  ...COMMON,
  id: 'ficha-respuestas',
  es: 'Respuestas publicadas sobre una entidad, ítem por ítem, con su evidencia',
  en: 'Published answers about an entity, item by item, with their evidence',
  datasets: ['fichas-resultados', 'fichas-items'],
  parameters: ['instrumento', 'entidad'],
  sql: answersSql(' and r.entidad = $entidad'),
  columns: ANSWERS,
  derive: (rows) => {
    const { versions, copies } = readRows(rows);
    // In the order of the form; what a version no longer lists comes last.
    const inOrder = ({ version, answers }: Copy): readonly Answer[] => {
      const places = new Map(versions.get(version)?.items.map(({ id }, at) => [id, at]));
      const place = (id: string): number => places.get(id) ?? places.size;
      return answers.toSorted((a, b) => a.row - b.row || place(a.item) - place(b.item));
    };
    return rowsBy(ANSWERS, copies.flatMap((copy) => inOrder(copy).map(({ item, row, cells }) => {
      const asked = versions.get(copy.version)?.items.find(({ id }) => id === item);
      const code = asked?.codes.find((one) => one.code === cells[VALUE]);
      const [, , , , , , , , , , , , , , state, value, points, address, file, moment, note, line] = cells;
      return {
        ...headOf(copy), item, fila: String(row), serie: asked?.series ?? null, rubro: asked?.heading.es ?? null, rubro_en: asked?.heading.en ?? null, texto: asked?.text.es ?? item, texto_en: asked?.text.en ?? item, escala: asked?.scale ?? null,
        estado: state!, valor: value ?? null, valor_es: code?.es ?? null, valor_en: code?.en ?? null, puntaje: points ?? null, direccion: address ?? null, evidencia: file ?? null, momento: moment ?? null, nota: note ?? null, linea: line ?? null,
      };
    })));
  },
  coverage: (rows) => `respuestas: ${rows.length}`,
};

const AGREED = ['version', 'entidad', 'entidad_nombre', 'ficha', 'otra_ficha', 'observador', 'otro_observador', 'items', 'coinciden', 'kappa'] as const;

const observed = ({ number, answers, ...copy }: Copy): ObservedCopy => ({
  number: Number(number), observer: headOf({ number, answers, ...copy }).observador!, values: new Map(answers.flatMap(({ item, row, state, value }) => (state === 'valor' && row === 1 ? [[item, value!] as const] : []))),
});

/** Copies of one entity and version by different observers who looked within a month of each other. */
function pairs(copies: readonly Copy[]): (readonly [Copy, Copy])[] {
  const seen = copies.filter((copy) => headOf(copy).clase === 'observada');
  return seen.flatMap((first, at) => seen.slice(at + 1).flatMap((second) => {
    const [a, b] = [headOf(first), headOf(second)];
    const near = Math.abs(daysBetween(a.fecha as DateText, b.fecha as DateText)) <= AGREEMENT_DAYS;
    return a.version === b.version && a.entidad === b.entidad && a.observador !== b.observador && near ? [[first, second] as const] : [];
  }));
}

/** How far two observers of the same thing agree, Cohen's κ to four decimals. */
export const FICHA_ACUERDO: PublishedQuery = {
  ...COMMON,
  id: 'ficha-acuerdo',
  es: 'Acuerdo entre dos observadores de la misma entidad y versión (κ de Cohen)',
  en: 'Agreement of two observers of the same entity and version (Cohen’s κ)',
  datasets: ['fichas-resultados', 'fichas-items'],
  parameters: ['instrumento'],
  sql: answersSql(''),
  columns: AGREED,
  derive: (rows) => {
    const { versions, copies } = readRows(rows);
    return rowsBy(AGREED, pairs(copies).flatMap(([first, second]) => {
      const version = versions.get(first.version);
      if (version === undefined) return [];
      const { items, same, kappa } = agreementOf(version.items, observed(first), observed(second));
      const [a, b] = [headOf(first), headOf(second)];
      return [{ version: a.version, entidad: a.entidad, entidad_nombre: a.entidad_nombre, ficha: a.ficha, otra_ficha: b.ficha, observador: a.observador, otro_observador: b.observador, items: String(items), coinciden: String(same), kappa: kappa === null ? null : kappa.toFixed(4) }];
    }));
  },
  coverage: (rows) => `pares de fichas: ${rows.length}`,
};

export const INSTRUMENT_QUERIES: readonly PublishedQuery[] = [FICHAS, FICHA_ITEMS, FICHA_RESULTADOS, FICHA_RESPUESTAS, FICHA_ACUERDO];
