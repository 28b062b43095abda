import type { DateText } from '#lib/indicators/model/date.ts';
import type { DecimalText } from '#lib/kernel/decimal.ts';
import { unitsOf } from '#lib/indicators/model/invariants.ts';
import type { Framework } from './framework.ts';
import { elapsedShare, levelShare, pathShare, standings, targetMet, type Standing } from './progress.ts';

export type Light = 'met' | 'on_track' | 'at_risk' | 'off_track' | 'started' | 'no_data';

/** The rule by which a light is lit, printed beside it. Another rule is another id. */
export const LIGHT_RULE = {
  id: 'recorrido-y-tiempo@1',
  es: 'Alcanzada: llega a la meta, en el sentido del indicador. Si no, el camino recorrido desde la línea de base (la parte de la meta, si la base es cero o no se dice) se compara con el tiempo transcurrido: igual o más, en camino; al menos la mitad, en riesgo; menos, atrasada. Nada terminado pero algo en proceso: iniciada. Sin número: sin dato.',
  en: 'Met: it reaches the target, in the indicator’s direction. If not, the way walked from the baseline (the share of the target, if the baseline is zero or not said) is compared with the time gone by: as much or more, on track; at least half, at risk; less, off track. Nothing finished but something under way: started. No number: no data.',
} as const;

export interface Lit {
  readonly light: Light;
  readonly rule: typeof LIGHT_RULE.id;
  /** Per cent of the way that was compared, and of the time gone by; null where nothing was compared. */
  readonly walked: DecimalText | null;
  readonly elapsed: DecimalText | null;
}

/** Where less is better the share of the target says nothing, so without a baseline there is no way to compare. */
function walkedOf(standing: Standing): DecimalText | null {
  const noBase = standing.baseline === null || unitsOf(standing.baseline) === 0n;
  const share = noBase && standing.direction === 'more' ? levelShare(standing) : pathShare(standing);
  return share.percent;
}

/** Lights one component: knows its direction, its target's basis and the time gone by. */
export function lightOf(standing: Standing, elapsed: DecimalText | null): Lit {
  const lit = (light: Light, walked: DecimalText | null = null): Lit => ({ light, rule: LIGHT_RULE.id, walked, elapsed });
  const met = targetMet(standing);
  if (met === null) return lit('no_data');
  if (met) return lit('met', walkedOf(standing));
  if (unitsOf(standing.actual!) === 0n && (standing.inProcess ?? 0) > 0) return lit('started');
  const walked = walkedOf(standing);
  if (walked === null || elapsed === null) return lit('no_data');
  const [way, time] = [unitsOf(walked), unitsOf(elapsed)];
  return lit(way >= time ? 'on_track' : 2n * way >= time ? 'at_risk' : 'off_track', walked);
}

/** Every component's light on a date. */
export function lights(framework: Framework, asOf: DateText): ReadonlyMap<string, Lit> {
  const elapsed = elapsedShare(framework.period, asOf);
  return new Map(standings(framework).map((standing) => [`${standing.use}/${standing.component}`, lightOf(standing, elapsed)]));
}
