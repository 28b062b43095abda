const es = {
  title: 'Encuestar', forms: 'Formularios', drafts: 'Sin terminar', ready: 'Por enviar', sent: 'Enviadas', none: 'Todavía no hay ninguno.',
  start: 'Empezar', resume: 'Seguir', remove: 'Borrar', sure: '¿Borrar esta entrevista? No se puede recuperar.', send: 'Enviar ahora', sending: 'Enviando…', refresh: 'Buscar formularios nuevos',
  unsent: (n: number) => (n === 1 ? '1 entrevista sin enviar' : `${n} entrevistas sin enviar`), allSent: 'Todo está enviado', offline: 'Sin señal: puede seguir trabajando. Se enviará cuando vuelva.', online: 'Con señal',
  noForms: 'No hay formularios en este teléfono. Con señal, búsquelos una vez; después no hace falta.', badKey: 'El servidor no reconoce su clave. Pida una nueva a su coordinación; lo que llenó sigue en este teléfono.',
  back: 'Anterior', next: 'Siguiente', finish: 'Terminar', leave: 'Guardar y salir', page: (n: number, of: number) => `Parte ${n} de ${of}`, saved: 'Guardado en el teléfono', saving: 'Guardando…', notSaved: 'No se pudo guardar en el teléfono: libere espacio antes de seguir.',
  opening: 'Abriendo el formulario…', cannotOpen: 'No se pudo abrir el formulario: ', required: 'Hace falta una respuesta', invalid: 'La respuesta no es válida', gone: 'Lo que había elegido ya no está en la lista: elija otra vez.',
  fix: (n: number) => (n === 1 ? 'Falta revisar 1 respuesta' : `Falta revisar ${n} respuestas`), goTo: 'Ir a la pregunta', done: 'Entrevista terminada. Está guardada en este teléfono.', language: 'Idioma', obligatory: 'obligatoria',
  add: 'Agregar otro', removeOne: 'Quitar', nth: (n: number) => `N.º ${n}`, yes: 'Sí', choose: 'Elija…', where: 'Tomar la ubicación', looking: 'Buscando la ubicación…', noPlace: 'No se pudo tomar la ubicación: ', precision: (m: number) => `con ${m} m de precisión`, clear: 'Quitar la respuesta',
  file: 'Tomar o elegir', up: 'Subir', down: 'Bajar', order: 'Ordenar', other: 'English', version: 'versión', kept: 'Con este teléfono puede llenar entrevistas sin señal.',
  notNumber: 'Escriba solo cifras; para decimales, un punto: 12.5', attached: 'Archivo guardado', leaveUnsaved: 'No se pudo guardar en el teléfono. Si sale ahora se pierde lo que acaba de llenar. ¿Salir igual?', trouble: 'El teléfono no pudo guardar o leer sus datos; libere espacio y vuelva a abrir esta página. ',
  noVersion: (version: string) => `Falta la versión ${version} del formulario: con señal, búsquela.`, tooLong: (size: string, most: string) => `Un archivo pesa ${size} MB y el servidor recibe hasta ${most} MB: avise a su coordinación.`,
} as const;

type Words = { readonly [K in keyof typeof es]: (typeof es)[K] extends (...args: infer A) => string ? (...args: A) => string : string };

const en: Words = {
  title: 'Interviews', forms: 'Forms', drafts: 'Unfinished', ready: 'To be sent', sent: 'Sent', none: 'There are none yet.',
  start: 'Begin', resume: 'Go on', remove: 'Delete', sure: 'Delete this interview? It cannot be recovered.', send: 'Send now', sending: 'Sending…', refresh: 'Look for new forms',
  unsent: (n) => (n === 1 ? '1 interview not sent' : `${n} interviews not sent`), allSent: 'Everything is sent', offline: 'No signal: you can go on working. It will be sent when it is back.', online: 'With signal',
  noForms: 'There are no forms on this phone. With signal, look for them once; after that there is no need.', badKey: 'The server does not know your key. Ask your coordinator for another; what you filled is still on this phone.',
  back: 'Back', next: 'Next', finish: 'Finish', leave: 'Keep and leave', page: (n, of) => `Part ${n} of ${of}`, saved: 'Kept on the phone', saving: 'Keeping…', notSaved: 'It could not be kept on the phone: free some space before going on.',
  opening: 'Opening the form…', cannotOpen: 'The form could not be opened: ', required: 'An answer is needed', invalid: 'The answer is not valid', gone: 'What was chosen is no longer in the list: choose again.',
  fix: (n) => (n === 1 ? '1 answer to be looked at' : `${n} answers to be looked at`), goTo: 'Go to the question', done: 'Interview finished. It is kept on this phone.', language: 'Language', obligatory: 'required',
  add: 'Add another', removeOne: 'Take away', nth: (n) => `No. ${n}`, yes: 'Yes', choose: 'Choose…', where: 'Take the location', looking: 'Looking for the location…', noPlace: 'The location could not be taken: ', precision: (m) => `to within ${m} m`, clear: 'Clear the answer',
  file: 'Take or choose', up: 'Move up', down: 'Move down', order: 'Put in order', other: 'Castellano', version: 'version', kept: 'This phone can fill interviews with no signal.',
  notNumber: 'Write digits only; for decimals, a point: 12.5', attached: 'File kept', leaveUnsaved: 'It could not be kept on the phone. If you leave now, what you just filled is lost. Leave all the same?', trouble: 'The phone could not keep or read its data; free some space and open this page again. ',
  noVersion: (version) => `Version ${version} of the form is missing: with signal, look for it.`, tooLong: (size, most) => `A file weighs ${size} MB and the server takes up to ${most} MB: tell your coordinator.`,
};

export const WORDS = { es, en } as const;
export type Language = keyof typeof WORDS;
export type { Words };
