import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { findVariety, varietiesFor } from '#lib/places/varieties.ts';
import { dayInWords } from '../day.ts';
import type { PageModel, Part } from '../view.ts';
import { TESTED_WITH, tells, toldBy, type FieldTest, type Recording, type Told } from './recording.ts';

/** A recording as a page plays it. */
export interface AudioItem {
  readonly id: string;
  readonly address: string;
  readonly label: string;
  /** What a screen reader calls the player. */
  readonly player: string;
  /** BCP 47 of what is spoken. */
  readonly tag: string;
  readonly words: string | null;
  readonly text: string;
  /** Who translated it, and how it was tested. */
  readonly notes: readonly string[];
  /** That it tells earlier figures, and which; null while it tells today's. */
  readonly old: string | null;
  readonly receipts: readonly { readonly code: string; readonly href: string }[];
}

export interface AudioWords {
  readonly old: string;
  readonly receipts: string;
  readonly transcript: string;
  readonly spanish: string;
}

/** A recording as data: in a place's JSON and in the API. */
export type RecordingData = Readonly<Record<string, unknown>>;

/** The newest published recording of each variety, the region's own first; whether it tells what the page says today. */
export function listed(recordings: readonly Recording[], now: Told, place: string): { readonly recording: Recording; readonly current: boolean }[] {
  return varietiesFor(place).flatMap(({ id }) => {
    const newest = recordings.filter(({ variety, state }) => variety === id && state === 'publicada').sort((a, b) => a.publishedAt!.localeCompare(b.publishedAt!)).at(-1);
    return newest === undefined ? [] : [{ recording: newest, current: tells(newest, now) }];
  });
}

const seconds = ({ milliseconds }: Recording): number => Math.max(1, Math.round(milliseconds / 1_000));

export const soundAddress = ({ sha256 }: Pick<Recording, 'sha256'>): string => `/audio/${sha256}`;

/** The receipts of a recording's figures, each once. */
const codesOf = ({ figures }: Recording): string[] => [...new Set(figures.map(({ code }) => code))];

function testNotes(test: FieldTest | null, language: Language, t: Messages): string[] {
  const words = t.audio.test;
  if (test === null) return [words.none];
  const said = test.people === 0 ? words.nobody : test.people >= TESTED_WITH ? words.tested : test.people === 1 ? words.one : words.few;
  const values = { n: String(test.people), minimo: String(TESTED_WITH), fecha: dayInWords(test.date, language), donde: test.where === null ? '' : fill(words.at, { lugar: test.where }) };
  return [fill(said, values), test.notUnderstood === null ? (test.people > 0 ? words.understood : '') : fill(words.notUnderstood, { que: test.notUnderstood })].filter((line) => line !== '');
}

/** What a page or the panel says of how a recording was made and tested. */
export function notesOf(recording: Recording, language: Language): string[] {
  const t = messages(language);
  const { translation, translator, reviewer, reviewedAt, test } = recording;
  const made = [fill(t.audio.translation[translation], { quien: translator ?? '', revisor: reviewer ?? '', fecha: reviewedAt === null ? '' : dayInWords(reviewedAt, language) })];
  // A machine's text may have been handed to it by somebody who wants to be named.
  if (translation !== 'persona' && translator !== null) made.push(fill(t.audio.translation.persona, { quien: translator }));
  return [...made, ...testNotes(test, language, t)];
}

/** Variety, length and weight, before anybody pays for the download. */
export function labelOf(recording: Recording, language: Language): string {
  const variety = findVariety(recording.variety)![language];
  return fill(messages(language).audio.label, { variedad: variety, segundos: String(seconds(recording)), peso: String(Math.max(1, Math.round(recording.bytes / 1_000))) });
}

function itemOf({ recording, current }: { recording: Recording; current: boolean }, name: string, language: Language): AudioItem {
  const t = messages(language);
  const { id, words, text, variety, sentence, createdAt } = recording;
  const { tag } = findVariety(variety)!;
  return {
    id, words, text, tag, address: soundAddress(recording), label: labelOf(recording, language), notes: notesOf(recording, language),
    player: fill(t.audio.player, { lugar: name, variedad: findVariety(variety)![language] }),
    old: current ? null : fill(t.audio.oldText, { fecha: dayInWords(createdAt.slice(0, 10), language), frase: sentence }),
    receipts: codesOf(recording).map((code) => ({ code, href: at(language, `/recibo/${code}`) })),
  };
}

/** A recording as data; `current` is false once the page says other figures. */
export function recordingData({ recording, current }: { recording: Recording; current: boolean }): RecordingData {
  const { id, sha256, variety, format, milliseconds, bytes, text, words, translation, translator, reviewer, reviewedAt, test, sentence, createdAt, publishedAt } = recording;
  return {
    id, variedad: variety, lengua: findVariety(variety)!.tag, direccion: soundAddress(recording), huella: sha256, formato: format, milisegundos: milliseconds, bytes,
    texto: text, palabras: words, traduccion: translation, traductor: translator, revisor: reviewer, revisada: reviewedAt,
    prueba: test && { fecha: test.date, lugar: test.where, personas: test.people, noEntendido: test.notUnderstood, probada: test.people >= TESTED_WITH },
    vigente: current, frase: sentence, datosAl: createdAt, publicada: publishedAt, recibos: [...new Set(recording.figures.map(({ receipt }) => receipt))],
  };
}

/** Part 2: the sentence, heard. Nothing where nobody recorded it. */
export function withRecordings(model: PageModel, recordings: readonly Recording[]): PageModel {
  const place = model.address.split('/').at(-1)!;
  const found = listed(recordings, toldBy(model), place);
  if (found.length === 0) return model;
  const { audio } = messages(model.language);
  const items = found.map((one) => itemOf(one, model.heading, model.language));
  const words: AudioWords = { old: audio.old, receipts: audio.receipts, transcript: audio.transcript, spanish: audio.spanish };
  const title = found.some(({ current }) => current) ? audio.title : audio.titleOld;
  // Its proof stands beside each recording: an earlier one has earlier receipts.
  const listen: Part = { number: 2, id: 'escuchar', title: [title], absent: null, blocks: [{ kind: 'audio', items, words }], codes: [] };
  return { ...model, listen, recordings: found.map(recordingData) };
}
