import type { DateText } from '#lib/indicators/model/date.ts';
import { questions, type SheetRow, type SurveyInstrument } from '../instrument/instrument.ts';
import { questionsOf, type MeasureDefinition } from '../instrument/measure.ts';
import type { AssociationEstimate, ChangeEstimate } from '../wave/changes.ts';
import type { CellEstimate } from '../wave/estimates.ts';
import type { Weighed } from '../wave/weights.ts';
import { figureText, ROUND_FORMAT, type PublishedChange, type PublishedEstimate, type PublishedMeasure, type PublishedReturn, type PublishedRound, type PublishedTest, type RoundHead } from './published-round.ts';

/** A giving back as it was noted, counts and all. */
export interface NotedReturn extends Omit<PublishedReturn, 'women' | 'men' | 'date'> {
  readonly date: string;
  readonly women: number;
  readonly men: number;
}

export interface DocumentInput {
  readonly survey: string;
  readonly round: string;
  readonly instrument: SurveyInstrument;
  readonly head: Pick<RoundHead, 'previous' | 'revisited' | 'uncompared' | 'sample' | 'places' | 'interviews' | 'consent' | 'languages' | 'code'> & { /** Days, YYYY-MM-DD. */ readonly from: string; readonly to: string; readonly published: string; readonly keys: Readonly<Record<string, string>>; readonly response: { readonly least: number; readonly likely: number } | null };
  /** How the sample was weighed, by which margins and under which rule; null without a drawn sample. */
  readonly weighed: (Pick<Weighed, 'collapsed' | 'trimmed' | 'kish'> & { readonly calibration: string; readonly margins: readonly string[]; readonly lonely: string }) | null;
  readonly cells: readonly CellEstimate[];
  readonly changes: readonly ChangeEstimate[];
  readonly tests: readonly AssociationEstimate[];
  readonly returns: readonly NotedReturn[];
}

/** Counts of one to four people point at them. */
const SMALL = 5;
const unlessSmall = (count: number): number | null => (count > 0 && count < SMALL ? null : count);

/** Where results went back, as the public reads it. */
export const publishedReturn = (one: NotedReturn): PublishedReturn => ({ ...one, date: one.date as DateText, women: unlessSmall(one.women), men: unlessSmall(one.men) });

/** The label of a row in each language of its columns; a column without one is in the form's own. */
function labels(row: SheetRow, otherwise: string): readonly { readonly language: string; readonly text: string }[] {
  return Object.entries(row).flatMap(([column, text]) => (/^label(::|$)/.test(column) && text !== '' ? [{ language: column.split('::')[1]?.trim() ?? otherwise, text }] : []));
}

/** A choice in the language of its question; one that has no label in it as it stands. */
const choiceLabel = (all: ReturnType<typeof labels>, language: string) => (all.find((one) => one.language === language) === undefined ? all.slice(0, 1) : all.filter((one) => one.language === language));

function wordingOf(definition: MeasureDefinition, { sheets }: SurveyInstrument): PublishedMeasure['wording'] {
  const asked = questions(sheets);
  const otherwise = sheets.settings[0]?.['default_language'] ?? 'es';
  return [...new Set(questionsOf(definition).map(({ question }) => question))].flatMap((name) => {
    const { row } = asked.get(name)!;
    const list = (row['type'] ?? '').trim().split(/\s+/)[1];
    const choices = sheets.choices.filter((one) => (one['list_name'] ?? one['list name']) === list);
    return labels(row, otherwise).map(({ language, text }) => ({
      question: name, language, text, choices: choices.flatMap((one) => choiceLabel(labels(one, otherwise), language).map((label) => ({ code: (one['name'] ?? one['value'])!, text: label.text }))),
    }));
  });
}

function measureOf(definition: MeasureDefinition, instrument: SurveyInstrument): PublishedMeasure {
  const { id, series, title, sentence, kind, base, dimension, sense, index } = definition;
  return { id, series, title, sentence, kind, base: base.words, dimension, service: instrument.services.find((one) => one.id === definition.service) ?? null, sense, index, wording: wordingOf(definition, instrument) };
}

/** What is kept back loses everything but its reason: the document is where it stops being there at all. */
function estimateOf({ measure, domain, code, answer, n, asked, value, error, low, high, df, effect, flags, withheld }: CellEstimate): PublishedEstimate {
  const name = { measure, domain, code, answer };
  if (withheld !== null) return { ...name, n: null, asked: null, value: null, error: null, low: null, high: null, df: null, effect: null, flags: [], withheld };
  return { ...name, n, asked, value: figureText(value), error: figureText(error), low: figureText(low), high: figureText(high), df: figureText(df), effect: figureText(effect), flags, withheld };
}

/** A base that is printed down to a multiple of `SMALL`, not as it is. */
export const COARSE_BASE = 'base-redondeada';

const nameOf = ({ measure, answer }: CellEstimate): string => JSON.stringify([measure, answer]);

/**
 * How many were asked and did not say is told of everybody only, and not where they are a few. Nor may bases tell it: those of a
 * few less than were asked, and of a domain all of a measure that somebody did not answer, for another measure's are whole (METHODS §10).
 */
function withBase(cell: CellEstimate, unanswered: ReadonlySet<string>): PublishedEstimate {
  const one = estimateOf(cell);
  if (one.n === null) return one;
  const few = unlessSmall(cell.asked - cell.n) === null;
  const coarse = cell.domain === null ? few : unanswered.has(nameOf(cell));
  // Unweighted, a part to twelve decimals is a fraction whose denominator is the base.
  const value = coarse && cell.error === null && cell.value !== null ? figureText(Number(cell.value.toFixed(2))) : one.value;
  return { ...one, value, ...(coarse ? { n: one.n - (one.n % SMALL), flags: [...one.flags, COARSE_BASE] } : {}), asked: cell.domain === null && !few ? one.asked : null };
}

const sure = (value: number): string => figureText(value)!;

const changeOf = (previous: string) => ({ measure, series, domain, code, before, after, difference, error, df, p, corrected, low, high, detectable, word }: ChangeEstimate): PublishedChange => ({
  measure, series, previous, domain, code, before: sure(before), after: sure(after), difference: sure(difference), error: sure(error), df: sure(df), p: sure(p), corrected: sure(corrected), low: sure(low), high: sure(high), detectable: sure(detectable), word,
});

const testOf = ({ measure, domain, f, df: [above, below], p }: AssociationEstimate): PublishedTest => ({ measure, domain, f: sure(f), df: sure(above), dfBelow: sure(below), p: sure(p) });

/** What the public reads of the cells of a round. */
export const publishedEstimates = (cells: readonly CellEstimate[]): PublishedEstimate[] => {
  const unanswered = new Set(cells.filter(({ domain, asked, n }) => domain === null && asked > n).map(nameOf));
  return cells.map((one) => withBase(one, unanswered));
};

/** A round as the public reads it: what is kept back is not in it. */
export function roundDocument({ survey, round, instrument, head, weighed, cells, changes, tests, returns }: DocumentInput): PublishedRound {
  const { title, purpose, page, kind, code, version, domains, toVerify } = instrument;
  const { keys, response, from, to, published, ...rest } = head;
  return {
    format: ROUND_FORMAT, survey, round,
    head: {
      ...rest, from: from as DateText, to: to as DateText, published: published as DateText, title, purpose, intro: page.intro, page: page.kind, kind, instrument: { code, version }, domains, toVerify,
      response: response === null ? null : { least: sure(response.least), likely: sure(response.likely) }, keys: Object.entries(keys).map(([question, right]) => ({ question, code: right })),
      weights: weighed === null ? null : { calibration: weighed.calibration, margins: weighed.margins, collapsed: weighed.collapsed, trimmed: weighed.trimmed, effect: sure(weighed.kish.effect), size: sure(weighed.kish.size), lonely: weighed.lonely },
    },
    measures: inOrder(instrument).map((one) => measureOf(one, instrument)),
    estimates: publishedEstimates(cells),
    changes: head.previous === null ? [] : changes.map(changeOf(head.previous)), tests: tests.map(testOf),
    returns: returns.map(publishedReturn),
  };
}

/** Measures in the order of the public page. */
function inOrder({ measures, page: { first } }: SurveyInstrument): readonly MeasureDefinition[] {
  const place = ({ id }: MeasureDefinition): number => (first.includes(id) ? first.indexOf(id) : first.length);
  return measures.toSorted((a, b) => place(a) - place(b));
}
