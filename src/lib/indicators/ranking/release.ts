import { YupayError } from '#lib/kernel/errors.ts';
import { windowsOn, type ElectoralWindow } from './electoral-window.ts';
import { workingDaysAfter } from './working-days.ts';

export const RELEASE_STATES = ['borrador', 'notificado', 'publicado', 'reemplazado', 'retirado', 'descartado'] as const;
export type ReleaseState = (typeof RELEASE_STATES)[number];

/** Working days between telling every ranked entity and releasing (METHODS §11). */
export const NOTICE_DAYS = 10;

/** A reason shorter than this says nothing to whoever reads it. */
export const SHORTEST_REASON = 10;

export type ReleaseStep = 'notificar' | 'publicar' | 'retirar' | 'descartar';

const STEPS: Readonly<Record<ReleaseStep, { readonly from: readonly ReleaseState[]; readonly to: ReleaseState }>> = {
  notificar: { from: ['borrador'], to: 'notificado' },
  publicar: { from: ['notificado'], to: 'publicado' },
  retirar: { from: ['publicado'], to: 'retirado' },
  descartar: { from: ['borrador', 'notificado'], to: 'descartado' },
};

/** States in which an entity may still reply: its reply is printed beside it whenever it comes. */
export const REPLIABLE: readonly ReleaseState[] = ['notificado', 'publicado'];

/** The state after a step. Throws `ranking-paso`. Pure. */
export function releaseAfter(step: ReleaseStep, state: ReleaseState): ReleaseState {
  const rule = STEPS[step];
  if (!rule.from.includes(state)) throw new YupayError('ranking-paso', { paso: step, estado: state });
  return rule.to;
}

/** What is known when a release is asked for. Days are Peru's, `AAAA-MM-DD`. */
export interface ReleaseCase {
  readonly today: string;
  /** Year that is ranked. */
  readonly year: string;
  readonly notifiedOn: string;
  readonly holidays: ReadonlySet<string>;
  readonly windows: readonly ElectoralWindow[];
  readonly places: readonly string[];
  /** Public reason for releasing inside a window; null when none is given. */
  readonly override: string | null;
}

/** The last working day of the notice: a ranking may be released from the day after. */
export const noticeEnds = (notifiedOn: string, holidays: ReadonlySet<string>): string => workingDaysAfter(notifiedOn, NOTICE_DAYS, holidays);

/** Goes on only when a ranking may be released that day. Throws `ranking-anio-abierto`, `ranking-en-plazo`, `ranking-en-campania`. Pure. */
export function insistReleasable({ today, year, notifiedOn, holidays, windows, places, override }: ReleaseCase): void {
  if (year >= today.slice(0, 4)) throw new YupayError('ranking-anio-abierto', { anio: year });
  const ends = noticeEnds(notifiedOn, holidays);
  if (today <= ends) throw new YupayError('ranking-en-plazo', { dia: ends });
  const [window] = windowsOn(windows, today, places);
  if (window !== undefined && (override ?? '').trim().length < SHORTEST_REASON) throw new YupayError('ranking-en-campania', { desde: window.from, hasta: window.to, norma: window.norm });
}
