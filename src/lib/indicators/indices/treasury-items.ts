import type { IndexItem } from './definition.ts';

/** Items that more than one index takes. */

export const INVESTMENT_EXECUTION: Omit<IndexItem, 'pillar' | 'weight'> = {
  id: 'ejecucion-de-inversion', goalposts: [0, 100], reversed: false, unit: '%',
  source: { kind: 'tesoro', measure: 'ejecucion-de-inversion', datasets: ['seguimiento-inversiones'] },
  title: { es: 'Ejecución de la inversión', en: 'Execution of investment' },
  says: { es: 'Devengado de los proyectos de la municipalidad en el año, de cada 100 soles de su presupuesto modificado (PIM).', en: 'Accrued by the municipality’s projects in the year, of every 100 soles of their modified budget (PIM).' },
};

/** All spending is not investment: it is told beside an index and takes no part in it. */
export const BUDGET_EXECUTION: Pick<IndexItem, 'id' | 'title' | 'says' | 'unit' | 'source'> = {
  id: 'ejecucion-de-todo', unit: '%', source: { kind: 'tesoro', measure: 'ejecucion-de-todo', datasets: ['presupuesto'] },
  title: { es: 'Ejecución de todo el presupuesto', en: 'Execution of the whole budget' },
  says: { es: 'Devengado entre PIM de todo el gasto, no solo de la inversión, en años cerrados. Se muestra al lado y no entra en el índice.', en: 'Accrued over PIM of all spending, not of investment alone, in closed years. It is shown beside the index and takes no part in it.' },
};
