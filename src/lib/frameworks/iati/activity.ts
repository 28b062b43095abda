import { firstDay, lastDay, type DateText } from '#lib/indicators/model/date.ts';
import { formatScaled } from '#lib/kernel/decimal.ts';
import type { Budget, Framework } from '../framework.ts';
import { iatiWords } from './words.ts';
import { locationRef, named, narrative, resultContext, resultElement } from './result.ts';
import { element, xmlText, type Element } from './xml.ts';

/** Who publishes, and when: what the standard asks for and a plan does not say. */
export interface IatiPublisher {
  /** The organisation's identifier in the IATI registry; null before it has one, and then its code in the plan stands for it. */
  readonly reference: string | null;
  /** Code of IATI's list OrganisationType: `22` is a national NGO, `40` a multilateral. */
  readonly type: string;
  /** Scheme and host of the Yupay that publishes. */
  readonly origin: string;
  /** Moment of the export, ISO 8601 in UTC. */
  readonly now: string;
  /** When what is exported last changed, ISO 8601 in UTC. */
  readonly changed: string;
}

/** The standard takes no identifier with a slash, an ampersand, a bar or a question mark. */
const identifier = (text: string): string => text.replace(/[/&|?\s]+/g, '-');

const nameOf = ({ organisations }: Framework, id: string): string => organisations.find((one) => one.id === id)?.name ?? id;

/** Codes of OrganisationRole: 1 funding, 2 accountable, 4 implementing. Whoever only gives data takes no part. */
function participants(framework: Framework): Element[] {
  const roles = new Map<string, { readonly org: string; readonly role: string }>();
  const add = (org: string, role: string) => roles.set(`${role}/${org}`, { org, role });
  add(framework.owner, '2');
  for (const { org, role, via } of framework.uses.flatMap(({ responsibilities }) => responsibilities)) {
    if (role === 'donor') add(org, '1');
    if (role === 'implementer' || role === 'counterpart') add(org, '4');
    if (via !== null) add(via, '4');
  }
  return [...roles.values()].map(({ org, role }) => element('participating-org', { role }, [narrative(nameOf(framework, org))]));
}

/** Codes of ActivityStatus: 1 not begun, 2 under way, 4 closed. */
const statusOf = ({ start, end }: Framework['period'], today: string): string => (today < firstDay(start) ? '1' : today > lastDay(end) ? '4' : '2');

const isYear = (start: DateText, end: DateText): boolean => {
  const next = `${Number(firstDay(start).slice(0, 4)) + 1}${firstDay(start).slice(4)}`;
  return lastDay(end) < next && firstDay(start) < lastDay(end);
};

/** Lines with an amount and no longer than a year, which is all that the standard takes; status 1 is indicative, 2 committed. */
function budgets({ currency, lines }: Budget): Element[] {
  const told = lines.filter(({ amount, start, end, phase }) => amount !== null && phase !== 'executed' && isYear(start, end));
  return told.map(({ start, end, phase, amount }) => element('budget', { type: phase === 'revised' ? '2' : '1', status: '1' }, [
    element('period-start', { 'iso-date': firstDay(start) }), element('period-end', { 'iso-date': lastDay(end) }),
    element('value', { currency, 'value-date': firstDay(start) }, [formatScaled(amount!, 2)]),
  ]));
}

function locations(framework: Framework): Element[] {
  const places = new Set(framework.observations.flatMap(({ place }) => place ?? []));
  return [...places].sort().map((place) => element('location', { ref: locationRef(place) }, [named('name', place)]));
}

function results(framework: Framework, origin: string): Element[] {
  const context = resultContext(framework, (use) => `${origin}/plan/${framework.id}/indicador/${use}`);
  const byNode = Map.groupBy(framework.uses, ({ node }) => node);
  return framework.nodes.flatMap((node) => resultElement(context, node, byNode.get(node.id) ?? []) ?? []);
}

function activity(framework: Framework, publisher: IatiPublisher): Element {
  const { origin, now, changed } = publisher;
  const reference = identifier(publisher.reference ?? framework.owner);
  const w = iatiWords(framework.language);
  const page = `${origin}/plan/${framework.id}`;
  return element('iati-activity', { 'xml:lang': framework.language, 'default-currency': framework.currency ?? 'PEN', 'last-updated-datetime': changed, 'hierarchy': '1' }, [
    element('iati-identifier', {}, [`${reference}-${identifier(framework.id)}`]),
    element('reporting-org', { ref: reference, type: publisher.type }, [narrative(nameOf(framework, framework.owner))]),
    named('title', framework.title),
    named('description', `${w.kinds[framework.kind]}. ${framework.title}.`),
    ...participants(framework),
    element('activity-status', { code: statusOf(framework.period, now.slice(0, 10)) }),
    element('activity-date', { 'type': '1', 'iso-date': firstDay(framework.period.start) }),
    element('activity-date', { 'type': '3', 'iso-date': lastDay(framework.period.end) }),
    element('recipient-country', { code: 'PE', percentage: '100' }),
    ...locations(framework),
    element('sector', { 'vocabulary': '99', 'vocabulary-uri': `${origin}/planes`, 'code': framework.kind, 'percentage': '100' }, [narrative(w.kinds[framework.kind])]),
    ...framework.budgets.flatMap(budgets),
    element('document-link', { format: 'text/html', url: page }, [named('title', framework.title), element('category', { code: 'A08' }), element('language', { code: framework.language })]),
    ...results(framework, origin),
  ]);
}

/** A framework as an IATI 2.03 file of one activity with its results. What a value says beyond its number goes into comments. */
export function iatiXml(framework: Framework, publisher: IatiPublisher): string {
  return xmlText(element('iati-activities', { 'version': '2.03', 'generated-datetime': publisher.now }, [activity(framework, publisher)]));
}
