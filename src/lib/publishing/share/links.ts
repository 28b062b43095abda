import type { Language } from '#lib/kernel/errors.ts';
import { at, messages } from '#lib/platform/messages/index.ts';
import { plainText, type Phrase } from '../phrase.ts';

export interface Shared {
  /** Address of the page, without the language. */
  readonly address: string;
  readonly lead: readonly Phrase[];
  readonly language: Language;
  /** Scheme and host of this Yupay. */
  readonly origin: string;
}

/** What a messenger sends: the finding, where to check it, and nothing that follows anybody. */
export function shareText({ address, lead, language, origin }: Shared): string {
  const sentences = lead.slice(0, 2).map((text) => plainText(text, language).replaceAll('\u00a0', ' '));
  return `${sentences.join(' ')} ${messages(language).data.card.isItTrue} ${origin}${at(language, address)}`;
}

export const cardAddress = (address: string, language: Language, origin: string): string => `${origin}${at(language, `${address}/tarjeta-ancha.png`)}`;

/** How to hear of changes to a page: the feed, and what else there is. */
export const followLinks = (address: string, language: Language): { readonly href: string; readonly text: string }[] => [
  { href: at(language, `${address}.atom`), text: messages(language).data.feed.link },
  { href: at(language, address === '/bitacora' ? '/avisos' : `${address}/avisos`), text: messages(language).mail.link },
];

/** Every way of taking a district's page away, for its part 12. WhatsApp's own link lets the person choose to whom. */
export function shareLinks(shared: Shared): { readonly href: string; readonly text: string }[] {
  const words = messages(shared.language).data.card.take;
  const own = (name: string) => at(shared.language, `${shared.address}/${name}`);
  return [
    { href: own('hoja'), text: words.sheet },
    { href: own('hoja.pdf'), text: words.sheetPdf },
    { href: own('volante'), text: words.leaflet },
    { href: own('volante.pdf'), text: words.leafletPdf },
    { href: own('tarjeta-ancha.png'), text: words.wide },
    { href: own('tarjeta-cuadrada.png'), text: words.square },
    { href: `https://wa.me/?text=${encodeURIComponent(shareText(shared))}`, text: words.whatsapp },
    { href: own('texto.txt'), text: words.text },
    ...followLinks(shared.address, shared.language),
    { href: own('incrustar'), text: messages(shared.language).data.embed.link },
  ];
}

/** What a municipality pastes into its own page: a frame with a title, its size, and nothing that follows a visitor. */
export const embedCode = (address: string, title: string): string =>
  `<iframe src="${address}" title="${title.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}" width="100%" height="480" loading="lazy" referrerpolicy="no-referrer"></iframe>`;
