import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import { crumbsOf } from '../place-page.ts';
import { absentPart, part, takePart } from '../place-page-parts.ts';
import type { PlaceView } from '../services.ts';
import type { MatrixRow } from '../matrix.ts';
import type { Block, PageModel, Part } from '../view.ts';
import { dots } from './cycle-page.ts';
import { baseLine, changeWords, chosen, codeName, datesIn, detectableWords, estimateFigure, inWords, isKept, isUnknown, keptSentence, measureName, measureTitle, notes, sentence, withInterval, type Wording } from './estimate-words.ts';
import { surveyAddress } from './survey-ref.ts';

/** What one measure says here, what changed, and on how many answers it stands. */
function measureBlocks(answer: Answer, row: number, wording: Wording, first: boolean): Block[] {
  const heading: Block = { kind: 'heading', text: [measureTitle(answer, row, wording)] };
  if (isKept(answer, row)) return [heading, { kind: 'prose', quiet: true, phrases: [keptSentence(answer, row, wording)] }];
  const quiet = [baseLine(answer, row, wording), ...notes(answer, row, wording), changeWords(answer, row, wording), detectableWords(answer, row, wording)].filter((line) => line.length > 0);
  return [heading, ...(first ? dots(answer, row, wording, `cien-${text(answer, row, 'medida')}-${text(answer, row, 'encuesta')}`) : []), { kind: 'prose', phrases: [sentence(answer, row, wording)] }, { kind: 'prose', quiet: true, phrases: quiet }];
}

/** A distribution, its answers down; one line where all of them are kept back. */
function answersBlocks(answer: Answer, rows: readonly number[], wording: Wording): Block[] {
  const { t: { surveys: { columns } } } = wording;
  const [first] = rows;
  const title = measureTitle(answer, first!, wording);
  const heading: Block = { kind: 'heading', text: [title] };
  const shown = rows.find((row) => !isKept(answer, row));
  if (shown === undefined) return [heading, { kind: 'prose', quiet: true, phrases: [keptSentence(answer, first!, wording)] }];
  return [heading, {
    kind: 'matrix', matrix: {
      id: `tabla-${text(answer, first!, 'medida')}-${text(answer, first!, 'encuesta')}`, caption: title, head: columns.choices, columns: [{ key: 'valor', label: columns.estimate, unit: null }],
      rows: rows.map((row): MatrixRow => ({ head: [text(answer, row, 'respuesta_es') ?? '–'], subject: `${text(answer, row, 'medida')} ${text(answer, row, 'respuesta')}`, cells: [[withInterval(answer, row, wording), ...notes(answer, row, wording)]] })),
    },
  }, { kind: 'prose', quiet: true, phrases: [baseLine(answer, shown, wording)] }];
}

/** Women and men side by side, where the round was in this place alone. */
function bySex(answer: Answer, rows: readonly number[], title: string, wording: Wording): Block[] {
  const { t: { surveys: { card, columns } } } = wording;
  const own = rows.filter((row) => text(answer, row, 'ambito') === 'sexo');
  if (own.length === 0) return [];
  const codes = [...new Map(own.map((row) => [text(answer, row, 'codigo')!, codeName(answer, row, wording)]))];
  const measures = [...Map.groupBy(own, (row) => measureName(answer, row, wording))];
  return [{
    kind: 'matrix', matrix: {
      id: `tabla-sexo-${text(answer, own[0]!, 'servicio') ?? 'general'}`, caption: fill(card.bySexCaption, { servicio: title }), head: columns.measure, columns: codes.map(([key, label]) => ({ key, label, unit: null })),
      rows: measures.map(([name, found]): MatrixRow => ({
        head: [name], subject: name, cells: codes.map(([code]) => found.filter((row) => text(answer, row, 'codigo') === code).flatMap((row) => [withInterval(answer, row, wording), ...(isKept(answer, row) ? [] : [[estimateFigure(answer, row, 'n', 'personas')]]), ...notes(answer, row, wording)])),
      })),
    },
  }];
}

/** One service of one survey: whose it is, in its own name, and what people say of it. */
function servicePart(answer: Answer, rows: readonly number[], wording: Wording, place: number): Part {
  const { t: { surveys: { card } }, language } = wording;
  const first = rows[0]!;
  const service = text(answer, first, `servicio_${language}`);
  const name = service ?? card.general;
  const title = service === null ? card.general : fill(text(answer, first, 'proveedor') === 'municipal' ? card.municipal : card.other, { servicio: service, proveedor: text(answer, first, `proveedor_${language}`)! });
  const measures = [...Map.groupBy(rows.filter((row) => text(answer, row, 'ambito') !== 'sexo' && !isUnknown(answer, row)), (row) => text(answer, row, 'medida')!).values()];
  const source = fill(card.source, { titulo: text(answer, first, inWords('encuesta_titulo', wording))!, ola: text(answer, first, 'ola')!, fechas: datesIn(answer, first, wording), como: chosen(answer, first, wording) });
  return part(place, `servicio-${place}`, [title], [...measures.flatMap((own, index) => (text(answer, own[0]!, 'tipo') === 'distribucion' ? answersBlocks(answer, own, wording) : measureBlocks(answer, own[0]!, wording, index === 0))), ...bySex(answer, rows, name, wording), { kind: 'prose', quiet: true, phrases: [[source]] }]);
}

/** A municipality's own services first, then those of others, then what is about none. */
const ORDER: Readonly<Record<string, number>> = { municipal: 0, otro: 1 };

/** Rows of each service of each survey, in that order. */
const servicesOf = (answer: Answer): number[][] => [...Map.groupBy(rowsOf(answer), (row) => `${text(answer, row, 'encuesta')}\u0000${text(answer, row, 'servicio') ?? ''}`).values()]
  .sort((a, b) => (ORDER[text(answer, a[0]!, 'proveedor') ?? ''] ?? 2) - (ORDER[text(answer, b[0]!, 'proveedor') ?? ''] ?? 2));

/** The report card of a district: service by service, in words that a neighbour reads. */
export function cardPage(place: PlaceView, answer: Answer | null, language: Language, origin: string): PageModel {
  const wording = { language, t: messages(language) };
  const { t } = wording;
  const { card } = t.surveys;
  const address = `/lugar/${place.ubigeo}/libreta`;
  const surveys = answer === null ? [] : [...new Map(rowsOf(answer).map((row) => [text(answer, row, 'encuesta')!, text(answer, row, inWords('encuesta_titulo', wording))!]))];
  const parts = answer === null || surveys.length === 0 ? [absentPart(1, 'libreta', card.link, card.none)] : servicesOf(answer).map((rows, index) => servicePart(answer, rows, wording, index + 1));
  const links = [{ href: at(language, `/lugar/${place.ubigeo}`), text: fill(card.back, { lugar: place.name }) }, ...surveys.map(([id, title]) => ({ href: at(language, surveyAddress(id)), text: fill(card.survey, { titulo: title }) }))];
  return {
    language, origin, address, title: `${fill(card.title, { lugar: place.name })} · Yupay`, description: fill(card.description, { lugar: place.name }), overline: card.overline, heading: fill(card.title, { lugar: place.name }), facts: [], lead: [[card.lead]],
    crumbs: [...crumbsOf(place, language, t), { href: at(language, `/lugar/${place.ubigeo}`), text: place.name }],
    parts: [...parts, takePart(99, address, language, origin, t, [{ href: at(language, `${address}.pdf`), text: card.print }, ...links])],
  };
}
