import type { Language } from '#lib/kernel/errors.ts';
import type { Grant } from '#lib/access/actor.ts';
import { covers } from '#lib/access/permission.ts';
import { columnOf } from '#lib/frameworks/cell-answer.ts';
import type { Framework, Period } from '#lib/frameworks/framework.ts';
import { answerers, unsigned, type Signature } from '#lib/frameworks/responsible.ts';
import { valuesOf } from '#lib/frameworks/review-submission.ts';
import { OPEN, type Submission } from '#lib/frameworks/submission.ts';
import { heads, type StoredValue, type WorkingCopy } from '#lib/frameworks/working-copy.ts';
import { lastDay, type DateText } from '#lib/indicators/model/date.ts';
import { cellsOf, type CellName } from './desk-rows.ts';

/** Where an answer stands that its organisation has to move; `entregada` is with the secretariat, and owes signatures at most. */
export type OwedState = 'sin-empezar' | 'borrador' | 'devuelta' | 'entregada';

/** What an organisation still owes for an open period of a plan. What was returned always carries the comment that says why. */
export interface Owed {
  readonly plan: { readonly id: string; readonly title: string; readonly language: Language };
  readonly organisation: { readonly id: string; readonly name: string };
  readonly period: { readonly id: string; readonly label: string; /** The last day on time; null where the plan sets none. */ readonly closes: DateText | null };
  readonly state: OwedState;
  /** Number of the submission to go on with; null of one that is not begun, or is delivered. */
  readonly submission: number | null;
  /** Cells of its form without any answer. */
  readonly missing: number;
  /** Values of others that wait for its signature. */
  readonly signatures: number;
}

/** Whether somebody answered a cell of a column, whole or by parts of it. */
function answered({ use, component, place }: CellName, column: string, values: readonly StoredValue[]): boolean {
  return values.some(({ body }) => body.use === use && body.component === component && (body.place ?? null) === place && body.column === column);
}

/** The submission that says where an organisation stands: the one that is open, else the last that was not withdrawn. */
function standingOf({ submissions }: WorkingCopy, period: string, organisation: string): Submission | undefined {
  const own = submissions.filter((one) => one.period === period && one.organisation === organisation && one.state !== 'retirada');
  return own.find(({ state }) => OPEN.includes(state)) ?? own.at(-1);
}

function stateOf(submission: Submission | undefined): OwedState {
  if (submission === undefined) return 'sin-empezar';
  return submission.state === 'borrador' || submission.state === 'devuelta' ? submission.state : 'entregada';
}

/**
 * What each organisation owes for the periods of a plan that are not locked, in the order of the plan. `copy` and `framework`
 * hold everything but what was withdrawn. A draft is owed even when all its cells are filled, for nobody reviews it yet;
 * what was never begun is owed only where some cell is empty. Pure.
 */
export function owed(copy: WorkingCopy, framework: Framework, signatures: readonly Signature[]): readonly Owed[] {
  const standing = [...heads(copy.values).values()];
  const answering = new Set<string>(framework.uses.flatMap(({ id }) => answerers(framework, id)));
  const unsignedBy = (period: Period, organisation: string): number => copy.submissions
    .filter((one) => one.period === period.id && OPEN.includes(one.state))
    .flatMap((one) => valuesOf(copy, one).filter((value) => (unsigned(framework, value, one.organisation, signatures) as readonly string[]).includes(organisation))).length;
  return framework.periods.flatMap((period) => {
    const column = columnOf(framework, period.id);
    if (period.lock !== null || column === null) return [];
    return framework.organisations.filter(({ id }) => answering.has(id)).flatMap(({ id, name }): Owed[] => {
      const submission = standingOf(copy, period.id, id);
      const state = stateOf(submission);
      const missing = state === 'entregada' ? 0 : cellsOf({ framework }, { organisation: id, period: period.id }).filter((cell) => !answered(cell, column.id, standing)).length;
      const own = unsignedBy(period, id);
      if (own === 0 && (state === 'entregada' || (state === 'sin-empezar' && missing === 0))) return [];
      return [{
        plan: { id: framework.id, title: framework.title, language: framework.language }, organisation: { id, name }, state, missing, signatures: own,
        period: { id: period.id, label: period.label, closes: period.dueAt === null ? null : lastDay(period.dueAt) },
        submission: state === 'borrador' || state === 'devuelta' ? submission!.number : null,
      }];
    });
  });
}

/** Whether a person answers for what is owed: a reporter whose role reaches that organisation in that plan, in all or part of its places. */
export function answersFor(grants: readonly Grant[], { plan, organisation }: Pick<Owed, 'plan' | 'organisation'>): boolean {
  return grants.some((grant) => grant.role === 'reporter' && covers({ ...grant, place: null }, { framework: plan.id, organisation: organisation.id }));
}

/** What is owed, of whatever plan, by each person who answers for some of it. Pure. */
export function owedBy<P extends { readonly grants: readonly Grant[] }>(people: readonly P[], all: readonly Owed[]): readonly { readonly person: P; readonly owed: readonly Owed[] }[] {
  return people.map((person) => ({ person, owed: all.filter((one) => answersFor(person.grants, one)) })).filter((one) => one.owed.length > 0);
}
