import { formatScaled, parseScaled, ratio, type DecimalText } from '#lib/kernel/decimal.ts';
import { moreThanHalf, scoreChecklist, type ItemScore } from '../checklist/score.ts';
import { indicatorScore, type DimensionScore } from '../pefa/score.ts';
import type { InstrumentVersion, Item } from './instrument.ts';
import type { AnswerState } from './published-copy.ts';

/** An answer as the measures read it. */
export interface Answered {
  readonly item: string;
  readonly row: number;
  readonly state: AnswerState;
  readonly value: string | null;
  /** Whether an address or a file proves it. */
  readonly evidence: boolean;
}

/**
 * One thing that follows from a filled copy; nothing of it is kept. `of` is the denominator, never zero; a word is a letter
 * or a code. What could not be worked out is null and says why in `reason`.
 */
export interface Measure {
  readonly measure: string;
  /** Heading, indicator, procedure; null for the whole. */
  readonly subject: string | null;
  readonly value: DecimalText | null;
  readonly of: DecimalText | null;
  readonly percent: DecimalText | null;
  readonly word: string | null;
  readonly before: DecimalText | null;
  readonly after: DecimalText | null;
  readonly reason: string | null;
}

const NOTHING: Omit<Measure, 'measure'> = { subject: null, value: null, of: null, percent: null, word: null, before: null, after: null, reason: null };
const measure = (name: string, rest: Partial<Measure>): Measure => ({ ...NOTHING, measure: name, ...rest });

/** Whole halves as points: 3 is 1.5. */
const halves = (count: number): DecimalText => (count % 2 === 0 ? String(count / 2) : `${Math.floor(count / 2)}.5`);

/** k of n and its percentage, to a tenth; no denominator is a gap, never zero, and not the same gap where somebody has still to look (`seen`). */
function share(name: string, earned: string, applicable: string, [num, den]: readonly [number, number], subject: string | null = null, seen = true): Measure {
  return den === 0 ? measure(name, { subject, reason: seen ? 'sin-denominador' : 'falta-observar' }) : measure(name, { subject, value: earned, of: applicable, percent: ratio(BigInt(num) * 100n, BigInt(den), 1) });
}

const YES_NO: Readonly<Record<string, ItemScore>> = { si: 'completo', no: 'ausente' };

/** Answers with points, by item: what nobody could see is unseen, not absent. */
function scores(answers: readonly Answered[]): ReadonlyMap<string, ItemScore> {
  return new Map(answers.flatMap(({ item, state, value }) => (state === 'no-observado' ? [] : [[item, state === 'no-aplica' ? 'no-aplica' : (YES_NO[value!] ?? (value as ItemScore))] as const])));
}

const listed = (items: readonly Item[]) => items.map(({ id, heading, mandatory }) => ({ id, heading: heading.es, mandatory }));

function points({ items }: InstrumentVersion, answers: readonly Answered[]): Measure[] {
  const { earned, applicable, headings, complies, unseen } = scoreChecklist(listed(items), scores(answers));
  const seenIn = (heading: string | null) => !items.some((one) => (heading === null || one.heading.es === heading) && unseen.includes(one.id));
  const of = (name: string, a: number, b: number, subject: string | null = null) => share(name, halves(a), halves(b), [a, b], subject, seenIn(subject));
  return [
    of('puntaje', earned, applicable),
    measure('cumple', complies === null ? { reason: 'falta-observar' } : { word: complies ? 'si' : 'no' }),
    ...[...headings].map(([heading, own]) => of('rubro', own.earned, own.applicable, heading)),
  ];
}

function shareOf({ items }: InstrumentVersion, answers: readonly Answered[]): Measure[] {
  const { earned, applicable, unseen } = scoreChecklist(listed(items), scores(answers));
  const [k, n] = [earned / 2, applicable / 2];
  const whole = unseen.length === 0 && n > 0;
  return [share('mecanismos', String(k), String(n), [k, n], null, unseen.length === 0), measure('mas-de-la-mitad', whole ? { word: moreThanHalf(k, n) ? 'si' : 'no' } : { reason: 'falta-observar' })];
}

/** Mean of the components' means, each from 0 to 1 and to four decimals; a component that nobody saw leaves no mean of the whole. */
function components({ items }: InstrumentVersion, answers: readonly Answered[]): Measure[] {
  const { headings } = scoreChecklist(listed(items), scores(answers));
  const means = [...headings].map(([heading, { earned, applicable }]) => ({ heading, earned: BigInt(earned), applicable: BigInt(applicable) }));
  const parts = means.map(({ heading, earned, applicable }) => measure('componente', applicable === 0n ? { subject: heading, reason: 'falta-observar' } : { subject: heading, value: ratio(earned, applicable, 4), of: '1' }));
  if (means.some(({ applicable }) => applicable === 0n)) return [measure('control-interno', { reason: 'falta-observar' }), ...parts];
  // Over one denominator, so that the mean of means is rounded once.
  const product = means.reduce((all, { applicable }) => all * applicable, 1n);
  const sum = means.reduce((all, { earned, applicable }) => all + (earned * product) / applicable, 0n);
  return [measure('control-interno', { value: ratio(sum, product * BigInt(means.length), 4), of: '1' }), ...parts];
}

/** One letter for each indicator; there is none for all. An indicator with a dimension that nobody looked at has no letter. */
function pefa({ items }: InstrumentVersion, answers: readonly Answered[]): Measure[] {
  const given = new Map(answers.map((one) => [one.item, one]));
  const letterOf = ({ id }: Item): string | null => {
    const one = given.get(id);
    return one === undefined || one.state === 'no-observado' ? null : one.state === 'no-aplica' ? 'NA' : one.value;
  };
  return [...Map.groupBy(items, ({ heading }) => heading.es)].map(([heading, own]) => {
    const letters = own.map(letterOf);
    if (letters.some((letter) => letter === null)) return measure('indicador-pefa', { subject: heading, reason: 'falta-observar' });
    const [only] = own;
    return measure('indicador-pefa', { subject: heading, word: only!.method === null ? letters[0]! : indicatorScore(letters as DimensionScore[], only!.method) });
  });
}

type Rows = ReadonlyMap<number, ReadonlyMap<string, Answered>>;
const byRow = (answers: readonly Answered[]): Rows => new Map([...Map.groupBy(answers, ({ row }) => row)].sort(([a], [b]) => a - b).map(([row, own]) => [row, new Map(own.map((one) => [one.item, one]))]));

const LINKS = ['pdc-pei', 'pei-poi', 'poi-presupuesto'];

/** A chain is whole when its three links hold, and not known to be while one was not looked at. */
function chains(_: InstrumentVersion, answers: readonly Answered[]): Measure[] {
  const rows = [...byRow(answers).values()];
  const links = rows.flatMap((row) => LINKS.flatMap((id) => (row.get(id)?.state === 'valor' ? [row.get(id)!] : [])));
  const held = links.filter(({ value }) => value === 'si');
  const known = rows.filter((row) => LINKS.every((id) => row.get(id)?.state === 'valor') || LINKS.some((id) => row.get(id)?.value === 'no'));
  const whole = known.filter((row) => LINKS.every((id) => row.get(id)?.value === 'si'));
  const of = (name: string, some: readonly unknown[], all: readonly unknown[]) => share(name, String(some.length), String(all.length), [some.length, all.length], null, links.length > 0);
  return [of('eslabones', held, links), of('eslabones-con-evidencia', held.filter(({ evidence }) => evidence), held), of('cadenas-enteras', whole, known)];
}

/** Four decimals are the most that an answer has. */
const PLACES = 4;
const scaled = (answer: Answered | undefined): bigint | null => (answer?.value == null ? null : parseScaled(answer.value, PLACES)!.units);
const plain = (units: bigint): DecimalText => formatScaled(units, PLACES).replace(/\.?0+$/, '');

function beforeAfter(_: InstrumentVersion, answers: readonly Answered[]): Measure[] {
  return [...byRow(answers)].flatMap(([row, own]) => ['pasos', 'dias', 'costo'].flatMap((name) => {
    const [before, after] = [own.get(`${name}-antes`), own.get(`${name}-despues`)];
    if (before === undefined && after === undefined) return [];
    const [a, b] = [scaled(before), scaled(after)];
    const subject = own.get('nombre')?.value ?? String(row);
    return [measure(`cambio-${name}`, { subject, before: before?.value ?? null, after: after?.value ?? null, value: a === null || b === null ? null : plain(b - a), reason: a === null || b === null ? 'falta-observar' : null })];
  }));
}

/** Each figure with itself only: adding the three would count one person up to three times. */
function figures(_: InstrumentVersion, answers: readonly Answered[]): Measure[] {
  return ['programadas', 'terminadas', 'usan'].map((name) => {
    const known = answers.filter(({ item, state }) => item === name && state === 'valor');
    return measure(`personas-${name}`, known.length === 0 ? { reason: 'falta-observar' } : { value: String(known.reduce((sum, { value }) => sum + BigInt(value!), 0n)) });
  });
}

function goal(_: InstrumentVersion, answers: readonly Answered[]): Measure[] {
  const of = (id: string) => scaled(answers.find(({ item }) => item === id));
  const [target, collected, issued] = [of('meta'), of('recaudado'), of('emitido')];
  const met = target === null || collected === null ? { reason: 'falta-observar' } : { word: collected >= target ? 'si' : 'no' };
  const rate = collected === null || issued === null ? { reason: 'falta-observar' } : issued === 0n ? { reason: 'sin-denominador' } : { value: plain(collected), of: plain(issued), percent: ratio(collected * 100n, issued, 1) };
  return [measure('meta-cumplida', met), measure('efectividad', rate)];
}

function actions({ items }: InstrumentVersion, answers: readonly Answered[]): Measure[] {
  const all = byRow(answers).size;
  const codes = items.find(({ id }) => id === 'estado')?.codes ?? [];
  return codes.map(({ code }) => {
    const count = answers.filter(({ item, value }) => item === 'estado' && value === code).length;
    return all === 0 ? measure(`acciones-${code}`, { reason: 'falta-observar' }) : measure(`acciones-${code}`, { value: String(count), of: String(all) });
  });
}

const BY_RULE: Readonly<Record<InstrumentVersion['rule'], (version: InstrumentVersion, answers: readonly Answered[]) => Measure[]>> = {
  'points': points, 'share': shareOf, 'components': components, 'pefa': pefa, 'chains': chains, 'before-after': beforeAfter, 'figures': figures, 'goal': goal, 'actions': actions,
};

/** What follows from a filled copy by the rule of its version, with how many items nobody saw where each is asked once. */
export function measuresOf(version: InstrumentVersion, answers: readonly Answered[]): readonly Measure[] {
  const seen = new Set(answers.flatMap(({ item, state }) => (state === 'no-observado' ? [] : [item])));
  const unseen = version.items.filter(({ id }) => !seen.has(id)).length;
  const coverage = version.repeated === null ? [measure('sin-observar', { value: String(unseen), of: String(version.items.length) })] : [];
  return [...BY_RULE[version.rule](version, answers), ...coverage];
}
