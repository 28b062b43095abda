import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import type { QueryName, Services } from '../services.ts';
import type { PageModel } from '../view.ts';
import { annexesPage } from './annexes-page.ts';
import { answeringPage } from './answering-page.ts';
import { contradictionsPage } from './contradictions-page.ts';
import { indicatorGlossaryPage } from './glossary-page.ts';
import { indicatorPage } from './indicator-page.ts';
import { planListPage } from './list-page.ts';
import { periodPage, planPage, type PlanAnswers } from './plan-page.ts';
import { planPlace, type PlanPlace } from './plan-ref.ts';
import { placesPage } from './places-page.ts';
import { sheetPage } from './sheet-page.ts';
import { treePage } from './tree-page.ts';

/** The parts of a plan that have a page of their own and no code. */
export type PlanSection = 'arbol' | 'lugares' | 'contradicciones' | 'anexos' | 'ficha';
/** The pages of a plan about one of its things, by its code. */
export type PlanDetail = 'indicador' | 'periodo' | 'responsable';

const asker = (services: Services, { plan }: PlanPlace) => (query: QueryName, more: Readonly<Record<string, string>> = {}) => services.answer(query, { plan: plan.id, ...more });

const missing = (): YupayError => new YupayError('no-encontrado');

async function periodsOf(services: Services, place: PlanPlace): Promise<PlanAnswers['periods']> {
  const answer = await asker(services, place)('plan-periodos');
  return rowsOf(answer).map((row) => ({ id: text(answer, row, 'periodo')!, label: text(answer, row, 'etiqueta')! }));
}

export async function planListView(services: Services, language: Language, origin: string): Promise<PageModel> {
  return planListPage(await services.answer('planes', {}), language, origin);
}

/** What each indicator of every plan means. */
export async function indicatorGlossaryView(services: Services, language: Language, origin: string): Promise<PageModel> {
  return indicatorGlossaryPage(await services.answer('indicadores', {}), language, origin);
}

/** A plan's own page. Throws `plan-no-existe`. */
export async function planView(services: Services, id: string, language: Language, origin: string): Promise<PageModel> {
  const place = await planPlace(services, id, language, origin);
  const ask = asker(services, place);
  const [advance, lights, answering, periods] = await Promise.all([ask('plan-avance', { periodo: '' }), ask('plan-luces', { periodo: '' }), ask('plan-responsables'), periodsOf(services, place)]);
  return planPage({ advance, lights, answering, periods }, place);
}

/** One of a plan's other pages. Throws `plan-no-existe`. */
export async function planSectionView(services: Services, id: string, section: PlanSection, language: Language, origin: string): Promise<PageModel> {
  const place = await planPlace(services, id, language, origin);
  const ask = asker(services, place);
  switch (section) {
    case 'arbol':
      return treePage(await ask('plan-arbol'), place);
    case 'lugares':
      return placesPage(await ask('plan-lugares'), place);
    case 'contradicciones':
      return contradictionsPage(await ask('plan-contradicciones'), await services.waivers(id), place);
    case 'anexos':
      return annexesPage(await ask('plan-registros'), await ask('plan-promesas'), place);
    case 'ficha':
      return sheetPage(await ask('plan-ficha'), await ask('plan-presupuesto'), place);
  }
}

const holds = (answer: Answer, column: string, code: string): boolean => rowsOf(answer).some((row) => text(answer, row, column) === code);

async function indicatorView(services: Services, use: string, place: PlanPlace): Promise<PageModel> {
  const ask = asker(services, place);
  const advance = await ask('plan-avance', { periodo: '' });
  if (!holds(advance, 'uso', use)) throw missing();
  const [facts, values, found] = await Promise.all([ask('plan-indicador', { uso: use }), ask('plan-cifras', { uso: use }), ask('plan-contradicciones')]);
  return indicatorPage({ use, facts, values, advance, found }, place);
}

/** The page of one indicator, period or organisation of a plan. Throws `plan-no-existe` or `no-encontrado`. */
export async function planDetailView(services: Services, id: string, detail: PlanDetail, code: string, language: Language, origin: string): Promise<PageModel> {
  const place = await planPlace(services, id, language, origin);
  const ask = asker(services, place);
  if (detail === 'indicador') return indicatorView(services, code, place);
  if (detail === 'periodo') {
    const period = (await periodsOf(services, place)).find((one) => one.id === code);
    if (period === undefined) throw missing();
    const [advance, lights] = await Promise.all([ask('plan-avance', { periodo: code }), ask('plan-luces', { periodo: code })]);
    return periodPage({ advance, lights }, period, place);
  }
  const answering = await ask('plan-responsables');
  if (!holds(answering, 'organizacion', code)) throw missing();
  return answeringPage(code, answering, await ask('plan-avance', { periodo: '' }), place);
}
