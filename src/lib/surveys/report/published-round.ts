import type { DateText } from '#lib/indicators/model/date.ts';
import type { Words } from '#lib/indicators/instruments/instrument.ts';
import { date, decode, factId, flag, list, object, oneOf, optional, text, whole, type Decoder } from '#lib/indicators/model/decoder.ts';
import { problem } from '#lib/indicators/model/problem.ts';
import { SURVEY_KINDS, surveyDomain, surveyService, type SurveyDomain, type SurveyKind, type SurveyService } from '../instrument/instrument.ts';
import { DIMENSIONS, MEASURE_KINDS, words, type Dimension, type MeasureKind } from '../instrument/measure.ts';

export const ROUND_FORMAT = 'yupay-encuesta@1';

/** How those who answered were found: drawn by chance, whoever was there, or groups that sat together. */
export const SAMPLES = ['probabilistica', 'conveniencia', 'grupos'] as const;
export type SampleKind = (typeof SAMPLES)[number];

/** A number of an estimate as text: plain, to twelve decimals; the oracles' eight digits and no more than a float has. */
export type FigureText = string;

/** Writes it. Null for what is no number. */
export const figureText = (value: number | null): FigureText | null => (value === null || !Number.isFinite(value) ? null : value.toFixed(12).replace(/\.?0+$/, '').replace(/^-0$/, '0'));

/**
 * Why a round is not compared with its previous one: nothing of that one is published, or its answers are not those that its
 * published figures come from, beside which a change would tell who differs.
 */
export const UNCOMPARED = ['anterior-sin-publicar', 'anterior-cambio'] as const;
export type Uncompared = (typeof UNCOMPARED)[number];

/** Why whatever could give away what a few people said is kept back. Documents published before have a reason for each way. */
export const CONFIDENTIAL_REASON = 'reserva';

/** What a reader must know of a round: when, where, how it was drawn and weighed, under which consent. */
export interface RoundHead {
  readonly title: Words;
  readonly purpose: Words;
  readonly intro: Words;
  readonly page: 'ciclo' | 'libreta' | 'grupos' | 'lista';
  readonly kind: SurveyKind;
  readonly instrument: { readonly code: string; readonly version: string };
  readonly from: DateText;
  readonly to: DateText;
  readonly published: DateText;
  readonly previous: string | null;
  readonly revisited: boolean;
  /** Why it is not compared with its previous round; null where it is, and where there is none. */
  readonly uncompared: Uncompared | null;
  readonly sample: SampleKind;
  readonly places: readonly string[];
  readonly interviews: number;
  /** AAPOR's RR1 and RR3 as parts of one; null where visits were not noted. */
  readonly response: { readonly least: FigureText; readonly likely: FigureText } | null;
  /** Null without a drawn sample. */
  readonly weights: { readonly calibration: string; readonly margins: readonly string[]; readonly collapsed: readonly string[]; readonly trimmed: number; readonly effect: FigureText; readonly size: FigureText; readonly lonely: string } | null;
  readonly consent: readonly string[];
  readonly languages: readonly string[];
  /** Right answers that change with the round: question and code. */
  readonly keys: readonly { readonly question: string; readonly code: string }[];
  readonly domains: readonly SurveyDomain[];
  readonly code: string;
  readonly toVerify: Words | null;
}

export interface PublishedMeasure {
  readonly id: string;
  readonly series: string;
  readonly title: Words;
  readonly sentence: Words;
  readonly kind: MeasureKind;
  readonly base: Words;
  readonly dimension: Dimension;
  readonly service: SurveyService | null;
  readonly sense: 'mas' | 'menos' | 'ninguno';
  readonly index: string | null;
  /** What was asked, word for word, in each language of the form. */
  readonly wording: readonly { readonly question: string; readonly language: string; readonly text: string; readonly choices: readonly { readonly code: string; readonly text: string }[] }[];
}

export interface PublishedEstimate {
  readonly measure: string;
  readonly domain: string | null;
  readonly code: string | null;
  readonly answer: string | null;
  readonly n: number | null;
  readonly asked: number | null;
  readonly value: FigureText | null;
  readonly error: FigureText | null;
  readonly low: FigureText | null;
  readonly high: FigureText | null;
  readonly df: FigureText | null;
  readonly effect: FigureText | null;
  readonly flags: readonly string[];
  /** Why it is kept back; null where it is shown. What is kept back has neither value nor base. */
  readonly withheld: string | null;
}

export interface PublishedChange {
  readonly measure: string;
  readonly series: string;
  readonly previous: string;
  readonly domain: string | null;
  readonly code: string | null;
  readonly before: FigureText;
  readonly after: FigureText;
  readonly difference: FigureText;
  readonly error: FigureText;
  readonly df: FigureText;
  readonly p: FigureText;
  readonly corrected: FigureText;
  readonly low: FigureText;
  readonly high: FigureText;
  readonly detectable: FigureText;
  readonly word: 'subio' | 'bajo' | 'sin-cambio';
}

export interface PublishedTest {
  readonly measure: string;
  readonly domain: string;
  readonly f: FigureText;
  readonly df: FigureText;
  readonly dfBelow: FigureText;
  readonly p: FigureText;
}

/** Results given back where people were asked; attendance of one to four is kept back as any count of people. */
export interface PublishedReturn {
  readonly area: string;
  readonly place: string;
  readonly date: DateText;
  readonly language: string;
  readonly women: number | null;
  readonly men: number | null;
  readonly contested: string | null;
}

const figure: Decoder<FigureText> = (value, path, problems) => {
  if (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,12})?$/.test(value)) return value;
  problems.push(problem('no-es-numero', path, { hallado: '…' }));
  return '';
};

const head: Decoder<RoundHead> = object<RoundHead>({
  title: words, purpose: words, intro: words, page: oneOf('ciclo', 'libreta', 'grupos', 'lista'), kind: oneOf(...SURVEY_KINDS), instrument: object({ code: factId, version: factId }),
  from: date, to: date, published: date, previous: optional(factId), revisited: flag, uncompared: optional(oneOf(...UNCOMPARED)), sample: oneOf(...SAMPLES), places: list(factId), interviews: whole,
  response: optional(object({ least: figure, likely: figure })),
  weights: optional(object({ calibration: text, margins: list(text), collapsed: list(text), trimmed: whole, effect: figure, size: figure, lonely: text })),
  consent: list(text), languages: list(text), keys: list(object({ question: factId, code: factId })),
  domains: list(surveyDomain), code: text, toVerify: optional(words),
});

const measure: Decoder<PublishedMeasure> = object<PublishedMeasure>({
  id: factId, series: factId, title: words, sentence: words, kind: oneOf(...MEASURE_KINDS), base: words, dimension: oneOf(...DIMENSIONS), service: optional(surveyService), sense: oneOf('mas', 'menos', 'ninguno'), index: optional(factId),
  wording: list(object({ question: factId, language: text, text, choices: list(object({ code: factId, text })) })),
});

const estimateShape: Decoder<PublishedEstimate> = object<PublishedEstimate>({
  measure: factId, domain: optional(factId), code: optional(factId), answer: optional(factId), n: optional(whole), asked: optional(whole), value: optional(figure), error: optional(figure), low: optional(figure), high: optional(figure),
  df: optional(figure), effect: optional(figure), flags: list(text), withheld: optional(factId),
});

/** A figure that is kept back brings nothing with it, and one that is shown brings its base (METHODS §10). */
const estimate: Decoder<PublishedEstimate> = (value, path, problems) => {
  const before = problems.length;
  const read = estimateShape(value, path, problems);
  if (problems.length > before) return read;
  const numbers = [read.n, read.asked, read.value, read.error, read.low, read.high, read.df, read.effect];
  if (read.withheld !== null && (numbers.some((one) => one !== null) || read.flags.length > 0)) problems.push(problem('carga-sobrante', path, { estado: read.withheld }));
  if (read.withheld === null && (read.value === null || read.n === null)) problems.push(problem('carga-ausente', path));
  return read;
};

const change: Decoder<PublishedChange> = object<PublishedChange>({
  measure: factId, series: factId, previous: factId, domain: optional(factId), code: optional(factId), before: figure, after: figure, difference: figure, error: figure, df: figure, p: figure, corrected: figure, low: figure, high: figure,
  detectable: figure, word: oneOf('subio', 'bajo', 'sin-cambio'),
});

const test: Decoder<PublishedTest> = object<PublishedTest>({ measure: factId, domain: factId, f: figure, df: figure, dfBelow: figure, p: figure });

const returned: Decoder<PublishedReturn> = object<PublishedReturn>({ area: text, place: factId, date, language: text, women: optional(whole), men: optional(whole), contested: optional(text) });

/** What each list of the document holds, by its member. */
export const PARTS = { measures: measure, estimates: estimate, changes: change, tests: test, returns: returned } as const;

export type PartName = keyof typeof PARTS;

export const readHead = (value: unknown) => decode(head, value);
export const readPart = (name: PartName, value: unknown) => decode<unknown>(PARTS[name], value);

/** A round as it is published: aggregates only, and of those only what may be shown. */
export interface PublishedRound {
  readonly format: typeof ROUND_FORMAT;
  readonly survey: string;
  readonly round: string;
  readonly head: RoundHead;
  readonly measures: readonly PublishedMeasure[];
  readonly estimates: readonly PublishedEstimate[];
  readonly changes: readonly PublishedChange[];
  readonly tests: readonly PublishedTest[];
  readonly returns: readonly PublishedReturn[];
}
