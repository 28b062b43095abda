import type { DateText } from '#lib/indicators/model/date.ts';
import { isFew } from '../disclosure/few.ts';
import { choiceCode, choicesOf, questions, type SheetRow, type SurveyInstrument } from '../instrument/instrument.ts';
import { questionsOf, type MeasureDefinition, type MeasureKind } from '../instrument/measure.ts';
import { interval } from '../estimate/estimate.ts';
import type { AssociationEstimate, ChangeEstimate } from '../wave/changes.ts';
import type { CellEstimate, Withheld } from '../wave/estimates.ts';
import type { Weighed } from '../wave/weights.ts';
import { coarseCells } from './coarse-base.ts';
import { coarseFigures, errorUp, type Coarseness } from './coarse-figures.ts';
import { CONFIDENTIAL_REASON, figureText, ROUND_FORMAT, type PublishedChange, type PublishedEstimate, type PublishedMeasure, type PublishedReturn, type PublishedRound, type PublishedTest, type RoundHead } from './published-round.ts';

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
  /** The round that changes are told from, as it was published; null where there are none. */
  readonly former: Pick<PublishedRound, 'measures' | 'estimates'> | null;
  readonly tests: readonly AssociationEstimate[];
  readonly returns: readonly NotedReturn[];
}

const unlessFew = (count: number): number | null => (isFew(count) ? null : count);

/** Where results went back, as the public reads it. */
export const publishedReturn = (one: NotedReturn): PublishedReturn => ({ ...one, date: one.date as DateText, women: unlessFew(one.women), men: unlessFew(one.men) });

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
    const choices = choicesOf(sheets, row);
    return labels(row, otherwise).map(({ language, text }) => ({
      question: name, language, text, choices: choices.flatMap((one) => choiceLabel(labels(one, otherwise), language).map((label) => ({ code: choiceCode(one), text: label.text }))),
    }));
  });
}

function measureOf(definition: MeasureDefinition, instrument: SurveyInstrument): PublishedMeasure {
  const { id, series, title, sentence, kind, base, dimension, sense, index } = definition;
  return { id, series, title, sentence, kind, base: base.words, dimension, service: instrument.services.find((one) => one.id === definition.service) ?? null, sense, index, wording: wordingOf(definition, instrument) };
}

/** Reasons that tell how few somebody is: together they tell more of a hidden count than that it is one, so the public has one for all. */
const CONFIDENTIAL: readonly Withheld[] = ['cuenta-pequena', 'complementaria', 'diferencia-chica'];

/** What is kept back loses everything but its reason: the document is where it stops being there at all. */
function estimateOf({ measure, domain, code, answer, n, asked, value, error, low, high, df, effect, flags, withheld }: CellEstimate): PublishedEstimate {
  const name = { measure, domain, code, answer };
  if (withheld !== null) return { ...name, n: null, asked: null, value: null, error: null, low: null, high: null, df: null, effect: null, flags: [], withheld: CONFIDENTIAL.includes(withheld) ? CONFIDENTIAL_REASON : withheld };
  return { ...name, n, asked, value: figureText(value), error: figureText(error), low: figureText(low), high: figureText(high), df: figureText(df), effect: figureText(effect), flags, withheld };
}

/** A base that is printed down to a multiple of five or ten, not as it is. */
export const COARSE_BASE = 'base-redondeada';

/** A cell told coarsely, where its base would tell of a few. */
function coarsened(cell: CellEstimate, coarseness: Coarseness | undefined, kind: MeasureKind): PublishedEstimate {
  if (coarseness === undefined || cell.withheld !== null) return estimateOf(cell);
  const one = estimateOf({ ...cell, ...coarseFigures(cell, coarseness, kind) });
  return coarseness.base === 1 ? one : { ...one, asked: null, flags: [...one.flags, COARSE_BASE] };
}

const sure = (value: number): string => figureText(value)!;
const thousandths = (part: number): number => Math.round(part * 1000) / 1000;

/** Of a change between figures that are told coarsely no more than they tell; a round's own effect is left out of those. */
function coarseChange(one: ChangeEstimate, former: PublishedEstimate | undefined, own: PublishedEstimate | undefined): ChangeEstimate {
  if (former?.effect !== null && own?.effect !== null) return one;
  const [before, after, error] = [Number(former?.value ?? one.before), Number(own?.value ?? one.after), errorUp(one.error, 0.1)];
  const [low, high] = interval({ value: after - before, error, df: one.df });
  return { ...one, before, after, difference: after - before, error, low, high, detectable: (one.detectable / one.error) * error, p: thousandths(one.p), corrected: thousandths(one.corrected) };
}

const changeOf = (previous: string) => ({ measure, series, domain, code, before, after, difference, error, df, p, corrected, low, high, detectable, word }: ChangeEstimate): PublishedChange => ({
  measure, series, previous, domain, code, before: sure(before), after: sure(after), difference: sure(difference), error: sure(error), df: sure(df), p: sure(p), corrected: sure(corrected), low: sure(low), high: sure(high), detectable: sure(detectable), word,
});

/** What was tested, and no closer than the figures that it was tested on are told. */
function testOf({ measure, domain, f, df: [above, below], p }: AssociationEstimate, estimates: readonly PublishedEstimate[]): PublishedTest {
  const coarse = estimates.some((one) => one.measure === measure && one.domain === domain && one.effect === null);
  return { measure, domain, f: sure(coarse ? Math.round(f * 10) / 10 : f), df: sure(above), dfBelow: sure(below), p: sure(coarse ? thousandths(p) : p) };
}

/** What the public reads of the cells of a round; how many were asked, of everybody only. */
export function publishedEstimates(cells: readonly CellEstimate[], measures: readonly MeasureDefinition[], interviews: number): PublishedEstimate[] {
  const [coarse, kinds] = [coarseCells(cells, measures, interviews), new Map(measures.map(({ id, kind }) => [id, kind]))];
  return cells.map((cell) => {
    const one = coarsened(cell, coarse.get(cell), kinds.get(cell.measure)!);
    return cell.domain === null ? one : { ...one, asked: null };
  });
}

/** A round as the public reads it: what is kept back is not in it. */
export function roundDocument({ survey, round, instrument, head, weighed, cells, changes, former, tests, returns }: DocumentInput): PublishedRound {
  const { title, purpose, page, kind, code, version, domains, toVerify } = instrument;
  const { keys, response, from, to, published, ...rest } = head;
  const measures = inOrder(instrument).map((one) => measureOf(one, instrument));
  const estimates = publishedEstimates(cells, instrument.measures, head.interviews);
  const cellOf = (round: DocumentInput['former'], { series, domain, code }: ChangeEstimate) => round?.estimates.find((one) => one.measure === round.measures.find((each) => each.series === series)?.id && one.domain === domain && one.code === code && one.answer === null);
  return {
    format: ROUND_FORMAT, survey, round,
    head: {
      ...rest, from: from as DateText, to: to as DateText, published: published as DateText, title, purpose, intro: page.intro, page: page.kind, kind, instrument: { code, version }, domains, toVerify,
      response: response === null ? null : { least: sure(response.least), likely: sure(response.likely) }, keys: Object.entries(keys).map(([question, right]) => ({ question, code: right })),
      weights: weighed === null ? null : { calibration: weighed.calibration, margins: weighed.margins, collapsed: weighed.collapsed, trimmed: weighed.trimmed, effect: sure(weighed.kish.effect), size: sure(weighed.kish.size), lonely: weighed.lonely },
    },
    measures, estimates,
    changes: head.previous === null ? [] : changes.map((one) => coarseChange(one, cellOf(former, one), cellOf({ measures, estimates }, one))).map(changeOf(head.previous)), tests: tests.map((one) => testOf(one, estimates)),
    returns: returns.map(publishedReturn),
  };
}

/** Measures in the order of the public page. */
function inOrder({ measures, page: { first } }: SurveyInstrument): readonly MeasureDefinition[] {
  const place = ({ id }: MeasureDefinition): number => (first.includes(id) ? first.indexOf(id) : first.length);
  return measures.toSorted((a, b) => place(a) - place(b));
}
