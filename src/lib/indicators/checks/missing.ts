import type { Dossier } from '../model/dossier.ts';
import { inForce, type Observation } from '../model/observation.ts';
import { grouped, useTitle } from './figures.ts';
import { finding, shownFacts, type Check, type FactRef, type Finding } from './finding.ts';

const stateRef = (one: Observation): FactRef => ({ id: one.id, value: one.state, source: one.sources[0] ?? null });

/** A target with nothing said of what was reached: no datum, which is no zero. */
function notReported(dossier: Dossier): Finding[] {
  const values = grouped(inForce(dossier.observations), ({ use }) => use);
  return dossier.uses.flatMap((use) => {
    const own = values.get(use.id) ?? [];
    const aimed = new Set(own.filter(({ kind, payload }) => kind === 'target' && payload !== null).map(({ component }) => component));
    const silent = [...aimed].flatMap((component) => {
      const reached = own.filter((one) => one.component === component && one.kind === 'actual');
      return reached.length > 0 && reached.every(({ state }) => state === 'not_reported') ? reached.map(stateRef) : [];
    });
    if (silent.length === 0) return [];
    const title = useTitle(dossier, use);
    return [finding('missing', 'sin-avance', 'medium', silent, {
      es: `${title.es} tiene meta y no informa su avance. Sin dato no es cero: no se calcula ninguna proporción.`,
      en: `${title.en} has a target and reports no value reached. No datum is not zero: no ratio is worked out.`,
    })];
  });
}

/** An indicator of the monitoring that the plan does not have, where others of the document come from a plan. */
function notInPlan(dossier: Dossier): Finding[] {
  const planned = dossier.uses.some(({ wordings }) => wordings.some(({ variant }) => variant === 'plan'));
  return dossier.uses.filter(({ wordings }) => planned && wordings.length > 0 && wordings.every(({ variant }) => variant === 'monitoring')).map((use) => {
    const { text, source } = use.wordings[0]!;
    const title = useTitle(dossier, use);
    return finding('missing', 'no-esta-en-el-plan', 'medium', [{ id: use.id, value: text, source }], {
      es: `${title.es} se mide y no está en el plan (línea ${source.line}).`, en: `${title.en} is measured and is not in the plan (line ${source.line}).`,
    });
  });
}

/** Values of an indicator for which no document sets a target. */
function withoutTarget(dossier: Dossier): Finding[] {
  const values = grouped(inForce(dossier.observations), ({ use }) => use);
  return dossier.uses.flatMap((use) => {
    const own = values.get(use.id) ?? [];
    if (own.length === 0 || own.some(({ kind }) => kind === 'target')) return [];
    const [title, facts] = [useTitle(dossier, use), own.map((one) => ({ id: one.id, value: one.text ?? one.state, source: one.sources[0] ?? null }))];
    return [finding('missing', 'sin-meta', 'medium', facts, { es: `De ${title.es} se informa y no hay meta: ${shownFacts(facts, 'es')}.`, en: `${title.en} is reported on and has no target: ${shownFacts(facts, 'en')}.` })];
  });
}

/** Indicators still to be defined: neither unit nor any value. Allowed while a plan is drafted, and said once. */
function toBeDefined(dossier: Dossier): Finding[] {
  const valued = new Set(dossier.observations.map(({ use }) => use));
  const open = dossier.uses.filter((use) => {
    const definition = dossier.definitions.find(({ id, version }) => id === use.definition && version === use.version)!;
    return (definition.unit === null || definition.valueType === null) && !valued.has(use.id);
  });
  if (open.length === 0) return [];
  const facts = open.map((use) => ({ id: use.id, value: use.id, source: use.wordings[0]?.source ?? null }));
  return [finding('missing', 'por-definir', 'medium', facts, {
    es: `${open.length} indicadores no tienen unidad, línea de base ni meta: ${shownFacts(facts, 'es')}.`, en: `${open.length} indicators have no unit, baseline or target: ${shownFacts(facts, 'en')}.`,
  })];
}

/** What should be there and is not. */
export const missing: Check = { kind: 'missing', run: (dossier) => [...notReported(dossier), ...notInPlan(dossier), ...withoutTarget(dossier), ...toBeDefined(dossier)] };
