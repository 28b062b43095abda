import type { Actor } from '#lib/access/actor.ts';
import { insist, may, mayInPart } from '#lib/access/permission.ts';
import type { UnlockView } from '#lib/access/unlock.ts';
import { columnOf } from '#lib/frameworks/cell-answer.ts';
import type { Framework, Period } from '#lib/frameworks/framework.ts';
import { mayChange } from '#lib/frameworks/invariants.ts';
import { answerers, unsigned, type Signature } from '#lib/frameworks/responsible.ts';
import { valuesOf } from '#lib/frameworks/review-submission.ts';
import { insistOpen, submissionOf, type Surroundings } from '#lib/frameworks/report-cells.ts';
import { ACCEPTED, OPEN, STEPS, WRITABLE, type Step, type StepTaken, type Submission } from '#lib/frameworks/submission.ts';
import type { WorkingCopy } from '#lib/frameworks/working-copy.ts';
import type { Finding } from '#lib/indicators/checks/finding.ts';
import { judge, type Waiver } from '#lib/indicators/checks/run.ts';
import type { DateText } from '#lib/indicators/model/date.ts';
import { asYupayError } from '#lib/kernel/errors.ts';
import { cellsOf, computedCells, rowOf, type CellName, type Table } from './desk-rows.ts';
import type { CellRow, JudgedView, PeriodView, PlanTasks, SubmissionDesk, SubmissionLine, Words } from './services.ts';

/** Only for whoever holds some role in the plan. Throws `sin-permiso`. */
export function insistSees(actor: Actor | null, plan: string): asserts actor is Actor {
  const within = actor?.grants.some(({ framework }) => framework === null || framework === plan) ?? false;
  if (!within) insist(actor, 'ver-borrador', { framework: plan });
}

const orgName = (framework: Framework, id: string): string => framework.organisations.find((one) => one.id === id)?.name ?? id;
const periodLabel = (framework: Framework, id: string): string => framework.periods.find((one) => one.id === id)?.label ?? id;

export function lineOf(framework: Framework, { number, organisation, period, state }: Submission): SubmissionLine {
  return { number, organisation: orgName(framework, organisation), period: periodLabel(framework, period), state };
}

export function periodOf({ id, label, start, end, dueAt, lock }: Period, unlocks: readonly UnlockView[]): PeriodView {
  const own = unlocks.filter(({ period }) => period === id).map(({ organisation, until, reason }) => ({ organisation, until: until.toISOString(), reason }));
  return { id, label, start, end, dueAt, lock: lock === null ? null : { reason: lock.reason, since: lock.at }, unlocks: own };
}

/** What waits for somebody in a plan. `blockers` counts the grave findings of what would be published. */
export function tasksOf(actor: Actor, copy: WorkingCopy, framework: Framework, signatures: readonly Signature[], blockers: number, today: DateText): PlanTasks {
  const plan = framework.id;
  const allowed = (action: Parameters<typeof may>[1], organisation: string): boolean => may(actor, action, { framework: plan, organisation }).allowed;
  const reports = (organisation: string): boolean => mayInPart(actor, 'informar', { framework: plan, organisation }).allowed;
  const reporting = [...new Set(framework.uses.flatMap(({ id }) => answerers(framework, id)))].filter((organisation) => reports(organisation));
  const open = copy.submissions.filter(({ state }) => OPEN.includes(state));
  const begun = (organisation: string, period: string): boolean => copy.submissions.some((one) => one.organisation === organisation && one.period === period && one.state !== 'retirada');
  const periods = framework.periods.filter((one) => columnOf(framework, one.id) !== null && mayChange(one, [], actor.id, today) === null);
  const owes = (one: Submission): boolean => valuesOf(copy, one).some((value) => unsigned(framework, value, one.organisation, signatures).some((organisation) => reporting.includes(organisation)));
  const lines = (some: readonly Submission[]): SubmissionLine[] => some.map((one) => lineOf(framework, one));
  return {
    id: plan, title: framework.title,
    write: lines(open.filter(({ state, organisation }) => WRITABLE.includes(state) && reports(organisation))),
    begin: periods.flatMap(({ id, label, dueAt }) => reporting.filter((organisation) => !begun(organisation, id)).map((organisation) => ({ organisation: { id: organisation as string, name: orgName(framework, organisation) }, period: { id: id as string, label }, dueAt }))),
    review: lines(open.filter(({ state, organisation }) => state === 'presentada' && allowed('revisar', organisation))),
    sign: lines(open.filter((one) => !reporting.includes(one.organisation as (typeof reporting)[number]) && owes(one))),
    publish: may(actor, 'publicar', { framework: plan }).allowed ? lines(copy.submissions.filter(({ state }) => state === 'aprobada')) : [],
    blockers: may(actor, 'publicar', { framework: plan }).allowed ? blockers : null,
  };
}

/** Findings of the working copy, each with its waiver and whether it keeps the plan from being published. */
export function judgedViews(found: readonly Finding[], waivers: readonly Waiver[], blocking: readonly Finding[], today: DateText): { readonly judged: readonly JudgedView[]; readonly stale: readonly Waiver[] } {
  const blocks = new Set(blocking.map(({ hash }) => hash));
  const { judged, stale } = judge(found, waivers, today);
  return { stale, judged: judged.map(({ finding: { hash, severity, es, en }, waiver }) => ({ hash, severity, es, en, waiver, blocks: blocks.has(hash) })) };
}

/** Why somebody may not write in a period; null when they may. */
function closedFor(framework: Framework, submission: Submission, actor: Actor, world: Pick<Surroundings, 'unlocks' | 'today'>): Words | null {
  try {
    insistOpen(framework, submission.period, actor, world);
    return null;
  } catch (error) {
    const { details, message } = asYupayError(error);
    return { es: details.frase ?? message, en: details.sentence ?? message };
  }
}

function mayOf(actor: Actor, framework: Framework, submission: Submission, closed: boolean): SubmissionDesk['may'] {
  const subject = { framework: framework.id, organisation: submission.organisation };
  const stepped = (step: Step, action: Parameters<typeof may>[1]): boolean => STEPS[step].from.includes(submission.state) && may(actor, action, subject).allowed;
  const open = WRITABLE.includes(submission.state) && !closed;
  const [write, whole] = [open && mayInPart(actor, 'informar', subject).allowed, open && may(actor, 'informar', subject).allowed];
  return { write, submit: whole, return: stepped('devolver', 'revisar'), approve: stepped('aprobar', 'aprobar'), withdraw: stepped('retirar', 'publicar'), collect: whole && may(actor, 'recordar', { framework: framework.id }).allowed };
}

/** The cells of the form, and the one that somebody asked to add. */
function cellsWith(table: Table, submission: Submission, adding: { readonly cell: string; readonly place: string } | null): readonly CellName[] {
  const cells = cellsOf(table, submission);
  const [use, component] = adding?.cell.split('/') ?? [];
  const answers = table.framework.uses.some((one) => one.id === use && one.components.some(({ key }) => key === component)) && (answerers(table.framework, use!) as readonly string[]).includes(submission.organisation);
  const fresh = adding !== null && answers && !cells.some((one) => one.use === use && one.component === component && one.place === adding.place);
  return fresh ? [...cells, { use: use!, component: component!, place: adding.place }] : cells;
}

/** Whoever reports of some places alone is asked of those; whoever reports of all, or only reads, sees every cell. */
function rowsFor(rows: readonly CellRow[], { actor, framework }: Table, { organisation }: Submission): readonly CellRow[] {
  const subject = { framework: framework.id, organisation };
  if (may(actor, 'informar', subject).allowed || !mayInPart(actor, 'informar', subject).allowed) return rows;
  return rows.filter(({ place }) => may(actor, 'informar', { ...subject, place }).allowed);
}

/** Everything that the page of a submission shows. */
export function submissionDesk(table: Table, number: number, steps: readonly StepTaken[], views: readonly (JudgedView & { readonly facts: readonly string[] })[], adding: { readonly cell: string; readonly place: string } | null, world: Pick<Surroundings, 'unlocks' | 'today'>): SubmissionDesk {
  const { copy, framework, actor } = table;
  const submission = submissionOf(copy, number);
  const column = columnOf(framework, submission.period);
  const every = column === null ? [] : cellsWith(table, submission, adding).map((cell, at) => rowOf(table, cell, `c${at}`, column, submission.organisation));
  const rows = rowsFor(every, table, submission);
  const ids = new Set(rows.flatMap(({ head }) => (head === null ? [] : [head.id])));
  const told = copy.narratives.findLast((one) => one.submission === submission.id);
  const closed = closedFor(framework, submission, actor, world);
  return {
    ...lineOf(framework, submission), plan: { id: framework.id, title: framework.title }, closed, rows, placeable: every.filter(({ place }) => place === null), steps, computed: computedCells(table, submission),
    narrative: told === undefined ? null : { text: told.text, cites: told.cites },
    findings: views.filter(({ facts }) => facts.some((id) => ids.has(id) || id === `entrega-${number}.relato`)).map(({ facts: _, ...view }) => view),
    came: [...new Set(valuesOf(copy, submission).flatMap(({ via }) => (via ? [via] : [])))],
    may: mayOf(actor, framework, submission, closed !== null),
  };
}

/** States whose values the desk shows: everything but what was withdrawn. */
export const SHOWN = [...OPEN, ...ACCEPTED] as const;
