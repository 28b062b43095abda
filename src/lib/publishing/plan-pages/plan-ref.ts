import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import { phrase, type Phrase } from '../phrase.ts';
import { takePart } from '../place-page-parts.ts';
import type { Services } from '../services.ts';
import type { PageModel, Part } from '../view.ts';

/** A plan that is loaded, as the list of plans tells it. */
export interface PlanRef {
  readonly id: string;
  readonly title: string;
  readonly list: Answer;
  readonly row: number;
}

/** For whom and from where a page of a plan is made. */
export interface PlanPlace {
  readonly plan: PlanRef;
  readonly language: Language;
  readonly origin: string;
  readonly t: Messages;
}

/** A plan by its code. Throws `plan-no-existe`: an answer is kept for good, so nothing is asked of a plan that nobody loaded. */
export async function findPlan(services: Services, id: string): Promise<PlanRef> {
  const list = await services.answer('planes', {});
  const row = rowsOf(list).find((one) => text(list, one, 'plan') === id);
  if (row === undefined) throw new YupayError('plan-no-existe', { codigo: id.slice(0, 64) });
  return { id, title: text(list, row, 'titulo')!, list, row };
}

export async function planPlace(services: Services, id: string, language: Language, origin: string): Promise<PlanPlace> {
  return { plan: await findPlan(services, id), language, origin, t: messages(language) };
}

export const planAddress = (id: string, inside = ''): string => `/plan/${id}${inside === '' ? '' : `/${inside}`}`;

export const indicatorAddress = (plan: string, use: string): string => planAddress(plan, `indicador/${encodeURIComponent(use)}`);

/** A word of the catalogue by a code of the data; the code itself where the catalogue has none. */
export const wordOf = (words: Readonly<Record<string, string>>, code: string | null): string => (code === null ? '' : (words[code] ?? code));

export function planFacts({ plan: { list, row }, language, t }: PlanPlace): Phrase[] {
  const words = t.plans;
  const said = (column: string) => text(list, row, column) ?? '–';
  return [
    [wordOf(words.kinds, said('clase'))],
    phrase(words.facts.owner, { titular: shown(list, row, 'titular', 'texto') }),
    [fill(words.facts.period, { desde: dateInWords(said('desde'), language), hasta: dateInWords(said('hasta'), language) })],
    [fill(words.facts.version, { version: said('version'), estado: wordOf(words.states, said('estado')) })],
  ];
}

/** What every page of a plan has around its parts. */
export function planModel(place: PlanPlace, inside: string, heading: string, lead: readonly Phrase[], parts: readonly Part[]): PageModel {
  const { plan, language, origin, t } = place;
  const address = planAddress(plan.id, inside);
  const above = inside === '' ? [] : [{ href: at(language, planAddress(plan.id)), text: plan.title }];
  return {
    language, origin, address,
    title: inside === '' ? `${plan.title} · Yupay` : `${heading} · ${plan.title} · Yupay`,
    description: fill(t.plans.description, { titulo: plan.title }),
    overline: t.plans.overline, heading, facts: planFacts(place), lead,
    crumbs: [{ href: at(language, '/planes'), text: t.plans.list.title }, ...above],
    parts: [...parts, takePart(99, address, language, origin, t, [{ href: at(language, `${address}.xlsx`), text: t.plans.take.xlsx }])],
  };
}
