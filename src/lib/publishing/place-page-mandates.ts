import type { Language } from '#lib/kernel/errors.ts';
import { GENERAL_MANDATES } from '#lib/places/mandates.ts';
import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import { dayInWords } from './day.ts';
import type { MandateView } from './services.ts';
import type { Block, MandateChange } from './view.ts';

/** `2016-07-02` → 2016.5: where a day stands on an axis of years. */
export function yearOfDay(day: string): number {
  const year = Number(day.slice(0, 4));
  const [start, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  return year + (Date.parse(`${day}T00:00:00Z`) - start) / (end - start);
}

/** One who was elected for a general mandate takes office on its day, where the chart has its line already. */
const isGeneral = ({ kind, from }: MandateView) => kind === 'elegido' && GENERAL_MANDATES.some(({ desde }) => desde === from);

/** The place's own lines in its charts: the mayoralty's changes within the years shown. Councillors change no line. */
export function mayoralChanges(mandates: readonly MandateView[], from: number, to: number, t: Messages): MandateChange[] {
  return mandates
    .filter((mandate) => mandate.office === 'alcalde' && !isGeneral(mandate))
    .map(({ from: day, kind }) => ({ at: yearOfDay(day), word: t.mandates.lines[kind] }))
    .filter((change) => change.at >= from && change.at < to + 1);
}

function sentence({ office, kind, from, until, norm, source }: MandateView, language: Language, t: Messages): string {
  const what = t.mandates.kinds[office][kind];
  const values = { que: what, desde: dayInWords(from, language), hasta: until === null ? '' : dayInWords(until, language) };
  const when = until === null ? t.mandates.since : until === from ? t.mandates.on : t.mandates.between;
  return [fill(when, values), ...(norm === null ? [] : [`${norm}.`]), fill(t.mandates.source, { fuente: source })].join(' ');
}

/** Each mandate by office and day, oldest first, with its norm and source; nobody is named. */
export function mandateBlocks(mandates: readonly MandateView[], language: Language, t: Messages): Block[] {
  if (mandates.length === 0) return [];
  const captures = [...new Set(mandates.map(({ capture }) => capture).filter((capture) => capture !== null))];
  return [
    { kind: 'more', summary: t.mandates.summary, phrases: mandates.map((mandate) => [sentence(mandate, language, t)]) },
    { kind: 'links', label: t.mandates.summary, bare: true, columns: false, items: captures.map((capture) => ({ href: at(language, `/fuente/${capture}`), text: t.mandates.list })) },
  ];
}
