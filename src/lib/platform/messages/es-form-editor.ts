/** The form editor of the panel. */
export const formEditor = {
  link: 'Editar en pantalla',
  begin: {
    link: 'Escribir un formulario nuevo en pantalla', heading: 'Formulario nuevo', lead: 'Se empieza con un saludo, o con una copia de otro formulario. Los cuestionarios de Yupay se traen como borrador en la lista de formularios y se editan igual.',
    title: 'Título', id: 'Identificador', idHint: 'De 3 a 64 letras sin tilde, cifras, guiones o «_»: percepcion_2027. No cambia después.', from: 'Empezar de', empty: 'Cero', make: 'Crear el formulario',
  },
  heading: 'Editar el formulario', lead: 'Cada cambio se guarda al momento en el borrador. Lo que un libro de Excel traiga y aquí no se vea, queda como está.',
  state: { draft: 'Borrador, versión {version}', published: 'La versión {version} ya salió: el primer cambio abre el borrador de la versión {siguiente}.' },
  done: 'Guardado.', refused: 'No se guardó: el formulario quedaría con estas faltas', row: 'fila {fila}',
  samePrompt: '¿Es la misma pregunta?', sameHint: 'Ya se publicó y se respondió con otras palabras u otras opciones: {preguntas}.', sameYes: 'Sí, solo corregí cómo está escrita', sameNo: 'No, ahora pregunta otra cosa: sus respuestas empiezan una serie nueva', sameAgain: 'Guardar con esa respuesta',
  voting: 'Pregunta por la intención de voto: ningún resultado de ella se publica. Cámbiela o quítela.',
  questions: 'Preguntas', empty: 'Todavía no hay preguntas.', up: 'Subir', down: 'Bajar', copy: 'Duplicar', edit: 'Cambiar', skips: 'se pregunta solo a algunos', depth: 'dentro de {n}',
  blocks: { group: 'grupo', repeat: 'se repite', loop: 'se repite por opción' },
  types: {
    'select_one': 'una opción', 'select_multiple': 'varias opciones', 'text': 'texto', 'integer': 'número entero', 'decimal': 'número con decimales', 'date': 'fecha', 'time': 'hora', 'note': 'aviso, sin respuesta', 'acknowledge': 'casilla de conformidad',
    'geopoint': 'punto en el mapa (GPS)', 'image': 'foto', 'audio': 'grabación de voz', 'barcode': 'código de barras', 'rank': 'poner en orden', 'calculate': 'cálculo, no se ve', 'today': 'fecha del día, sola', 'start': 'hora de inicio, sola', 'end': 'hora de término, sola',
  },
  add: 'Agregar', addHint: 'Una pregunta, o un grupo donde luego se meten otras con los botones de subir y bajar.', type: 'Qué es', group: 'grupo de preguntas', repeat: 'grupo que se repite', text: 'Lo que se lee a la persona', name: 'Nombre corto', nameHint: 'Para tablas y reglas, sin espacios. Si se deja vacío, sale del texto.',
  after: 'Después de', atEnd: 'Al final', list: 'Lista de opciones', noList: 'Una lista nueva', options: 'Opciones nuevas, una por línea', optionsHint: '«Sí», o con su código: «si = Sí».', addIt: 'Agregar al formulario',
  form: 'Título y versión', title: 'Título', version: 'Versión', first: 'Idioma principal', saveForm: 'Guardar título y versión',
  languages: 'Idiomas', said: '{n} de {total} textos', languagesLink: 'Idiomas, traducción y prueba de campo', noLanguage: 'sin idioma', preview: 'Ver en un teléfono', others: 'Otros avisos', files: 'Archivos, publicar y descargar (.xlsx)',
  question: {
    back: 'Volver al formulario', save: 'Guardar', texts: 'Textos', label: 'Lo que se lee', hint: 'Aclaración', audio: 'Audio grabado (nombre del archivo)', audioHint: 'El archivo se sube en la lista de formularios, al borrador.',
    required: 'Respuesta obligatoria', no: 'No', yes: 'Sí', asWritten: 'Como está escrito: {texto}', requiredMessage: 'Mensaje si falta', constraintMessage: 'Mensaje si no vale',
    relevant: 'Se pregunta solo si', constraint: 'La respuesta vale solo si', expression: 'Está escrita como expresión; si se borra, se puede armar con preguntas.', anyone: '(nada: siempre)', it: 'la respuesta', ask: 'Pregunta {n}', compare: 'Comparación {n}', value: 'Valor {n}', valueHint: 'El texto o el código de una opción, un número o una fecha (AAAA-MM-DD).', join: 'Si hay varias condiciones', and: 'se cumplen todas', or: 'basta una',
    comparisons: { 'es': 'es', 'no-es': 'no es', 'contiene': 'contiene la opción', 'no-contiene': 'no contiene la opción', 'mayor': 'es mayor que', 'mayor-igual': 'es mayor o igual que', 'menor': 'es menor que', 'menor-igual': 'es menor o igual que', 'respondida': 'se respondió', 'sin-responder': 'no se respondió' },
    filter: 'Mostrar solo las opciones que cumplen', filterHint: 'Una expresión sobre las columnas propias de las opciones: provincia = ${provincia}. Vacío: todas.', times: 'Cuántas veces se repite', timesHint: 'Un número o una expresión: ${personas}. Vacío: las que diga quien responde.', parameters: 'Parámetros', parametersHint: 'Como en XLSForm: max-pixels=1024 para una foto, randomize=true para barajar opciones.',
    ownOf: '«{columna}» del código {codigo}', ownColumn: 'Otra columna de las opciones', ownColumnHint: 'Un nombre sin espacios, para el filtro: provincia.',
    more: 'Más: cálculo, valor inicial, apariencia, parámetros, persona, serie', calculation: 'Cálculo', start: 'Valor inicial', appearance: 'Apariencia', personal: 'Señala a una persona', byType: 'Según lo que es', personalHint: 'Lo que señala a una persona queda sellado y no entra en tablas ni exportaciones.', series: 'Serie', seriesHint: 'Vacío: su nombre. Una pregunta que cambia empieza otra serie.',
    choices: 'Opciones', shared: 'Esta lista también es de: {preguntas}. Lo que cambie aquí cambia allí.', code: 'código {codigo}', remove: 'Quitar', saveChoices: 'Guardar opciones', removeIt: 'Quitar del formulario', removeHint: 'Se quita con todo lo que tenga dentro.', findings: 'Conviene revisar',
  },
  varieties: {
    heading: 'Idiomas del formulario', lead: 'Cada variedad lleva quién tradujo, si otra oficina tradujo de vuelta y si se probó con gente. Oficinas u organizaciones, nunca nombres de personas.',
    speaks: 'El formulario la habla: {n} de {total} textos.', silent: 'El formulario no la habla todavía.', untested: 'Sin prueba de campo', tested: 'Probada el {fecha}; personas: {n}; lugar: {lugar}', add: 'Agregar esta variedad', remove: 'Quitar el idioma y sus textos', removeName: 'Quitar {idioma}',
    office: 'Oficina u organización que tradujo', back: 'Traducción de vuelta: fecha', backOffice: 'Traducción de vuelta: oficina', test: 'Prueba de campo: fecha', place: 'Prueba de campo: lugar', people: 'Prueba de campo: cuántas personas', notes: 'Notas', save: 'Guardar registro', record: 'Registro de traducción y prueba', other: 'Otro idioma', otherName: 'Nombre del idioma', otherHint: 'Con su código si lo tiene: English (en).', addOther: 'Agregar idioma', unknownPlace: 'sin anotar', unknownPeople: 'sin contar',
  },
  previewing: { heading: 'Vista previa', lead: 'Así se pregunta en un teléfono. Nada de lo que se responda aquí se guarda.', end: 'Fin del formulario: aquí se enviaría.', again: 'Empezar otra vez', phoneOnly: 'Solo se preguntan en la aplicación del teléfono: {preguntas}.', frame: 'Pantalla de un teléfono' },
} as const;
