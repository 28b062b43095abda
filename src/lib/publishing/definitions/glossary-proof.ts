import { define, OURS, type Definition } from './definition.ts';

/** How a number is proved. */
export const PROOF_TERMS: readonly Definition[] = [
  define('recibo', { es: 'Recibo', en: 'Receipt' },
    { es: 'Ficha que acompaña a cada número: dice de qué archivo salió, con qué consulta y cómo repetirla. Su código está impreso junto al gráfico.', en: 'Record that goes with each number: it says which file it came from, by which query, and how to repeat it. Its code is printed beside the chart.' },
    OURS, ['captura', 'huella', 'verificar']),
  define('huella', { es: 'Huella (SHA-256)', en: 'Digest (SHA-256)' },
    { es: 'Número que se calcula de un archivo y cambia por completo si se altera una sola letra. Sirve para saber que dos copias son iguales.', en: 'Number computed from a file that changes entirely if a single letter is altered. It tells that two copies are equal.' },
    OURS, ['captura']),
  define('captura', { es: 'Captura', en: 'Capture' },
    { es: 'Copia exacta de un archivo tal como lo publicó su dueño, con fecha y huella. Se conserva aunque el portal lo borre.', en: 'Exact copy of a file as its owner published it, with date and digest. It is kept even if the portal deletes it.' },
    OURS, ['huella', 'carga']),
  define('carga', { es: 'Carga', en: 'Load' },
    { es: 'Lectura de una captura: cuántas líneas se leyeron, cuántas se rechazaron y por qué, y cuánto suman.', en: 'Reading of a capture: how many lines were read, how many were rejected and why, and what they add up to.' },
    OURS, ['captura', 'rechazo']),
  define('rechazo', { es: 'Línea rechazada', en: 'Rejected line' },
    { es: 'Línea de un archivo que no se pudo leer. Se guarda tal cual, con su número y el motivo; no se adivina lo que quiso decir.', en: 'Line of a file that could not be read. It is kept as it is, with its number and the reason; what it meant is not guessed.' },
    OURS, ['carga']),
  define('transcripcion', { es: 'Transcripción', en: 'Transcription' },
    { es: 'Hechos copiados por el proyecto en una tabla propia, con el archivo y la línea de donde vienen.', en: 'Facts copied by the project into a table of its own, with the file and line they come from.' },
    OURS, ['captura']),
  define('sin-dato', { es: 'Sin dato (–)', en: 'No data (–)' },
    { es: 'Una raya quiere decir que no tenemos el número. Cero quiere decir que el número es cero. «n. a.» quiere decir que no corresponde y «n. d.», que no está disponible.', en: 'A dash means that we do not have the number. Zero means that the number is zero. "n. a." means that it does not apply and "n. d." that it is not available.' },
    OURS, ['faltante-no-es-cero']),
  define('fecha-de-corte', { es: 'Fecha de corte', en: 'Cut-off date' },
    { es: 'Día hasta el que llegan los datos. Un año que no ha terminado no se compara con años completos.', en: 'Day up to which the data run. A year that is not over is not compared with whole years.' },
    OURS, ['lo-que-no-se-calcula']),
];
