import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { MEMBER, WHOLE } from '#lib/provenance/reading/json.ts';
import type { FactRow, RawRecord, Recipe, RowRecipe } from '#lib/provenance/recipe.ts';
import { decode, factId, type Decoded } from '../model/decoder.ts';
import { problem, type Problem } from '../model/problem.ts';
import { FICHAS_ITEMS, FICHAS_RESULTADOS } from './dataset.ts';
import { INSTRUMENTS_FORMAT, readInstrument, type Instrument } from './instrument.ts';
import { COPIES_FORMAT, copyRows, readCopy } from './published-copy.ts';

/** Problems that one sentence can hold; the rest is counted. */
const SHOWN = 5;

/** Half a document is another document: one problem refuses all of it. Throws `ficha-rechazada`. */
function refuse(problems: readonly Problem[], format: string): never {
  const told = (language: 'es' | 'en'): string => problems.slice(0, SHOWN).map((one) => `${one.path === '' ? format : one.path}: ${one[language]}`).join(' ');
  throw new YupayError('ficha-rechazada', { problemas: String(problems.length), detalle: told('es'), detail: told('en') });
}

/** Judges a document of one list and one code before any row of it is kept; gives the code. */
function surveyOf<T>(format: string, list: string, named: string, scalars: readonly string[], read: (value: unknown) => Decoded<T>, keyOf: (one: T) => string): NonNullable<RowRecipe['survey']> {
  return () => {
    const problems: Problem[] = [];
    const keys = new Set<string>();
    let code: string | null = null;
    const see = ({ cells }: RawRecord): void => {
      const [member, value] = [cells[MEMBER]!, JSON.parse(cells[WHOLE]!) as unknown];
      if (member === named) code = decode(factId, value).ok ? (value as string) : null;
      else if (member === list && !(Array.isArray(value) && value.length === 0)) {
        const one = read(value);
        if (!one.ok) return void problems.push(...one.problems.map((each) => ({ ...each, path: `${list}[${keys.size}].${each.path}` })));
        const key = keyOf(one.value);
        if (keys.has(key)) problems.push(problem('codigo-repetido', list, { codigo: key }));
        keys.add(key);
      } else if (member !== list && !scalars.includes(member)) problems.push(problem('campo-desconocido', member.slice(0, 40), { campo: member.slice(0, 40) }));
    };
    return {
      see,
      context: () => {
        if (code === null) problems.push(problem('falta', named));
        if (keys.size === 0) problems.push(problem('falta', list));
        return problems.length > 0 ? refuse(problems, format) : { codigo: code! };
      },
    };
  };
}

const json = (value: unknown): string => canonicalJson(value as Canonical);

function itemRows(catalogue: string, { versions, ...instrument }: Instrument): FactRow[] {
  return versions.flatMap(({ items, ...version }) => items.map((item, at) => ({
    catalogo: catalogue, instrumento: instrument.id, titulo: instrument.title.es, titulo_en: instrument.title.en, version: version.id, estado: version.state,
    item: item.id, orden: String(at + 1), serie: item.series, rubro: item.heading.es, escala: item.scale, obligatorio: String(item.mandatory), cuerpo: json(item),
    version_cuerpo: at === 0 ? json({ instrument, version }) : null,
  })));
}

const COMMON = { way: 'rows', version: 1, format: 'json', years: [null, null], precedence: 0, optional: [] } as const satisfies Partial<RowRecipe>;

/** Instruments of one publisher; a later document of the same publisher replaces the earlier one. */
export const INSTRUMENTOS_DOCUMENTO: RowRecipe = {
  ...COMMON,
  id: 'instrumentos-documento',
  dataset: FICHAS_ITEMS,
  publisher: 'Titular de los instrumentos',
  es: 'Instrumentos de evaluación con sus versiones, en JSON',
  en: 'Scored instruments with their versions, as JSON',
  maxBytes: 16_000_000,
  required: [[`format: ${INSTRUMENTS_FORMAT}`]],
  survey: surveyOf(INSTRUMENTS_FORMAT, 'instruments', 'id', ['format'], readInstrument, ({ id }) => id),
  read: ({ cells }, context) => {
    if (cells[MEMBER] !== 'instruments') return [];
    const read = readInstrument(JSON.parse(cells[WHOLE]!));
    return read.ok ? itemRows(context['codigo']!, read.value) : refuse(read.problems, INSTRUMENTS_FORMAT);
  },
  series: (_context, facts) => `instrumentos:${facts[0]!['catalogo']}`,
};

/** Every published copy of one instrument; a later document of the same instrument replaces the earlier one and holds its copies too. */
export const FICHAS_DOCUMENTO: RowRecipe = {
  ...COMMON,
  id: 'fichas-documento',
  dataset: FICHAS_RESULTADOS,
  publisher: 'Observadores de los instrumentos',
  es: 'Fichas llenadas y publicadas de un instrumento, en JSON',
  en: 'Filled and published copies of an instrument, as JSON',
  maxBytes: 128_000_000,
  required: [[`format: ${COPIES_FORMAT}`]],
  survey: surveyOf(COPIES_FORMAT, 'copies', 'instrument', ['format'], readCopy, ({ number }) => String(number)),
  read: ({ cells }, context) => {
    if (cells[MEMBER] !== 'copies') return [];
    const read = readCopy(JSON.parse(cells[WHOLE]!));
    return read.ok ? copyRows(context['codigo']!, read.value) : refuse(read.problems, COPIES_FORMAT);
  },
  series: (_context, facts) => `fichas:${facts[0]!['instrumento']}`,
};

export const INSTRUMENT_RECIPES: readonly Recipe[] = [INSTRUMENTOS_DOCUMENTO, FICHAS_DOCUMENTO];
