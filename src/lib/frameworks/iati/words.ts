import type { Observation } from '#lib/indicators/model/observation.ts';

export type Language = 'es' | 'en';

const WORDS = {
  es: {
    approx: 'aproximado', at_least: 'al menos', up_to: 'hasta', rounded: 'redondeado', not_reported: 'no informado', not_applicable: 'no aplica', suppressed: 'reservado',
    asOf: 'al', of: 'de', done: 'hechas', inProcess: 'en proceso', notStarted: 'sin empezar', level: 'nivel', baseline: 'Línea de base', target: 'Meta', actual: 'Avance', correction: 'corrige un valor anterior', list: 'lista',
    budget: 'Presupuesto', kinds: { alliance_plan: 'Plan de una alianza', activity_sheet: 'Ficha de actividad', mim_programme: 'Programa de mecanismos independientes de monitoreo' },
  },
  en: {
    approx: 'approximate', at_least: 'at least', up_to: 'up to', rounded: 'rounded', not_reported: 'not reported', not_applicable: 'not applicable', suppressed: 'withheld',
    asOf: 'as of', of: 'of', done: 'done', inProcess: 'in process', notStarted: 'not started', level: 'level', baseline: 'Baseline', target: 'Target', actual: 'Actual', correction: 'corrects an earlier value', list: 'list',
    budget: 'Budget', kinds: { alliance_plan: 'Plan of an alliance', activity_sheet: 'Activity sheet', mim_programme: 'Programme of independent monitoring mechanisms' },
  },
} as const;

export const iatiWords = (language: Language): (typeof WORDS)[Language] => WORDS[language];

function payloadWords({ payload }: Observation, w: (typeof WORDS)[Language]): string[] {
  if (payload === null || payload.form === 'number') return [];
  if (payload.form === 'ratio') return [`${payload.num} / ${payload.den}`];
  if (payload.form === 'scale') return [`${w.level}: ${payload.code}`];
  if (payload.form === 'text') return [payload.text];
  if (payload.form === 'units') return [`${w.list}: ${payload.members.map(({ name }) => name).join('; ')}`];
  const steps = [[w.done, payload.done], [w.inProcess, payload.inProcess], [w.notStarted, payload.notStarted]] as const;
  return steps.flatMap(([name, count]) => (count === null ? [] : [`${name}: ${count}`]));
}

/** What `@value` cannot hold: state, qualifier, numerator and denominator, date, condition, reason. Null when nothing is left to say. */
export function commentWords(one: Observation, language: Language): string | null {
  const w = WORDS[language];
  const parts = [
    ...(one.state === 'reported' ? [] : [w[one.state]]),
    ...(one.qualifier === 'exact' ? [] : [w[one.qualifier]]),
    ...payloadWords(one, w),
    ...(one.outOf === null ? [] : [`${w.of} ${one.outOf}`]),
    ...(one.condition === null ? [] : [one.condition]),
    ...(one.asOf === null || one.kind !== 'actual' ? [] : [`${w.asOf} ${one.asOf}`]),
    ...(one.supersedes === null ? [] : [`${w.correction}${one.reason === null ? '' : `: ${one.reason}`}`]),
  ];
  return parts.length === 0 ? null : parts.join(' · ');
}
