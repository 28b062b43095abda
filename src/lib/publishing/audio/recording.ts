import { YupayError } from '#lib/kernel/errors.ts';
import type { FigureFormat } from '#lib/provenance/figure.ts';
import type { VarietyId } from '#lib/places/varieties.ts';
import { figuresOf, plainText } from '../phrase.ts';
import type { PageModel } from '../view.ts';
import type { Sound } from './sound.ts';

/** `ninguna` is Spanish read aloud. A machine's translation that no person reviewed (`maquina`) may be kept, never published. */
export type Translation = 'ninguna' | 'persona' | 'maquina' | 'maquina-revisada';
export const TRANSLATIONS: readonly Translation[] = ['persona', 'maquina-revisada', 'maquina', 'ninguna'];

export type RecordingState = 'borrador' | 'publicada' | 'retirada';

/** Whether people understood it, before everybody hears it (METHODS §11). */
export interface FieldTest {
  /** Day, `AAAA-MM-DD`. */
  readonly date: string;
  readonly where: string | null;
  /** People who listened. */
  readonly people: number;
  readonly notUnderstood: string | null;
}

/** With fewer a recording was listened to, and not tested (METHODS §11). */
export const TESTED_WITH = 8;

/** What somebody states of a recording; the rest is read from its bytes and from the page. */
export interface RecordingDraft {
  readonly place: string;
  readonly variety: VarietyId;
  /** In Spanish, all that it says. */
  readonly text: string;
  /** The words spoken, in the variety; null for Spanish, where they are the text. */
  readonly words: string | null;
  readonly translation: Translation;
  /** Who translated, by name where that person agreed to be named, else by role; null for Spanish. */
  readonly translator: string | null;
  readonly named: boolean;
  /** Who reviewed what a machine translated, and the day. */
  readonly reviewer: string | null;
  readonly reviewedAt: string | null;
  /** Whoever speaks agreed to be heard by everybody: a voice is personal data (Ley 29733). */
  readonly voiceConsent: boolean;
  readonly test: FieldTest | null;
}

/** A figure of the sentence that a recording tells, as it was then. */
export interface ToldFigure {
  /** SHA-256 of the receipt, and its printed code. */
  readonly receipt: string;
  readonly code: string;
  readonly cell: string;
  readonly format: FigureFormat;
  readonly value: string | null;
}

/** What a place's page says at a moment, in Spanish. */
export interface Told {
  readonly sentence: string;
  readonly figures: readonly ToldFigure[];
}

export interface Recording extends RecordingDraft, Sound, Told {
  readonly id: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly state: RecordingState;
  /** Why it was withdrawn. */
  readonly reason: string | null;
  /** ISO moments, UTC. The sentence is the one that the page said at `createdAt`. */
  readonly createdAt: string;
  readonly publishedAt: string | null;
  readonly withdrawnAt: string | null;
  /** When the voice was erased; the rest of the row stays. */
  readonly erasedAt: string | null;
}

/** The sentence of a page: what came and what was spent. The lines after it explain and tell nothing. */
export function toldBy({ lead, language }: Pick<PageModel, 'lead' | 'language'>): Told {
  const said = lead.slice(0, 2);
  const figures = said.flatMap(figuresOf).map(({ receipt, code, cell, format, value }) => ({ receipt, code, cell, format, value }));
  return { sentence: said.map((text) => plainText(text, language).replaceAll('\u00a0', ' ')).join(' '), figures };
}

const compared = ({ figures }: Pick<Told, 'figures'>): string => JSON.stringify(figures.map(({ format, value }) => [format, value]));

/** Whether a recording still tells what the page says: a new receipt that gives the same figures changes nothing heard. */
export const tells = (recording: Pick<Told, 'figures'>, now: Pick<Told, 'figures'>): boolean => compared(recording) === compared(now);

const digits = (text: string): string[] => (text.match(/\d[\d.,]*/g) ?? []).map((number) => number.replace(/[.,]+$/, ''));

/** Numbers written in a text that its page's sentence does not print: none may be said without a receipt. */
function numbersWithoutReceipt(text: string, { sentence }: Pick<Told, 'sentence'>): string[] {
  const printed = new Set(digits(sentence));
  return digits(text).filter((number) => !printed.has(number));
}

/** Throws `audio-cifras` when a recording says numbers that the sentence does not. */
export function checkNumbers(draft: Pick<RecordingDraft, 'text' | 'words'>, told: Told): void {
  const loose = numbersWithoutReceipt(`${draft.text} ${draft.words ?? ''}`, told);
  if (loose.length > 0) throw new YupayError('audio-cifras', { detalle: `dice ${loose.slice(0, 3).join(', ')}, y la página dice: «${told.sentence}»`, detail: `it says ${loose.slice(0, 3).join(', ')}, and the page says: “${told.sentence}”` });
}

/**
 * Whether a recording may be heard by everybody today. Throws `audio-estado`, `audio-sin-revisar` for a machine's
 * translation that nobody reviewed, `audio-ficha` without the speaker's consent, `audio-cifras` for figures that changed.
 */
export function checkPublishable(recording: Recording, now: Told): void {
  if (recording.state !== 'borrador') throw new YupayError('audio-estado', { estado: recording.state });
  if (recording.translation === 'maquina') throw new YupayError('audio-sin-revisar');
  if (!recording.voiceConsent) throw new YupayError('audio-ficha', { detalle: 'quien habla no ha dado su permiso para que se publique su voz', detail: 'whoever speaks has not agreed to have their voice published' });
  if (!tells(recording, now)) throw new YupayError('audio-cifras', { detalle: `la página dice ahora: «${now.sentence}»`, detail: `the page now says: “${now.sentence}”` });
}
