import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from './answer.ts';
import { absentPart, part } from './place-page-parts.ts';
import type { PlaceView } from './services.ts';
import { baseLine, changeWords, datesIn, inWords, isKept, isUnknown, sentence } from './surveys/estimate-words.ts';
import type { Part } from './view.ts';

/** Sentences that the page of a place has room for; the report card has the rest. */
const FEW = 2;

/** Part 9: what people say, in a sentence or two with their intervals and bases, and where the rest is. */
export function peoplePart(answer: Answer | undefined, { ubigeo, name }: PlaceView, language: Language, t: Messages): Part {
  const wording = { language, t };
  const rows = rowsOf(answer).filter((row) => text(answer!, row, 'ambito') !== 'sexo');
  if (answer === undefined || rows.length === 0) return absentPart(9, 'la-gente', t.parts.people, t.parts.peopleReason);
  const told = rows.filter((row) => !isKept(answer, row) && text(answer, row, 'tipo') === 'proporcion' && !isUnknown(answer, row)).slice(0, FEW);
  const { place } = t.surveys;
  const sources = [...new Set((told.length > 0 ? told : rows.slice(0, 1)).map((row) => fill(place.source, { titulo: text(answer, row, inWords('encuesta_titulo', wording))!, fechas: datesIn(answer, row, wording) })))];
  return part(9, 'la-gente', [fill(place.title, { lugar: name })], [
    ...told.flatMap((row) => [{ kind: 'prose' as const, phrases: [sentence(answer, row, wording)] }, { kind: 'prose' as const, quiet: true, phrases: [baseLine(answer, row, wording), changeWords(answer, row, wording)].filter((line) => line.length > 0) }]),
    { kind: 'prose', quiet: true, phrases: sources.map((source) => [source]) },
    { kind: 'links', label: place.more, bare: true, columns: false, items: [{ href: at(language, `/lugar/${ubigeo}/libreta`), text: place.more }] },
  ]);
}
