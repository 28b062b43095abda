import xpathLibrary, { type Evaluated, type Parsed, type Syntax, type XValue } from 'xpath';
import { YupayError } from '#lib/kernel/errors.ts';
import { dateNumber } from './date-number.ts';
import { formFunctions, number, type Surroundings } from './functions.ts';

// The package is CommonJS: Node gives its exports only through the default one.
const { parse, XNodeSet, XNumber, XString } = xpathLibrary;

/** OpenRosa's prefixes that a form's expressions use. */
const NAMESPACES = { jr: 'http://openrosa.org/javarosa', orx: 'http://openrosa.org/xforms', odk: 'http://www.opendatakit.org/xforms' } as const;

/** Operations whose operands are quantities: dates count as days there, and nothing at all as no number. */
const QUANTITIES = new Set(['LessThanOperation', 'GreaterThanOperation', 'LessThanOrEqualOperation', 'GreaterThanOrEqualOperation', 'PlusOperation', 'MinusOperation', 'MultiplyOperation', 'DivOperation', 'ModOperation']);
const EQUALITIES = new Set(['EqualsOperation', 'NotEqualOperation']);

/** XPath alone would make no number of a date, and zero of an answer that is missing. */
const quantity = (operand: Syntax): Syntax => ({
  evaluate(context) {
    const value = operand.evaluate(context);
    return value instanceof XNodeSet && value.toArray().length > 1 ? value : new XNumber(number(value));
  },
});

/** A moment equals a day when it falls on it; everything else is compared as XPath says. */
const comparable = (operand: Syntax): Syntax => ({
  evaluate(context): XValue {
    const value = operand.evaluate(context);
    return value instanceof XString && value.stringValue().includes('T') && dateNumber(value.stringValue()) !== null ? new XNumber(dateNumber(value.stringValue())!) : value;
  },
});

/** In a form `/data/…` is the filled form wherever it is written: inside a condition on the rows of a list too, which are another tree. */
function fromTheForm(path: Syntax): void {
  const { evaluate: walk } = path;
  path.evaluate = (context) => walk.call(path, context.extend({ contextNode: context.expressionContextNode }));
}

function adapt(syntax: Syntax): void {
  const kind = (syntax as object).constructor.name;
  for (const child of [syntax.lhs, syntax.rhs, syntax.expression, syntax.filter, ...(syntax.arguments ?? []), ...(syntax.filterPredicates ?? []), ...(syntax.locationPath?.steps.flatMap(({ predicates }) => predicates) ?? [])]) {
    if (child !== undefined && child !== null) adapt(child);
  }
  if (!syntax.filter && syntax.locationPath?.absolute === true) fromTheForm(syntax);
  const wrap = QUANTITIES.has(kind) ? quantity : EQUALITIES.has(kind) ? comparable : null;
  if (wrap === null || syntax.lhs === undefined || syntax.rhs === undefined) return;
  [syntax.lhs, syntax.rhs] = [wrap(syntax.lhs), wrap(syntax.rhs)];
}

/** Forms of one server share few thousands of expressions; beyond that the oldest is worked out again. */
const KEPT = 5_000;
const parsed = new Map<string, Parsed>();

function parsedOf(xpath: string): Parsed {
  const known = parsed.get(xpath);
  if (known !== undefined) return known;
  const fresh = read(xpath);
  if (parsed.size >= KEPT) parsed.delete(parsed.keys().next().value!);
  parsed.set(xpath, fresh);
  return fresh;
}

function read(xpath: string): Parsed {
  try {
    const fresh = parse(xpath);
    adapt(fresh.expression);
    return fresh;
  } catch {
    throw new YupayError('expresion-mala', { expresion: xpath.slice(0, 200) });
  }
}

/** A form that took too long is no fault of one expression: nothing more of it is tried. */
export const isLate = (error: unknown): boolean => error instanceof YupayError && error.code === 'formulario-lento';

/**
 * Works out an expression of a form at a node of its instance. Throws `expresion-mala` for what is no XPath, calls a
 * function that does not exist, or cannot be worked out; `formulario-lento`.
 */
export function evaluate(xpath: string, node: Node, around: Surroundings): XValue {
  around.insistOnTime();
  const expression = parsedOf(xpath);
  try {
    return expression.evaluate({ node, functions: formFunctions(around), namespaces: NAMESPACES }) satisfies ReturnType<Evaluated['evaluate']>;
  } catch (error) {
    if (isLate(error)) throw error;
    throw new YupayError('expresion-mala', { expresion: xpath.slice(0, 200) }, { cause: error });
  }
}

/** What a calculation writes into its node: no number is nothing, whole numbers have no decimals. */
export function written(value: XValue): string {
  if (value instanceof XNumber && Number.isNaN(value.numberValue())) return '';
  return value.stringValue();
}
