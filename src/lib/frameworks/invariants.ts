import { firstDay, lastDay, type DateText } from '#lib/indicators/model/date.ts';
import { definitionKey, type IndicatorDefinition } from '#lib/indicators/model/definition.ts';
import type { Observation } from '#lib/indicators/model/observation.ts';
import type { FactId } from '#lib/indicators/model/decoder.ts';
import { codeIsOfScale, computedFitsType, correctionHasReason, datedWithinPeriod, denominatorIsPositive, hasSource, oneValueInForce, payloadMatchesType } from '#lib/indicators/model/invariants.ts';
import { problem, type Problem } from '#lib/indicators/model/problem.ts';
import type { Cycle, Framework, Horizon, Node, NodeLevel, Period } from './framework.ts';

/** Days after a period's end in which a value may still be dated, where the plan gives no period. */
const GRACE_DAYS = 31;

/** Invariant 10, first half: no node is above itself. */
export function treeHasNoCycle(nodes: readonly Node[]): Problem[] {
  const parents = new Map(nodes.map((node) => [node.id as string, node.parent as string | null]));
  const cleared = new Set<string>();
  return nodes.flatMap((node, at) => {
    const way = new Set<string>();
    for (let id: string | null = node.id; id !== null && !cleared.has(id); id = parents.get(id) ?? null) {
      if (way.has(id)) return id === node.id ? [problem('ciclo', `nodes[${at}].parent`, { camino: [...way, id].slice(0, 20).join(' → ') })] : [];
      way.add(id);
    }
    for (const id of way) cleared.add(id);
    return [];
  });
}

const HORIZONS: Partial<Record<NodeLevel, Horizon>> = { product: 'short', effect: 'medium', impact: 'long' };

/** Invariant 10, second half: products in the short run, effects in the medium, impacts in the long, or a reason. */
export function horizonsFollowLevels(nodes: readonly Node[]): Problem[] {
  return nodes.flatMap(({ level, horizon, horizonReason }, at) => {
    const expected = HORIZONS[level];
    if (expected === undefined || horizon === null || horizon === expected || horizonReason !== null) return [];
    return [problem('horizonte', `nodes[${at}].horizon`, { nivel: level, esperado: expected })];
  });
}

/** What a refusal tells: which rule, who can lift it, and how (FRAMEWORKS §3, invariant 6). */
export interface LockRefusal {
  readonly rule: 'periodo-cerrado';
  readonly owner: FactId;
  readonly es: string;
  readonly en: string;
}

/** A personal and expiring leave to change a locked period, with a reason that all can see. */
export interface Unlock {
  readonly period: FactId;
  readonly user: string;
  readonly until: DateText;
  readonly reason: string;
}

/** Invariant 6: values of a locked period change only through an unlock of that person that has not expired. Null is leave. */
export function mayChange({ id, label, lock }: Period, unlocks: readonly Unlock[], user: string, today: DateText): LockRefusal | null {
  const open = unlocks.some((one) => one.period === id && one.user === user && firstDay(today) <= lastDay(one.until));
  if (lock === null || open) return null;
  return {
    rule: 'periodo-cerrado', owner: lock.by,
    es: `«${label}» está cerrado desde ${lock.at} (${lock.reason}). Quien lo cerró puede abrirlo para usted hasta una fecha, con su motivo.`,
    en: `"${label}" is closed since ${lock.at} (${lock.reason}). Who closed it may open it for you until a date, with a reason.`,
  };
}

/** Invariant 11: two rounds compare question by question, of one version and one population. Why not, or null when they do. */
export function roundsCompare(question: string, from: Cycle, to: Cycle): 'not-asked' | 'other-version' | 'other-population' | null {
  const [before, after] = [from, to].map((cycle) => cycle.questions.find((one) => one.question === question));
  if (before === undefined || after === undefined) return 'not-asked';
  if (before.version !== after.version) return 'other-version';
  return from.population === to.population ? null : 'other-population';
}

/** What must hold of one value by itself, whether a document brings it or a person answers it. `end` closes its period. */
export function valueInvariants(one: Observation, definition: IndicatorDefinition, end: DateText, path: string): Problem[] {
  return [...payloadMatchesType(one, definition, path), ...codeIsOfScale(one, definition, path), ...denominatorIsPositive(one, path), ...datedWithinPeriod(one, end, GRACE_DAYS, path)];
}

/** Everything that must hold for a framework to be read at all. What is doubtful but possible is a finding of the checks. */
export function frameworkInvariants(framework: Framework): Problem[] {
  const { nodes, uses, definitions, observations, columns, period } = framework;
  const columnDate = new Map(columns.map((column) => [column.id, column.asOf]));
  const definitionOf = new Map(uses.map((use) => [use.id, use.definition]));
  const versions = new Map(definitions.map((one) => [definitionKey(one.id, one.version), one]));
  const values = observations.flatMap((one, at) => {
    const path = `observations[${at}]`;
    const definition = versions.get(definitionKey(definitionOf.get(one.use)!, one.version))!;
    return [
      ...valueInvariants(one, definition, (one.column === null ? null : columnDate.get(one.column)) ?? period.end, path),
      ...hasSource(one, path), ...correctionHasReason(one, path),
    ];
  });
  return [...treeHasNoCycle(nodes), ...horizonsFollowLevels(nodes), ...definitions.flatMap((one, at) => computedFitsType(one, `definitions[${at}]`)), ...values, ...oneValueInForce(observations)];
}
