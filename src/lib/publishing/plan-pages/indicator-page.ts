import { fill } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { MatrixColumn, MatrixRow } from '../matrix.ts';
import type { Phrase } from '../phrase.ts';
import type { PageModel, Part } from '../view.ts';
import { findingMatrix } from './contradictions-page.ts';
import { matrixOf, matrixTerms, named } from './matrix-part.ts';
import { planModel, wordOf, type PlanPlace } from './plan-ref.ts';
import { planFigure, valueLines } from './value-lines.ts';

export interface IndicatorAnswers {
  readonly use: string;
  /** What the indicator is; what is said of it; what follows; what does not agree about it. */
  readonly facts: Answer;
  readonly values: Answer;
  readonly advance: Answer;
  readonly found: Answer;
}

const column = (key: string, label: string, unit: string | null = null): MatrixColumn => ({ key, label, unit });

function wordsPart({ facts, use }: IndicatorAnswers, { t }: PlanPlace): Part {
  const words = t.plans.indicator;
  const rows = rowsOf(facts).filter((row) => text(facts, row, 'clase') === 'redaccion');
  if (rows.length === 0) return absentPart(1, 'redaccion', words.words, words.wordsNone);
  return part(1, 'redaccion', [words.words], [{ kind: 'matrix', matrix: {
    id: 'tabla-redaccion', caption: words.wordsCaption, head: words.wordsHead, columns: [column('texto', words.text), column('fuente', words.source)],
    rows: rows.map((row) => ({ head: [wordOf(words.variants, text(facts, row, 'variante'))], subject: `${use} ${text(facts, row, 'variante')}`, cells: [[[planFigure(facts, row, 'texto', 'texto')]], [[planFigure(facts, row, 'fuente', 'texto')]]] })),
  } }]);
}

function valueRow(values: Answer, row: number, place: PlanPlace): MatrixRow {
  const words = place.t.plans.indicator;
  const said = (name: string) => text(values, row, name);
  const where: Phrase[] = (['lugar', 'desglose'] as const).flatMap((name) => (said(name) === null ? [] : [[planFigure(values, row, name, 'texto')]]));
  const standing: Phrase[] = [[said('vigente') === 'true' ? words.inForce : words.replaced], ...(said('reemplaza') === null ? [] : [[fill(words.replaces, { clave: said('reemplaza')!, motivo: said('motivo') ?? '' })]])];
  return {
    head: [planFigure(values, row, named(values, row, 'componente_nombre', place), 'texto')], subject: said('clave')!,
    under: said('unidad') === null ? [] : [[planFigure(values, row, named(values, row, 'unidad', place), 'texto')]],
    cells: [[[wordOf(words.kinds, said('clase'))]], valueLines(values, row, null, place, null).slice(0, said('fecha') === null ? undefined : -1), said('fecha') === null ? [] : [[dateInWords(said('fecha')!, place.language)]], where, said('cita') === null ? [] : [[planFigure(values, row, 'cita', 'texto')]], [[planFigure(values, row, 'fuente', 'texto')]], standing],
  };
}

function valuesPart({ values }: IndicatorAnswers, place: PlanPlace): Part {
  const words = place.t.plans.indicator;
  if (rowsOf(values).length === 0) return absentPart(3, 'valores', words.values, words.valuesNone);
  const { kind, value, date, where, quote, source, standing } = words.valueColumns;
  return part(3, 'valores', [words.values], [{ kind: 'matrix', matrix: {
    id: 'tabla-valores', caption: words.valuesCaption, head: words.valuesHead,
    columns: [column('clase', kind), column('valor', value), column('fecha', date), column('lugar', where), column('cita', quote), column('fuente', source), column('vigencia', standing)],
    rows: rowsOf(values).map((row) => valueRow(values, row, place)),
  } }]);
}

function definitionPart({ facts }: IndicatorAnswers, place: PlanPlace): Part {
  const words = place.t.plans.indicator;
  const rows = rowsOf(facts).filter((row) => text(facts, row, 'clase') === 'definicion');
  const rules = (row: number) => (text(facts, row, 'papel') ?? '').split(' ').flatMap((code) => (code in words.rules ? [wordOf(words.rules, code)] : [])).join('; ');
  return part(4, 'definicion', [words.definition], [{ kind: 'matrix', matrix: {
    id: 'tabla-definicion', caption: words.definitionCaption, head: words.definitionHead, columns: [column('nombre', words.definitionColumns.title), column('reglas', words.definitionColumns.rules)],
    rows: rows.map((row) => ({
      head: [planFigure(facts, row, 'valor', 'entero')], under: [[wordOf(words.variants, text(facts, row, 'variante'))]], subject: text(facts, row, 'clave')!,
      cells: [[[planFigure(facts, row, named(facts, row, 'nombre', place), 'texto')]], [[rules(row)]]],
    })),
  } }, ...(rows.some((row) => text(facts, row, 'papel')?.startsWith('por-definir')) ? [{ kind: 'prose', quiet: true, phrases: [[words.toBeDefined]] } as const] : [])]);
}

function answersPart({ facts }: IndicatorAnswers, { t }: PlanPlace): Part {
  const words = t.plans.indicator;
  const rows = rowsOf(facts).filter((row) => text(facts, row, 'clase') === 'responsable');
  if (rows.length === 0) return absentPart(5, 'responsables', words.answers, words.answersNone);
  const { role, via, variant } = words.answersColumns;
  return part(5, 'responsables', [words.answers], [{ kind: 'matrix', matrix: {
    id: 'tabla-responsables', caption: words.answersCaption, head: words.answersHead, columns: [column('papel', role), column('por', via), column('variante', variant), column('fuente', words.source)],
    rows: rows.map((row) => ({
      head: [planFigure(facts, row, 'nombre', 'texto')], subject: text(facts, row, 'clave')!,
      cells: [[[wordOf(t.plans.roles, text(facts, row, 'papel'))]], text(facts, row, 'por') === null ? [] : [[planFigure(facts, row, 'por', 'texto')]], [[wordOf(words.variants, text(facts, row, 'variante'))]], [[planFigure(facts, row, 'fuente', 'texto')]]],
    })),
  } }]);
}

function claimsPart({ facts }: IndicatorAnswers, { language, t }: PlanPlace): Part[] {
  const words = t.plans.indicator;
  const rows = rowsOf(facts).filter((row) => ['afirmacion', 'texto'].includes(text(facts, row, 'clase')!));
  if (rows.length === 0) return [];
  return [part(6, 'afirmaciones', [words.claims], [{ kind: 'matrix', matrix: {
    id: 'tabla-afirmaciones', caption: words.claimsCaption, head: words.claimsHead, columns: [column('valor', words.claimsColumns.value), column('fecha', words.claimsColumns.date), column('fuente', words.source)],
    rows: rows.map((row) => ({
      head: [planFigure(facts, row, 'texto', 'texto')], subject: text(facts, row, 'clave')!, under: text(facts, row, 'nombre') === null ? [] : [[planFigure(facts, row, 'nombre', 'texto')]],
      cells: [text(facts, row, 'valor') === null ? [] : [[planFigure(facts, row, 'valor', 'decimal')]], text(facts, row, 'fecha') === null ? [] : [[dateInWords(text(facts, row, 'fecha')!, language)]], [[planFigure(facts, row, 'fuente', 'texto')]]],
    })),
  } }])];
}

/** One indicator where it stands in a plan. */
export function indicatorPage(answers: IndicatorAnswers, place: PlanPlace): PageModel {
  const { use, advance, found } = answers;
  const words = place.t.plans.indicator;
  const own = rowsOf(advance).filter((row) => text(advance, row, 'uso') === use);
  const against = rowsOf(found).filter((row) => text(found, row, 'usos')?.split(' ').includes(use) === true);
  const title = text(advance, own[0]!, named(advance, own[0]!, 'indicador', place)) ?? '';
  return planModel(place, `indicador/${encodeURIComponent(use)}`, fill(words.title, { codigo: use, nombre: title }), [], [
    wordsPart(answers, place),
    part(2, 'derivado', [words.derived], [{ kind: 'matrix', matrix: matrixOf(advance, own, 'tabla-derivado', words.derivedCaption, place) }, { kind: 'prose', quiet: true, phrases: [[place.t.plans.matrix.note]] }, matrixTerms(place)]),
    valuesPart(answers, place), definitionPart(answers, place), answersPart(answers, place), ...claimsPart(answers, place),
    against.length === 0 ? absentPart(7, 'contradicciones', words.contradictions, words.noContradictions) : part(7, 'contradicciones', [words.contradictions], [{ kind: 'matrix', matrix: findingMatrix(found, against, 'tabla-contradicciones', words.foundCaption, place) }]),
  ]);
}
