import { define, OURS, type Definition } from './definition.ts';

/** How entities are assessed: what a checklist says, and what it does not. */
export const INSTRUMENT_TERMS: readonly Definition[] = [
  define('ficha-de-evaluacion', { es: 'Ficha de evaluación', en: 'Filled copy' },
    { es: 'Lo que un observador vio en una entidad, un día, ítem por ítem y con su evidencia. Otra evaluación es otra ficha: no borra la anterior.', en: 'What one observer saw in one entity, on one day, item by item and with its evidence. Another assessment is another copy: it does not erase the former one.' },
    OURS, ['acuerdo-entre-observadores']),
  define('acuerdo-entre-observadores', { es: 'Acuerdo entre observadores (κ)', en: 'Agreement of observers (κ)' },
    { es: 'En cuántos ítems coinciden dos observadores de lo mismo, descontado lo que coincidirían por azar. Sus puntajes se muestran lado a lado y no se promedian.', en: 'On how many items two observers of the same agree, less what chance alone would give. Their scores are shown side by side and not averaged.' },
    OURS, ['ficha-de-evaluacion']),
  define('pefa', { es: 'PEFA', en: 'PEFA' },
    { es: 'Evaluación de la gestión financiera de un gobierno, con una letra de la A a la D por indicador. No tiene una nota global, y las letras de las versiones 2011 y 2016 no se restan.', en: 'Assessment of a government’s financial management, with a letter from A to D for each indicator. It has no overall score, and letters of the versions 2011 and 2016 are not differenced.' },
    OURS, ['ficha-de-evaluacion']),
];
