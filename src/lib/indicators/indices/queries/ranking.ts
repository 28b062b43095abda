import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { GENERATOR } from '../../composite/draws.ts';
import { definitionName } from '../definition.ts';
import { DRAWS, rankedTable, SEED } from '../ranking.ts';
import { effects, scenarios } from '../robustness.ts';
import { rawScores, scored } from '../score.ts';
import { asked, decimal, inColumns } from './rows.ts';
import { INDEX_QUESTION, indexSql } from './scores.ts';

const RANKED = [
  'indice', 'definicion', 'anio', 'con_indice', 'fuera', 'sorteos', 'semilla', 'generador', 'contra', 'ubigeo', 'municipalidad', 'puntaje', 'banda', 'puesto', 'mejor', 'peor', 'mediana', 'entre_tres', 'presentes', 'de', 'motivo',
] as const;

function rankedRows(rows: readonly TextRow[]): TextRow[] {
  const found = asked(rows);
  if (found === null) return [];
  const { definition, units } = found;
  const { ranked, left, against } = rankedTable(definition, units);
  const what = {
    indice: definition.id, definicion: definitionName(definition), anio: units[0]?.year ?? null, con_indice: String(ranked.length), fuera: String(left.length),
    sorteos: String(DRAWS), semilla: String(SEED), generador: GENERATOR, contra: against.length === 0 ? null : against.join(' '), de: String(definition.items.length),
  };
  const present = (unit: (typeof units)[number]): string => String(unit.items.filter(({ value }) => value !== null).length);
  return inColumns(RANKED, [
    ...ranked.map(({ score: { unit, index }, place, best, worst, spread, band }) => ({
      ...what, ubigeo: unit.ubigeo, municipalidad: unit.name, puntaje: decimal(index), banda: band, puesto: place === null ? null : String(place), mejor: String(best), peor: String(worst),
      mediana: String(spread.median), entre_tres: decimal(100 * spread.top3), presentes: present(unit),
    })),
    ...left.map(({ unit }) => ({ ...what, ubigeo: unit.ubigeo, municipalidad: unit.name, presentes: present(unit), motivo: 'falta-un-pilar' })),
  ]);
}

/**
 * A year's table as it is released: bands and ranges of places always, places only where honest. Pages and the API show the one
 * that a release pinned; nobody but who prepares a release asks it.
 */
export const INDICE_RANKING: PublishedQuery = {
  ...INDEX_QUESTION,
  id: 'indice-ranking',
  es: 'Ranking de un índice en un año: franjas, entre qué puestos está cada municipalidad y quién queda fuera',
  en: 'Ranking of an index in a year: bands, between which places each municipality stands, and who is left out',
  parameters: ['indice', 'anio'],
  sql: indexSql('true', 'anio = $anio'),
  columns: RANKED,
  derive: rankedRows,
  coverage: (rows) => (rows.length === 0 ? 'ninguna municipalidad' : `municipalidades con índice: ${rows[0]![3]}; fuera: ${rows[0]![4]}`),
};

const ROBUST = ['indice', 'definicion', 'anio', 'escenario', 'sobre', 'municipalidades', 'igual', 'mediana', 'mayor'] as const;

function robustRows(rows: readonly TextRow[]): TextRow[] {
  const found = asked(rows);
  if (found === null) return [];
  const { definition } = found;
  const units = scored(definition, found.units).filter(({ index }) => index !== null).map(({ unit }) => unit);
  if (units.length === 0) return [];
  return inColumns(ROBUST, effects(scenarios(definition, rawScores(units))).map(({ id, units: compared, same, median, most }) => {
    const [scenario, over] = id.split(':');
    const places = compared === 0 ? {} : { igual: String(same), mediana: String(median), mayor: String(most) };
    return { indice: definition.id, definicion: definitionName(definition), anio: units[0]!.year, escenario: scenario!, sobre: over ?? null, municipalidades: String(compared), ...places };
  }));
}

/** How far places would move if the index were made otherwise: nobody's place is told, so it is public at once. */
export const INDICE_ROBUSTEZ: PublishedQuery = {
  ...INDEX_QUESTION,
  id: 'indice-robustez',
  es: 'Cuánto se moverían los puestos de un índice si se hiciera de otra manera',
  en: 'How far the places of an index would move if it were made otherwise',
  parameters: ['indice', 'anio'],
  sql: indexSql('true', 'anio = $anio'),
  columns: ROBUST,
  derive: robustRows,
  coverage: (rows) => `maneras de hacerlo: ${rows.length}`,
};
