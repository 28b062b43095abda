import { firstDay, lastDay, type DateText } from '#lib/indicators/model/date.ts';
import { definitionKey, type IndicatorDefinition } from '#lib/indicators/model/definition.ts';
import { mayBeAdded } from '#lib/indicators/model/invariants.ts';
import { inForce, type Observation } from '#lib/indicators/model/observation.ts';
import type { Component, IndicatorUse } from '#lib/indicators/model/use.ts';
import type { Framework, Node, NodeLevel } from '../framework.ts';
import { measureOf, valueText } from './measure.ts';
import { commentWords, iatiWords, type Language } from './words.ts';
import { element, type Element } from './xml.ts';

type ResultType = '1' | '2' | '3' | '9';

/** Outputs, outcomes and impacts by their level; what the standard has no name for is "other" (FRAMEWORKS §4). */
const TYPES: Readonly<Partial<Record<NodeLevel, ResultType>>> = { product: '1', deliverable: '1', effect: '2', impact: '3' };

/** Of whom results are written: the whole plan, read once. */
export interface ResultContext {
  readonly framework: Framework;
  readonly language: Language;
  /** Address of an indicator's page: defines the code that stands for it. */
  readonly indicatorAddress: (use: string) => string;
  readonly definitions: ReadonlyMap<string, IndicatorDefinition>;
  /** Values in force of each use and component, of the version that the plan was approved with where there is one. */
  readonly values: ReadonlyMap<string, readonly Observation[]>;
  /** First and last day of the plan's period that a date lies in, or of the plan's whole time. */
  readonly spanOf: (asOf: DateText | null) => string;
}

export const narrative = (text: string): Element => element('narrative', {}, [text]);
export const named = (name: string, text: string): Element => element(name, {}, [narrative(text)]);

export function resultContext(framework: Framework, indicatorAddress: (use: string) => string): ResultContext {
  return {
    framework, language: framework.language, indicatorAddress,
    definitions: new Map(framework.definitions.map((one) => [definitionKey(one.id, one.version), one])),
    values: Map.groupBy(inForce(framework.observations), ({ use, component }) => `${use}/${component}`),
    spanOf: spans(framework),
  };
}

/** A reference inside the document: places are named once, on the activity. */
export const locationRef = (place: string): string => place.normalize('NFD').replace(/\p{M}/gu, '').replace(/[^A-Za-z0-9]+/g, '-').toLowerCase();

/** The schema wants a value's parts in one order on baselines and in another on targets and actuals. */
function valueElement(name: 'baseline' | 'target' | 'actual', one: Observation, definition: IndicatorDefinition, language: Language): Element {
  const where = one.place === null ? [] : [element('location', { ref: locationRef(one.place) })];
  const dimensions = one.axes.map(({ axis, value }) => element('dimension', { name: axis, value }));
  const comment = commentWords(one, language);
  const said = comment === null ? [] : [named('comment', comment)];
  const value = valueText(one, definition);
  const dated = name === 'baseline' ? { 'year': one.asOf!.slice(0, 4), 'iso-date': lastDay(one.asOf!) } : {};
  return element(name, { ...dated, value }, [...where, ...dimensions, ...said]);
}

/** Numbers without a date cannot be baselines, nor words values of a number: they go to the description, so that nothing is lost. */
const fits = (one: Observation, definition: IndicatorDefinition): boolean =>
  (one.kind !== 'baseline' || one.asOf !== null) && (measureOf(definition) === '5' ? commentWords(one, 'es') !== null : valueText(one, definition) !== null);

/** Thousands of values have the same few dates: each is placed once. */
function spans({ period, periods }: Framework): ResultContext['spanOf'] {
  const known = new Map<DateText | null, string>();
  const place = (asOf: DateText | null): string => {
    const holds = ({ start, end }: Framework['period']): boolean => asOf !== null && firstDay(start) <= lastDay(asOf) && lastDay(asOf) <= lastDay(end);
    const { start, end } = periods.findLast(holds) ?? period;
    return `${firstDay(start)}/${lastDay(end)}`;
  };
  return (asOf) => {
    const span = known.get(asOf) ?? place(asOf);
    known.set(asOf, span);
    return span;
  };
}

/** Targets and actuals by the period that their own date lies in, and not by the heading of the column that they stand in. */
function periodElements({ spanOf, language }: ResultContext, values: readonly Observation[], definition: IndicatorDefinition): Element[] {
  const groups = Map.groupBy(values, ({ asOf }) => spanOf(asOf));
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([span, own]) => {
    const [start, end] = span.split('/') as [string, string];
    const of = (kind: 'target' | 'actual') => own.filter((one) => one.kind === kind).map((one) => valueElement(kind, one, definition, language));
    return element('period', {}, [element('period-start', { 'iso-date': start }), element('period-end', { 'iso-date': end }), ...of('target'), ...of('actual')]);
  });
}

const wordingOf = ({ wordings }: IndicatorUse, definition: IndicatorDefinition, language: Language): string =>
  wordings.find(({ variant }) => variant === 'plan')?.text ?? wordings[0]?.text ?? definition.title[language];

function indicatorElement(context: ResultContext, use: IndicatorUse, component: Component): Element {
  const { language, definitions, values } = context;
  const definition = definitions.get(definitionKey(use.definition, use.version))!;
  const all = values.get(`${use.id}/${component.key}`) ?? [];
  const pinned = all.filter(({ version }) => version === use.version);
  const own = pinned.length > 0 ? pinned : all;
  const { true: told = [], false: left = [] } = Object.groupBy(own, (one) => String(fits(one, definition)) as 'true' | 'false');
  const w = iatiWords(language);
  const leftWords = left.flatMap((one) => {
    const words = commentWords(one, language);
    return words === null ? [] : [`${w[one.kind]}: ${words}`];
  });
  const title = use.components.length > 1 ? `${component.title[language]}. ${wordingOf(use, definition, language)}` : wordingOf(use, definition, language);
  return element('indicator', { measure: measureOf(definition), ascending: definition.direction === 'more' ? 'true' : 'false' }, [
    named('title', title),
    ...(leftWords.length === 0 ? [] : [named('description', leftWords.join('\n'))]),
    element('reference', { 'vocabulary': '99', 'code': use.components.length > 1 ? `${use.id}/${component.key}` : use.id, 'indicator-uri': context.indicatorAddress(use.id) }),
    ...told.filter(({ kind }) => kind === 'baseline').map((one) => valueElement('baseline', one, definition, language)),
    ...periodElements(context, told.filter(({ kind }) => kind !== 'baseline'), definition),
  ]);
}

/** One result with its indicators; null for a statement that none measures, since the standard has no result without one. */
export function resultElement(context: ResultContext, node: Node, uses: readonly IndicatorUse[]): Element | null {
  const indicators = uses.flatMap((use) => use.components.map((component) => indicatorElement(context, use, component)));
  if (indicators.length === 0) return null;
  const adds = uses.every((use) => mayBeAdded(context.definitions.get(definitionKey(use.definition, use.version))!));
  const text = node.wordings.find(({ variant }) => variant === 'plan')?.text ?? node.wordings[0]?.text ?? node.id;
  return element('result', { 'type': TYPES[node.level] ?? '9', 'aggregation-status': adds ? 'true' : 'false' }, [named('title', node.code === null ? text : `${node.code}. ${text}`), ...indicators]);
}
