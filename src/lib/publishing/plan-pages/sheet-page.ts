import { fill } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import { phrase, type Phrase } from '../phrase.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { Block, PageModel, Part } from '../view.ts';
import { planModel, wordOf, type PlanPlace } from './plan-ref.ts';
import { planFigure } from './value-lines.ts';

/** Sections in the order in which a reader needs them: by code of the answer, its anchor and its title in the catalogue. */
const SECTIONS = [
  ['condicion', 'condiciones', 'conditions'], ['entregable', 'entregables', 'deliverables'], ['transversal', 'transversales', 'crossCutting'],
  ['ciclo', 'ciclos', 'cycles'], ['afirmacion', 'afirmaciones', 'claims'], ['texto', 'textos', 'narratives'],
] as const;
const FOLLOWED = new Set(['condicion', 'entregable']);

function statesOf(sheet: Answer, rows: readonly number[], { language, t }: PlanPlace): Phrase[] {
  const words = t.plans.sheet;
  return rows.map((row) => [text(sheet, row, 'estado') === null ? words.unseen : `${wordOf(words.followed, text(sheet, row, 'estado'))}, ${dateInWords(text(sheet, row, 'fecha')!, language)}`]);
}

function sectionPart(sheet: Answer, [section, anchor, key]: (typeof SECTIONS)[number], number: number, place: PlanPlace): Part[] {
  const { language, t } = place;
  const words = t.plans.sheet;
  const groups = [...Map.groupBy(rowsOf(sheet).filter((row) => text(sheet, row, 'seccion') === section), (row) => text(sheet, row, 'clave')!)];
  if (groups.length === 0) return [];
  const date = (row: number, column: string): string | null => (text(sheet, row, column) === null ? null : dateInWords(text(sheet, row, column)!, language));
  return [part(number, anchor, [words[key]], [{ kind: 'matrix', matrix: {
    id: `tabla-${anchor}`, caption: fill(words.caption, { titulo: words[key] }), head: words.head,
    columns: [{ key: 'tema', label: words.columns.topic, unit: null }, { key: 'valor', label: words.columns.value, unit: null }, { key: 'estado', label: FOLLOWED.has(section) ? words.columns.state : words.columns.date, unit: null }, { key: 'fuente', label: words.columns.source, unit: null }],
    rows: groups.map(([id, rows]) => {
      const row = rows[0]!;
      const dates = [date(row, 'fecha'), date(row, 'hasta')].filter((one) => one !== null).join(' – ');
      const number = text(sheet, row, 'valor');
      return {
        head: [planFigure(sheet, row, 'texto', 'texto')], subject: id, under: text(sheet, row, 'nombre') === null ? [] : [[planFigure(sheet, row, 'nombre', 'texto')]],
        cells: [
          [[wordOf(words.topics, text(sheet, row, 'tema'))]], number === null ? [] : [[planFigure(sheet, row, 'valor', 'decimal')]],
          FOLLOWED.has(section) ? statesOf(sheet, rows, place) : dates === '' ? [] : [[dates]], [[planFigure(sheet, row, 'fuente', 'texto')]],
        ],
      };
    }),
  } }])];
}

function budgetPart(budget: Answer, { t }: PlanPlace): Part[] {
  const words = t.plans.sheet;
  if (rowsOf(budget).length === 0) return [];
  const figure = (column: string) => planFigure(budget, 0, column, 'decimal');
  const currency = planFigure(budget, 0, 'moneda', 'texto');
  const said = (column: string) => text(budget, 0, column);
  const totals: (Phrase | null)[] = [
    said('total_derivado') === null ? null : phrase(words.total, { derivado: figure('total_derivado'), moneda: currency }),
    said('total_impreso') === null ? [words.noPrinted] : phrase(words.printed, { impreso: figure('total_impreso'), moneda: currency }),
    said('anios_vacios') === '0' ? null : phrase(words.empty, { vacios: planFigure(budget, 0, 'anios_vacios', 'entero') }),
    said('concuerdan') === 'false' ? [words.disagree] : null,
  ];
  const blocks: Block[] = [{ kind: 'matrix', matrix: {
    id: 'tabla-presupuesto', caption: words.budgetCaption, head: words.budgetHead, columns: [{ key: 'monto', label: words.amount, unit: 'moneda de la fila' }, { key: 'moneda', label: words.currency, unit: null }, { key: 'fuente', label: words.columns.source, unit: null }],
    rows: rowsOf(budget).map((row) => ({ head: [planFigure(budget, row, 'etiqueta', 'texto')], subject: text(budget, row, 'etiqueta')!, cells: [[[planFigure(budget, row, 'monto', 'decimal')]], [[planFigure(budget, row, 'moneda', 'texto')]], [[planFigure(budget, row, 'fuente', 'texto')]]] })),
  } }, { kind: 'prose', phrases: totals.filter((line) => line !== null) }];
  return [part(7, 'presupuesto', [words.budget], blocks)];
}

/** What a plan says besides its indicators: the rest of an activity sheet, the cycles of a programme, the prose of a plan. */
export function sheetPage(sheet: Answer, budget: Answer, place: PlanPlace): PageModel {
  const words = place.t.plans.sheet;
  const parts = [...SECTIONS.flatMap((section, index) => sectionPart(sheet, section, index + 1, place)), ...budgetPart(budget, place)];
  return planModel(place, 'ficha', words.title, [[words.lead]], parts.length === 0 ? [absentPart(1, 'ficha', words.title, words.none)] : parts);
}
