import { fill } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import { phrase } from '../phrase.ts';
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
    return part(index + 1, `anexo-${index + 1}`, [title], [{ kind: 'matrix', matrix: {
      id: `tabla-anexo-${index + 1}`, caption: fill(words.caption, { titulo: title }), head: words.head,
      columns: [{ key: 'organizacion', label: org, unit: null }, { key: 'fecha', label: date, unit: null }, { key: 'monto', label: amount, unit: 'moneda de la fila' }, { key: 'moneda', label: currency, unit: null }, { key: 'paga', label: payer, unit: null }, { key: 'texto', label: said, unit: null }, { key: 'fuente', label: source, unit: null }],
      rows: rows.map((row) => ({
        head: [planFigure(registers, row, 'n', 'entero'), '. ', planFigure(registers, row, 'nombre', 'texto')], subject: `${id} ${text(registers, row, 'n')}`,
        cells: [
          figure(row, 'organizacion'), text(registers, row, 'fecha') === null ? [] : [[dateInWords(text(registers, row, 'fecha')!, language)]],
          [...figure(row, 'monto', 'decimal'), ...(text(registers, row, 'calificador') === null ? [] : [[wordOf(t.plans.qualifiers, text(registers, row, 'calificador'))]])],
          figure(row, 'moneda'), figure(row, 'paga'), figure(row, 'texto'), figure(row, 'fuente'),
        ],
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
