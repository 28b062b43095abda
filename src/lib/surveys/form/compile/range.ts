import { parseScaled } from '#lib/kernel/decimal.ts';
import type { Pair } from '../model.ts';
import type { ListDraft } from './choice-lists.ts';
import type { FaultCode } from '../faults.ts';
import type { Findings } from './findings.ts';
import type { Parameters } from './parameters.ts';

/** Decimals that a slider's numbers are compared with. */
const SCALE = 12;

const NUMBERS = ['start', 'end', 'step', 'tick_interval', 'placeholder'] as const;

type NumberName = (typeof NUMBERS)[number];

const DEFAULTS: Readonly<Partial<Record<NumberName, string>>> = { start: '1', end: '10', step: '1' };

const TICKED = ['tick_interval', 'placeholder', 'tick_labelset'] as const;

const TICK_APPEARANCES = new Set(['', 'vertical', 'no-ticks', 'no-ticks vertical']);

const scaled = (text: string): bigint | null => {
  const read = text.length > 40 ? null : parseScaled(text, SCALE);
  return read === null || read.rounded ? null : read.units;
};

const size = (units: bigint): bigint => (units < 0n ? -units : units);

export interface Range {
  readonly type: 'int' | 'decimal';
  readonly body: readonly Pair[];
  /** List of the labels under its ticks. */
  readonly labels: string | null;
}

/** A slider: its numbers, and the rules that hold between them. */
export class RangeReading {
  readonly #parameters: Parameters;
  readonly #findings: Findings;
  readonly #appearance: string;
  readonly #numbers = new Map<NumberName, bigint>();

  constructor(parameters: Parameters, appearance: string, findings: Findings) {
    this.#parameters = parameters;
    this.#appearance = appearance.trim().split(/\s+/).sort().join(' ');
    this.#findings = findings;
  }

  read(lists: ReadonlyMap<string, ListDraft>): Range {
    const texts = NUMBERS.flatMap((name) => {
      const text = this.#parameters.get(name) ?? DEFAULTS[name];
      return text === undefined ? [] : [{ name, text }];
    });
    for (const { name, text } of texts) this.#number(name, text);
    this.#ticks();
    const labels = this.#parameters.get('tick_labelset');
    if (labels !== null) this.#labels(labels, lists);
    const decimal = texts.some(({ text }) => text.includes('.'));
    const body = texts.map(({ name, text }) => ({ name: name === 'tick_interval' ? 'odk:tick-interval' : name === 'placeholder' ? 'odk:placeholder' : name, value: text }));
    return { type: decimal ? 'decimal' : 'int', body, labels: labels !== null && lists.has(labels) ? labels : null };
  }

  #refuse(code: FaultCode, parametro: string): void {
    this.#findings.refuse(code, this.#parameters.at, { parametro });
  }

  #number(name: NumberName, text: string): void {
    const value = scaled(text);
    if (value === null) this.#refuse('parametro-numero', name);
    else if (value === 0n && (name === 'step' || name === 'tick_interval')) this.#refuse('parametro-cero', name);
    else this.#numbers.set(name, value);
  }

  #within(value: bigint): boolean {
    const [start, end] = [this.#numbers.get('start'), this.#numbers.get('end')];
    if (start === undefined || end === undefined) return true;
    return value >= (start < end ? start : end) && value <= (start < end ? end : start);
  }

  #onStep(value: bigint): boolean {
    const [start, step] = [this.#numbers.get('start'), this.#numbers.get('step')];
    return start === undefined || step === undefined || (value - start) % step === 0n;
  }

  #ticks(): void {
    const asked = TICKED.filter((name) => this.#parameters.get(name) !== null);
    if (asked.length > 0 && !TICK_APPEARANCES.has(this.#appearance)) this.#refuse('rango-apariencia', asked.join(', '));
    const [start, end, step, interval, placeholder] = NUMBERS.map((name) => this.#numbers.get(name));
    if (interval !== undefined && step !== undefined && interval % step !== 0n) this.#refuse('rango-multiplo', 'tick_interval');
    if (interval !== undefined && start !== undefined && end !== undefined && size(interval) > size(end - start)) this.#refuse('rango-mayor', 'tick_interval');
    if (placeholder === undefined) return;
    if (!this.#onStep(placeholder)) this.#refuse('rango-multiplo', 'placeholder');
    if (!this.#within(placeholder)) this.#refuse('rango-fuera', 'placeholder');
  }

  #labels(name: string, lists: ReadonlyMap<string, ListDraft>): void {
    const list = lists.get(name);
    if (list === undefined) return this.#refuse('rango-lista', 'tick_labelset');
    const values = [...new Set(list.rows.map((row) => row.text('name')))].map(scaled);
    if (values.some((value) => value === null)) return this.#refuse('rango-opcion-numero', 'tick_labelset');
    const known = values as bigint[];
    if (!known.every((value) => this.#within(value))) this.#refuse('rango-fuera', 'tick_labelset');
    if (!known.every((value) => this.#onStep(value))) this.#refuse('rango-multiplo', 'tick_labelset');
    if (!this.#appearance.split(' ').includes('no-ticks')) return;
    const ends = [this.#numbers.get('start'), this.#numbers.get('end')];
    if (known.length > 2) this.#refuse('rango-dos-opciones', 'tick_labelset');
    else if (!known.every((value) => ends.includes(value))) this.#refuse('rango-extremos', 'tick_labelset');
  }
}
