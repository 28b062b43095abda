import { decode } from '#lib/indicators/model/decoder.ts';
import { definitionKey, indicatorDefinition, unit, type IndicatorDefinition } from '#lib/indicators/model/definition.ts';
import { indicatorUse } from '#lib/indicators/model/use.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { PLAN_QUESTION, textRows } from './plan-rows.ts';

const COLUMNS = ['plan', 'titulo_plan', 'definicion', 'version', 'nombre', 'nombre_en', 'tipo', 'unidad', 'unidad_en', 'sentido', 'regla_tiempo', 'regla_lugar', 'base_meta', 'umbral', 'consulta', 'usos', 'linea'] as const;

/** Members of one plan, by list, as their rows hold them. */
function membersOf<T>(rows: readonly TextRow[], list: string, decoder: Parameters<typeof decode<T>>[0]): readonly { readonly value: T; readonly line: string | null }[] {
  return rows.filter(([, own]) => own === list).map(([, , , line, body]) => {
    const read = decode(decoder, JSON.parse(body!));
    // A document was judged whole before it was loaded.
    if (!read.ok) throw new YupayError('interno', { detalle: `plan-partes: ${list} ${read.problems[0]!.path}` });
    return { value: read.value, line: line ?? null };
  });
}

const thresholds = ({ thresholds: own }: IndicatorDefinition): string | null => own.map(({ op, value, unit: of }) => `${op} ${value} ${of}`).join('; ') || null;

function definitionRows(rows: readonly TextRow[]): TextRow[] {
  return [...Map.groupBy(rows, ([plan]) => plan!)].flatMap(([plan, own]) => {
    const title = own.find(([, list]) => list === 'plan')?.[4];
    const units = new Map(membersOf(own, 'units', unit).map(({ value }) => [value.id as string, value.title]));
    const uses = Map.groupBy(membersOf(own, 'uses', indicatorUse), ({ value }) => definitionKey(value.definition, value.version));
    return textRows(COLUMNS, membersOf(own, 'definitions', indicatorDefinition).map(({ value: one, line }) => ({
      plan, titulo_plan: title === undefined ? null : (JSON.parse(title!) as string), definicion: one.id, version: String(one.version), nombre: one.title.es, nombre_en: one.title.en,
      tipo: one.valueType ?? 'por-definir', unidad: units.get(one.unit ?? '')?.es ?? null, unidad_en: units.get(one.unit ?? '')?.en ?? null, sentido: one.direction,
      regla_tiempo: one.timeRule, regla_lugar: one.placeRule, base_meta: one.targetBasis ?? 'sin-decir', umbral: thresholds(one), consulta: one.computed?.query ?? null,
      usos: (uses.get(definitionKey(one.id, one.version)) ?? []).map(({ value }) => value.id).join(' ') || null, linea: line,
    })));
  });
}

/** What each indicator of each plan means: the glossary of indicators. Another version of a definition is another line. */
export const INDICADORES: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'indicadores',
  es: 'Qué significa cada indicador de cada plan: qué cuenta, en qué unidad y con qué reglas se suma',
  en: 'What each indicator of each plan means: what it counts, in which unit and by which rules it adds up',
  parameters: [],
  unit: 'no se aplica',
  sql: `select plan, parte, clave, linea, cuerpo from {{plan-partes}} where parte in ('definitions', 'uses', 'units') or (parte = 'plan' and clave = 'title') order by plan, parte, orden`,
  columns: COLUMNS,
  derive: definitionRows,
  coverage: (rows) => `definiciones: ${rows.length}; por definir: ${rows.filter((row) => row[COLUMNS.indexOf('tipo')] === 'por-definir').length}`,
};
