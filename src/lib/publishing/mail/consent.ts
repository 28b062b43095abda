import type { Language } from '#lib/kernel/errors.ts';

/** What a person agrees to (Law 29733, art. 5 and 18). Each request keeps the version; a text, once shown, never changes. */
export interface Consent {
  readonly version: number;
  readonly from: string;
  readonly text: Readonly<Record<Language, string>>;
}

export const CONSENTS: readonly Consent[] = [
  {
    version: 1, from: '2026-11-21',
    text: {
      es: 'Guardamos su dirección solo para enviarle estos avisos, cifrada, y la fecha en que los pidió y los confirmó. No la damos a nadie ni la usamos para otra cosa. Se borra en el acto cuando usted lo pide, desde cualquier mensaje y sin contraseña, y sola si no confirma en 48 horas o si su buzón nos rechaza. Al pedir los avisos, usted lo acepta (Ley 29733).',
      en: 'We keep your address only to send you these notices, encrypted, with the dates on which you asked for them and confirmed them. We give it to nobody and use it for nothing else. It is deleted at once when you ask, from any message and without a password, and by itself if you do not confirm within 48 hours or if your mailbox refuses us. By asking for the notices you agree to this (Law 29733).',
    },
  },
];

/** The one in force: the newest. */
export const consentInForce = (): Consent => CONSENTS.at(-1)!;
