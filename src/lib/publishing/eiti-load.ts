import type { Language } from '#lib/kernel/errors.ts';
import { eitiPage, namesOf } from './eiti-page.ts';
import type { Services } from './services.ts';
import type { PageModel } from './view.ts';

/** Asks what the page of EITI's reconciliation needs and hands it to the pure function that makes it. */
export async function eitiView(services: Services, language: Language, origin: string): Promise<PageModel> {
  const [years, total, sectors, whole, byCompany, byStream, byCause, canon, points] = await Promise.all([
    services.answer('eiti-por-anio', {}),
    services.answer('eiti-total', {}),
    services.answer('eiti-sectores', {}),
    services.answer('eiti-conciliacion', {}),
    services.answer('eiti-por-empresa', {}),
    services.answer('eiti-flujo', {}),
    services.answer('eiti-causas', {}),
    services.answer('canon-de-lugares', { prefijo: '' }),
    services.points(''),
  ]);
  return eitiPage({ years, total, sectors, companies: { whole, byCompany, byStream, byCause }, canon, names: namesOf(points), language, origin });
}
