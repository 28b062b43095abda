import { mandateChanges } from '#lib/places/mandates.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { improvement } from '../../composite/improvement.ts';
import { definitionName, type IndexDefinition } from '../definition.ts';
import { findIndex } from '../index.ts';
import { MEASURE_DATASETS, MEASURED, measuresSql } from '../measures.ts';
import { scored, type UnitScore } from '../score.ts';
import { asked, decimal, inColumns, STEP_COLUMNS, stepRows } from './rows.ts';

export const INDEX_QUESTION = { version: 1, datasets: MEASURE_DATASETS, unit: 'puntos de 0 a 100 y la de cada ítem', priceBase: 'soles corrientes de cada año' } as const;

/** SQL: the measures of the places under a condition, after the index that is asked for. */
export const indexSql = (where: string, years = 'true'): string => `${measuresSql(where)}
select $indice::varchar as indice, ${MEASURED.join(', ')} from todas where ${years} order by anio, ubigeo, medida`;

const municipalities = (rows: readonly TextRow[], at: number): number => new Set(rows.map((row) => row[at])).size;

const YEARS = ['indice', 'definicion', 'anio', 'municipalidades', 'items_con_dato', 'items', 'con_indice', 'sin_indice'] as const;

function yearRows(rows: readonly TextRow[]): TextRow[] {
  const found = asked(rows);
  if (found === null) return [];
  const { definition } = found;
  const years = [...Map.groupBy(scored(definition, found.units), ({ unit }) => unit.year)];
  return inColumns(YEARS, years.map(([anio, own]) => ({
    indice: definition.id, definicion: definitionName(definition), anio, municipalidades: String(own.length), items: String(definition.items.length),
    items_con_dato: String(definition.items.filter((_, at) => own.some(({ unit }) => unit.items[at]!.value !== null)).length), con_indice: String(own.filter(({ index }) => index !== null).length), sin_indice: String(own.filter(({ index }) => index === null).length),
  })));
}

/** Years of which something is known for an index, and how much of it. */
export const INDICE_ANIOS: PublishedQuery = {
  ...INDEX_QUESTION,
  id: 'indice-anios',
  es: 'Años de un índice: de cuántas municipalidades y de cuántos ítems se sabe algo, y cuántas tienen índice',
  en: 'Years of an index: of how many municipalities and items something is known, and how many have an index',
  parameters: ['indice'],
  sql: indexSql('true'),
  columns: YEARS,
  derive: yearRows,
  coverage: (rows) => `años: ${rows.length}`,
};

/** Every step of every municipality under a prefix in one year. */
export const INDICE_PASOS: PublishedQuery = {
  ...INDEX_QUESTION,
  id: 'indice-pasos',
  es: 'Cada paso de un índice en un año: valor, puntaje y peso de cada ítem, pilares e índice, por municipalidad',
  en: 'Each step of an index in a year: value, score and weight of each item, pillars and index, by municipality',
  parameters: ['indice', 'anio', 'prefijo'],
  sql: indexSql('starts_with(m.ubigeo, $prefijo)', 'anio = $anio'),
  columns: STEP_COLUMNS,
  derive: stepRows,
  coverage: (rows) => `municipalidades: ${municipalities(rows, 3)}`,
};

/** Every step of one municipality, year by year. */
export const INDICE_DE_LUGAR: PublishedQuery = {
  ...INDEX_QUESTION,
  id: 'indice-de-lugar',
  es: 'Cada paso de un índice para una municipalidad, año por año: qué aporta cada ítem y qué daría un punto más',
  en: 'Each step of an index for one municipality, year by year: what each item gives and what one point more would give',
  parameters: ['indice', 'ubigeo'],
  sql: indexSql('m.ubigeo = $ubigeo'),
  columns: STEP_COLUMNS,
  derive: stepRows,
  coverage: (rows) => `años: ${municipalities(rows, 2)}`,
};

const BETTER = ['indice', 'definicion', 'nivel', 'clave', 'base', 'anio', 'antes', 'ahora', 'puntos', 'relativo', 'alcanza_20', 'alcanza_25', 'cambio_de_mandato', 'motivo'] as const;

/** Thresholds of the seeds: 20 % for investment management and 25 % for good governance; both are printed. */
const THRESHOLDS = { alcanza_20: 0.2, alcanza_25: 0.25 } as const;

type Level = { readonly level: 'indice' | 'pilar'; readonly id: string; readonly of: (one: UnitScore) => number | null; readonly items: (one: UnitScore) => string };

const itemsWithValue = (definition: IndexDefinition, pillar: string | null) => ({ unit }: UnitScore): string => definition.items.filter((item, at) => (pillar === null || item.pillar === pillar) && unit.items[at]!.value !== null).map(({ id }) => id).join(' ');

const levelsOf = (definition: IndexDefinition): Level[] => [
  { level: 'indice', id: definition.id, of: ({ index }) => index, items: itemsWithValue(definition, null) },
  ...definition.pillars.map(({ id }): Level => ({ level: 'pilar', id, of: ({ pillars }) => pillars.find((one) => one.id === id)!.score, items: itemsWithValue(definition, id) })),
];

const said = (value: boolean | null): string | null => (value === null ? null : String(value));

function compared(definition: IndexDefinition, { level, id, of, items }: Level, base: UnitScore, now: UnitScore) {
  const [before, after] = [of(base)!, of(now)!];
  const who = {
    indice: definition.id, definicion: definitionName(definition), nivel: level, clave: id, base: base.unit.year, anio: now.unit.year, antes: decimal(before), ahora: decimal(after),
    cambio_de_mandato: String(mandateChanges(Number(base.unit.year) + 1, Number(now.unit.year)).length > 0),
  };
  // Another set of items is another measure: their difference says nothing.
  if (items(base) !== items(now)) return { ...who, motivo: 'items-distintos' };
  const [at20, at25] = Object.values(THRESHOLDS).map((threshold) => improvement(before, after, threshold)!);
  return { ...who, puntos: decimal(at20!.points), relativo: decimal(at20!.relative === null ? null : at20!.relative * 100), alcanza_20: said(at20!.reaches), alcanza_25: said(at25!.reaches), motivo: at20!.relative === null ? 'base-cero' : null };
}

function betterRows(rows: readonly TextRow[]): TextRow[] {
  const found = asked(rows);
  if (found === null) return [];
  const years = scored(found.definition, found.units);
  return inColumns(BETTER, levelsOf(found.definition).flatMap((level) => {
    const [base, ...later] = years.filter((one) => level.of(one) !== null);
    return base === undefined ? [] : later.map((now) => compared(found.definition, level, base, now));
  }));
}

/** A municipality's index and pillars against the first year in which each is known. */
export const INDICE_MEJORA: PublishedQuery = {
  ...INDEX_QUESTION,
  id: 'indice-mejora',
  es: 'Mejora del índice de una municipalidad y de sus pilares desde su primer año, en puntos y en porcentaje',
  en: 'Improvement of a municipality’s index and pillars since their first year, in points and per cent',
  parameters: ['indice', 'ubigeo'],
  sql: indexSql('m.ubigeo = $ubigeo'),
  columns: BETTER,
  derive: betterRows,
  coverage: (rows) => `comparaciones: ${rows.length}`,
};

const METHOD = ['indice', 'definicion', 'nivel', 'clave', 'pilar', 'desde', 'hasta', 'invertido', 'peso', 'peso_en_el_indice', 'unidad', 'fuente', 'conjuntos', 'items', 'minimo', 'municipalidades'] as const;

function methodRows([row]: readonly TextRow[]): TextRow[] {
  const definition = findIndex(row?.[0] ?? '');
  if (definition === null) return [];
  const who = { indice: definition.id, definicion: definitionName(definition), municipalidades: row![1] ?? null };
  const whole = definition.pillars.reduce((sum, { weight }) => sum + weight, 0);
  const [part, of] = definition.coverage;
  return inColumns(METHOD, definition.pillars.flatMap((pillar) => {
    const own = definition.items.filter((item) => item.pillar === pillar.id);
    const weights = own.reduce((sum, { weight }) => sum + weight, 0);
    return [
      { ...who, nivel: 'pilar', clave: pillar.id, pilar: pillar.id, peso: decimal((100 * pillar.weight) / whole), items: String(own.length), minimo: String(Math.ceil((own.length * part) / of)) },
      ...own.map(({ id, goalposts: [low, high], reversed, weight, unit, source }) => ({
        ...who, nivel: 'item', clave: id, pilar: pillar.id, desde: String(low), hasta: String(high), invertido: String(reversed), peso: decimal((100 * weight) / weights),
        peso_en_el_indice: decimal((100 * weight * pillar.weight) / (weights * whole)), unidad: unit, fuente: source.kind, conjuntos: source.kind === 'tesoro' ? source.datasets.join(' ') : source.kind === 'ficha' && source.measure !== null ? 'fichas-resultados' : null,
      })),
    ];
  }));
}

/** The definition itself: items, goalposts and weights, and how many municipalities of the registry it is for. */
export const INDICE_METODO: PublishedQuery = {
  ...INDEX_QUESTION,
  id: 'indice-metodo',
  es: 'Ítems de un índice, con sus límites, sus pesos y de dónde sale cada uno',
  en: 'Items of an index, with their goalposts, their weights and where each comes from',
  datasets: ['distritos'],
  parameters: ['indice'],
  sql: 'select $indice::varchar as indice, count(distinct ubigeo) as municipalidades from {{distritos}} where sec_ejec is not null',
  columns: METHOD,
  derive: methodRows,
  coverage: (rows) => `ítems: ${rows.filter((row) => row[2] === 'item').length}`,
};
