import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { at, messages } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import type { Phrase } from '../phrase.ts';
import { takePart } from '../place-page-parts.ts';
import type { Services } from '../services.ts';
import type { PageModel, Part } from '../view.ts';
import { inWords, type Wording } from './estimate-words.ts';

/** For which survey, for whom and from where a page is made. */
export interface SurveyPlace extends Wording {
  readonly id: string;
  readonly title: string;
  /** The list of every published round, and its rows of this survey, oldest first. */
  readonly list: Answer;
  readonly rows: readonly number[];
  readonly origin: string;
}

/** A survey by its code. Throws `encuesta-no-existe`: an answer is kept for good, so nothing is asked of what nobody published. */
export async function surveyPlace(services: Services, id: string, language: Language, origin: string): Promise<SurveyPlace> {
  const list = await services.answer('encuestas', {});
  const rows = rowsOf(list).filter((row) => text(list, row, 'encuesta') === id);
  if (rows.length === 0) throw new YupayError('encuesta-no-existe', { codigo: id.slice(0, 64) });
  const wording = { language, t: messages(language) };
  return { ...wording, id, title: text(list, rows.at(-1)!, inWords('titulo', wording))!, list, rows, origin };
}

/** The row of one round. Throws `ola-no-existe`. */
export function roundRow({ list, rows }: Pick<SurveyPlace, 'list' | 'rows'>, round: string): number {
  const found = rows.find((row) => text(list, row, 'ola') === round);
  if (found === undefined) throw new YupayError('ola-no-existe', { codigo: round.slice(0, 64) });
  return found;
}

export const surveyAddress = (id: string, round = ''): string => `/encuestas/${id}${round === '' ? '' : `/${round}`}`;

/** What every page of a survey has around its parts. */
export function surveyModel(place: SurveyPlace, about: { readonly round: string; readonly heading: string; readonly description: string; readonly lead: readonly Phrase[] }, parts: readonly Part[]): PageModel {
  const { id, title, language, origin, t } = place;
  const address = surveyAddress(id, about.round);
  const above = about.round === '' ? [] : [{ href: at(language, surveyAddress(id)), text: title }];
  return {
    language, origin, address, title: `${about.heading} · Yupay`, description: about.description, overline: t.surveys.overline, heading: about.heading, facts: [], lead: about.lead,
    crumbs: [{ href: at(language, '/encuestas'), text: t.surveys.list.title }, ...above],
    parts: [...parts, takePart(99, address, language, origin, t, [{ href: at(language, `${address}.xlsx`), text: t.plans.take.xlsx }, { href: at(language, `${address}.pdf`), text: t.surveys.card.print }, ...(about.round === '' ? [] : [{ href: at(language, `${address}.geojson`), text: t.surveyFiles.geojson }]), { href: '/odata', text: t.surveyFiles.odata }])],
  };
}
