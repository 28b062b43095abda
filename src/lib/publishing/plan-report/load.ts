import type { Language } from '#lib/kernel/errors.ts';
import { planPlace } from '../plan-pages/plan-ref.ts';
import type { QueryName, Services } from '../services.ts';
import type { PageModel } from '../view.ts';
import { reportPage } from './page.ts';

/** The monitoring report of a plan as it is published. Throws `plan-no-existe`. */
export async function reportView(services: Pick<Services, 'answer' | 'waivers'>, plan: string, language: Language, origin: string): Promise<PageModel> {
  const place = await planPlace(services as Services, plan, language, origin);
  const ask = (query: QueryName, more: Readonly<Record<string, string>> = {}) => services.answer(query, { plan, ...more });
  const [matrices, advance, lights, registers, promised, found, waivers] = await Promise.all([
    ask('plan-informe'), ask('plan-avance', { periodo: '' }), ask('plan-luces', { periodo: '' }), ask('plan-registros'), ask('plan-promesas'), ask('plan-contradicciones'), services.waivers(plan),
  ]);
  return reportPage({ matrices, advance, lights, registers, promised, found }, waivers, place);
}
