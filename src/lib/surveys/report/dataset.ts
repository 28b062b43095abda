import type { ColumnType, Dataset, DatasetColumn } from '#lib/provenance/recipe.ts';

const column = (name: string, type: ColumnType, es: string, en: string): DatasetColumn => ({ name, type, es, en });

/** What published rounds tell: estimates, changes and tests of aggregates, never of a person (`yupay-encuesta@1`). */
export const ENCUESTAS_RESULTADOS: Dataset = {
  id: 'encuestas-resultados',
  es: 'Encuestas: estimaciones publicadas de cada ola',
  en: 'Surveys: published estimates of each round',
  columns: [
    column('encuesta', 'text', 'Código de la encuesta', 'Code of the survey'),
    column('ola', 'text', 'Código de la ola', 'Code of the round'),
    column('clase', 'text', 'ola, medida, estimacion, cambio, prueba o devolucion', 'ola (round), medida (measure), estimacion (estimate), cambio (change), prueba (test) or devolucion (results given back)'),
    column('orden', 'integer', 'Lugar en su lista, desde 1', 'Place in its list, from 1'),
    column('medida', 'text', 'Código de la medida', 'Code of the measure'),
    column('serie', 'text', 'Serie: dos olas se comparan solo dentro de una', 'Series: two rounds compare only within one'),
    column('ambito', 'text', 'En qué se parte (sexo, edad, lugar); vacío para todas las personas', 'What it is split by (sex, age, place); empty for everybody'),
    column('codigo', 'text', 'Código dentro del ámbito', 'Code within the split'),
    column('respuesta', 'text', 'En una distribución, qué respuesta', 'In a distribution, which answer'),
    column('n', 'integer', 'Personas que respondieron, sin ponderar; vacío si se reserva', 'People who answered, unweighted; empty where it is kept back'),
    column('preguntados', 'integer', 'Personas a las que se preguntó', 'People who were asked'),
    column('valor', 'decimal', 'Estimación: una parte de uno, un promedio, una mediana o un total', 'Estimate: a part of one, a mean, a median or a total'),
    column('error', 'decimal', 'Error estándar según el diseño; vacío sin muestra probabilística', 'Standard error by the design; empty without a drawn sample'),
    column('bajo', 'decimal', 'Extremo inferior del intervalo de 95 %', 'Lower end of the 95 % interval'),
    column('alto', 'decimal', 'Extremo superior del intervalo de 95 %', 'Upper end of the 95 % interval'),
    column('gl', 'decimal', 'Grados de libertad', 'Degrees of freedom'),
    column('efecto', 'decimal', 'Efecto del diseño', 'Design effect'),
    column('avisos', 'text', 'Lo que hay que saber al leerla, separado por espacios', 'What has to be known to read it, parted by blanks'),
    column('reservado', 'text', 'Por qué no se publica; vacío si se publica', 'Why it is kept back; empty where it is published'),
    column('anterior', 'text', 'En un cambio, la ola de antes', 'Of a change, the round before'),
    column('antes', 'decimal', 'Valor de la ola de antes', 'Value of the round before'),
    column('diferencia', 'decimal', 'Diferencia entre las dos olas', 'Difference between the two rounds'),
    column('p', 'decimal', 'Probabilidad de ver tal diferencia por azar', 'Probability of such a difference by chance'),
    column('p_corregida', 'decimal', 'La misma, corregida por Holm entre lo que se comparó a la vez', 'The same, corrected by Holm over what was compared at once'),
    column('detectable', 'decimal', 'El menor cambio que se habría visto cuatro de cada cinco veces', 'The smallest change that would have been seen four times in five'),
    column('palabra', 'text', 'subio, bajo o sin-cambio', 'subio (went up), bajo (went down) or sin-cambio (no change that we can detect)'),
    column('estadistico', 'decimal', 'F de Rao y Scott de una prueba de asociación', 'Rao and Scott’s F of a test of association'),
    column('gl_abajo', 'decimal', 'Grados de libertad del denominador de la prueba', 'Degrees of freedom of the test’s denominator'),
    column('cuerpo', 'text', 'De una ola, una medida o una devolución, todo lo demás en JSON canónico', 'Of a round, a measure or a giving back, all the rest as canonical JSON'),
  ],
  yearColumn: null,
  groupColumn: null,
  sortColumns: ['encuesta', 'ola', 'clase', 'orden'],
  measures: [],
};

/** What each version of each questionnaire asks and measures (`yupay-encuestas@1`): one row for each measure. */
export const ENCUESTAS_INSTRUMENTOS: Dataset = {
  id: 'encuestas-instrumentos',
  es: 'Encuestas: los cuestionarios y lo que miden',
  en: 'Surveys: the questionnaires and what they measure',
  columns: [
    column('catalogo', 'text', 'Código del documento que lo trae: otro documento con el mismo código lo reemplaza', 'Code of the document that brings it: another document with the same code replaces it'),
    column('instrumento', 'text', 'Código del cuestionario', 'Code of the questionnaire'),
    column('version', 'text', 'Código de la versión', 'Code of the version'),
    column('titulo', 'text', 'Nombre del cuestionario', 'Name of the questionnaire'),
    column('titulo_en', 'text', 'Nombre en inglés', 'Name in English'),
    column('tipo', 'text', 'personas, grupos, lista, taller o linea-base', 'personas (people), grupos (groups), lista (checklist), taller (workshop) or linea-base (baseline)'),
    column('orden', 'integer', 'Lugar de la medida en su cuestionario, desde 1', 'Place of the measure in its questionnaire, from 1'),
    column('medida', 'text', 'Código de la medida', 'Code of the measure'),
    column('serie', 'text', 'Serie: la misma en dos versiones solo si pregunta lo mismo', 'Series: the same in two versions only where it asks the same'),
    column('cuerpo', 'text', 'La medida entera, en JSON canónico', 'The whole measure, as canonical JSON'),
    column('instrumento_cuerpo', 'text', 'En la primera medida, el cuestionario con sus hojas y sin sus medidas, en JSON canónico', 'In the first measure, the questionnaire with its sheets and without its measures, as canonical JSON'),
  ],
  yearColumn: null,
  groupColumn: null,
  sortColumns: ['instrumento', 'version', 'orden'],
  measures: [],
};

export const SURVEY_DATASETS: readonly Dataset[] = [ENCUESTAS_RESULTADOS, ENCUESTAS_INSTRUMENTOS];
