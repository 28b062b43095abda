import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { rowsOf, text } from '../answer.ts';
import type { Services } from '../services.ts';
import type { PageModel } from '../view.ts';
import { entityPage } from './entity-page.ts';
import { instrumentPage } from './instrument-page.ts';
import { instrumentPlace } from './instrument-ref.ts';
import { instrumentListPage } from './list-page.ts';
import { paperPage } from './paper-page.ts';

export async function instrumentListView(services: Services, language: Language, origin: string): Promise<PageModel> {
  return instrumentListPage(await services.answer('fichas', {}), language, origin);
}

/** Throws `instrumento-no-existe`. */
export async function instrumentView(services: Services, id: string, language: Language, origin: string): Promise<PageModel> {
  const place = await instrumentPlace(services, id, language, origin);
  const [items, results, agreement] = await Promise.all((['ficha-items', 'ficha-resultados', 'ficha-acuerdo'] as const).map((query) => services.answer(query, { instrumento: id })));
  return instrumentPage({ items: items!, results: results!, agreement: agreement! }, place);
}

/** Throws `instrumento-no-existe`. */
export async function paperView(services: Services, id: string, language: Language, origin: string): Promise<PageModel> {
  const place = await instrumentPlace(services, id, language, origin);
  return paperPage(await services.answer('ficha-items', { instrumento: id }), place);
}

/** Refuses an entity of which nothing is published: nobody may fill the store with receipts about nothing. Throws `instrumento-no-existe`, `no-encontrado`. */
async function requireEntity(services: Services, id: string, entity: string): Promise<void> {
  await instrumentPlace(services, id, 'es', '');
  const results = await services.answer('ficha-resultados', { instrumento: id });
  if (!rowsOf(results).some((row) => text(results, row, 'entidad') === entity)) throw new YupayError('no-encontrado');
}

/** Refuses parameters of a question that name no instrument, or no entity that it was filled about. Throws `instrumento-no-existe`, `no-encontrado`. */
export async function requireInstrument(services: Services, { instrumento = '', entidad }: Readonly<Record<string, string>>): Promise<void> {
  if (entidad === undefined) await instrumentPlace(services, instrumento, 'es', '');
  else await requireEntity(services, instrumento, entidad);
}

/** Throws `instrumento-no-existe`, `no-encontrado`. */
export async function entityView(services: Services, id: string, entity: string, language: Language, origin: string): Promise<PageModel> {
  const place = await instrumentPlace(services, id, language, origin);
  await requireEntity(services, id, entity);
  const [answers, results] = await Promise.all([services.answer('ficha-respuestas', { instrumento: id, entidad: entity }), services.answer('ficha-resultados', { instrumento: id })]);
  return entityPage(entity, { answers, results }, await services.instruments.shownEvidence(), place);
}
