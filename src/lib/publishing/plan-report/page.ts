import type { Waiver } from '#lib/indicators/checks/run.ts';
import { LIGHT_RULE } from '#lib/frameworks/light.ts';
import { at, fill } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import type { Matrix, MatrixRow } from '../matrix.ts';
import { part } from '../place-page-parts.ts';
import { annexesPage } from '../plan-pages/annexes-page.ts';
import { contradictionsPage } from '../plan-pages/contradictions-page.ts';
import { lightLines, named } from '../plan-pages/matrix-part.ts';
import { leadOf } from '../plan-pages/plan-page.ts';
import { indicatorAddress, planAddress, planModel, wordOf, type PlanPlace } from '../plan-pages/plan-ref.ts';
import { planFigure, valueLines } from '../plan-pages/value-lines.ts';
import { phrase, type Phrase } from '../phrase.ts';
import type { Block, PageModel, Part } from '../view.ts';

/** The answers that a report is made of. */
export interface ReportAnswers {
  readonly matrices: Answer;
  readonly advance: Answer;
  readonly lights: Answer;
  readonly registers: Answer;
  readonly promised: Answer;
  readonly found: Answer;
}

/** Parts of the model by what they are: the Word file takes each kind to its own place. */
export const PART_PREFIX = { matrix: 'matriz-', annex: 'anexo-' } as const;
export const NOTES_PART = 'notas-generales';

interface Context extends ReportAnswers {
  readonly place: PlanPlace;
  /** Rows of the advance of each indicator: one for each component. */
  readonly advanceOf: ReadonlyMap<string, readonly number[]>;
}

/** A document's own marks of emphasis and of addresses are no words of it. */
const tidied = (words: string): string => words.replaceAll('**', '').replace(/<(https?:[^>\s]+)>/g, '$1').replace(/\s+/g, ' ').trim();

/** What follows from a component's values: its light and both figures by name, each with its reason where there is none. */
function readingLines({ advance, place }: Context, row: number, several: boolean): Phrase[] {
  const words = place.t.planReport;
  const reason = (column: 'parte_meta' | 'recorrido') => wordOf(place.t.motivos, `plan-${text(advance, row, `${column}_motivo`)}`);
  const share = (column: 'parte_meta' | 'recorrido', said: string, refused: string): Phrase =>
    text(advance, row, column) === null ? [fill(refused, { motivo: reason(column) })] : phrase(said, { cifra: planFigure(advance, row, column, 'porcentaje') });
  const name = several ? [[planFigure(advance, row, named(advance, row, 'componente_nombre', place), 'texto'), ':']] : [];
  const light = lightLines(advance, row, place)[0]!;
  // One reason for both is said once.
  if (text(advance, row, 'parte_meta') === null && text(advance, row, 'recorrido') === null && reason('parte_meta') === reason('recorrido')) return [...name, light, [fill(words.noData, { motivo: reason('recorrido') })]];
  return [...name, light, share('parte_meta', words.ofTarget, words.noShare), share('recorrido', words.fromBase, words.noPath)];
}

/** The document's words of a value; where it has none, the value itself. */
function saidLines({ matrices, advance, place }: Context, row: number, own: readonly number[], kind: 'base' | 'avance'): Phrase[] {
  if (text(matrices, row, kind) !== null) return [[planFigure(matrices, row, kind, 'texto')]];
  return own.flatMap((one) => valueLines(advance, one, kind, place, text(advance, one, 'version')));
}

function rowOf(context: Context, row: number): MatrixRow {
  const { matrices, advanceOf, place, advance } = context;
  const use = text(matrices, row, 'uso')!;
  const own = advanceOf.get(use) ?? [];
  const shared = text(matrices, row, 'comparte') === 'true';
  const words = text(matrices, row, 'texto') !== null ? [planFigure(matrices, row, 'texto', 'texto')] : shared || own.length === 0 ? [place.t.planReport.sameCell] : [planFigure(advance, own[0]!, named(advance, own[0]!, 'indicador', place), 'texto')];
  return {
    head: words, href: at(place.language, indicatorAddress(place.plan.id, use)), under: [[use]], subject: use,
    cells: [saidLines(context, row, own, 'base'), saidLines(context, row, own, 'avance'), [[planFigure(matrices, row, 'responsables', 'texto')]], own.flatMap((one) => readingLines(context, one, own.length > 1))],
  };
}

function matrixOf(context: Context, node: string, parte: string, rows: readonly number[]): Matrix {
  const { indicator, base, actual, answers, reading } = context.place.t.planReport.columns;
  return {
    id: `tabla-${node}`, caption: fill(context.place.t.planReport.caption, { parte }), head: indicator,
    columns: [{ key: 'base', label: base, unit: null }, { key: 'avance', label: actual, unit: null }, { key: 'responsables', label: answers, unit: null }, { key: 'lectura', label: reading, unit: '%' }],
    rows: rows.map((row) => rowOf(context, row)),
  };
}

function headingOf({ matrices, place: { t } }: Context, row: number): string {
  const nivel = wordOf(t.planReport.levels, text(matrices, row, 'nivel'));
  const words = tidied(text(matrices, row, 'texto') ?? '–');
  const code = text(matrices, row, 'codigo');
  return code === null ? fill(t.planReport.matrixPlain, { nivel, texto: words }) : fill(t.planReport.matrix, { nivel, codigo: code, texto: words });
}

/** One part for each statement of the tree that carries indicators; the first of a section says which section begins. */
function matrixParts(context: Context): Part[] {
  const { matrices, place: { t } } = context;
  const byNode = Map.groupBy(rowsOf(matrices).filter((row) => text(matrices, row, 'nodo') !== null), (row) => text(matrices, row, 'nodo')!);
  let section: string | null = null;
  return [...byNode].map(([node, rows], index) => {
    const of = (kind: string) => rows.filter((row) => text(matrices, row, 'clase') === kind);
    const own = text(matrices, rows[0]!, 'seccion');
    const opens = own !== section;
    section = own;
    const opening = of('matriz')[0]!;
    const heading = headingOf(context, opening);
    const short = `${wordOf(t.planReport.levels, text(matrices, opening, 'nivel'))} ${text(matrices, opening, 'codigo') ?? node}`;
    const notes = of('nota').map((row) => noteOf(context, row));
    const blocks: Block[] = [
      ...(opens ? [{ kind: 'heading', text: [wordOf(t.planReport.sections, own)] } as const] : []),
      ...of('texto').map((row): Block => ({ kind: 'prose', phrases: [[tidied(text(matrices, row, 'texto')!)]] })),
      { kind: 'matrix', matrix: matrixOf(context, node, short, of('fila')) },
      ...(notes.length === 0 ? [] : [{ kind: 'prose', quiet: true, phrases: notes } as const]),
    ];
    return part(index + 1, `${PART_PREFIX.matrix}${node}`, [heading], blocks);
  });
}

const noteOf = ({ matrices, place: { t } }: Context, row: number): Phrase => [fill(t.planReport.note, { marca: text(matrices, row, 'marca')!, texto: tidied(text(matrices, row, 'texto')!) })];

/** How the last column is read, and the notes to the whole document. */
function closingPart(context: Context): Part {
  const { matrices, place: { t, language } } = context;
  const general = rowsOf(matrices).filter((row) => text(matrices, row, 'clase') === 'nota-general');
  return part(70, NOTES_PART, [t.planReport.rule], [
    { kind: 'prose', phrases: [[fill(t.planReport.ruleText, { regla: `${LIGHT_RULE[language]} (${LIGHT_RULE.id})` })]] },
    ...(general.length === 0 ? [] : [{ kind: 'prose', quiet: true, phrases: general.map((row) => noteOf(context, row)) } as const]),
  ]);
}

const TAKE = 99;
/** The parts of another page of the plan, without its ways of taking it away. */
const partsOf = ({ parts }: PageModel): Part[] => parts.filter(({ number }) => number !== TAKE);

/** The report is also taken as a Word file, on paper, and as the template that the Word file is made from. */
function withWays(take: Part, { plan, language, t }: PlanPlace): Part {
  const { word, pdf, template } = t.planReport.take;
  const inside = (name: string) => at(language, planAddress(plan.id, name));
  const items = [{ href: inside('informe.docx'), text: word }, { href: inside('informe.pdf'), text: pdf }, { href: inside('plantilla-informe.docx'), text: template, note: t.planReport.templateHint }];
  return { ...take, blocks: [{ kind: 'links', label: t.planReport.link, columns: false, items }, ...take.blocks] };
}

/**
 * The monitoring report of a plan: its matrices in the document's words and what follows from them, its notes, annexes and
 * the contradictions that nobody let pass. Page, printed document and Word file are made of this one model.
 */
export function reportPage(answers: ReportAnswers, waivers: readonly Waiver[], place: PlanPlace): PageModel {
  const { t, plan } = place;
  const context: Context = { ...answers, place, advanceOf: Map.groupBy(rowsOf(answers.advance), (row) => text(answers.advance, row, 'uso')!) };
  const contradictions = partsOf(contradictionsPage(answers.found, waivers, place)).map((one) => ({ ...one, title: [`${t.planReport.contradictions}: `, ...one.title] }));
  const annexes = partsOf(annexesPage(answers.registers, answers.promised, place)).filter(({ absent }) => absent === null);
  const model = planModel(place, 'informe', t.planReport.heading, leadOf(answers, place), [...matrixParts(context), closingPart(context), ...annexes, ...contradictions]);
  const take = model.parts.map((one) => (one.number === TAKE ? withWays(one, place) : one));
  return { ...model, parts: take, overline: plan.title, title: `${fill(t.planReport.title, { titulo: plan.title })} · Yupay`, description: fill(t.planReport.description, { titulo: plan.title }) };
}
