import { parse } from 'xpath';
import { everyNode, type FormNode, type FormSettings, type Said } from '../model.ts';
import { patternOf } from '../evaluate/pattern.ts';
import type { At, Findings } from './findings.ts';

/** Signs of XPath that are looked at; a form that holds more is left to the phone, sooner than hold up this server. */
const MOST_SIGNS = 2_000_000;

/** No rule that a person wrote nests so deep; a phone would run out of room on one that does. */
const DEEPEST = 100;

function nests(text: string): boolean {
  let deep = 0;
  for (const sign of text) {
    if (sign === '(' || sign === '[') deep += 1;
    else if (sign === ')' || sign === ']') deep -= 1;
    if (deep > DEEPEST) return true;
  }
  return false;
}

function isXPath(text: string): boolean {
  if (nests(text)) return false;
  try {
    parse(text);
    return true;
  } catch {
    return false;
  }
}

/** A pattern that stands as it is, in a call of `regex()`. */
const PATTERN = /\bregex\([^,'"]{0,300},\s*(?:'([^']*)'|"([^"]*)")\s*\)/g;

/** Patterns that this server cannot read, though phones may. */
function unreadPatterns(xpath: string): string[] {
  return [...xpath.matchAll(PATTERN)].map(([, single, double]) => single ?? double!).filter((pattern) => {
    try {
      patternOf(pattern);
      return false;
    } catch {
      return true;
    }
  });
}

const valuesOf = (said: readonly Said[]): string[] => said.flatMap(({ parts }) => parts.flatMap((part) => (typeof part === 'string' ? [] : [part.value])));

/** What a node has to be worked out, by the column that says it. */
function expressionsOf(node: FormNode): readonly (readonly [column: string, xpath: string])[] {
  const { relevant, constraint, required, readonly, calculate } = node.bind;
  const question = node.kind === 'question' ? node : null;
  const found: [string, string | undefined][] = [
    ['relevant', relevant?.xpath], ['constraint', constraint?.xpath], ['required', required?.xpath], ['read_only', readonly?.xpath], ['calculation', calculate?.xpath],
    ['choice_filter', question?.choices?.filter?.xpath], ['default', question?.default?.kind === 'dynamic' ? question.default.expression.xpath : undefined],
    ...[...valuesOf(node.label), ...valuesOf(node.hint), ...valuesOf(node.guidance)].map((value): [string, string] => ['label', value]),
  ];
  return found.filter((pair): pair is [string, string] => pair[1] !== undefined);
}

/** Refuses what is no XPath: a phone would refuse the whole form, with words that its author cannot follow. Warns of patterns that nobody here can judge by. */
export function checkSyntax(nodes: readonly FormNode[], { instanceName }: FormSettings, findings: Findings): void {
  let left = MOST_SIGNS;
  for (const node of everyNode(nodes)) {
    for (const [column, xpath] of expressionsOf(node)) {
      if ((left -= xpath.length) <= 0) continue;
      const at: At = { sheet: 'survey', row: node.row, column };
      if (!isXPath(xpath)) findings.refuse('expresion-mala', at, { expresion: xpath });
      else for (const patron of unreadPatterns(xpath)) findings.warn('patron-malo', at, { patron });
    }
  }
  if (instanceName !== null && !isXPath(instanceName.xpath)) findings.refuse('expresion-mala', { sheet: 'settings', row: 2, column: 'instance_name' }, { expresion: instanceName.written });
}
