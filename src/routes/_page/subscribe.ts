import { redirect, type RequestEvent } from '@sveltejs/kit';
import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages } from '#lib/platform/messages/index.ts';
import { consentInForce } from '#lib/publishing/mail/consent.ts';
import { WHOLE_LOG } from '#lib/access/subscription.ts';
import type { PlaceView } from '#lib/publishing/services.ts';
import { said } from './said.ts';

/** What a page of notices shows: of one place, or of the whole log. */
export interface SubscribePage {
  readonly language: Language;
  readonly heading: string;
  readonly lead: string;
  readonly text: string;
  /** The page that is followed, where it lies and how it is called. */
  readonly back: { readonly href: string; readonly text: string };
  readonly feed: string;
  readonly whatsapp: string;
  readonly consent: string;
  /** Whether this site sends mail. */
  readonly open: boolean;
  /** What was just done: asked, or everything stopped. */
  readonly done: 'pedido' | 'borrado' | null;
}

/** `place` is null for the whole log. */
export function subscribePage(place: PlaceView | null, { locals, url }: Pick<RequestEvent, 'locals' | 'url'>): SubscribePage {
  const { language, services } = locals;
  const { page, form, whatsapp } = messages(language).mail;
  const values = { lugar: place?.name ?? '' };
  const address = at(language, place === null ? '/bitacora' : `/lugar/${place.ubigeo}`);
  const message = fill(place === null ? whatsapp.messageLog : whatsapp.messagePlace, { ...values, direccion: `${url.origin}${address}` });
  return {
    language, open: services.mail.open, text: form.text, consent: consentInForce().text[language],
    heading: place === null ? page.titleLog : fill(page.titlePlace, values),
    lead: place === null ? page.leadLog : fill(page.leadPlace, values),
    back: { href: address, text: place === null ? page.backLog : fill(page.back, values) },
    feed: `${url.origin}${address}.atom`, whatsapp: `https://wa.me/?text=${encodeURIComponent(message)}`,
    done: url.searchParams.has('pedido') ? 'pedido' : url.searchParams.has('borrado') ? 'borrado' : null,
  };
}

/** Takes the form and goes back to the page, which says the same to everybody; what cannot be taken is said beside the form. */
export async function subscribe(topic: string, { locals, request, getClientAddress }: Pick<RequestEvent, 'locals' | 'request' | 'getClientAddress'>) {
  const { language, services } = locals;
  try {
    await services.mail.ask(request, getClientAddress(), topic, language);
  } catch (error) {
    return said(error, language);
  }
  redirect(303, `${at(language, topic === WHOLE_LOG ? '/avisos' : `/lugar/${topic}/avisos`)}?pedido`);
}
