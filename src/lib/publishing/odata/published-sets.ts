import { rowsOf, text, type Answer } from '../answer.ts';
import type { Services } from '../services.ts';
import { ESTIMATES, ROUNDS, type EntityType } from './entity.ts';
import type { Entity, Value } from './filter.ts';

const valueOf = (own: string | null, type: string): Value => (own === null || type === 'Edm.String' ? own : Number(own));

/** A row of an answer by the properties of a type, with its receipt; `beside` says what its columns do not. */
function entity(answer: Answer, row: number, { properties }: EntityType, origin: string, beside: Entity): Entity {
  const told: Entity = { ...beside, recibo: answer.code, comprobacion: `${origin}/recibo/${answer.code}` };
  return Object.fromEntries(properties.map(({ name, type }) => [name, name in told ? told[name]! : valueOf(text(answer, row, name), type)]));
}

/** Every published round. */
export async function roundEntities(services: Services, origin: string): Promise<Entity[]> {
  const list = await services.answer('encuestas', {});
  return rowsOf(list).map((row) => entity(list, row, ROUNDS, origin, {}));
}

/** Every published estimate of every round; each names the receipt of its round. */
export async function estimateEntities(services: Services, origin: string): Promise<Entity[]> {
  const list = await services.answer('encuestas', {});
  const rounds = rowsOf(list).map((row) => ({ encuesta: text(list, row, 'encuesta')!, ola: text(list, row, 'ola')! }));
  const answers = await Promise.all(rounds.map((round) => services.answer('encuesta-estimaciones', round)));
  return rounds.flatMap((round, at) => rowsOf(answers[at]).map((row) => entity(answers[at]!, row, ESTIMATES, origin, { ...round, fila: row + 1 })));
}
