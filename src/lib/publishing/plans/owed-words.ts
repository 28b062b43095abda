import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, plural } from '#lib/platform/messages/index.ts';
import { dayInWords } from '../day.ts';
import type { Owed } from './owed.ts';

/** Where what is owed is done, without language or origin. */
export const owedAddress = ({ plan, submission }: Pick<Owed, 'plan' | 'submission'>): string => (submission === null ? `/panel/plan/${plan.id}` : `/panel/plan/${plan.id}/entrega/${submission}`);

/** What is owed, in one sentence: whose, for which period, what is missing, and by when. */
export function owedWords({ organisation, period, state, missing, signatures }: Owed, language: Language): string {
  const { owed: t } = messages(language).reminders;
  const parts = [
    ...(state === 'entregada' ? [] : [t.states[state]]),
    ...(missing === 0 ? [] : [plural(missing, t.missing)]),
    ...(signatures === 0 ? [] : [plural(signatures, t.signatures)]),
    period.closes === null ? t.noDay : fill(t.closes, { fecha: dayInWords(period.closes, language) }),
  ];
  return fill(t.line, { organizacion: organisation.name, periodo: period.label, falta: parts.join('; ') });
}

/** What is owed, as a text to be sent by WhatsApp: of an organisation, never of a person. */
export function reminderText(one: Owed, language: Language, origin: string): string {
  const { text } = messages(language).reminders;
  return fill(text, { plan: one.plan.title, falta: owedWords(one, language), enlace: `${origin}${at(language, owedAddress(one))}` });
}
