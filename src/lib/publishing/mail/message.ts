import { WHOLE_LOG } from '#lib/access/subscription.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, plural } from '#lib/platform/messages/index.ts';
import type { Owed } from '../plans/owed.ts';
import { owedAddress, owedWords } from '../plans/owed-words.ts';
import type { NewsSection } from './news.ts';

/** A message as it is read, in plain text and in the simplest HTML: no picture, no script, nothing asked of anybody. */
export interface MessageText {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface MessageTarget {
  readonly language: Language;
  /** Scheme and host of this Yupay. */
  readonly origin: string;
  /** The secret part of the subscriber's link. */
  readonly link: string;
}

/** Where a subscriber sees, confirms and stops what they asked for; also where one click ends all of it (RFC 8058). */
export const ownAddress = ({ language, origin, link }: MessageTarget): string => `${origin}${at(language, `/avisos/${link}`)}`;

type Line = { readonly heading: string } | { readonly text: string; readonly links?: readonly { readonly label: string; readonly href: string }[]; readonly item?: boolean };

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function asText(line: Line): string {
  if ('heading' in line) return `${line.heading}\n${'-'.repeat(Math.min(60, line.heading.length))}`;
  const links = (line.links ?? []).map(({ label, href }) => `${label}: ${href}`);
  return line.item ? [`* ${line.text}`, ...links.map((link) => `  ${link}`)].join('\n') : [line.text, ...links].filter((part) => part !== '').join('\n');
}

function asHtml(line: Line): string {
  if ('heading' in line) return `<h2>${escape(line.heading)}</h2>`;
  const links = (line.links ?? []).map(({ label, href }) => `<a href="${escape(href)}">${escape(label)}</a>`).join(' · ');
  return `<p>${line.item ? '• ' : ''}${[escape(line.text), links].filter((part) => part !== '').join('<br>')}</p>`;
}

function written(subject: string, lines: readonly Line[], language: Language): MessageText {
  const html = `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escape(subject)}</title></head><body>\n${lines.map(asHtml).join('\n')}\n</body></html>\n`;
  return { subject, text: `${lines.map(asText).join('\n\n')}\n`, html };
}

/** Asks an address whether it is the one that wants notices of a topic. `name` is the place's, unused for the log. */
export function confirmMessage(target: MessageTarget, topic: string, name: string): MessageText {
  const { message: t } = messages(target.language).mail;
  const asked = topic === WHOLE_LOG ? t.confirmLog : fill(t.confirmPlace, { lugar: name });
  return written(t.confirmSubject, [{ text: asked }, { text: t.confirmDo, links: [{ label: t.confirmLink, href: ownAddress(target) }] }, { text: t.confirmNot }], target.language);
}

/** Sends a link to set a new password to somebody who asked for it, or for whom somebody else did. */
export function resetMessage({ language, origin, link }: MessageTarget): MessageText {
  const { reset: t } = messages(language).people;
  return written(t.subject, [{ text: t.text }, { text: t.act, links: [{ label: t.link, href: `${origin}${at(language, `/invitacion/${link}`)}` }] }, { text: t.not }], language);
}

function sectionLines({ title, address, items, more }: NewsSection, { language, origin }: MessageTarget): Line[] {
  const { message: t } = messages(language).mail;
  const page = `${origin}${at(language, address)}`;
  return [
    { heading: title },
    ...items.map(({ text, links }) => ({ text, item: true, links: links.map((link) => ({ label: link.label, href: `${origin}${at(language, link.address)}` })) })),
    ...(more === 0 ? [] : [{ text: plural(more, t.more), links: [{ label: messages(language).site.log, href: `${origin}${at(language, '/bitacora')}` }] }]),
    { text: '', links: [{ label: t.page, href: page }, { label: t.feed, href: `${page}.atom` }] },
  ];
}

/** Reminds a person of what they owe to every plan; `link` is the secret part of the address that stops reminders. */
export function reminderMessage(target: MessageTarget, owed: readonly Owed[]): { readonly message: MessageText; readonly unsubscribe: string } {
  const { language, origin, link } = target;
  const { mail: t } = messages(language).reminders;
  const unsubscribe = `${origin}${at(language, `/recordatorios/${link}`)}`;
  const plans = [...Map.groupBy(owed, ({ plan }) => plan.id).values()];
  const lines = plans.flatMap((own): Line[] => [
    { heading: own[0]!.plan.title },
    ...own.map((one) => ({ text: owedWords(one, language), item: true, links: [{ label: t.open, href: `${origin}${at(language, owedAddress(one))}` }] })),
  ]);
  const subject = plans.length === 1 ? fill(t.subjectOne, { plan: plans[0]![0]!.plan.title }) : t.subject;
  return { unsubscribe, message: written(subject, [{ text: t.lead }, ...lines, { text: t.why, links: [{ label: t.stop, href: unsubscribe }] }], language) };
}

/** Tells what changed of every topic that an address follows, all in one. */
export function newsMessage(target: MessageTarget, sections: readonly NewsSection[]): MessageText {
  const { message: t } = messages(target.language).mail;
  const subject = sections.length === 1 ? sections[0]!.title : t.subject;
  const last: Line[] = [{ text: t.why }, { text: '', links: [{ label: t.stop, href: ownAddress(target) }] }];
  return written(subject, [...sections.flatMap((section) => sectionLines(section, target)), ...last], target.language);
}
