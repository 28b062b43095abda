import { fill } from '#lib/platform/messages/index.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import { part } from '../place-page-parts.ts';
import type { PageModel } from '../view.ts';
import { matrixOf } from './matrix-part.ts';
import { planModel, type PlanPlace } from './plan-ref.ts';

/** What one organisation answers for, with how it stands. */
export function answeringPage(org: string, answering: Answer, advance: Answer, place: PlanPlace): PageModel {
  const words = place.t.plans.answering;
  const own = rowsOf(answering).filter((row) => text(answering, row, 'organizacion') === org);
  const name = text(answering, own[0]!, 'nombre') ?? org;
  const uses = new Set(own.map((row) => text(answering, row, 'uso')));
  const rows = rowsOf(advance).filter((row) => uses.has(text(advance, row, 'uso')));
  return planModel(place, `responsable/${encodeURIComponent(org)}`, fill(words.title, { nombre: name }), [[fill(words.lead, { nombre: name })]], [
    part(1, 'indicadores', [words.part], [{ kind: 'matrix', matrix: matrixOf(advance, rows, 'tabla-indicadores', words.caption, place) }]),
  ]);
}
