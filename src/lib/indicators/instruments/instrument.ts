import { date, decode, factId, flag, list, object, oneOf, optional, text, withDefault, type Decoder } from '../model/decoder.ts';
import type { DateText } from '../model/date.ts';
import { problem, type Problem } from '../model/problem.ts';
import { SCALES, type Scale } from './scale.ts';

export const INSTRUMENTS_FORMAT = 'yupay-instrumentos@1';

export interface Words {
  readonly es: string;
  readonly en: string;
}

/**
 * What becomes of the answers: `points` is Σ earned ÷ Σ applicable and, apart, whether all that is mandatory is complete
 * (METHODS §6); `share` is k of n; `components` the mean of the components' means, `pefa` one letter for each indicator
 * and never one for all (METHODS §5); `chains` counts the links that evidence holds; `before-after` and `figures` add
 * nothing up; `goal` compares what was collected with its goal.
 */
export const RULES = ['points', 'share', 'components', 'pefa', 'chains', 'before-after', 'figures', 'goal', 'actions'] as const;
export type ScoreRule = (typeof RULES)[number];

export interface Item {
  readonly id: string;
  /** Answers of two versions are one series only where the item is the very same; a changed item begins another. */
  readonly series: string;
  readonly heading: Words;
  readonly text: Words;
  readonly scale: Scale;
  readonly codes: readonly { readonly code: string; readonly es: string; readonly en: string }[];
  readonly mandatory: boolean;
  /** What proves the answer; null where none is asked. */
  readonly evidence: Words | null;
  /** PEFA: how the dimensions of a heading become its indicator. */
  readonly method: 'M1' | 'M2' | null;
}

export type VersionState = 'draft' | 'published' | 'closed';

export interface InstrumentVersion {
  readonly id: string;
  readonly norm: Words;
  readonly from: DateText | null;
  readonly to: DateText | null;
  /** A draft is not filled; a closed one is read and no longer filled. */
  readonly state: VersionState;
  readonly rule: ScoreRule;
  readonly method: Words;
  /** What is filled several times in one copy (a procedure, an action); null where each item is asked once. */
  readonly repeated: Words | null;
  /** What a person must still verify of it (METHODS §13); null when nothing. */
  readonly toVerify: Words | null;
  readonly items: readonly Item[];
}

export interface Instrument {
  readonly id: string;
  readonly title: Words;
  readonly summary: Words;
  readonly source: Words;
  readonly verified_by: string | null;
  readonly versions: readonly InstrumentVersion[];
}

const words: Decoder<Words> = object<Words>({ es: text, en: text });

const item: Decoder<Item> = object<Item>({
  id: factId, series: factId, heading: words, text: words, scale: oneOf(...SCALES), codes: list(object({ code: factId, es: text, en: text })),
  mandatory: withDefault(flag, false), evidence: optional(words), method: optional(oneOf('M1', 'M2')),
});

const version: Decoder<InstrumentVersion> = object<InstrumentVersion>({
  id: factId, norm: words, from: optional(date), to: optional(date), state: oneOf('draft', 'published', 'closed'), rule: oneOf(...RULES), method: words,
  repeated: optional(words), toVerify: optional(words), items: list(item),
});

const shape: Decoder<Instrument> = object<Instrument>({ id: factId, title: words, summary: words, source: words, verified_by: optional(text), versions: list(version) });

function repeatedCodes(codes: readonly string[], path: string): Problem[] {
  return codes.flatMap((code, index) => (codes.indexOf(code) < index ? [problem('codigo-repetido', `${path}[${index}].id`, { codigo: code })] : []));
}

/** Two items of one series in different versions must ask the same on the same scale. */
function brokenSeries({ versions }: Instrument): Problem[] {
  const seen = new Map<string, string>();
  return versions.flatMap(({ items }, v) => items.flatMap((one, i) => {
    const asks = JSON.stringify([one.text, one.scale, one.codes, one.mandatory, one.method]);
    const before = seen.get(one.series);
    seen.set(one.series, before ?? asks);
    return before === undefined || before === asks ? [] : [problem('codigo-repetido', `versions[${v}].items[${i}].series`, { codigo: one.series })];
  }));
}

/** Reads an instrument and holds it to itself: no code twice, no series over a changed item. */
export const instrument: Decoder<Instrument> = (value, path, problems) => {
  const before = problems.length;
  const read = shape(value, path, problems);
  if (problems.length > before) return read;
  problems.push(...repeatedCodes(read.versions.map(({ id }) => id), 'versions'), ...read.versions.flatMap(({ items }, at) => repeatedCodes(items.map(({ id }) => id), `versions[${at}].items`)), ...brokenSeries(read));
  return read;
};

export const readInstrument = (value: unknown) => decode(instrument, value);

/** The version by its code. */
export const versionOf = ({ versions }: Instrument, id: string): InstrumentVersion | null => versions.find((one) => one.id === id) ?? null;
