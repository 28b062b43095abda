import type { Actor } from '#lib/access/actor.ts';
import { columnOf, definitionOf } from '#lib/frameworks/cell-answer.ts';
import { frameworkOf, workingCopy } from '#lib/frameworks/plan-store.ts';
import { keepComputed, submissionOf, type Surroundings } from '#lib/frameworks/report-cells.ts';
import { ACCEPTED, OPEN } from '#lib/frameworks/submission.ts';
import { askedOf, computedValue } from '#lib/indicators/model/computed.ts';
import { lastDay, type DateText } from '#lib/indicators/model/date.ts';
import type { FactId } from '#lib/indicators/model/decoder.ts';
import type { SourceDocument } from '#lib/indicators/model/source.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import type { Receipt } from '#lib/provenance/receipt.ts';
import type { Application } from '../application.ts';
import { findQuery } from '../questions.ts';
import type { PlaceView } from '../services.ts';

/** The newest whole year that a period's end reaches: a year's figure does not belong to a part of it. */
export function yearOf(end: DateText): string {
  const [year, day] = [Number(end.slice(0, 4)), lastDay(end).slice(5)];
  return String(day === '12-31' ? year : year - 1);
}

/** The document that a receipt is: a stranger fetches it by its code and hashes it. */
function receiptDocument({ sha256, code }: Receipt, query: PublishedQuery): SourceDocument {
  return { id: `recibo-${code}` as FactId, file: `recibo/${code}.json`, sha256, title: `Recibo ${code}: ${query.es}` };
}

export interface ComputedRequest {
  readonly plan: string;
  readonly number: number;
  readonly use: string;
  readonly component: string;
  /** The place that is asked about. */
  readonly place: Pick<PlaceView, 'ubigeo' | 'secEjec'>;
  /** Why an accepted value gives way to what the query says now. */
  readonly reason: string | null;
}

/**
 * Takes a value from the published query that its definition names, never from a hand; its source is the receipt. A gap of
 * the query is kept as one. Gives the value's id, or null when the cell held the same receipt. Throws as `answerCell` does.
 */
export async function takeComputed({ pool, answers }: Pick<Application, 'pool' | 'answers'>, actor: Actor, request: ComputedRequest, world: Surroundings): Promise<string | null> {
  const copy = await workingCopy(pool, request.plan);
  const framework = frameworkOf(copy, [...OPEN, ...ACCEPTED]);
  const computed = definitionOf(framework, request.use)?.computed;
  const query = computed ? findQuery(computed.query) : null;
  if (!computed || query === null) throw new YupayError('consulta-no-existe', { codigo: computed?.query ?? request.use.slice(0, 64) });
  const column = columnOf(framework, submissionOf(copy, request.number).period);
  if (column === null) throw new YupayError('periodo-no-existe', { codigo: submissionOf(copy, request.number).period });
  const year = yearOf(column.asOf);
  const receipt = await answers.answer(query, askedOf(computed, { lugar: request.place.ubigeo, sec_ejec: request.place.secEjec ?? '', anio: year }));
  const found = computedValue(computed, receipt.body, year);
  const said = found.payload !== null;
  const document = receiptDocument(receipt, query);
  const source = said ? [{ document: document.id, line: found.row, cell: found.cell }] : [];
  const answer = { use: request.use, component: request.component, place: request.place.ubigeo, state: said ? 'reported' : 'not_reported', payload: found.payload, asOf: year, qualifier: 'exact', note: null };
  return keepComputed(pool, actor, { plan: request.plan, number: request.number, answer, reason: request.reason }, said ? [document] : [], source, world);
}
