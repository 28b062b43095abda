import type { IndexDefinition, IndexItem } from './definition.ts';
import { BUDGET_EXECUTION, INVESTMENT_EXECUTION } from './treasury-items.ts';

const counted = (id: string, pillar: string, reversed: boolean, goalposts: readonly [number, number], datasets: readonly string[], title: IndexItem['title'], says: IndexItem['says']): IndexItem => ({
  id, pillar, goalposts, reversed, weight: 1, unit: '%', source: { kind: 'tesoro', measure: id, datasets }, title, says,
});

/** METHODS §1.3: the items follow an investment along its cycle. The original list was not found; these and their goalposts are ours. */
export const INVESTMENT_MANAGEMENT: IndexDefinition = {
  id: 'gestion-de-la-inversion',
  version: 1,
  title: { es: 'Índice de gestión de la inversión pública (Yupay)', en: 'Public-investment-management index (Yupay)' },
  says: {
    es: 'Sigue a las inversiones de una municipalidad por su ciclo: cómo las prepara, cómo las ejecuta y cómo las termina. Está inspirado en MIM Perú; los ítems, los límites y los pesos son nuestros, y nadie los ha verificado todavía fuera de Yupay.',
    en: 'It follows a municipality’s investments along their cycle: how they are prepared, executed and finished. It is inspired by MIM Perú; items, goalposts and weights are ours, and nobody outside Yupay has verified them yet.',
  },
  coverage: [2, 3],
  pillars: [
    { id: 'preparar', weight: 1, title: { es: 'Preparar', en: 'Prepare' } },
    { id: 'ejecutar', weight: 1, title: { es: 'Ejecutar', en: 'Execute' } },
    { id: 'terminar', weight: 1, title: { es: 'Terminar', en: 'Finish' } },
  ],
  items: [
    {
      id: 'brechas-y-criterios', pillar: 'preparar', goalposts: [0, 100], reversed: false, weight: 1, unit: '%', source: { kind: 'ficha', measure: null },
      title: { es: 'Diagnóstico de brechas y criterios aprobados', en: 'Gap diagnosis and criteria approved' },
      says: { es: 'Lo cumplido de una ficha sobre el diagnóstico de brechas y los criterios de priorización.', en: 'What is met of a checklist on the gap diagnosis and the priority criteria.' },
    },
    counted('cartera-prioritaria', 'preparar', false, [0, 100], ['inversiones'],
      { es: 'Cartera en funciones prioritarias', en: 'Portfolio in priority functions' },
      { es: 'Soles programados en funciones prioritarias, de cada 100 programados en las inversiones activas de la municipalidad. No es la cuota sobre los recursos disponibles.', en: 'Soles programmed in priority functions, of every 100 programmed in the municipality’s active investments. It is not the share of the resources available.' }),
    counted('con-expediente', 'preparar', false, [0, 100], ['inversiones'],
      { es: 'Inversiones con expediente técnico', en: 'Investments with a technical file' },
      { es: 'Inversiones activas con expediente técnico, de cada 100 de las que el registro lo dice.', en: 'Active investments with a technical file, of every 100 of which the registry says it.' }),
    { ...INVESTMENT_EXECUTION, pillar: 'ejecutar', weight: 1 },
    counted('al-dia', 'ejecutar', false, [0, 100], ['inversiones'],
      { es: 'Inversiones con avance declarado en el mes', en: 'Investments with progress stated in the month' },
      { es: 'Inversiones activas que declararon su avance en los 31 días anteriores al corte, de cada 100 de las que se sabe.', en: 'Active investments that stated their progress in the 31 days before the cut-off, of every 100 of which it is known.' }),
    counted('paralizadas', 'ejecutar', true, [0, 50], ['obras', 'inversiones'],
      { es: 'Obras paralizadas', en: 'Stopped works' },
      { es: 'Obras paralizadas al corte, de cada 100 sin terminar de las que la fuente lo dice. Menos es mejor.', en: 'Works stopped at the cut-off, of every 100 unfinished ones of which the source says it. Fewer is better.' }),
    counted('sobrecosto', 'terminar', true, [0, 100], ['inversiones'],
      { es: 'Sobrecosto (mediana)', en: 'Cost overrun (median)' },
      { es: 'Mediana de cuánto pasa el costo actualizado al viable en las inversiones activas. Menos es mejor.', en: 'Median of how far the updated cost passes the viable one in active investments. Less is better.' }),
    counted('demora', 'terminar', true, [0, 100], ['obras', 'inversiones'],
      { es: 'Demora (mediana)', en: 'Time overrun (median)' },
      { es: 'Mediana de cuánto pasó el tiempo de obra al programado, en las obras que terminaron en el año. Menos es mejor.', en: 'Median of how far the time of a work passed the planned one, in works that ended in the year. Less is better.' }),
    counted('cierre-en-12-meses', 'terminar', false, [0, 100], ['inversiones'],
      { es: 'Cierre en 12 meses', en: 'Closed within 12 months' },
      { es: 'Inversiones cerradas dentro de los 12 meses de su fin físico, de cada 100 cerradas con las dos fechas conocidas.', en: 'Investments closed within 12 months of their physical end, of every 100 closed ones with both dates known.' }),
  ],
  context: [BUDGET_EXECUTION],
};
