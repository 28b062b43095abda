import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { memberText, placeOf } from './value-cells.ts';
import { frameworkOf, partsSql, PLAN_QUESTION, textRows } from './plan-rows.ts';

const SHEET = ['seccion', 'clave', 'tema', 'texto', 'valor', 'estado', 'fecha', 'hasta', 'nombre', 'calificador', 'fuente'] as const;

/** States oldest first; one that was never seen is a row without state. */
const states = <T extends { readonly state: string; readonly asOf: string }>(history: readonly T[]) =>
  history.length === 0 ? [{ estado: null, fecha: null }] : [...history].sort((a, b) => (a.asOf < b.asOf ? -1 : 1)).map(({ state, asOf }) => ({ estado: state, fecha: asOf }));

function sheetRows(rows: readonly TextRow[]): TextRow[] {
  const framework = frameworkOf(rows);
  if (framework === null) return [];
  return textRows(SHEET, [
    ...framework.conditions.flatMap((one) => states(one.history).map((state) => ({ seccion: 'condicion', clave: one.id, tema: one.level, texto: one.text, fuente: placeOf(one.source), ...state }))),
    ...framework.deliverables.flatMap((one) => states(one.history).map((state) => ({ seccion: 'entregable', clave: one.id, tema: one.node, texto: one.text, hasta: one.due, fuente: placeOf(one.source), ...state }))),
    ...framework.crossCutting.map((one) => ({ seccion: 'transversal', clave: one.id, tema: one.topic, texto: one.text, fuente: placeOf(one.source) })),
    ...framework.cycles.map((one) => ({ seccion: 'ciclo', clave: one.id, tema: one.population, texto: one.title, valor: String(one.n), fecha: one.start, hasta: one.end, fuente: placeOf(one.source) })),
    ...framework.claims.filter(({ use }) => use === null).map((one) => ({
      seccion: 'afirmacion', clave: one.id, tema: one.magnitude, texto: one.text, valor: one.value, fecha: one.asOf, calificador: one.qualifier === 'exact' ? null : one.qualifier, nombre: one.members.map(memberText).join('; ') || null, fuente: placeOf(one.source),
    })),
    ...framework.narratives.map((one) => ({ seccion: 'texto', clave: one.id, texto: one.text, fuente: placeOf(one.source) })),
  ]);
}

/** What a plan says besides its indicators: conditions, deliverables, words that run across it, cycles, claims, prose. */
export const PLAN_FICHA: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-ficha',
  es: 'Lo que un plan dice además de sus indicadores: condiciones críticas, entregables, temas transversales, ciclos, afirmaciones y texto',
  en: 'What a plan says besides its indicators: critical conditions, deliverables, cross-cutting topics, cycles, claims and prose',
  sql: partsSql(`parte in ('plan', 'conditions', 'deliverables', 'crossCutting', 'cycles', 'claims', 'narratives')`),
  columns: SHEET,
  derive: sheetRows,
  coverage: (rows) => `partes: ${rows.length}`,
};
