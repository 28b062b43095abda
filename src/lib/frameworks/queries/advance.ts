import type { TextRow } from '#lib/platform/lake.ts';
import { lastDay, type DateText } from '#lib/indicators/model/date.ts';
import type { Observation } from '#lib/indicators/model/observation.ts';
import type { IndicatorUse } from '#lib/indicators/model/use.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import type { Framework } from '../framework.ts';
import { lightOf, type Light } from '../light.ts';
import { countedValue, elapsedShare, levelShare, pathShare, standings, wholeValues, type Standing } from '../progress.ts';
import { SCALARS } from '../parts/document.ts';
import { CHOSEN, FRAME, frameworkOf, linesOf, PLAN_QUESTION, textRows } from './plan-rows.ts';
import { VALUE_CELLS, valueCells, type ValueCell } from './value-cells.ts';

/** The three values of a component, under the names that people give them. */
export const VALUE_KINDS = { base: 'baseline', meta: 'target', avance: 'actual' } as const;
export type ValueKind = keyof typeof VALUE_KINDS;

const KINDS = Object.keys(VALUE_KINDS) as ValueKind[];
/** `base`, `base_fecha`…: the value itself stands under the kind's own name. */
export const cellName = (kind: ValueKind, cell: ValueCell): string => (cell === 'valor' ? kind : `${kind}_${cell}`);

const FACTS = ['uso', 'componente', 'nodo', 'nivel', 'etiqueta', 'codigo_nodo', 'texto_nodo', 'contribucion', 'indicador', 'indicador_en', 'definicion', 'version', 'texto_plan', 'texto_monitoreo', 'componente_nombre', 'componente_nombre_en', 'unidad', 'unidad_en', 'clase_unidad', 'responsables'] as const;
const DERIVED = ['parte_meta', 'parte_meta_motivo', 'recorrido', 'recorrido_motivo', 'luz', 'camino', 'transcurrido', 'corte', 'linea'] as const;
export const ADVANCE_COLUMNS: readonly string[] = [...FACTS, ...KINDS.flatMap((kind) => VALUE_CELLS.map((cell) => cellName(kind, cell))), ...DERIVED];

/** The words of a wording that holds, of the plan or of its monitoring; the last one printed. */
export const wordsOf = ({ wordings }: { readonly wordings: IndicatorUse['wordings'] }, variant: 'plan' | 'monitoring'): string | null => wordings.findLast((one) => one.variant === variant)?.text ?? null;

/** Who answers, as the last version of the plan says it: "Canadá - IFC; SECO". */
export function answering({ organisations }: Pick<Framework, 'organisations'>, { responsibilities }: IndicatorUse): string | null {
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const monitored = responsibilities.filter(({ variant }) => variant === 'monitoring');
  const own = monitored.length > 0 ? monitored : responsibilities;
  const said = own.map(({ org, via }) => [names.get(org) ?? org, ...(via === null ? [] : [names.get(via) ?? via])].join(' - '));
  return said.length === 0 ? null : [...new Set(said)].join('; ');
}

/**
 * The day to which a plan is told: the end of its last period with a value, or of its last value where it has no periods. It
 * is the plan's own, not the clock's, so that an answer stays what it was.
 */
export function cutOf({ periods, observations }: Pick<Framework, 'periods' | 'observations'>): DateText | null {
  const dates = observations.flatMap(({ kind, asOf, state }) => (kind === 'actual' && state === 'reported' && asOf !== null ? [asOf] : [])).sort((a, b) => (lastDay(a) < lastDay(b) ? -1 : 1));
  const last = dates.at(-1);
  if (last === undefined) return null;
  return [...periods].sort((a, b) => (lastDay(a.end) < lastDay(b.end) ? -1 : 1)).find(({ end }) => lastDay(last) <= lastDay(end))?.end ?? last;
}

function derivedCells(standing: Standing, elapsed: string | null, cut: DateText | null) {
  const [level, path, lit] = [levelShare(standing), pathShare(standing), lightOf(standing, elapsed)];
  return { parte_meta: level.percent, parte_meta_motivo: level.reason, recorrido: path.percent, recorrido_motivo: path.reason, luz: lit.light, camino: lit.walked, transcurrido: elapsed, corte: cut };
}

interface Names {
  readonly nodes: ReadonlyMap<string, Framework['nodes'][number]>;
  readonly units: ReadonlyMap<string, Framework['units'][number]>;
  readonly definitions: ReadonlyMap<string, Framework['definitions'][number]>;
}

function factCells(framework: Framework, use: IndicatorUse, key: string, { nodes, units, definitions }: Names) {
  const node = nodes.get(use.node)!;
  const definition = definitions.get(`${use.definition}@${use.version}`)!;
  const component = use.components.find((one) => one.key === key)!;
  const unit = units.get(component.unit ?? definition.unit ?? '');
  return {
    uso: use.id, componente: key, nodo: node.id, nivel: node.level, etiqueta: node.tag, codigo_nodo: node.code, texto_nodo: wordsOf(node, 'plan') ?? wordsOf(node, 'monitoring'), contribucion: String(node.contribution),
    indicador: definition.title.es, indicador_en: definition.title.en, definicion: definition.id, version: String(definition.version),
    texto_plan: wordsOf(use, 'plan'), texto_monitoreo: wordsOf(use, 'monitoring'), componente_nombre: component.title.es, componente_nombre_en: component.title.en,
    unidad: unit?.title.es ?? null, unidad_en: unit?.title.en ?? null, clase_unidad: unit?.kind ?? null, responsables: answering(framework, use),
  };
}

/** Every component of every indicator, in the order of the plan: what is said and what follows from it. */
export function advanceRows(rows: readonly TextRow[]): TextRow[] {
  const framework = frameworkOf(rows);
  if (framework === null) return [];
  const cut = cutOf(framework);
  const elapsed = cut === null ? null : elapsedShare(framework.period, cut);
  const [values, lines] = [wholeValues(framework), linesOf(rows, 'uses')];
  const uses = new Map(framework.uses.map((use) => [use.id as string, use]));
  const names: Names = {
    nodes: new Map(framework.nodes.map((node) => [node.id, node])), units: new Map(framework.units.map((unit) => [unit.id, unit])),
    definitions: new Map(framework.definitions.map((one) => [`${one.id}@${one.version}`, one])),
  };
  const records = standings(framework).map((standing) => {
    const use = uses.get(standing.use)!;
    const own: readonly Observation[] = values.get(`${standing.use}/${standing.component}`) ?? [];
    const said = KINDS.flatMap((kind) => Object.entries(valueCells(countedValue(own, use.version, VALUE_KINDS[kind]))).map(([cell, value]) => [cellName(kind, cell as ValueCell), value] as const));
    return { ...factCells(framework, use, standing.component, names), ...Object.fromEntries(said), ...derivedCells(standing, elapsed, cut), linea: lines.get(use.id) ?? null };
  });
  return textRows(ADVANCE_COLUMNS, records);
}

/** SQL: the last value of each kind up to a period's end, and some lists. Dates are as precise as their source: `~` sorts after any, so that 2014-05-31 lies within 2014-05. */
const advanceSql = (lists: string): string => `
with partes as materialized (select * from {{plan-partes}} where plan = $plan and lugar is null and (parte = 'observations' or parte in (${lists}))), cierre as (
  select max(periodo) as fin from partes where parte = 'periods' and clave = $periodo
), vigentes as (
  select * from partes where parte = 'observations' and not desglosado and clave not in (select reemplaza from partes where reemplaza is not null)
    and (clase <> 'actual' or $periodo = '' or periodo is null or periodo <= (select fin from cierre) || '~')
), ultimos as (
  select * from vigentes qualify periodo is not distinct from max(periodo) over (partition by uso, componente, clase, version)
)
select ${CHOSEN} from (select * from ultimos union all select * from partes where parte in (${lists}))
order by parte, orden, clave, linea`;

const at = (column: string): number => ADVANCE_COLUMNS.indexOf(column);

/** Of each component its baseline, target and last value, up to the end of a period (empty: the last), with what follows from them. */
export const PLAN_AVANCE: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-avance',
  es: 'Línea de base, meta y avance de cada indicador de un plan, con la parte de la meta, el avance desde la línea de base y la luz',
  en: 'Baseline, target and last value of each indicator of a plan, with the share of the target, the progress from the baseline and the light',
  parameters: ['plan', 'periodo'],
  sql: advanceSql(FRAME),
  columns: ADVANCE_COLUMNS,
  derive: advanceRows,
  coverage: (rows) => (rows.length === 0 ? 'nadie ha cargado ese plan' : `${rows.filter((row) => row[at('avance')] !== null).length} de ${rows.length} componentes con avance en número; ${rows.filter((row) => row[at('parte_meta')] !== null).length} con parte de la meta; ${rows.filter((row) => row[at('recorrido')] !== null).length} con avance desde la línea de base`),
};

const LIGHTS = ['met', 'on_track', 'at_risk', 'off_track', 'started', 'no_data'] as const satisfies readonly Light[];
const LIT = ['luz', 'componentes', 'de', 'transcurrido', 'corte'] as const;

/** How many components have each light, and when. */
export const PLAN_LUCES: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-luces',
  es: 'Cuántos componentes de los indicadores de un plan tienen cada luz, y qué parte del tiempo había pasado',
  en: 'How many components of the indicators of a plan have each light, and how much of the time had gone by',
  parameters: ['plan', 'periodo'],
  unit: 'componentes',
  sql: advanceSql(`'${SCALARS}', 'uses', 'definitions', 'periods'`),
  columns: LIT,
  derive: (rows) => {
    const framework = frameworkOf(rows);
    if (framework === null || framework.uses.length === 0) return [];
    const cut = cutOf(framework);
    const elapsed = cut === null ? null : elapsedShare(framework.period, cut);
    const lit = standings(framework).map((standing) => lightOf(standing, elapsed).light);
    return textRows(LIT, LIGHTS.map((light) => ({ luz: light, componentes: String(lit.filter((one) => one === light).length), de: String(lit.length), transcurrido: elapsed, corte: cut })));
  },
  coverage: (rows) => (rows.length === 0 ? 'ningún componente' : `componentes: ${rows[0]![2]}`),
};
