import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { crumbsOf } from './place-page.ts';
import { absentPart, part, takePart } from './place-page-parts.ts';
import { phrase, type Phrase } from './phrase.ts';
import { programmingAddress } from './programming-page.ts';
import { programmingRulePart } from './programming-rule.ts';
import { programmeCells, programmeColumns, reachedNote } from './programming-table.ts';
import type { PlaceView } from './services.ts';
import type { PageModel, Part } from './view.ts';

export interface ProgrammingListInput {
  /** A department or a province. */
  readonly place: PlaceView;
  readonly answer: Answer;
  readonly now: Date;
  readonly language: Language;
  readonly origin: string;
}

const isKnown = (answer: Answer) => (row: number): boolean => text(answer, row, 'disponible') !== null;

function leadOf({ place, answer }: ProgrammingListInput, t: Messages): Phrase[] {
  const words = t.programming.list;
  const count = (column: string) => shown(answer, 0, column, 'entero');
  if (text(answer, 0, 'con_recursos') === '0') return [phrase(words.leadNone, { n: count('municipalidades'), lugar: place.name })];
  return [phrase(words.lead, { n: count('municipalidades'), lugar: place.name, con: count('con_recursos'), cuota: count('con_cuota'), alcanzan: count('alcanzan') }), [words.caution]];
}

/** As the registry of places writes them. */
const nameOf = ({ place, answer }: ProgrammingListInput, row: number): string => {
  const code = text(answer, row, 'ubigeo') ?? '';
  return place.districts.find(({ ubigeo }) => ubigeo === code)?.name ?? text(answer, row, 'municipalidad') ?? code;
};

function knownPart(input: ProgrammingListInput, t: Messages): Part {
  const { place, answer, language } = input;
  const words = t.programming.list;
  const rows = rowsOf(answer).filter(isKnown(answer));
  if (rows.length === 0) return absentPart(1, 'municipalidades', words.known, fill(words.knownNone, { lugar: place.name }));
  return part(1, 'municipalidades', [words.known], [
    {
      kind: 'table', summary: t.charts.table,
      table: {
        id: 'tabla-municipalidades', caption: fill(words.caption, { lugar: place.name }), head: words.head, folded: false, columns: programmeColumns(t),
        rows: rows.map((row) => ({
          head: [`${nameOf(input, row)}, `, shown(answer, row, 'desde', 'anio'), '–', shown(answer, row, 'hasta', 'anio')], year: text(answer, row, 'anio'), subject: `${text(answer, row, 'ubigeo')} ${nameOf(input, row)}`,
          href: at(language, programmingAddress(text(answer, row, 'ubigeo')!)), cells: programmeCells(answer, row), ...reachedNote(answer, row, t),
        })),
      },
    },
    { kind: 'prose', quiet: true, phrases: [[t.programming.periods.blanks], [t.site.nominal]] },
  ]);
}

function unknownPart(input: ProgrammingListInput, t: Messages): Part[] {
  const { answer, language } = input;
  const words = t.programming.list;
  const rows = rowsOf(answer).filter((row) => !isKnown(answer)(row));
  if (rows.length === 0) return [];
  const items = rows.map((row) => ({ href: at(language, programmingAddress(text(answer, row, 'ubigeo')!)), text: nameOf(input, row) }));
  return [part(2, 'no-se-sabe', [words.unknown], [{ kind: 'prose', phrases: [[words.unknownReason]] }, { kind: 'links', label: words.unknown, bare: true, columns: true, items }])];
}

/** Which municipalities of a department reach the threshold, and of how many it is known at all. */
export function programmingListPage(input: ProgrammingListInput): PageModel {
  const { place, answer, now, language, origin } = input;
  const t = messages(language);
  const words = t.programming;
  const names = { lugar: place.name };
  const address = programmingAddress(place.ubigeo);
  const years = rowsOf(answer).flatMap((row) => text(answer, row, 'desde') ?? []).sort();
  return {
    language, origin, address,
    title: fill(words.title, names), description: fill(words.description, names), overline: words.overline, heading: fill(words.title, names),
    facts: [[fill(t.place.ubigeo, { codigo: place.ubigeo })]],
    crumbs: [...crumbsOf(place, language, t), { href: at(language, `/lugar/${place.ubigeo}`), text: place.name }],
    lead: leadOf(input, t),
    parts: [knownPart(input, t), ...unknownPart(input, t), programmingRulePart(years.at(-1) ?? now.toISOString().slice(0, 4), language, t), takePart(4, address, language, origin, t)],
  };
}
