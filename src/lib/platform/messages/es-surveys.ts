/** Surveys: the list, the cycle of each, its rounds and the report card of a place. */
export const surveys = {
  overline: 'Lo que dice la gente',
  link: 'Encuestas publicadas',
  list: {
    title: 'Encuestas', description: 'Encuestas publicadas: qué se preguntó, a cuántas personas, cuándo y qué respondieron.',
    lead: 'Aquí están las encuestas cuyos resultados se pueden publicar sin que se reconozca a nadie. Cada número dice de cuántas personas sale y entre qué valores puede estar.',
    part: 'Encuestas y sus olas', none: 'Todavía no se ha publicado ninguna encuesta.', caption: 'Encuestas por ola, con sus fechas y las personas que respondieron', head: 'Encuesta',
  },
  columns: { round: 'Ola', dates: 'Trabajo de campo', interviews: 'Personas que respondieron', sample: 'Cómo se eligieron', estimate: 'De cada 100 personas, o lo que se diga', base: 'Cuántas respondieron', change: 'Cambio desde la ola anterior', measure: 'Pregunta', language: 'Idioma', choices: 'Opciones', serie: 'Serie' },
  samples: { 'probabilistica': 'por sorteo', 'conveniencia': 'quien estaba y quiso responder; no representa a otras personas', 'grupos': 'grupos que se reunieron' },
  dates: 'del {desde} al {hasta}',
  dimensions: {
    'exposicion': 'Quiénes recibieron información', 'acceso': 'Quiénes la buscaron o la obtuvieron', 'comprension': 'Cuánto se entiende', 'percepcion': 'Qué opina la gente', 'uso': 'Quiénes usan el servicio', 'calidad': 'Calidad', 'confiabilidad': 'Si se puede contar con el servicio',
    'problema': 'Problemas', 'solucion': 'Solución de los problemas', 'trato': 'Trato', 'costo': 'Lo que cuesta', 'satisfaccion': 'Satisfacción', 'sugerencias': 'Sugerencias', 'evaluacion': 'Evaluación', 'linea-base': 'Punto de partida',
  },
  cycle: {
    description: '{titulo}: qué respondió la gente en cada ola, entre qué valores y qué cambió.', rounds: 'Las olas', roundsCaption: 'Olas de la encuesta, de la más antigua a la más nueva', seriesCaption: '{medida}: cada ola con su intervalo y su base', roundHead: 'Ola',
    none: 'En la última ola no hay nada de esto que se pueda publicar.',
  },
  round: {
    description: '{titulo}, ola {ola}: todas las medidas, por sexo y por lugar donde se puede, con su base y su método.', heading: '{titulo}: ola {ola}', all: 'Todas las medidas', allCaption: 'Cada medida para todas las personas, con su intervalo y su base', by: 'Por {ambito}', byCaption: 'Cada medida por {ambito}: de cada 100 personas, o lo que diga la medida; entre paréntesis el intervalo; «n» es cuántas respondieron',
    method: 'Cómo se hizo', wording: 'Qué se preguntó', wordingCaption: 'Las preguntas, palabra por palabra', returns: 'Devolución de los resultados', returnsCaption: 'Dónde se devolvieron los resultados y qué observó la gente', returnsNone: 'Todavía no consta que los resultados se hayan devuelto en los lugares donde se preguntó.',
    zone: 'Zona', date: 'Fecha', women: 'Mujeres', men: 'Hombres', contested: 'Qué observaron', nothing: 'Nada quedó anotado', answer: '{medida}: {respuesta}',
  },
  method: {
    sample: 'Respondieron {n} personas, elegidas {como}; el trabajo de campo fue {fechas}.', convenience: 'Estas personas no se eligieron por sorteo: los números valen solo para quienes respondieron, y por eso no llevan margen de error.', groups: 'Son puntajes de grupos que conversaron: se dan la mediana de cada grupo y la de todos, sin margen de error, y no se mezclan con porcentajes de una encuesta.',
    weights: 'Cada respuesta pesa según cuántas personas representa. Calibración: {calibracion}; características: {caracteristicas}. Los pesos desiguales equivalen a tener {efectivas} entrevistas iguales (efecto {efecto}).', noMargins: 'ninguna', collapsed: 'Por tener pocas personas se unieron: {unidas}.', trimmed: 'Pesos recortados por ser muy grandes: {n}.', lonely: 'Regla para un estrato con un solo conglomerado: {regla}.',
    response: 'Tasa de respuesta: {minima} de cada 100 viviendas si toda visita sin resultado contara como elegible; {probable} de cada 100 con la parte que se cree elegible.', noResponse: 'La tasa de respuesta no consta.',
    interval: 'Entre paréntesis va el intervalo de 95 %: si se repitiera la encuesta muchas veces, 95 de cada 100 intervalos contendrían el valor verdadero.', revisited: 'Se volvió a los mismos conglomerados de la ola {anterior}.', fresh: 'Los conglomerados no son los de la ola {anterior}.',
    uncompared: { 'anterior-sin-publicar': 'No se dice qué cambió desde la ola anterior: de ella no hay nada publicado.', 'anterior-cambio': 'No se dice qué cambió desde la ola anterior: las respuestas de esa ola ya no son aquellas de las que salió lo publicado, y la resta delataría a quienes difieren.' },
    suppressed: '«Reservado» es un número que no se publica: salió de pocas personas, es muy incierto o dejaría calcular otro que se reserva.', instrument: 'Instrumento {instrumento}, versión {version}; consentimiento {consentimiento}; idiomas {idiomas}; programa {codigo}.', keys: 'Respuestas correctas propias de esta ola: {claves}.', toVerify: 'Por verificar: {texto}', unsaid: 'no consta',
  },
  calibrations: { 'ninguna': 'ninguna', 'post-estratificacion': 'post-estratificación', 'rastrillo': 'rastrillo', 'lineal': 'lineal' },
  between: ' (entre {bajo} y {alto})', base: 'Respondieron {n} personas, {base}.', baseOf: 'Respondieron {n} de {preguntados} personas, {base}.', n: 'n {n}',
  words: { 'subio': 'subió {diferencia}', 'bajo': 'bajó {diferencia}', 'sin-cambio': 'sin cambio que podamos detectar' },
  detectable: 'Se habría notado un cambio de {detectable} o más.', since: 'Desde la ola {anterior}: {cambio}.',
  tests: { title: 'Con qué se relaciona', together: '«{medida}» cambia según {ambito} (p = {p}).', unknown: 'No se puede decir que «{medida}» cambie según {ambito} (p = {p}).', note: 'Prueba de Rao y Scott, que toma en cuenta cómo se sorteó la muestra; solo donde se puede publicar cada parte. Con varias pruebas a la vez alguna puede salir por azar.' },
  lonely: { 'fail': 'no hay ninguno', 'adjust': 'se centra en toda la muestra', 'average': 'se le da la variación media de los demás', 'remove': 'no aporta variación', 'certainty': 'se toma como seguro' },
  unknown: 'no sabe o no responde', unknownOf: 'No sabe o no responde: {valor} de cada 100.',
  flags: { 'pocos-grados-de-libertad': 'Pocos conglomerados: léase con cuidado.', 'complemento-impreciso': 'Lo contrario se sabe con poca precisión.', 'nadie-o-todos': 'Nadie lo dijo, o todos.', 'base-redondeada': 'Cuántas personas respondieron se redondea hacia abajo, de cinco en cinco o de diez en diez, para no señalar a unas pocas.' },
  kept: 'Reservado: {motivo}.', because: 'porque {motivo}',
  hundred: { said: 'de cada 100', rest: 'las demás', over: 'más de 100', desc: 'Cien puntos, uno por cada persona de cien: los llenos son quienes lo dijeron.' },
  card: {
    title: 'Libreta de calificaciones de {lugar}', description: 'Qué dicen de sus servicios las personas de {lugar}, con cuántas respondieron y entre qué valores.', overline: 'Libreta de calificaciones', lead: 'Es lo que respondieron las personas en la última ola de cada encuesta que estuvo aquí, con sus fechas.',
    none: 'No hay una encuesta publicada de este distrito.', municipal: '{servicio}: lo da {proveedor}', other: '{servicio}: {proveedor}, no es de la municipalidad', general: 'Información y opinión', source: '{titulo}, ola {ola}: {fechas}; personas elegidas {como}.', bySex: '{servicio}, por sexo', bySexCaption: '{servicio}: mujeres y hombres', back: 'La página de {lugar}', survey: 'La encuesta: {titulo}', link: 'Libreta de calificaciones', print: 'Para imprimir (PDF)',
  },
  place: { title: 'Lo que dice la gente de {lugar}', source: '{titulo}, {fechas}.', more: 'Libreta de calificaciones, con las demás respuestas' },
} as const;

/** Why an estimate is kept back. */
export const surveyReasons = {
  'muestra-efectiva-chica': 'la muestra es muy chica para decirlo', 'intervalo-ancho': 'es muy incierto', 'intervalo-ancho-relativo': 'es muy incierto para su tamaño', 'reserva': 'podría delatar lo que dijeron unas pocas personas', 'cuenta-pequena': 'sale de muy pocas personas', 'muestra-chica': 'respondieron muy pocas personas',
  'nadie': 'nadie respondió aquí', 'complementaria': 'dejaría calcular otro que se reserva', 'diferencia-chica': 'restado de lo que ya se publicó, contaría lo que dijeron unas pocas personas', 'grupo-chico': 'el grupo tiene menos de cinco personas', 'sin-divisor': 'no hay entre qué dividir: el total de abajo es cero', 'muestra-no-probabilistica': 'no se eligió por sorteo: no lleva margen de error',
} as const;
