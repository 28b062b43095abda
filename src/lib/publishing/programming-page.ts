import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import type { FigureFormat } from '#lib/provenance/figure.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { dayInWords } from './day.ts';
import { crumbsOf } from './place-page.ts';
import { absentPart, part, takePart } from './place-page-parts.ts';
import { sentenceCase } from './place-page-transfers.ts';
import { phrase, type Phrase } from './phrase.ts';
import { programmingRulePart } from './programming-rule.ts';
import { programmeCells, programmeColumns, reachedNote } from './programming-table.ts';
import type { PlaceView } from './services.ts';
import type { Block, PageModel, Part } from './view.ts';

export interface ProgrammingInput {
  readonly place: PlaceView;
  readonly periods: Answer;
  readonly functions: Answer;
  /** Whose year the rule is printed for when no programme is loaded. */
  readonly now: Date;
  readonly language: Language;
  readonly origin: string;
}

export const programmingAddress = (ubigeo: string): string => `/lugar/${ubigeo}/programacion`;

function periodSaid(periods: Answer, row: number, name: string, t: Messages): Phrase[] {
  const words = t.programming;
  const figure = (column: string, format: FigureFormat) => shown(periods, row, column, format);
  const span = { desde: figure('desde', 'anio'), hasta: figure('hasta', 'anio') };
  const reason = text(periods, row, 'motivo');
  if (reason !== null) return [phrase(words.refused, { ...span, motivo: (t.motivos as Readonly<Record<string, string>>)[reason] ?? reason })];
  const money = (column: string) => figure(column, 'soles-cortos');
  return [
    phrase(words.lead, { ...span, lugar: name, disponible: money('disponible'), prioritario: money('prioritario'), cuota: figure('cuota_pct', 'porcentaje') }),
    phrase(text(periods, row, 'alcanza') === 'true' ? words.reached : words.notReached, { umbral: figure('umbral_pct', 'porcentaje') }),
    ...(text(periods, row, 'excede') === 'true' ? [phrase(words.exceeds, { programado: money('programado'), disponible: money('disponible') })] : []),
  ];
}

/** The document behind each denominator, with its date, and up to when the investments file that it is compared with reaches. */
function documents({ periods, language }: ProgrammingInput, t: Messages): Block[] {
  const words = t.programming.periods;
  const said = (row: number, column: string) => text(periods, row, column) ?? '';
  const lines = rowsOf(periods).map((row) => {
    const cutoff = text(periods, row, 'corte');
    const named = { desde: said(row, 'desde'), hasta: said(row, 'hasta'), documento: said(row, 'documento'), fecha: dayInWords(said(row, 'fecha'), language) };
    return `${fill(words.document, named)}${cutoff === null ? '' : fill(words.cutoff, { corte: dayInWords(cutoff, language) })}`;
  });
  return [{ kind: 'heading', text: [words.documents] }, { kind: 'prose', phrases: lines.map((line) => [line]) }];
}

function periodsPart(input: ProgrammingInput, t: Messages): Part {
  const { place, periods } = input;
  const words = t.programming.periods;
  if (periods.body.rows.length === 0) return absentPart(1, 'cuota', words.none, fill(t.programming.leadNone, { lugar: place.name }));
  const table: Block = {
    kind: 'table', summary: t.charts.table,
    table: {
      id: 'tabla-cuota', caption: fill(words.caption, { lugar: place.name }), head: words.head, folded: false, columns: programmeColumns(t),
      rows: rowsOf(periods).map((row) => ({
        head: [shown(periods, row, 'desde', 'anio'), '–', shown(periods, row, 'hasta', 'anio')], year: text(periods, row, 'anio'), subject: `${text(periods, row, 'desde')}–${text(periods, row, 'hasta')}`,
        cells: programmeCells(periods, row), ...reachedNote(periods, row, t),
      })),
    },
  };
  return part(1, 'cuota', [words.title], [table, { kind: 'prose', quiet: true, phrases: [[words.blanks], [t.site.nominal]] }, ...documents(input, t)]);
}

function functionsPart({ functions }: ProgrammingInput, t: Messages): Part {
  const words = t.programming.functions;
  if (functions.body.rows.length === 0) return absentPart(2, 'funciones', words.none, words.noneReason);
  const years = [1, 2, 3, 4] as const;
  return part(2, 'funciones', phrase(words.title, { anio: shown(functions, 0, 'anio', 'anio') }), [
    {
      kind: 'table', summary: t.charts.table,
      table: {
        id: 'tabla-programado', caption: words.caption, head: words.head, folded: false,
        columns: [{ key: 'inversiones', label: words.columns.investments, unit: 'inversiones' }, ...years.map((n) => ({ key: `pmi_${n}`, label: fill(words.columns.n, { n: String(n) }), unit: 'soles' }))],
        rows: rowsOf(functions).map((row) => {
          const name = sentenceCase(text(functions, row, 'funcion') ?? '–');
          return {
            head: [name], year: text(functions, row, 'anio'), subject: name, ...(text(functions, row, 'prioritaria') === 'true' ? { note: words.priority } : {}),
            cells: [shown(functions, row, 'inversiones', 'entero'), ...years.map((n) => shown(functions, row, `pmi_${n}`, 'soles-enteros', 'en-blanco'))],
          };
        }),
      },
    },
    { kind: 'prose', quiet: true, phrases: [[words.years]] },
  ]);
}

/** A municipality's multi-year programme: what part of its available resources goes to priority functions (METHODS §5). */
export function programmingPage(input: ProgrammingInput): PageModel {
  const { place, periods, now, language, origin } = input;
  const t = messages(language);
  const words = t.programming;
  const names = { lugar: place.name };
  const address = programmingAddress(place.ubigeo);
  const year = rowsOf(periods).length === 0 ? now.toISOString().slice(0, 4) : text(periods, 0, 'desde')!;
  return {
    language, origin, address,
    title: fill(words.title, names), description: fill(words.description, names), overline: words.overline, heading: fill(words.title, names),
    facts: [[fill(t.place.ubigeo, { codigo: place.ubigeo })], ...(place.municipality === null ? [] : [[place.municipality]])],
    crumbs: [...crumbsOf(place, language, t), { href: at(language, `/lugar/${place.ubigeo}`), text: place.name }],
    lead: rowsOf(periods).length === 0 ? [[fill(words.leadNone, names)]] : periodSaid(periods, 0, place.name, t),
    parts: [periodsPart(input, t), functionsPart(input, t), programmingRulePart(year, language, t), takePart(4, address, language, origin, t)],
  };
}
