import { YupayError } from '#lib/kernel/errors.ts';
import type { ChoiceSource, FormModel, QuestionNode } from '../model.ts';
import { everyNode, saidIn } from '../model.ts';
import { isOfType } from './answer-type.ts';
import { evaluate, isLate, written } from './expression.ts';
import { answer, answerText, everyQuestion, type FormInstance, type Placed } from './form-instance.ts';
import type { Surroundings } from './functions.ts';
import { secondaryInstances, type FormFiles } from './secondary-instances.ts';

/**
 * What is wrong with an answer: not of its type; a code outside its list; the form's own rule broken; missing though
 * asked for; given though the form would not have asked; or a rule of the form itself that cannot be worked out.
 */
export type AnswerFault = 'tipo' | 'opcion' | 'restriccion' | 'obligatoria' | 'no-corresponde' | 'regla-ilegible';

export interface InspectedAnswer extends Placed<QuestionNode> {
  readonly value: string;
  /** Whether the form asks it here, given the other answers. */
  readonly relevant: boolean;
  readonly faults: readonly AnswerFault[];
}

/** Longest that one filled form may hold the server: rules that count repeats within repeats grow without bound. */
const MOST_MS = 500;

/** Effects that a form's expressions may need, and the files that they look answers up in. */
export interface FormWorld {
  readonly now: Date;
  readonly uuid: () => string;
  readonly files?: FormFiles;
  /** Milliseconds of a clock that only goes forward. */
  readonly clock?: () => number;
}

/** A form ready to judge what came: its lists as trees and as sets are made once. */
export interface FormJudge {
  readonly model: FormModel;
  readonly around: (current: Node) => Surroundings;
  readonly codes: (list: string) => ReadonlySet<string>;
  /** Gives the next filled form its own time to be judged in and, where it has one, the moment that it was filled at. */
  readonly begin: (filled?: Date) => void;
}

function choiceNames(model: FormModel): (code: string, path: string) => string {
  const questions = new Map([...everyNode(model.nodes)].filter((node): node is QuestionNode => node.kind === 'question').map((node) => [node.path, node]));
  return (code, path) => {
    const source = questions.get(path)?.choices;
    const list = source?.kind === 'list' ? model.lists.find(({ name }) => name === source.list) : undefined;
    const choice = list?.choices.find(({ name }) => name === code);
    return choice === undefined ? '' : (saidIn(choice.label, model.defaultLanguage)?.written ?? code);
  };
}

/** Prepares a form to be judged or filled, any number of times. */
export function formJudge(model: FormModel, world: FormWorld): FormJudge {
  const { uuid, files, clock = () => performance.now() } = world;
  let [until, now] = [clock() + MOST_MS, world.now];
  const insistOnTime = (): void => {
    if (clock() > until) throw new YupayError('formulario-lento');
  };
  const [instance, choiceName] = [secondaryInstances(model, files), choiceNames(model)];
  const sets = new Map(model.lists.map(({ name, choices }) => [name, new Set(choices.map((choice) => choice.name))]));
  const begin = (filled?: Date): void => void ([until, now] = [clock() + MOST_MS, filled ?? world.now]);
  return { model, begin, around: (current) => ({ now, uuid, instance, choiceName, insistOnTime, current }), codes: (list) => sets.get(list) ?? new Set() };
}

const filterOf = (nodeset: string, filter: string | undefined): string => (filter === undefined ? nodeset : `${nodeset}[${filter}]`);

function codesIn(judge: FormJudge, element: Element, nodeset: string, value: string): ReadonlySet<string> {
  const nodes = (evaluate(nodeset, element, judge.around(element)) as unknown as { toArray?: () => Node[] }).toArray?.() ?? [];
  return new Set(nodes.map((node) => written(evaluate(value, node, judge.around(element)))));
}

/** Codes that a question offers here; null where they come from a file that is not at hand. */
export function offeredCodes(judge: FormJudge, source: ChoiceSource, element: Element): ReadonlySet<string> | null {
  if (source.kind === 'external') return null;
  if (source.kind === 'list') return source.filter === null ? judge.codes(source.list) : codesIn(judge, element, filterOf(`instance('${source.list}')/root/item`, source.filter.xpath), 'name');
  if (source.kind === 'repeat') return codesIn(judge, element, source.nodeset, source.value);
  return judge.around(element).instance(source.instance) === null ? null : codesIn(judge, element, filterOf(`instance('${source.instance}')/root/item`, source.filter?.xpath), source.value);
}

const MANY = new Set(['select_multiple', 'rank']);

function choiceFault(judge: FormJudge, { node, element }: Placed<QuestionNode>, value: string): boolean {
  if (node.choices === null) return false;
  const offered = offeredCodes(judge, node.choices, element);
  const given = MANY.has(node.type) ? value.trim().split(/\s+/) : [value];
  return offered !== null && (given.some((code) => !offered.has(code)) || new Set(given).size !== given.length);
}

const holds = (judge: FormJudge, xpath: string | undefined, element: Element, otherwise: boolean): boolean =>
  xpath === undefined ? otherwise : evaluate(xpath, element, judge.around(element)).booleanValue();

/** Runs a rule of the form; one that cannot be worked out is the form's fault and is told as such, not the person's. */
function ruled(faults: AnswerFault[], fault: AnswerFault, broken: () => boolean): void {
  try {
    if (broken()) faults.push(fault);
  } catch (error) {
    if (isLate(error)) throw error;
    if (!faults.includes('regla-ilegible')) faults.push('regla-ilegible');
  }
}

/** Whether a node of the form is asked here; null where its rule cannot be worked out. */
function isAsked(judge: FormJudge, { node, element }: Placed): boolean | null {
  try {
    return holds(judge, node.bind.relevant?.xpath, element, true);
  } catch (error) {
    if (isLate(error)) throw error;
    return null;
  }
}

/** Whether a node of the form is asked here; one whose rule cannot be worked out is taken as asked. */
export const isRelevant = (judge: FormJudge, placed: Placed): boolean => isAsked(judge, placed) ?? true;

/** Judges one answer that the form asks for. */
export function faultsOf(judge: FormJudge, placed: Placed<QuestionNode>): AnswerFault[] {
  const [{ node, element }, value, faults] = [placed, answerText(placed), [] as AnswerFault[]];
  if (value.trim() === '') {
    if (node.control !== null) ruled(faults, 'obligatoria', () => holds(judge, node.bind.required?.xpath, element, false));
    return faults;
  }
  if (!isOfType(node.bind.type, value)) faults.push('tipo');
  ruled(faults, 'opcion', () => choiceFault(judge, placed, value));
  ruled(faults, 'restriccion', () => !holds(judge, node.bind.constraint?.xpath, element, true));
  return faults;
}

function* relevance(judge: FormJudge, placed: readonly Placed[], above: boolean | null): Generator<readonly [Placed<QuestionNode>, boolean | null]> {
  for (const one of placed) {
    const own = above === false ? false : isAsked(judge, one);
    const relevant = own === true ? above : own;
    if (one.node.kind === 'question') yield [one as Placed<QuestionNode>, relevant];
    else yield* relevance(judge, one.children, relevant);
  }
}

/** Judges every answer of a filled form. It changes nothing: what a phone calculated stays as it came. */
export function inspect(judge: FormJudge, { placed }: FormInstance): InspectedAnswer[] {
  return [...relevance(judge, placed, true)].map(([one, asked]) => {
    const [value, relevant] = [answerText(one), asked !== false];
    const spare = !relevant && value.trim() !== '' && one.node.control !== null;
    const faults = relevant ? faultsOf(judge, one) : spare ? ['no-corresponde' as const] : [];
    // Of what nobody can say whether it was asked, nobody can say that it is missing.
    return { ...one, value, relevant, faults: asked === null ? faults.map((fault) => (fault === 'obligatoria' ? 'regla-ilegible' : fault)) : faults };
  });
}

/** Passes after which calculations that never settle are left as they are. */
const MOST_PASSES = 20;

/**
 * Works out what a form calculates, in place, until nothing changes; questions that are not asked count as empty meanwhile,
 * as phones take them. Answers of questions that are not asked are emptied, so a person who changes an earlier answer does not send what the
 * form no longer asks.
 */
export function recalculate(judge: FormJudge, instance: FormInstance): void {
  const questions = [...everyQuestion(instance.placed)];
  for (let pass = 0; pass < MOST_PASSES; pass += 1) {
    const asked = new Map([...relevance(judge, instance.placed, true)].map(([one, relevant]) => [one.element, relevant]));
    const changed = questions.filter((one) => settle(judge, one, asked.get(one.element) !== false));
    if (changed.length === 0) return;
  }
}

function settle(judge: FormJudge, one: Placed<QuestionNode>, relevant: boolean): boolean {
  const before = answerText(one);
  const calculate = one.node.bind.calculate?.xpath;
  if (relevant && calculate === undefined) return false;
  const after = relevant ? safely(() => written(evaluate(calculate!, one.element, judge.around(one.element))), before) : '';
  if (after === before) return false;
  answer(one, after);
  return true;
}

/** What a form works out, or what stands otherwise where it cannot be. */
export function safely(work: () => string, otherwise: string): string {
  try {
    return work();
  } catch (error) {
    if (isLate(error)) throw error;
    return otherwise;
  }
}
