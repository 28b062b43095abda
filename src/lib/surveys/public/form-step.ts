import { createHash } from 'node:crypto';
import type { FormModel, FormNode, QuestionNode, Said, Texts } from '../form/model.ts';
import { everyNode, saidIn } from '../form/model.ts';
import { evaluate, written } from '../form/evaluate/expression.ts';
import { answer, answerText, everyQuestion, formInstance, type FormInstance, type Placed } from '../form/evaluate/form-instance.ts';
import { momentText } from '../form/evaluate/date-number.ts';
import { faultsOf, isRelevant, offeredCodes, recalculate, safely, type AnswerFault, type FormJudge } from '../form/evaluate/inspect.ts';
import { fieldOf, MOST_TIMES, postedElements, type Fields } from './posted.ts';

/** How a question is asked on the web; others (files, maps, choices that lie elsewhere than in the form) need a phone. */
export type Control = 'texto' | 'parrafo' | 'entero' | 'decimal' | 'fecha' | 'hora' | 'fecha-hora' | 'una' | 'varias' | 'casilla';

export interface AskedQuestion {
  readonly kind: 'pregunta';
  readonly field: string;
  /** What a browser says back to tell that it was shown: the field, with the options where another answer chooses them. */
  readonly seen: string;
  readonly control: Control;
  readonly label: string;
  readonly hint: string | null;
  readonly required: boolean;
  readonly options: readonly { readonly code: string; readonly label: string; readonly chosen: boolean }[];
  readonly value: string;
  readonly fault: AnswerFault | null;
  /** The form's own words for the fault; null where it gives none. */
  readonly said: string | null;
}

export type Asked =
  | AskedQuestion
  | { readonly kind: 'nota'; readonly label: string }
  | { readonly kind: 'titulo'; readonly label: string }
  | { readonly kind: 'repetir'; readonly field: string; readonly times: number; readonly more: boolean };

export interface FormStep {
  /** From 0; a page is a group of the form, or the questions that stand between groups. */
  readonly page: number;
  readonly pages: number;
  readonly asked: readonly Asked[];
  /** Fields of other pages, and what the form works out, carried along: the server keeps nothing until it is sent. */
  readonly carried: readonly (readonly [string, string])[];
  readonly last: boolean;
}

const CONTROLS: Readonly<Record<string, Control>> = { text: 'texto', integer: 'entero', decimal: 'decimal', date: 'fecha', time: 'hora', datetime: 'fecha-hora', dateTime: 'fecha-hora', select_one: 'una', select_multiple: 'varias', acknowledge: 'casilla', trigger: 'casilla', range: 'decimal' };

function controlOf({ type, appearance, choices }: QuestionNode): Control | null {
  if (choices !== null && choices.kind !== 'list') return null;
  const control = Object.hasOwn(CONTROLS, type) ? CONTROLS[type]! : null;
  return control === 'texto' && appearance !== null && /multiline/.test(appearance.written) ? 'parrafo' : control;
}

/** Questions that the web cannot ask and the form insists on: with one of them it cannot be opened to the public. */
export function unaskable(model: FormModel): string[] {
  return [...everyNode(model.nodes)].flatMap((node) => (node.kind === 'question' && node.control !== null && node.type !== 'note' && controlOf(node) === null && node.bind.required !== null ? [node.name] : []));
}

const isShown = (node: FormNode): boolean => node.kind !== 'question' || (node.control !== null && (node.type === 'note' || controlOf(node) !== null));

/** The form's pages: a group or a repeat is one, questions between them share one. */
function pagesOf(placed: readonly Placed[]): Placed[][] {
  const pages: Placed[][] = [];
  let last: string | null = null;
  for (const one of placed.filter(({ node }) => isShown(node))) {
    const own = one.node.kind === 'question' ? 'loose' : one.node.path;
    if (own !== last) pages.push([]);
    pages.at(-1)!.push(one);
    last = own;
  }
  return pages;
}

export interface Sheet {
  readonly judge: FormJudge;
  readonly instance: FormInstance;
  readonly pages: readonly (readonly Placed[])[];
  readonly language: string;
}

function asksSomething(judge: FormJudge, one: Placed): boolean {
  return isRelevant(judge, one) && (one.node.kind === 'question' ? isShown(one.node) : one.children.some((child) => asksSomething(judge, child)) || one.node.kind === 'repeat');
}

/** What the browser does not ask: moments, and defaults that are worked out. */
function preload(judge: FormJudge, instance: FormInstance): void {
  for (const one of everyQuestion(instance.placed)) {
    if (answerText(one) !== '') continue;
    const [{ preload: given }, { default: start }, around] = [one.node.bind, one.node, judge.around(one.element)];
    if (given?.kind === 'timestamp' && given.params === 'start') answer(one, momentText(around.now));
    else if (given?.kind === 'date') answer(one, momentText(around.now).slice(0, 10));
    else if (start?.kind === 'dynamic') answer(one, safely(() => written(evaluate(start.expression.xpath, one.element, around)), ''));
  }
}

/** Reads what was posted (null: nobody began) into a filled form, worked out and split into pages. */
export function openSheet(judge: FormJudge, fields: Fields | null, language: string): Sheet {
  const instance = formInstance(judge.model, fields === null ? null : postedElements(judge.model, fields));
  preload(judge, instance);
  recalculate(judge, instance);
  return { judge, instance, language, pages: pagesOf(instance.placed).filter((page) => page.some((one) => asksSomething(judge, one))) };
}

/** Marks the end of the interview, before it is sent. */
export function closeSheet({ judge, instance }: Sheet): void {
  for (const one of everyQuestion(instance.placed)) {
    if (one.node.bind.preload?.kind === 'timestamp' && one.node.bind.preload.params === 'end') answer(one, momentText(judge.around(one.element).now));
  }
}

/** A text with the values that it names; Markdown's marks stay as they are. */
function textOf(sheet: Sheet, said: readonly Said[], element: Element): string | null {
  const found = saidIn(said, sheet.language);
  if (found === null) return null;
  return found.parts.length === 0 ? found.written : found.parts.map((part) => (typeof part === 'string' ? part : written(evaluate(part.value, element, sheet.judge.around(element))))).join('');
}

const REASONS: Readonly<Partial<Record<AnswerFault, keyof Texts>>> = { restriccion: 'constraintMessage', obligatoria: 'requiredMessage' };

function optionsOf({ judge, language }: Sheet, { node, element }: Placed<QuestionNode>, value: string): AskedQuestion['options'] {
  if (node.choices?.kind !== 'list') return [];
  const [offered, chosen, { list }] = [offeredCodes(judge, node.choices, element), new Set(value.split(/\s+/)), node.choices];
  const all = judge.model.lists.find(({ name }) => name === list)?.choices ?? [];
  return all.filter(({ name }) => offered?.has(name)).map(({ name, label }) => ({ code: name, label: saidIn(label, language)?.written ?? name, chosen: chosen.has(name) }));
}

const isFiltered = ({ choices }: QuestionNode): boolean => choices?.kind === 'list' && choices.filter !== null;

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 12);

function question(sheet: Sheet, one: Placed<QuestionNode>, judged: boolean): AskedQuestion {
  const { node, element } = one;
  // Nobody can mend a rule of the form by answering otherwise: whoever reviews what is sent is told of it.
  const [value, fault] = [answerText(one), judged ? (faultsOf(sheet.judge, one).find((told) => told !== 'regla-ilegible') ?? null) : null];
  const reason = fault === null ? undefined : REASONS[fault];
  const required = node.bind.required !== null && evaluate(node.bind.required.xpath, element, sheet.judge.around(element)).booleanValue();
  const [field, options] = [fieldOf(one.path), optionsOf(sheet, one, value)];
  return {
    kind: 'pregunta', field, seen: isFiltered(node) ? `${field}=${digest(options.map(({ code }) => code).join(' '))}` : field, control: controlOf(node)!, label: textOf(sheet, node.label, element) ?? node.name, hint: textOf(sheet, node.hint, element), required, value, fault,
    options, said: reason === undefined ? null : textOf(sheet, node[reason] as readonly Said[], element),
  };
}

function* ask(sheet: Sheet, placed: readonly Placed[], judged: boolean): Generator<Asked> {
  const last = placed.at(-1);
  for (const one of placed) {
    if (!isRelevant(sheet.judge, one) || !isShown(one.node)) continue;
    const label = textOf(sheet, one.node.label, one.element);
    if (one.node.kind !== 'question') {
      if (label !== null) yield { kind: 'titulo', label: one.node.kind === 'repeat' ? `${label} (${/\[(\d+)\]$/.exec(one.path)?.[1] ?? 1})` : label };
      yield* ask(sheet, one.children, judged);
      const times = placed.filter(({ node }) => node === one.node).length;
      const isLast = placed.filter(({ node }) => node === one.node).at(-1) === one || one === last;
      if (one.node.kind === 'repeat' && one.node.count === null && isLast) yield { kind: 'repetir', field: fieldOf(one.path).replace(/\[\d+\]$/, ''), times, more: times < MOST_TIMES };
    } else if (one.node.type === 'note') {
      if (label !== null) yield { kind: 'nota', label };
    } else {
      const asked = question(sheet, one as Placed<QuestionNode>, judged);
      // While another answer leaves it without options there is nothing to ask.
      if (asked.options.length > 0 || !isFiltered(one.node)) yield asked;
    }
  }
}

/** One page of the form as a browser shows it; `judged` tells what is wrong with the answers on it. */
export function formStep(sheet: Sheet, wanted: number, judged: boolean): FormStep {
  const page = Math.max(0, Math.min(wanted, sheet.pages.length - 1));
  const asked = [...ask(sheet, sheet.pages[page] ?? [], judged)];
  const here = new Set(asked.flatMap((one) => (one.kind === 'pregunta' ? [one.field] : [])));
  const carried = [...everyQuestion(sheet.instance.placed)].map((one) => [fieldOf(one.path), answerText(one)] as const).filter(([field, value]) => value !== '' && !here.has(field));
  return { page, pages: sheet.pages.length, asked, carried, last: page === sheet.pages.length - 1 };
}

/** First page with something wrong or missing; null when the whole form may be sent. */
export function firstFault(sheet: Sheet): number | null {
  const at = sheet.pages.findIndex((page) => [...ask(sheet, page, true)].some((one) => one.kind === 'pregunta' && one.fault !== null));
  return at < 0 ? null : at;
}

/** Whether questions are asked on a page now, or options offered, that were not shown when it was posted: the person has not seen them yet. */
export const hasUnseen = ({ asked }: FormStep, seen: ReadonlySet<string>): boolean => asked.some((one) => one.kind === 'pregunta' && !seen.has(one.seen));
