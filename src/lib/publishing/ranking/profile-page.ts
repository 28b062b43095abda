import { at, fill } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { phrase, type Phrase } from '../phrase.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { PageModel, Part } from '../view.ts';
import { indexModel, type IndexPlace } from './index-ref.ts';
import { betterPart, itemsPart, peersPart, rowsOfLevel, standingParts, yearsPart } from './profile-parts.ts';
import type { Names } from './released-parts.ts';
import type { ReleasedRanking } from './services.ts';

export interface ProfileInput {
  readonly ubigeo: string;
  readonly name: string;
  readonly steps: Answer;
  readonly better: Answer;
  readonly peers: readonly { readonly ubigeo: string; readonly answer: Answer }[];
  readonly released: readonly ReleasedRanking[];
  readonly names: Names;
}

function leadOf({ steps, name }: ProfileInput, year: string | null, { t }: IndexPlace): Phrase[] {
  const words = t.ranking.place;
  if (year === null) return [[fill(words.none, { lugar: name })]];
  const [row] = rowsOfLevel(steps, 'indice', year);
  const values = { anio: shown(steps, row!, 'anio', 'anio'), lugar: name, puntaje: shown(steps, row!, 'puntaje', 'puntaje'), presentes: shown(steps, row!, 'presentes', 'entero'), de: shown(steps, row!, 'de', 'entero') };
  return [phrase(text(steps, row!, 'puntaje') === null ? words.leadNone : words.lead, values), [words.person]];
}

function partsOf(input: ProfileInput, year: string, place: IndexPlace): Part[] {
  const { steps, better, peers, released, ubigeo, names } = input;
  return [...standingParts(released, ubigeo, place), itemsPart(steps, year, place), betterPart(better, place), yearsPart(steps, place), peersPart(peers, names, place)];
}

/** One municipality in an index: what is known, what moves it, how it changed, whom it resembles and what it replied. */
export function profilePage(input: ProfileInput, place: IndexPlace): PageModel {
  const { ubigeo, name, steps } = input;
  const { index, language, t } = place;
  const words = t.ranking.place;
  const last = rowsOf(steps).at(-1);
  const year = last === undefined ? null : text(steps, last, 'anio');
  const heading = fill(words.title, { lugar: name, indice: index.title[language] });
  const about = part(5, 'la-municipalidad', [name], [{ kind: 'links', label: name, bare: true, columns: false, items: [{ href: at(language, `/lugar/${ubigeo}`), text: fill(words.page, { lugar: name }) }] }]);
  const parts = year === null ? [absentPart(1, 'items', t.ranking.index.missing, fill(words.none, { lugar: name }))] : partsOf(input, year, place);
  return indexModel(place, ubigeo, heading, leadOf(input, year, place), [...parts, about]);
}
