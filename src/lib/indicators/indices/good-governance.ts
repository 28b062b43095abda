import type { IndexDefinition } from './definition.ts';
import { BUDGET_EXECUTION, INVESTMENT_EXECUTION } from './treasury-items.ts';

/**
 * METHODS §1.2. The ranking of MIM Perú scored response capacity and social accountability; its item list and weights were not
 * found, so these are ours, and so is the name.
 */
export const GOOD_GOVERNANCE: IndexDefinition = {
  id: 'buen-gobierno-municipal',
  version: 1,
  title: { es: 'Índice de buen gobierno municipal (Yupay)', en: 'Good municipal governance index (Yupay)' },
  says: {
    es: 'Junta la capacidad de respuesta de una municipalidad y su rendición de cuentas. Está inspirado en MIM Perú; los ítems y los pesos son nuestros, y nadie los ha verificado todavía fuera de Yupay.',
    en: 'It joins a municipality’s response capacity and its accountability. It is inspired by MIM Perú; items and weights are ours, and nobody outside Yupay has verified them yet.',
  },
  coverage: [2, 3],
  pillars: [
    { id: 'capacidad-de-respuesta', weight: 1, title: { es: 'Capacidad de respuesta', en: 'Response capacity' } },
    { id: 'rendicion-de-cuentas', weight: 1, title: { es: 'Rendición de cuentas', en: 'Accountability' } },
  ],
  items: [
    {
      id: 'satisfaccion', pillar: 'capacidad-de-respuesta', goalposts: [0, 100], reversed: false, weight: 1, unit: '%', source: { kind: 'encuesta', measure: 'encuesta-satisfaccion' },
      title: { es: 'Población satisfecha con las inversiones', en: 'People satisfied with investments' },
      says: { es: 'Personas satisfechas con las inversiones de su municipalidad, de cada 100 encuestadas.', en: 'People satisfied with their municipality’s investments, of every 100 asked.' },
    },
    { ...INVESTMENT_EXECUTION, pillar: 'capacidad-de-respuesta', weight: 1 },
    {
      id: 'inversion-prioritaria', pillar: 'capacidad-de-respuesta', goalposts: [0, 100], reversed: false, weight: 1, unit: '%',
      source: { kind: 'tesoro', measure: 'inversion-prioritaria', datasets: ['seguimiento-inversiones'] },
      title: { es: 'Inversión en funciones prioritarias', en: 'Investment in priority functions' },
      says: { es: 'Devengado de proyectos en funciones prioritarias, de cada 100 soles devengados en proyectos. La lista de funciones es un dato fechado, nuestro y sin verificar.', en: 'Accrued by projects in priority functions, of every 100 soles accrued by projects. The list of functions is a dated datum, our own and unverified.' },
    },
    {
      id: 'obras-a-tiempo', pillar: 'capacidad-de-respuesta', goalposts: [0, 100], reversed: false, weight: 1, unit: '%',
      source: { kind: 'tesoro', measure: 'obras-a-tiempo', datasets: ['obras', 'inversiones'] },
      title: { es: 'Obras terminadas a tiempo', en: 'Works finished on time' },
      says: { es: 'Obras que terminaron en el año sin pasar su fecha programada, de cada 100 que terminaron con las dos fechas conocidas.', en: 'Works that ended in the year no later than planned, of every 100 that ended with both dates known.' },
    },
    {
      id: 'recibio-informacion', pillar: 'rendicion-de-cuentas', goalposts: [0, 100], reversed: false, weight: 1, unit: '%', source: { kind: 'encuesta', measure: 'encuesta-recibio-informacion' },
      title: { es: 'Población que recibió información del dinero municipal', en: 'People who received information on municipal money' },
      says: { es: 'Personas que recibieron información sobre el dinero de su municipalidad, de cada 100 encuestadas.', en: 'People who received information on their municipality’s money, of every 100 asked.' },
    },
    {
      id: 'portal', pillar: 'rendicion-de-cuentas', goalposts: [0, 100], reversed: false, weight: 1, unit: '%', source: { kind: 'ficha', measure: 'portal' },
      title: { es: 'Portal de transparencia', en: 'Transparency portal' },
      says: { es: 'Lo que el portal cumple de lo que la norma pide, según una ficha llenada con evidencia.', en: 'What the portal meets of what the norm asks, by a checklist filled with evidence.' },
    },
    {
      id: 'audiencias', pillar: 'rendicion-de-cuentas', goalposts: [0, 4], reversed: false, weight: 1, unit: 'veces', source: { kind: 'ficha', measure: null },
      title: { es: 'Audiencias públicas', en: 'Public hearings' },
      says: { es: 'Audiencias públicas de rendición de cuentas en el año.', en: 'Public accountability hearings in the year.' },
    },
    {
      id: 'dias-de-respuesta', pillar: 'rendicion-de-cuentas', goalposts: [7, 30], reversed: true, weight: 1, unit: 'días', source: { kind: 'ficha', measure: null },
      title: { es: 'Días para responder un pedido de información', en: 'Days to answer a request for information' },
      says: { es: 'Días que la municipalidad tarda en responder un pedido de información. Menos es mejor.', en: 'Days that the municipality takes to answer a request for information. Fewer is better.' },
    },
  ],
  context: [BUDGET_EXECUTION],
};
