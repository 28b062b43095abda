import type { Observation, Qualifier } from '#lib/indicators/model/observation.ts';
import type { Payload } from '#lib/indicators/model/payload.ts';
import { messages } from '#lib/platform/messages/index.ts';
import type { Language } from '#lib/kernel/errors.ts';
import type { Words } from './services.ts';

function payloadWords(payload: Payload, language: Language): string {
  const w = messages(language).planDesk.words;
  if (payload.form === 'number') return payload.value;
  if (payload.form === 'ratio') return `${payload.num} / ${payload.den}`;
  if (payload.form === 'scale') return payload.code;
  if (payload.form === 'text') return payload.text;
  if (payload.form === 'units') return payload.members.map(({ name }) => name).join(', ');
  const parts = [[payload.done, w.done], [payload.inProcess, w.inProcess], [payload.notStarted, w.notStarted]] as const;
  return parts.flatMap(([count, name]) => (count === null ? [] : [`${count} ${name}`])).join(', ') || w.none;
}

function said(one: Observation, language: Language): string {
  const w = messages(language).planDesk;
  if (one.payload === null) return w.states[one.state];
  const qualifier: Qualifier = one.qualifier;
  const words = payloadWords(one.payload, language);
  return `${qualifier === 'exact' ? words : `${w.qualifiers[qualifier]} ${words}`}${one.asOf === null ? '' : ` (${one.asOf})`}`;
}

const BOTH = ['es', 'en'] as const;
const inBoth = (word: (language: Language) => string): Words => Object.fromEntries(BOTH.map((language) => [language, word(language)])) as unknown as Words;

/** A value in the words of both languages; nothing said is said so. */
export const valueWords = (one: Observation | undefined): Words => inBoth((language) => (one === undefined ? messages(language).planDesk.words.none : said(one, language)));
