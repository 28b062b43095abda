import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { SOURCES, WHAT, WHO, questionQuery, yearsOf, type Plan, type Question, type Source } from './question-ask.ts';
import type { PlaceView } from './services.ts';
import type { Block } from './view.ts';

/** A box of the form: a closed list, or a text where `options` is null. */
export interface QuestionField {
  readonly name: 'quien' | 'que' | 'donde' | 'fuente' | 'cuando';
  readonly label: string;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly text: string }[] | null;
}

export const ADDRESS = '/consulta';

/** The form as the question left it; blank but for the first choices when nothing was asked. */
export function fieldsOf(question: Question | null, t: Messages): QuestionField[] {
  const { labels } = t.question;
  const options = <T extends string>(values: readonly T[], names: Readonly<Record<T, string>>) => values.map((value) => ({ value, text: names[value] }));
  return [
    { name: 'quien', label: labels.quien, value: question?.quien ?? 'municipalidades', options: options(WHO, t.question.quien) },
    { name: 'que', label: labels.que, value: question?.que ?? 'canon', options: options(WHAT, t.question.que) },
    { name: 'donde', label: labels.donde, value: question?.donde ?? '', options: null },
    { name: 'fuente', label: labels.fuente, value: question?.fuente ?? '', options: [{ value: '', text: t.question.anySource }, ...options(SOURCES, t.question.fuente)] },
    { name: 'cuando', label: labels.cuando, value: question?.cuando ?? '', options: null },
  ];
}

/** "las municipalidades de Moquegua": of whom the answer is. */
export function subjectOf({ quien }: Question, place: PlaceView | null, t: Messages): string {
  const words = t.question.subject;
  const template = quien === 'regional' ? words.regional : quien === 'nacional' ? words.nacional : place === null ? words.manyCountry : place.level === 'distrito' ? words.one : words.many;
  return fill(template, { lugar: place?.name ?? t.question.country });
}

export function whenOf({ cuando }: Question, t: Messages): string {
  const years = yearsOf(cuando);
  if (years === null) return cuando;
  const [from, to] = years;
  if (from === 0) return t.question.when.all;
  return from === to ? fill(t.question.when.year, { anio: String(from) }) : fill(t.question.when.range, { desde: String(from), hasta: String(to) });
}

export const sourceName = (source: Source, t: Messages): string => t.question.fuente[source];

export const headingOf = (question: Question, place: PlaceView | null, t: Messages): string =>
  fill(t.question.heading, { que: t.question.que[question.que], quien: subjectOf(question, place, t), cuando: whenOf(question, t) });

export const hrefOf = (question: Question, language: Language): string => `${at(language, ADDRESS)}${questionQuery(question)}`;

/** Questions to begin with: addresses like any other, one of them of what cannot be answered. */
export function examplesBlock(language: Language, label: string, t: Messages): Block {
  const words = t.question.example;
  const base: Question = { quien: 'municipalidades', que: 'canon', donde: '', fuente: '', cuando: '' };
  const items: readonly (readonly [Question, string])[] = [
    [{ ...base, donde: '02', cuando: '2020' }, words.canonRegion],
    [{ ...base, donde: '021014' }, words.canonDistrict],
    [{ ...base, que: 'pim', donde: '060108', cuando: '2015-2022' }, words.pim],
    [{ ...base, que: 'devengado', donde: '18', cuando: '2022' }, words.spent],
    [{ ...base, que: 'devengado', donde: '180106', fuente: 'gasto-canon' }, words.canonSpent],
  ];
  return { kind: 'links', label, bare: true, columns: false, items: items.map(([question, text]) => ({ href: hrefOf(question, language), text })) };
}

/** The address that quotes the answer: the place by its code and the source by its name, whatever was typed. */
export const settled = (question: Question, place: PlaceView | null, plan: Plan): Question => ({ ...question, donde: place?.ubigeo ?? '', fuente: plan.source, cuando: plan.from === 0 ? '' : plan.from === plan.to ? String(plan.from) : `${plan.from}-${plan.to}` });
