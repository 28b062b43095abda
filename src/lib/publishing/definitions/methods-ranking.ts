import { define, OURS, type Definition } from './definition.ts';

/** How an index is made, and when places are printed. */
export const RANKING_METHODS: readonly Definition[] = [
  define('indice-compuesto', { es: 'Cómo se hace un índice', en: 'How an index is made' },
    { es: 'Cada ítem se lleva a un puntaje de 0 a 100 entre dos límites fijos, así que quién más está en la tabla no mueve el puntaje de nadie. Un pilar es el promedio con pesos de sus ítems si tiene al menos dos tercios de ellos; el índice es el promedio de los pilares, y no hay índice si falta uno. Un hueco nunca cuenta como cero.', en: 'Each item becomes a score from 0 to 100 between two fixed goalposts, so who else is in the table moves nobody’s score. A pillar is the weighted mean of its items when it has at least two thirds of them; the index is the mean of the pillars, and there is none when one is missing. A gap never counts as zero.' },
    OURS, ['faltante-no-es-cero', 'franja-y-puesto']),
  define('franja-y-puesto', { es: 'Franjas, puestos posibles y puestos', en: 'Bands, possible places and places' },
    { es: 'Mil sorteos de los pesos, con una semilla escrita en el recibo, dicen entre qué puestos está cada municipalidad: nueve de cada diez. La franja es el tercio de la tabla en que cabe todo ese rango, y dentro de ella el orden es alfabético. Puestos se imprimen solo con cinco municipalidades o más y rangos que en su mayoría no se cruzan.', en: 'A thousand draws of the weights, with a seed written in the receipt, say between which places each municipality stands: nine of every ten. The band is the third of the table that holds that whole range, and inside it the order is alphabetical. Places are printed only with five municipalities or more and ranges that mostly do not cross.' },
    OURS, ['indice-compuesto']),
  define('mejora-de-un-indice', { es: 'Mejora de un índice', en: 'Improvement of an index' },
    { es: 'El cambio desde el primer año conocido, en puntos y en porcentaje, siempre los dos. Solo se compara con los mismos ítems. Los umbrales de 20 % y 25 % se cuentan inclusive. Es de la municipalidad, nunca de una persona, aunque cambie el mandato.', en: 'The change since the first known year, in points and per cent, always both. Only the same items are compared. The thresholds of 20% and 25% count inclusively. It is the municipality’s, never a person’s, though the mandate changes.' },
    OURS, ['indice-compuesto']),
  define('publicar-un-ranking', { es: 'Cuándo se publica un ranking', en: 'When a ranking is released' },
    { es: 'Después de avisar a cada municipalidad con diez días hábiles: lunes a viernes, menos los feriados anotados. Su réplica se imprime a su lado con el mismo tamaño. En los días del calendario electoral no se publica uno nuevo, salvo que un administrador escriba un motivo que todos leen. Si los datos cambian antes de publicar, se prepara y se avisa otra vez.', en: 'After telling each municipality ten working days ahead: Monday to Friday, but for the holidays entered. Its reply is printed beside it at the same size. On the days of the electoral calendar no new one is released, unless an administrator writes a reason that everybody reads. When the data change before the release, it is prepared and told again.' },
    OURS, ['franja-y-puesto']),
];
