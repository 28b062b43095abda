/** A questionnaire on paper. */
export const paperForm = {
  overline: 'Cuestionario en papel, versión {version}', noVersion: 'sin número',
  language: 'Idioma: {idioma}',
  head: { enumerator: 'Encuestador (código)', unit: 'UPM', dwelling: 'Vivienda', visit: 'Visita', date: 'Fecha (día/mes/año)', start: 'Hora de inicio', end: 'Hora de fin', number: 'Número de este papel' },
  consent: 'Consentimiento: léalo en voz alta antes de preguntar',
  private: 'No anote aquí nombres, teléfonos ni direcciones, salvo donde se pide. Guarde los papeles bajo llave hasta digitarlos.',
  how: { una: 'Escriba un código.', varias: 'Marque todos los que correspondan.', numero: 'Escriba el número.', fecha: 'Día, mes y año.', hora: 'Hora y minutos.', texto: 'Escriba la respuesta.', telefono: 'Se toma solo con el teléfono: déjelo en blanco.' },
  required: 'obligatoria',
  only: 'Solo si {condicion}.', onlyCoded: 'Solo si el formulario lo pide: {condicion}',
  limit: 'Respuesta: {condicion}.',
  go: 'pase a {pregunta}', end: 'termine',
  repeated: 'Se repite: use una copia de esta parte por cada vez. Vez n.º ______',
  is: '{pregunta} es {valor}', isNot: '{pregunta} no es {valor}', chosen: '{pregunta} incluye {valor}', answered: '{pregunta} tiene respuesta', unanswered: '{pregunta} no tiene respuesta',
  compare: { '<': '{pregunta} es menor que {valor}', '<=': '{pregunta} es {valor} o menos', '>': '{pregunta} es mayor que {valor}', '>=': '{pregunta} es {valor} o más' },
  limits: { '=': '{valor}', '!=': 'distinta de {valor}', '<': 'menor que {valor}', '<=': '{valor} o menos', '>': 'mayor que {valor}', '>=': '{valor} o más', 'chosen': 'incluye {valor}' },
  between: 'entre {desde} y {hasta}', and: ' y ', or: ' o ', not: 'no se cumple que {condicion}',
  pdf: 'PDF para imprimir', papers: 'Cuestionario en papel', paperHint: 'Un papel por idioma, con los códigos, los saltos y el consentimiento al comienzo.', page: 'Ver en la web',
} as const;
