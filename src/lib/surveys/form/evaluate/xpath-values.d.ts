/** What of the `xpath` package its own types leave out: parsed expressions and the values that functions receive. */
declare module 'xpath' {
  export interface XValue {
    numberValue(): number;
    stringValue(): string;
    booleanValue(): boolean;
  }
  export class XString implements XValue {
    constructor(text: string);
    numberValue(): number;
    stringValue(): string;
    booleanValue(): boolean;
  }
  export class XNumber implements XValue {
    constructor(number: number);
    numberValue(): number;
    stringValue(): string;
    booleanValue(): boolean;
  }
  export class XNodeSet implements XValue {
    numberValue(): number;
    stringValue(): string;
    booleanValue(): boolean;
    toArray(): Node[];
  }
  export interface Context {
    readonly contextNode: Node;
    /** The node that the whole expression is worked out at. */
    readonly expressionContextNode: Node;
    extend(more: Partial<Pick<Context, 'contextNode'>>): Context;
  }
  export interface Evaluated {
    evaluate(context: Context): XValue;
  }
  /** A node of a parsed expression; which members it has tells which kind it is. */
  export interface Syntax extends Evaluated {
    lhs?: Syntax;
    rhs?: Syntax;
    arguments?: Syntax[];
    filter?: Syntax;
    filterPredicates?: Syntax[];
    locationPath?: { readonly absolute: boolean; readonly steps: readonly { readonly predicates: Syntax[] }[] };
    expression?: Syntax;
  }
  export interface EvaluationOptions {
    readonly node: Node;
    readonly functions: (name: string) => ((context: unknown, ...args: XValue[]) => unknown) | undefined;
    readonly namespaces: Readonly<Record<string, string>>;
  }
  export interface Parsed {
    readonly expression: Syntax;
    evaluate(options: EvaluationOptions): XValue;
  }
  export function parse(expression: string): Parsed;
}
