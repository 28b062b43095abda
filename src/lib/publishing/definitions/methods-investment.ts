import { define, OURS, type Definition } from './definition.ts';

/** How investments and works are judged, and what is never concluded from them. */
export const INVESTMENT_METHODS: readonly Definition[] = [
  define('avance-financiero-de-una-inversion', { es: 'Avance financiero de una inversión', en: 'Financial progress of an investment' },
    { es: 'Devengado acumulado entre costo actualizado, ambos del mismo archivo. No usamos la columna AVANCE_EJECUCION, que no es un porcentaje. Si falta un monto o el costo es cero no se calcula, y si pasa de 100 no se recorta. Al lado va el avance físico que la unidad declara; la diferencia se da en puntos porcentuales.', en: 'Accrued in all over updated cost, both of the same file. The column AVANCE_EJECUCION is not used: it is not a percentage. With an amount missing or a cost of zero it is not computed, and above 100 it is not clipped. Beside it stands the physical progress that the unit states; the difference is given in percentage points.' },
    OURS, ['devengado', 'razon-de-totales']),
  define('obra-tardia', { es: 'Inversión u obra tardía', en: 'Late investment or work' },
    { es: 'La que pasó su fecha de fin antes del corte de los datos sin que conste que terminó. Se da por terminada si está en el archivo de cerradas, tiene formato 9 o informe de cierre, o declara 100 % físico. Si falta la fecha o no se sabe si terminó, se dice que no se sabe.', en: 'One whose end date passed before the data’s cut-off with nothing that says it was finished. It counts as finished when it is in the file of closed ones, has form 9 or a closing report, or states 100 % physical progress. With the date missing or its end unknown, we say that it is unknown.' },
    OURS, ['obra-silenciosa', 'corte-de-las-inversiones']),
  define('obra-silenciosa', { es: 'Inversión u obra silenciosa', en: 'Silent investment or work' },
    { es: 'La que empezó, no consta que terminó y lleva seis meses o más sin declarar avance al corte de los datos. Si nunca declaró, solo lo es cuando la fuente dice que no informa. El plazo es un dato fechado y se imprime siempre.', en: 'One that began, that nothing says was finished, and that has stated no progress for six months or more at the data’s cut-off. If it never did, it is silent only when the source says that it does not report. The time is a dated datum and is always printed.' },
    OURS, ['obra-tardia', 'corte-de-las-inversiones']),
  define('corte-de-las-inversiones', { es: 'Corte de los archivos de inversiones', en: 'Cut-off of the files of investments' },
    { es: 'Esos archivos no dicen su fecha: se toma el último día en que alguien registró algo, así que el corte verdadero no es anterior. Cada corte se guarda junto a los demás, porque la certificación puede bajar de uno a otro.', en: 'Those files do not say their date: the last day on which somebody registered something is taken, so the true cut-off is not earlier. Each cut-off is kept beside the others, because certification may fall from one to the next.' },
    OURS, ['fecha-de-corte']),
];
