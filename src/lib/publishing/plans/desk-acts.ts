import { unlock } from '#lib/access/unlock.ts';
import { liftLock, lockPeriod, openPeriod, waiveFinding, withdrawWaiver } from '#lib/frameworks/keep-plan.ts';
import { writeNarrative } from '#lib/frameworks/report-cells.ts';
import { openSubmission, signValue, takeStep } from '#lib/frameworks/review-submission.ts';
import { ACCEPTED } from '#lib/frameworks/submission.ts';
import { dateText } from '#lib/indicators/model/date.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { takeComputed } from './computed-values.ts';
import { SHOWN } from './desk.ts';
import type { Desk } from './plan-services.ts';
import { publishPlan, withdrawSubmission } from './publish.ts';

const bad = (detalle: string): YupayError => new YupayError('solicitud-mala', { detalle });

async function openedBy({ host, actor, world }: Desk, plan: string, field: (name: string) => string): Promise<string> {
  const number = await openSubmission(host.application.pool, actor, { plan, period: field('periodo'), organisation: field('organizacion') }, world);
  return `/panel/plan/${plan}/entrega/${number}`;
}

async function waivedBy({ host, actor, publisher }: Desk, plan: string, field: (name: string) => string): Promise<void> {
  const until = field('hasta') === '' ? null : dateText(field('hasta'));
  if (field('hasta') !== '' && until === null) throw bad('la fecha se escribe AAAA-MM-DD');
  const known = (copy: Parameters<Parameters<typeof waiveFinding>[3]>[0]) => new Set([...publisher.findings.of(copy, SHOWN, publisher.names), ...publisher.findings.of(copy, ACCEPTED, publisher.names)].map(({ hash }) => hash));
  await waiveFinding(host.application.pool, actor, { plan, hash: field('hallazgo'), reason: field('motivo'), until }, known);
}

/** Opens a locked period for one person until the end of a day in Peru. */
async function unlockedBy({ host, actor }: Desk, plan: string, field: (name: string) => string): Promise<void> {
  const { pool, loads } = host.application;
  if (dateText(field('hasta'))?.length !== 10) throw bad('la fecha se escribe AAAA-MM-DD');
  const until = new Date(`${field('hasta')}T23:59:59-05:00`);
  await unlock(pool, actor, field('persona'), { framework: plan, period: field('periodo'), until, reason: field('motivo') }, `/plan/${plan}`, loads.clock());
}

/** Does what a form of the plan's page asks; gives the address to go on from. */
export async function changePlanBy(desk: Desk, plan: string, form: URLSearchParams): Promise<string> {
  const { host: { application: { pool } }, actor, publisher, world } = desk;
  const field = (name: string): string => (form.get(name) ?? '').trim();
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    'publicar': () => publishPlan(publisher, actor, plan),
    'exonerar': () => waivedBy(desk, plan, field),
    'quitar-exencion': () => withdrawWaiver(pool, actor, { plan, hash: field('hallazgo') }),
    'cerrar': () => lockPeriod(pool, actor, { plan, period: field('periodo'), reason: field('motivo') }, world.today),
    'reabrir': () => liftLock(pool, actor, { plan, period: field('periodo'), reason: field('motivo') }),
    'desbloquear': () => unlockedBy(desk, plan, field),
    'abrir-periodo': () => openPeriod(pool, actor, plan, { id: field('codigo'), label: field('nombre'), start: field('desde'), end: field('hasta'), dueAt: field('plazo') || null }),
  };
  if (field('accion') === 'abrir-entrega') return openedBy(desk, plan, field);
  const act = Object.hasOwn(acts, field('accion')) ? acts[field('accion')] : undefined;
  if (act === undefined) throw bad('no se conoce esa acción');
  await act();
  return `/panel/plan/${plan}`;
}

async function computedBy({ host, services, actor, world }: Desk, plan: string, number: number, field: (name: string) => string): Promise<void> {
  const [use = '', component = ''] = field('celda').split('/');
  await takeComputed(host.application, actor, { plan, number, use, component, place: await services.place(field('lugar')), reason: field('motivo') || null }, world);
}

/** Does what a form of a submission's page asks, but for its values. */
export async function changeSubmissionBy(desk: Desk, plan: string, number: number, form: URLSearchParams): Promise<null> {
  const { host: { application: { pool } }, actor, publisher, world } = desk;
  const field = (name: string): string => (form.get(name) ?? '').trim();
  const comment = field('comentario') || null;
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    'presentar': () => takeStep(pool, actor, { plan, number, step: 'presentar', comment }, world),
    'devolver': () => takeStep(pool, actor, { plan, number, step: 'devolver', comment }, world),
    'aprobar': () => takeStep(pool, actor, { plan, number, step: 'aprobar', comment }, world),
    'retirar': () => withdrawSubmission(publisher, actor, { plan, number, comment }),
    'relato': () => writeNarrative(pool, actor, { plan, number, text: field('relato'), cites: form.getAll('cita') }, world),
    'firmar': () => signValue(pool, actor, { plan, value: field('firma').split(' ')[0]!, organisation: field('firma').split(' ')[1] ?? '' }),
    'traer': () => computedBy(desk, plan, number, field),
  };
  const act = Object.hasOwn(acts, field('accion')) ? acts[field('accion')] : undefined;
  if (act === undefined) throw bad('no se conoce esa acción');
  await act();
  return null;
}
