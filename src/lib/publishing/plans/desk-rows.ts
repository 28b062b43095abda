import type { Actor } from '#lib/access/actor.ts';
import { may } from '#lib/access/permission.ts';
import { columnOf, definitionOf } from '#lib/frameworks/cell-answer.ts';
import type { Framework } from '#lib/frameworks/framework.ts';
import { answerers, unsigned, type Signature } from '#lib/frameworks/responsible.ts';
import { ACCEPTED, type Submission } from '#lib/frameworks/submission.ts';
import { heads, type StoredValue, type WorkingCopy } from '#lib/frameworks/working-copy.ts';
import { cellOf } from '#lib/indicators/model/invariants.ts';
import type { DateText } from '#lib/indicators/model/date.ts';
import { decode, type FactId } from '#lib/indicators/model/decoder.ts';
import { observation, type Observation } from '#lib/indicators/model/observation.ts';
import type { IndicatorUse } from '#lib/indicators/model/use.ts';
import { askedForm, fieldsOf } from './cell-form.ts';
import type { CellRow, Words } from './services.ts';
import { valueWords } from './value-words.ts';

/** What rows are made of: the plan with everything that is not withdrawn, and who asks. */
export interface Table {
  readonly copy: WorkingCopy;
  readonly framework: Framework;
  readonly signatures: readonly Signature[];
  readonly actor: Actor;
}

/** A cell of a period: a component, of the whole or of a place. */
export interface CellName {
  readonly use: string;
  readonly component: string;
  readonly place: string | null;
}

/** A kept value, read as an observation. */
export function observed({ body }: Pick<StoredValue, 'body'>): Observation | undefined {
  const read = decode(observation, body);
  return read.ok ? read.value : undefined;
}

/** The key of a cell of a period's column, as values keep it. */
function keyOf({ use, component, place }: CellName, column: FactId, version: number): string {
  return cellOf({ use: use as FactId, component: component as FactId, place, kind: 'actual', column, asOf: null, axes: [], version } as unknown as Observation);
}

/** The newest value of a kind that says something of a cell, in any column, but for the one that stands there. */
function known({ framework }: Table, { use, component, place }: CellName, kind: Observation['kind'], standing: string | null): Observation | undefined {
  const own = framework.observations.filter((one) => one.use === use && one.component === component && one.kind === kind && one.place === place && one.axes.length === 0 && one.id !== standing);
  return own.toSorted((a, b) => ((a.asOf ?? '') < (b.asOf ?? '') ? -1 : 1)).at(-1);
}

const accepted = (head: StoredValue, submissions: readonly Submission[]): boolean => head.submission === null || ACCEPTED.includes(submissions.find(({ id }) => id === head.submission)!.state);

/** Whether a value corrects an accepted one, or would if it were changed. */
function correctsOne({ copy }: Table, head: StoredValue | null): boolean {
  if (head === null) return false;
  if (accepted(head, copy.submissions) || head.corrects) return true;
  const byId = new Map(copy.values.map((one) => [one.id, one]));
  for (let id = head.previous; id !== null; id = byId.get(id)!.previous) if (byId.get(id)!.corrects) return true;
  return false;
}

function signing(table: Table, head: StoredValue | null, reporter: string): Pick<CellRow, 'unsigned' | 'signAs'> {
  const { framework, actor, signatures, copy } = table;
  if (head === null || head.submission === null || accepted(head, copy.submissions)) return { unsigned: [], signAs: [] };
  const owing = framework.organisations.filter(({ id }) => unsigned(framework, head, reporter, signatures).includes(id));
  return { unsigned: owing.map(({ name }) => name), signAs: owing.filter(({ id }) => may(actor, 'informar', { framework: framework.id, organisation: id }).allowed).map(({ id, name }) => ({ id, name })) };
}

/** The indicators of a submission that are worked out by a query. */
export function computedCells({ framework }: Pick<Table, 'framework'>, { organisation }: Pick<Submission, 'organisation'>): readonly { readonly cell: string; readonly title: Words }[] {
  return framework.uses.flatMap((use) => {
    const definition = definitionOf(framework, use.id);
    const own = definition?.computed && (answerers(framework, use.id) as readonly string[]).includes(organisation);
    return own ? use.components.map(({ key }) => ({ cell: `${use.id}/${key}`, title: titled(use, definition.title) })) : [];
  });
}

const titled = (use: IndicatorUse, title: Words): Words => ({ es: `${use.id} ${title.es}`, en: `${use.id} ${title.en}` });

/** One row of a submission's form, with what is known of its cell. */
export function rowOf(table: Table, cell: CellName, mark: string, column: { readonly id: FactId; readonly asOf: DateText }, reporter: string): CellRow {
  const { framework, copy } = table;
  const use = framework.uses.find(({ id }) => id === cell.use)!;
  const definition = definitionOf(framework, use.id)!;
  const part = use.components.find(({ key }) => key === cell.component)!;
  const head = heads(copy.values).get(keyOf(cell, column.id, use.version)) ?? null;
  const submission = copy.submissions.find(({ id }) => id === head?.submission) ?? null;
  const standing = head !== null && submission?.state !== 'retirada';
  return {
    mark, ...cell, title: titled(use, definition.title), part: use.components.length > 1 ? part.title : null,
    unit: framework.units.find(({ id }) => id === (part.unit ?? definition.unit))?.title ?? null, form: askedForm(definition), codes: definition.scale,
    baseline: valueWords(known(table, cell, 'baseline', null)), target: valueWords(known(table, cell, 'target', null)), last: valueWords(known(table, cell, 'actual', head?.id ?? null)),
    fields: standing ? fieldsOf(head.body) : { fecha: column.asOf }, head: head === null ? null : { id: head.id, said: valueWords(observed(head)), submission: submission?.number ?? null },
    corrects: standing && correctsOne(table, head), computed: definition.computed !== null, ...signing(table, head, submission?.organisation ?? reporter),
  };
}

/** The cells that a submission's form asks for: every component that its organisation answers for, and the places that were told of. */
export function cellsOf({ framework }: Pick<Table, 'framework'>, submission: Pick<Submission, 'organisation' | 'period'>): readonly CellName[] {
  const column = columnOf(framework, submission.period);
  return framework.uses.filter(({ id }) => (answerers(framework, id) as readonly string[]).includes(submission.organisation)).flatMap((use) => use.components.flatMap(({ key }) => {
    const places = new Set(framework.observations.filter((one) => one.use === use.id && one.component === key && one.place !== null && (one.column === column?.id || one.kind === 'target')).map(({ place }) => place!));
    const whole = definitionOf(framework, use.id)?.computed ? [] : [null];
    return [...whole, ...[...places].sort()].map((place) => ({ use: use.id as string, component: key as string, place }));
  }));
}
