import { fill } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import { phrase, type Phrase } from '../phrase.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { Block, PageModel, Part } from '../view.ts';
import { planModel, wordOf, type PlanPlace } from './plan-ref.ts';
import { planFigure } from './value-lines.ts';

function registerParts(registers: Answer, place: PlanPlace): Part[] {
  const { language, t } = place;
  const words = t.plans.annexes;
  const { org, date, amount, currency, payer, text: said, source } = words.columns;
  return [...Map.groupBy(rowsOf(registers), (row) => text(registers, row, 'registro')!)].map(([id, rows], index) => {
    const figure = (row: number, name: string, format: 'texto' | 'decimal' = 'texto') => (text(registers, row, name) === null ? [] : [[planFigure(registers, row, name, format)]]);
    const title = text(registers, rows[0]!, 'titulo')!;
    const all: readonly (readonly [key: string, label: string, unit: string | null, lines: (row: number) => readonly Phrase[]])[] = [
      ['organizacion', org, null, (row) => figure(row, 'organizacion')],
      ['fecha', date, null, (row) => (text(registers, row, 'fecha') === null ? [] : [[dateInWords(text(registers, row, 'fecha')!, language)]])],
      ['monto', amount, 'moneda de la fila', (row) => [...figure(row, 'monto', 'decimal'), ...(text(registers, row, 'calificador') === null ? [] : [[wordOf(t.plans.qualifiers, text(registers, row, 'calificador'))]])]],
      ['moneda', currency, null, (row) => figure(row, 'moneda')], ['paga', payer, null, (row) => figure(row, 'paga')], ['texto', said, null, (row) => figure(row, 'texto')], ['fuente', source, null, (row) => figure(row, 'fuente')],
    ];
    // A list of projects has no amounts: a column that says nothing of any row is left out.
    const columns = all.filter(([key]) => rows.some((row) => text(registers, row, key) !== null));
    return part(index + 1, `anexo-${index + 1}`, [title], [{ kind: 'matrix', matrix: {
      id: `tabla-anexo-${index + 1}`, caption: fill(words.caption, { titulo: title }), head: words.head,
      columns: columns.map(([key, label, unit]) => ({ key, label, unit })),
      rows: rows.map((row) => ({
        head: [planFigure(registers, row, 'n', 'entero'), '. ', planFigure(registers, row, 'nombre', 'texto')], subject: `${id} ${text(registers, row, 'n')}`,
        cells: columns.map(([, , , lines]) => lines(row)),
      })),
    } }]);
  });
}

function promisedPart(promised: Answer, { t }: PlanPlace): Part[] {
  const words = t.plans.annexes;
  if (rowsOf(promised).length === 0) return [];
  const { cases, min, max, currency } = words.promisedColumns;
  const blocks: Block[] = [{ kind: 'matrix', matrix: {
    id: 'tabla-prometido', caption: words.promisedCaption, head: words.promisedHead,
    columns: [{ key: 'casos', label: cases, unit: 'casos' }, { key: 'minimo', label: min, unit: 'moneda de la fila' }, { key: 'maximo', label: max, unit: 'moneda de la fila' }, { key: 'moneda', label: currency, unit: null }],
    rows: rowsOf(promised).map((row) => ({
      head: [text(promised, row, 'paga') === null ? words.unsaid : planFigure(promised, row, 'paga', 'texto')], subject: `${text(promised, row, 'registro')} ${text(promised, row, 'paga') ?? '–'} ${text(promised, row, 'moneda')}`,
      under: text(promised, row, 'redondeado') === 'true' ? [[words.rounded]] : [],
      cells: [[[planFigure(promised, row, 'casos', 'entero')]], [[planFigure(promised, row, 'minimo', 'decimal')]], [[planFigure(promised, row, 'maximo', 'decimal')]], [[planFigure(promised, row, 'moneda', 'texto')]]],
    })),
  } }, { kind: 'prose', quiet: true, phrases: [phrase(words.without, { casos: planFigure(promised, 0, 'sin_monto', 'entero') }), [words.mixed]] }];
  return [part(8, 'prometido', [words.promised], blocks)];
}

/** The printed lists of a plan and the money that they promise. */
export function annexesPage(registers: Answer, promised: Answer, place: PlanPlace): PageModel {
  const words = place.t.plans.annexes;
  const parts = [...promisedPart(promised, place), ...registerParts(registers, place)];
  return planModel(place, 'anexos', words.title, [[words.lead]], parts.length === 0 ? [absentPart(1, 'anexos', words.title, words.none)] : parts);
}
