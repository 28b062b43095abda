import { createHash } from 'node:crypto';
import type { FormModel, FormNode } from '../form/model.ts';
import { dateNumber, timeNumber } from '../form/evaluate/date-number.ts';
import { answer, answerText, everyQuestion, formInstance, type FormInstance, type SentElement } from '../form/evaluate/form-instance.ts';
import { inspect, recalculate, type AnswerFault, type FormJudge } from '../form/evaluate/inspect.ts';
import { fieldOf, postedElements } from '../public/posted.ts';
import { writeInstance } from '../public/write-instance.ts';
import { KNOWN } from '../form/known-questions.ts';
import { HEAD, type KeyedField } from './keyed-parts.ts';

/** What one person typed of a paper, as the form keeps it, by field; what was left empty is not there. */
export type Entry = Readonly<Record<string, string>>;

export interface PaperRef {
  readonly form: string;
  readonly version: string;
  /** As it stands on the paper, in capitals. */
  readonly number: string;
}

const isBlank = ({ text, children }: SentElement): boolean => text === '' && children.every(isBlank);

/** A turn that nobody filled is a copy of the part that was not used. */
function withoutBlankTurns(nodes: readonly FormNode[], element: SentElement): SentElement {
  const children = element.children.flatMap((child) => {
    const node = nodes.find(({ name }) => name === child.name);
    if (node === undefined || node.kind === 'question') return [child];
    return node.kind === 'repeat' && isBlank(child) ? [] : [withoutBlankTurns(node.children, child)];
  });
  return { ...element, children };
}

function unworked(model: FormModel, entry: Entry): FormInstance {
  const fields = new Map(Object.entries(entry).filter(([field]) => !field.startsWith('~')).map(([field, value]) => [field, [value]]));
  return formInstance(model, withoutBlankTurns(model.nodes, postedElements(model, fields)));
}

const isDate = (text: string): boolean => dateNumber(text) !== null;

/** Moments are in Peru, as phones there write them; one without its day cannot be told. */
function momentOf(entry: Entry, time: string): string {
  const [day, clock] = [entry[HEAD.date] ?? '', entry[time] ?? ''];
  return isDate(day) && timeNumber(clock) !== null ? `${day}T${clock}:00.000-05:00` : '';
}

function fillHead({ placed }: FormInstance, entry: Entry, withdrawal: string): void {
  for (const one of everyQuestion(placed)) {
    const { preload } = one.node.bind;
    if (preload?.kind === 'date') answer(one, isDate(entry[HEAD.date] ?? '') ? entry[HEAD.date]! : '');
    else if (preload?.kind === 'timestamp') answer(one, momentOf(entry, preload.params === 'start' ? HEAD.begun : HEAD.ended));
    else if (one.node.name === KNOWN.withdrawal && answerText(one) === '') answer(one, withdrawal);
  }
}

/**
 * A paper as a filled form, with what the form works out. A code to withdraw that it would make up at random is nobody's: the one on the
 * card stands, or none. Never the paper's number, which anybody could try.
 */
function filled(judge: FormJudge, entry: Entry): FormInstance {
  const instance = unworked(judge.model, entry);
  fillHead(instance, entry, entry[HEAD.withdrawal] ?? '');
  const typed = new Map([...everyQuestion(instance.placed)].map((one) => [one.element, answerText(one)]));
  recalculate(judge, instance);
  for (const one of everyQuestion(instance.placed)) if (one.node.name === KNOWN.withdrawal && answerText(one) !== '') answer(one, typed.get(one.element)!);
  return instance;
}

function headFaults(entry: Entry, knows: (enumerator: string) => boolean): [string, AnswerFault][] {
  const [day, enumerator] = [entry[HEAD.date] ?? '', entry[HEAD.enumerator] ?? ''];
  const times = [HEAD.begun, HEAD.ended].filter((field) => entry[field] !== undefined && timeNumber(entry[field]) === null);
  return [
    ...(day === '' ? [[HEAD.date, 'obligatoria'] as [string, AnswerFault]] : isDate(day) ? [] : [[HEAD.date, 'tipo'] as [string, AnswerFault]]),
    ...times.map((field): [string, AnswerFault] => [field, 'tipo']),
    ...(enumerator !== '' && !knows(enumerator) ? [[HEAD.enumerator, 'opcion'] as [string, AnswerFault]] : []),
  ];
}

/** What the form itself has against an entry, by field: whoever types looks at the paper again, and may keep it. */
export function entryFaults(judge: FormJudge, entry: Entry, fields: readonly KeyedField[], knows: (enumerator: string) => boolean): ReadonlyMap<string, AnswerFault> {
  const keyed = new Set(fields.map(({ field }) => field));
  const inspected = inspect(judge, filled(judge, entry));
  const own = inspected.flatMap(({ path, relevant, faults }): [string, AnswerFault][] => {
    const field = fieldOf(path);
    if (!keyed.has(field)) return [];
    if (!relevant) return (entry[field] ?? '') === '' ? [] : [[field, 'no-corresponde']];
    return faults[0] === undefined ? [] : [[field, faults[0]]];
  });
  return new Map([...headFaults(entry, knows), ...own]);
}

/** Always the same for a paper, so that it is kept once however often it is sent. */
export function paperInstance({ form, version, number }: PaperRef): string {
  const hex = createHash('sha256').update(JSON.stringify(['papel', form, version, number])).digest('hex');
  return `uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

/** The submission that an entry comes to, without what the form would not have asked. */
export const entryXml = (judge: FormJudge, entry: Entry, paper: PaperRef): Buffer => writeInstance(judge, filled(judge, entry), paperInstance(paper));
