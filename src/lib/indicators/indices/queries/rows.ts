import type { TextRow } from '#lib/platform/lake.ts';
import { definitionName, type IndexDefinition } from '../definition.ts';
import { findIndex } from '../index.ts';
import { scored, type UnitScore } from '../score.ts';
import { unitYears, type ItemValue, type UnitYear } from '../table.ts';

/** What every row of an index's answers begins with; each level fills what it has. */
export const STEP_COLUMNS = [
  'indice', 'definicion', 'anio', 'ubigeo', 'municipalidad', 'nivel', 'clave', 'pilar', 'numerador', 'denominador', 'casos', 'valor', 'error', 'puntaje', 'peso', 'aporte', 'un_punto',
  'presentes', 'necesarios', 'de', 'motivo',
] as const;

export type StepRow = Readonly<Partial<Record<(typeof STEP_COLUMNS)[number], string | null>>>;

/** Scores are floats: six decimals are kept, and rounded again when printed. */
export const decimal = (value: number | null): string | null => (value === null || Number.isNaN(value) ? null : value.toFixed(6));

/** A part of one, in per cent. */
const percentOf = (part: number | null): string | null => decimal(part === null ? null : 100 * part);

/** Rows of a question about one index begin with the index asked for: its definition, and the rest as the measures give it. */
export function asked(rows: readonly TextRow[]): { readonly definition: IndexDefinition; readonly units: readonly UnitYear[] } | null {
  const definition = findIndex(rows[0]?.[0] ?? '');
  return definition === null ? null : { definition, units: unitYears(definition, rows.map((row) => row.slice(1))) };
}

const measured = ({ numerator, denominator, cases, value, error, reason }: ItemValue): StepRow => ({ numerador: numerator, denominador: denominator, casos: cases, valor: value, error, motivo: reason });

/** A municipality's year, step by step: what was measured, its score, its pillar, the index, and what stands beside. */
function stepsOf(definition: IndexDefinition, { unit, items, pillars, index }: UnitScore): StepRow[] {
  const who = { indice: definition.id, definicion: definitionName(definition), anio: unit.year, ubigeo: unit.ubigeo, municipalidad: unit.name };
  const weights = definition.pillars.reduce((sum, { weight }) => sum + weight, 0);
  return [
    { ...who, nivel: 'indice', clave: definition.id, puntaje: decimal(index), presentes: String(unit.items.filter(({ value }) => value !== null).length), de: String(unit.items.length), motivo: index === null ? 'falta-un-pilar' : null },
    ...pillars.map(({ id, present, needed, of, score }, at) => ({
      ...who, nivel: 'pilar', clave: id, pilar: id, puntaje: decimal(score), peso: percentOf(definition.pillars[at]!.weight / weights), presentes: String(present), necesarios: String(needed), de: String(of), motivo: score === null ? 'pocos-items' : null,
    })),
    ...definition.items.map((item, at) => {
      const { score, weight, given, onePoint } = items[at]!;
      return { ...who, ...measured(unit.items[at]!), nivel: 'item', clave: item.id, pilar: item.pillar, puntaje: decimal(score), peso: percentOf(weight), aporte: decimal(given), un_punto: decimal(onePoint) };
    }),
    ...definition.context.map((beside, at) => ({ ...who, ...measured(unit.context[at]!), nivel: 'al-lado', clave: beside.id })),
  ];
}

export const inColumns = <C extends string>(columns: readonly C[], rows: readonly Readonly<Partial<Record<C, string | null>>>[]): TextRow[] => rows.map((row) => columns.map((column) => row[column] ?? null));

export function stepRows(rows: readonly TextRow[]): TextRow[] {
  const found = asked(rows);
  return found === null ? [] : inColumns(STEP_COLUMNS, scored(found.definition, found.units).flatMap((one) => stepsOf(found.definition, one)));
}
