/** Forms that anybody answers on the web. */
export const publicForm = {
  overline: 'Su opinión',
  page: 'Parte {n} de {total}',
  language: 'Idioma', change: 'Cambiar',
  required: 'obligatoria',
  back: 'Anterior', next: 'Siguiente', send: 'Enviar', more: 'Agregar otro', choose: 'Elija…',
  notices: { corregir: 'Hay algo que revisar en esta parte.', nuevas: 'Por lo que respondió, hay preguntas nuevas en esta parte.' },
  faults: { 'tipo': 'Lo escrito no es del tipo que se pide.', 'opcion': 'Elija una de las opciones.', 'restriccion': 'La respuesta no es válida.', 'obligatoria': 'Hace falta una respuesta.', 'no-corresponde': 'Esta pregunta ya no corresponde.', 'regla-ilegible': 'Esta pregunta tiene una falla nuestra.' },
  sent: 'Gracias: se recibió lo que respondió',
  sentLead: 'Los resultados se dan juntos, de muchas personas: nadie sabrá quién dijo qué.',
  code: 'Su código es {codigo}. Anótelo: con él puede pedir que se borre lo que respondió.',
  before: 'Esto ya se había enviado: quedó lo primero que envió. Para responder otra cosa, empiece de nuevo.',
  again: 'Responder otra vez',
  private: 'No se guarda nada hasta que usted lo envía.',
} as const;
