import { define, OURS, type Definition } from './definition.ts';

/** How a plan is told: what it says, and what follows from it. */
export const PLAN_TERMS: readonly Definition[] = [
  define('linea-de-base', { es: 'Línea de base', en: 'Baseline' },
    { es: 'Lo que había cuando un plan empezó, medido de la misma manera que su meta. Sin ella no se sabe cuánto se avanzó.', en: 'What there was when a plan began, measured in the same way as its target. Without it nobody knows how far it has come.' },
    OURS, ['avance-desde-la-linea-de-base']),
  define('avance-desde-la-linea-de-base', { es: 'Avance desde la línea de base', en: 'Progress from the baseline' },
    { es: 'Qué parte del camino entre la línea de base y la meta se recorrió. Pasa de 100 si se superó la meta y baja de cero si se retrocedió: nunca se recorta.', en: 'What part of the way from the baseline to the target was walked. It passes 100 where the target was surpassed and falls below zero where things went backwards: it is never clipped.' },
    OURS, ['linea-de-base', 'parte-de-la-meta']),
  define('parte-de-la-meta', { es: 'Parte de la meta', en: 'Share of the target' },
    { es: 'El valor alcanzado entre la meta, sin contar de dónde se partió. Es otra cifra que el avance desde la línea de base, y las dos van con su nombre.', en: 'The value reached over the target, whatever the start was. It is another figure than progress from the baseline, and both carry their names.' },
    OURS, ['avance-desde-la-linea-de-base']),
  define('luz-de-un-indicador', { es: 'Luz de un indicador', en: 'Light of an indicator' },
    { es: 'Palabra y marca que comparan el camino recorrido con el tiempo transcurrido, con la regla escrita al lado. Donde falta un número no se enciende ninguna.', en: 'Word and mark that compare the way walked with the time gone by, with the rule printed beside it. Where a number is missing none is lit.' },
    OURS, ['avance-desde-la-linea-de-base']),
  define('indice-municipal', { es: 'Índice de una municipalidad', en: 'Index of a municipality' },
    { es: 'Número de 0 a 100 que junta varios ítems. Vale lo que valen sus ítems: por eso se ven todos, con lo que falta.', en: 'A number from 0 to 100 that joins several items. It is worth what its items are worth: so all of them are shown, with what is missing.' },
    OURS, ['indice-compuesto', 'franja-y-puesto']),
];
