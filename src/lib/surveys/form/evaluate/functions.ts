import { createHash } from 'node:crypto';
import xpathLibrary, { type XValue } from 'xpath';
import { YupayError } from '#lib/kernel/errors.ts';
import { matches } from './pattern.ts';
import { dateNumber, dateText, formatDate, momentText, timeNumber } from './date-number.ts';

const { XNodeSet, XNumber } = xpathLibrary;

/** What an expression may ask of the world around its form. */
export interface Surroundings {
  readonly now: Date;
  readonly uuid: () => string;
  /** Document of a secondary instance: a list of choices, a file of the form. Null when the form has none of that name. */
  readonly instance: (id: string) => Node | null;
  /** Label of a code of a question, by the question's path without repeats. */
  readonly choiceName: (code: string, path: string) => string;
  /** Called at each step; throws `formulario-lento` once the form has taken longer than it may. */
  readonly insistOnTime: () => void;
  /** Node whose question is being worked out: what `current()` is. */
  readonly current: Node;
}

type Function = (context: unknown, ...args: XValue[]) => unknown;

const nodesOf = (value: XValue | undefined): Node[] => (value instanceof XNodeSet ? value.toArray() : []);
const text = (value: XValue | undefined): string => value?.stringValue() ?? '';
const textOf = (node: Node): string => node.textContent ?? '';
const words = (value: string): string[] => value.trim().split(/\s+/).filter((word) => word !== '');

/** A number as OpenRosa reads it: a date counts as its days, nothing at all as no number. */
export function number(value: XValue | undefined): number {
  if (value === undefined) return NaN;
  if (!(value instanceof XNodeSet)) {
    const plain = value.numberValue();
    return Number.isNaN(plain) ? (dateNumber(text(value)) ?? NaN) : plain;
  }
  const own = text(value).trim();
  return own === '' ? NaN : (dateNumber(own) ?? Number(own));
}

const strings = (args: readonly XValue[]): string[] => args.flatMap((arg) => (arg instanceof XNodeSet ? nodesOf(arg).map(textOf) : [text(arg)]));

const numbers = (args: readonly XValue[]): number[] => strings(args).filter((one) => one.trim() !== '').map((one) => dateNumber(one) ?? Number(one));

const best = (choose: (...all: number[]) => number) => (_: unknown, ...args: XValue[]): number => {
  const all = numbers(args);
  return all.length === 0 ? NaN : choose(...all);
};

function rounded(value: number, places: number): number {
  if (!Number.isFinite(value) || !Number.isInteger(places)) return value;
  const scaled = Number(`${Math.abs(value)}e${places}`);
  return Number.isFinite(scaled) ? Math.sign(value) * Number(`${Math.round(scaled)}e${-places}`) : value;
}

const weighted = (args: readonly XValue[]): number => {
  let sum = 0;
  for (let at = 2; at + 1 < args.length; at += 2) if (args[at]!.booleanValue()) sum += number(args[at + 1]);
  return sum;
};

const within = (count: number, least: number, most: number): boolean => (least < 0 || count >= least) && (most < 0 || count <= most);

const CHOICES: Readonly<Record<string, Function>> = {
  'selected': (_, list, code) => words(text(list)).includes(text(code).trim()),
  'selected-at': (_, list, at) => words(text(list))[number(at)] ?? '',
  'count-selected': (_, list) => words(text(list)).length,
  'count-non-empty': (_, ...args) => strings(args).filter((one) => one.trim() !== '').length,
  'checklist': (_, least, most, ...answers) => within(answers.filter((one) => one.booleanValue()).length, number(least), number(most)),
  'weighted-checklist': (_, ...args) => within(weighted(args), number(args[0]), number(args[1])),
};

const LOGIC: Readonly<Record<string, Function>> = {
  'if': (_, condition, yes, no) => (condition!.booleanValue() ? yes : no),
  'coalesce': (_, ...args) => args.map(text).find((one) => one !== '') ?? '',
  'boolean-from-string': (_, value) => ['true', '1'].includes(text(value).trim().toLowerCase()),
  'regex': (_, value, pattern) => matches(text(value), text(pattern)),
  'join': (_, between, ...args) => strings(args).join(text(between)),
  'concat': (_, ...args) => strings(args).join(''),
  'substr': (_, value, from, to) => text(value).slice(number(from), to === undefined ? undefined : number(to)),
  'ends-with': (_, value, end) => text(value).endsWith(text(end)),
  'digest': (_, value, kind, encoding) => createHash(text(kind).toLowerCase().replace('-', '') === 'sha1' ? 'sha1' : text(kind).toLowerCase() === 'md5' ? 'md5' : 'sha256').update(text(value)).digest(text(encoding) === 'hex' ? 'hex' : 'base64'),
  'string': (_, value) => (value === undefined ? '' : text(value)),
};

const ARITHMETIC: Readonly<Record<string, Function>> = {
  'number': (_, value) => number(value),
  'int': (_, value) => Math.trunc(number(value)),
  'round': (_, value, places) => rounded(number(value), places === undefined ? 0 : number(places)),
  'pow': (_, base, power) => number(base) ** number(power),
  'abs': (_, value) => Math.abs(number(value)),
  'sqrt': (_, value) => Math.sqrt(number(value)),
  'exp': (_, value) => Math.exp(number(value)),
  'log': (_, value) => Math.log(number(value)),
  'log10': (_, value) => Math.log10(number(value)),
  'sin': (_, value) => Math.sin(number(value)),
  'cos': (_, value) => Math.cos(number(value)),
  'tan': (_, value) => Math.tan(number(value)),
  'pi': () => Math.PI,
  'sum': (_, ...args) => numbers(args).reduce((sum, one) => sum + one, 0),
  'max': best(Math.max),
  'min': best(Math.min),
};

const TIMES: Readonly<Record<string, Function>> = {
  'date': (_, value) => (dateNumber(text(value)) !== null ? text(value).slice(0, 10) : (dateText(number(value)) ?? '')),
  'date-time': (_, value) => text(value),
  'decimal-date-time': (_, value) => dateNumber(text(value)) ?? NaN,
  'decimal-time': (_, value) => timeNumber(text(value)) ?? NaN,
  'format-date': (_, value, pattern) => formatDate(text(value), text(pattern)),
  'format-date-time': (_, value, pattern) => formatDate(text(value), text(pattern)),
};

const FIXED = new Map<string, Function>(Object.entries({ ...CHOICES, ...LOGIC, ...ARITHMETIC, ...TIMES }));

/** `position(..)`: how many brothers of the same name stand before a repeat, counted from one. */
function positionOf(value: XValue): number {
  const node = nodesOf(value)[0];
  let at = 1;
  for (let before = node?.previousSibling ?? null; before !== null; before = before.previousSibling) if (before.nodeName === node!.nodeName) at += 1;
  return node === undefined ? NaN : at;
}

/** A file's column at the first row where another column says so. */
function pulled(instance: Node, column: string, key: string, value: string): string {
  const cell = (item: Element, name: string): string | undefined => Array.from(item.childNodes).find((node) => node.nodeName === name)?.textContent ?? undefined;
  const root = (instance as Document).documentElement;
  const items = root === null ? [] : (Array.from(root.childNodes).filter((node) => node.nodeType === 1) as Element[]);
  const row = items.find((item) => cell(item, key) === value);
  return row === undefined ? '' : (cell(row, column) ?? '');
}

/** What the form looks answers up in. Without it nothing can be said of the rule: to take it as empty would judge people wrongly. */
function atHand(around: Surroundings, id: string): Node {
  const instance = around.instance(id);
  if (instance === null) throw new YupayError('expresion-mala', { expresion: `instance('${id.slice(0, 100)}')` });
  return instance;
}

/**
 * The functions that OpenRosa adds to XPath 1.0, and those of XPath that it reads in another way (numbers of dates and of
 * nothing), by name; undefined for the rest of XPath's own. `randomize` keeps the order: the phone has already chosen.
 */
export function formFunctions(around: Surroundings): (name: string) => Function | undefined {
  const own = new Map<string, Function>(Object.entries({
    'today': () => momentText(around.now).slice(0, 10),
    'now': () => momentText(around.now),
    'uuid': () => around.uuid(),
    'random': () => Number.parseInt(around.uuid().slice(0, 8), 16) / 2 ** 32,
    'current': () => [around.current],
    'once': (_: unknown, value: XValue) => ((around.current.textContent ?? '') === '' ? value : around.current.textContent),
    'instance': (_: unknown, id: XValue) => [atHand(around, text(id))],
    'randomize': (_: unknown, nodes: XValue) => nodes,
    'pulldata': (_: unknown, id: XValue, column: XValue, key: XValue, value: XValue) => pulled(atHand(around, text(id)), text(column), text(key), text(value)),
    'choice-name': (_: unknown, code: XValue, path: XValue) => around.choiceName(text(code).trim(), text(path).trim()),
  } satisfies Record<string, Function>));
  return (name) => {
    around.insistOnTime();
    if (name === 'position') return (context, ...args) => (args.length === 0 ? new XNumber((context as { contextPosition: number }).contextPosition) : positionOf(args[0]!));
    return own.get(name) ?? FIXED.get(name);
  };
}
