import { deviation, sampleQuantile } from '#lib/indicators/statistics/describe.ts';
import type { Alert, Answers } from './extract.ts';

/** A complete interview as the quality of field work sees it (METHODS §3.12). Flags prompt a look, never a deletion. */
export interface Interview {
  readonly number: number;
  readonly enumerator: string | null;
  readonly unit: string | null;
  readonly dwelling: string | null;
  readonly visit: string | null;
  readonly seconds: number | null;
  readonly answers: Answers;
}

/** Questions of a form that look alike to these checks. */
export interface QualityQuestions {
  /** Runs of questions that share a list of codes and stand together: the same code all along may be nobody's opinion. */
  readonly batteries: readonly (readonly string[])[];
  /** Numbers that a person estimates (days, soles), which heap on round figures when invented. */
  readonly numbers: readonly string[];
}

export interface FlaggedInterview extends Alert {
  readonly number: number;
}

const flag = ({ number }: Interview, code: Alert['code'], question: string | null = null, detail: string | null = null): FlaggedInterview => ({ number, code, question, detail });

/** Interviews shorter than half of the median; with fewer than five there is no median to speak of. */
export function shortOnes(interviews: readonly Interview[]): FlaggedInterview[] {
  const timed = interviews.filter((one) => one.seconds !== null);
  if (timed.length < 5) return [];
  const half = sampleQuantile(timed.map(({ seconds }) => seconds!), 0.5) / 2;
  return timed.filter(({ seconds }) => seconds! < half).map((one) => flag(one, 'muy-corta', null, `${one.seconds} s`));
}

const same = <K>(interviews: readonly Interview[], key: (one: Interview) => K | null): Interview[][] =>
  [...Map.groupBy(interviews.filter((one) => key(one) !== null), (one) => key(one)!).values()].filter((group) => group.length > 1);

/** One dwelling visited once and sent twice as two interviews. The first one is not flagged. */
export const sameDwelling = (interviews: readonly Interview[]): FlaggedInterview[] =>
  same(interviews, ({ unit, dwelling }) => (unit === null || dwelling === null ? null : `${unit}\u0000${dwelling}`))
    .flatMap(([first, ...others]) => others.map((one) => flag(one, 'vivienda-repetida', null, `envío ${first!.number}`)));

/** Answers that tell the visit apart even when the rest was copied. */
const OF_THE_VISIT = new Set(['upm', 'vivienda', 'visita', 'inicio', 'fin', 'fecha', 'adultos', 'elegida', 'primero', 'resultado', 'instanceID']);

/** Fewer answers than this may well be the same in two homes. */
const LEAST_ANSWERS = 8;

function fingerprint({ answers }: Interview): string | null {
  const told = Object.entries(answers).filter(([name]) => !OF_THE_VISIT.has(name)).sort(([a], [b]) => (a < b ? -1 : 1));
  return told.length < LEAST_ANSWERS ? null : JSON.stringify(told);
}

/** Interviews whose answers are all the same as another's. The first one is not flagged. */
export const copiedAnswers = (interviews: readonly Interview[]): FlaggedInterview[] =>
  same(interviews, fingerprint).flatMap(([first, ...others]) => others.map((one) => flag(one, 'respuestas-iguales', null, `envío ${first!.number}`)));

const LEAST_BATTERY = 5;

/** The same code to every question of a battery of five or more. */
export function straightLines(interviews: readonly Interview[], batteries: QualityQuestions['batteries']): FlaggedInterview[] {
  return interviews.flatMap((one) => batteries.filter((battery) => battery.length >= LEAST_BATTERY).flatMap((battery) => {
    const told = battery.map((name) => one.answers[name]).filter((value): value is string => typeof value === 'string');
    return told.length >= LEAST_BATTERY && new Set(told).size === 1 ? [flag(one, 'siempre-lo-mismo', battery[0]!, told[0]!)] : [];
  }));
}

/** Below these, round figures are what people say. */
const LEAST_FIGURES = 10;
const MOST_ROUND = 0.8;

const isRound = (text: string): boolean => Number.isFinite(Number(text)) && Number(text) !== 0 && Number(text) % 5 === 0;

/** Per enumerator: more than four in five of the figures that are not zero end in 0 or 5, and those of the others do not. */
export function heapedFigures(interviews: readonly Interview[], numbers: readonly string[]): FlaggedInterview[] {
  const figures = (ones: readonly Interview[]): string[] => ones.flatMap(({ answers }) => numbers.map((name) => answers[name]).filter((value): value is string => typeof value === 'string' && value !== '' && Number(value) !== 0));
  const share = (texts: readonly string[]): number => texts.filter(isRound).length / texts.length;
  return [...Map.groupBy(interviews.filter(({ enumerator }) => enumerator !== null), ({ enumerator }) => enumerator!).values()].flatMap((own) => {
    const [mine, others] = [figures(own), figures(interviews.filter(({ enumerator }) => enumerator !== own[0]!.enumerator))];
    const heaped = mine.length >= LEAST_FIGURES && others.length >= LEAST_FIGURES && share(mine) > MOST_ROUND && share(others) <= MOST_ROUND;
    return heaped ? own.map((one) => flag(one, 'numeros-redondos', null, `${mine.filter(isRound).length} de ${mine.length}`)) : [];
  });
}

const LEAST_INTERVIEWS = 10;

/**
 * Enumerators whose mean of a value lies beyond three standard errors of their peers', after taking from each value the
 * mean of its primary unit (METHODS §3.12): a hard place is no fault of who works there.
 */
export function strangeEnumerators(interviews: readonly Interview[], question: string, value: (one: Interview) => number | null): FlaggedInterview[] {
  const told = interviews.flatMap((one) => (value(one) === null || one.enumerator === null ? [] : [{ one, y: value(one)! }]));
  const means = new Map([...Map.groupBy(told, ({ one }) => one.unit)].map(([unit, group]) => [unit, group.reduce((sum, { y }) => sum + y, 0) / group.length]));
  const residuals = told.map(({ one, y }) => ({ one, r: y - means.get(one.unit)! }));
  return [...Map.groupBy(residuals, ({ one }) => one.enumerator!)].flatMap(([enumerator, own]) => {
    const peers = residuals.filter(({ one }) => one.enumerator !== enumerator);
    if (own.length < LEAST_INTERVIEWS || peers.length < LEAST_INTERVIEWS) return [];
    const mean = (ones: readonly { readonly r: number }[]): number => ones.reduce((sum, { r }) => sum + r, 0) / ones.length;
    const error = deviation(peers.map(({ r }) => r), 'sample') * Math.sqrt(1 / own.length + 1 / peers.length);
    return error > 0 && Math.abs(mean(own) - mean(peers)) > 3 * error ? own.map(({ one }) => flag(one, 'encuestador-distinto', question, enumerator)) : [];
  });
}

/** All checks that need the other interviews of the round. Adding interviews may raise flags on older ones. */
export function qualityFlags(interviews: readonly Interview[], { batteries, numbers }: QualityQuestions): FlaggedInterview[] {
  const minutes = ({ seconds }: Interview): number | null => (seconds === null ? null : seconds / 60);
  return [...shortOnes(interviews), ...sameDwelling(interviews), ...copiedAnswers(interviews), ...straightLines(interviews, batteries), ...heapedFigures(interviews, numbers), ...strangeEnumerators(interviews, 'duracion', minutes)];
}
