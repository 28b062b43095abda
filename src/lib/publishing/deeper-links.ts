import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages } from '#lib/platform/messages/index.ts';
import type { PlaceView } from './services.ts';
import type { Block } from './view.ts';

/** The other pages of a place, by what its level has. */
const PAGES = {
  distrito: ['entrega', 'ingresos', 'programacion', 'programas', 'gobierno', 'inversion', 'libreta'],
  provincia: ['programacion', 'programas'],
  departamento: ['estudio', 'mineria', 'programacion', 'programas'],
} as const;

/** Where else a place is told: a block of its part 12. */
export function deeperLinks({ ubigeo, level, name }: Pick<PlaceView, 'ubigeo' | 'level' | 'name'>, language: Language): Block {
  const t = messages(language);
  const own = (page: string) => at(language, `/lugar/${ubigeo}/${page}`);
  const links = {
    entrega: { href: own('entrega'), text: t.handover.link },
    ingresos: { href: own('ingresos'), text: t.context.income.link },
    estudio: { href: own('estudio'), text: t.study.link },
    mineria: { href: own('mineria'), text: t.context.mining.link },
    programacion: { href: own('programacion'), text: t.programming.link },
    gobierno: { href: at(language, `/ranking/buen-gobierno-municipal/${ubigeo}`), text: t.ranking.linkGovernance },
    inversion: { href: at(language, `/ranking/gestion-de-la-inversion/${ubigeo}`), text: t.ranking.linkInvestment },
    libreta: { href: own('libreta'), text: t.surveys.card.link },
    programas: { href: at(language, `/programas?lugar=${ubigeo}`), text: t.programmes.link },
  };
  return { kind: 'links', label: fill(t.take.deeper, { lugar: name }), columns: false, items: PAGES[level].map((page) => links[page]) };
}
