import { YupayError } from '#lib/kernel/errors.ts';
import { rowsOf, text } from '../answer.ts';
import type { Services } from '../services.ts';
import { findPlan } from './plan-ref.ts';

/**
 * Refuses a question about what a plan has not: an answer is kept with its receipt, and nobody may fill the store with
 * receipts about nothing. Throws `plan-no-existe` or `no-encontrado`.
 */
export async function requireKnown(services: Services, { plan, uso, periodo }: Readonly<Record<string, string>>): Promise<void> {
  const { id } = await findPlan(services, plan ?? '');
  const holds = async (query: 'plan-avance' | 'plan-periodos', column: string, code: string): Promise<void> => {
    const answer = await services.answer(query, query === 'plan-avance' ? { plan: id, periodo: '' } : { plan: id });
    if (!rowsOf(answer).some((row) => text(answer, row, column) === code)) throw new YupayError('no-encontrado');
  };
  if (uso !== undefined) await holds('plan-avance', 'uso', uso);
  if (periodo !== undefined && periodo !== '') await holds('plan-periodos', 'periodo', periodo);
}
