import type { Waiver } from '#lib/indicators/checks/run.ts';
import { fill } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { Matrix } from '../matrix.ts';
import type { Phrase } from '../phrase.ts';
import type { PageModel, Part } from '../view.ts';
import { planModel, type PlanPlace } from './plan-ref.ts';
import { planFigure } from './value-lines.ts';

const GRAVITIES = ['high', 'medium', 'low'] as const;

/** Findings as rows: the sentence, where it is seen, which check said it. */
export function findingMatrix(found: Answer, rows: readonly number[], id: string, caption: string, { language, t }: PlanPlace, under: (row: number) => readonly Phrase[] = () => []): Matrix {
  const words = t.plans.contradictions;
  return {
    id, caption, head: words.head, columns: [{ key: 'fuentes', label: words.columns.lines, unit: null }, { key: 'comprobacion', label: words.columns.check, unit: null }],
    rows: rows.map((row) => ({
      head: [planFigure(found, row, language, 'texto')], under: under(row), subject: text(found, row, 'huella')!.slice(0, 12),
      cells: [[[planFigure(found, row, 'fuentes', 'texto')]], [[planFigure(found, row, 'regla', 'texto')]]],
    })),
  };
}

function waivedPart(found: Answer, rows: readonly number[], waivers: ReadonlyMap<string, Waiver>, place: PlanPlace): Part[] {
  const words = place.t.plans.contradictions;
  if (rows.length === 0) return [];
  const told = (row: number): Phrase[] => {
    const { reason, by } = waivers.get(text(found, row, 'huella')!)!;
    return [[fill(words.waiver, { motivo: reason, por: by })]];
  };
  return [part(4, 'con-dispensa', [words.waived], [{ kind: 'prose', phrases: [[words.waivedLead]] }, { kind: 'matrix', matrix: findingMatrix(found, rows, 'tabla-dispensas', words.waivedCaption, place, told) }])];
}

/** What does not agree in a plan, the gravest first; what somebody waived apart, with the reason. */
export function contradictionsPage(found: Answer, waivers: readonly Waiver[], place: PlanPlace): PageModel {
  const words = place.t.plans.contradictions;
  const fitting = new Map(waivers.map((waiver) => [waiver.hash, waiver]));
  const isWaived = (row: number) => fitting.has(text(found, row, 'huella')!);
  const open = rowsOf(found).filter((row) => !isWaived(row));
  const parts = GRAVITIES.flatMap((gravity, index): Part[] => {
    const rows = open.filter((row) => text(found, row, 'gravedad') === gravity);
    return rows.length === 0 ? [] : [part(index + 1, gravity === 'high' ? 'graves' : gravity === 'medium' ? 'medianas' : 'leves', [words[gravity]], [{ kind: 'matrix', matrix: findingMatrix(found, rows, `tabla-${gravity}`, fill(words.caption, { gravedad: words[gravity].toLowerCase() }), place) }])];
  });
  const none = open.length === 0 ? [absentPart(1, 'contradicciones', words.title, words.none)] : [];
  const grave = open.some((row) => text(found, row, 'gravedad') === 'high') ? [[words.blocks]] : [];
  return planModel(place, 'contradicciones', words.title, [[words.lead], ...grave], [...none, ...parts, ...waivedPart(found, rowsOf(found).filter(isWaived), fitting, place)]);
}
