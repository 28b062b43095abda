/** Keeping a plan: its files, its tree, and asking people who do not sign in. */
export const planEditor = {
  overline: 'Panel · llevar el plan',
  back: 'Volver al plan',
  links: { heading: 'Llevar el plan', editor: 'Editar el árbol y los indicadores', files: 'Bajar o subir el plan en un archivo', links: 'Enlaces personales para informar' },
  begin: {
    heading: 'Un plan nuevo', lead: 'Empieza vacío o con las partes de su clase, para escribir encima. Nada es público hasta que se publica.', link: 'Empezar un plan nuevo',
    code: 'Código, para su dirección', title: 'Título', template: 'Empieza como', start: 'Desde (AAAA-MM)', end: 'Hasta (AAAA-MM)', owner: 'Organización titular (código)', name: 'Nombre de la organización, si es nueva', make: 'Crear el plan',
    templates: { vacio: 'vacío', alianza: 'plan de una alianza', ficha: 'ficha de actividad', mim: 'programa de MIM' },
  },
  files: {
    heading: 'El plan en un archivo: {titulo}', lead: 'Baje el plan, cámbielo y súbalo. Antes de guardar nada verá, celda por celda, qué cambiaría.',
    take: 'Bajar', xlsx: 'Libro de Excel (.xlsx)', json: 'Datos en JSON (yupay-plan@1)', bring: 'Subir', file: 'Archivo .xlsx o .json', reason: 'Motivo del cambio', reasonHint: 'Hace falta si corrige una meta o una línea de base: los dos valores quedan a la vista.', send: 'Ver qué cambiaría',
    review: 'Qué haría «{archivo}»', nothing: 'El archivo dice lo mismo que el plan: no hay nada que cambiar.', refused: { one: 'Hay {n} celda que no se puede tomar. No se guardó nada.', other: 'Hay {n} celdas que no se pueden tomar. No se guardó nada.' },
    changes: { one: '{n} cambio', other: '{n} cambios' }, confirm: 'Guardar estos cambios', confirmText: 'Se guarda todo o nada, tal como se ve aquí.', applied: 'Los cambios se guardaron.', stale: 'Otra persona cambió el plan desde que subió el archivo: vuelva a subirlo para ver qué cambiaría ahora.',
    where: 'Dónde', what: 'Qué', before: 'Ahora', after: 'Quedaría', why: 'Por qué', acts: { add: 'se agrega', change: 'cambia', remove: 'se quita' }, empty: 'vacío', more: { one: 'y {n} más', other: 'y {n} más' },
  },
  returned: {
    heading: 'Planilla de la entrega {n}: {organizacion}', lead: 'Para quien informa sin cuenta: se le envía la planilla, la devuelve llena y la secretaría la ingresa, marcada así.', back: 'Volver a la entrega',
    take: 'Enviarla', takeText: 'Trae los últimos valores; solo se llenan las columnas sin candado.', file: 'Planilla de Excel (.xlsx)', bring: 'Ingresar la que devolvieron', returned: 'Planilla devuelta (.xlsx)', send: 'Ver qué diría',
    came: { enlace: 'Dicho por enlace personal.', planilla: 'Dicho por planilla, ingresada por la secretaría.' },
  },
  personal: {
    heading: 'Enlaces personales: {titulo}', lead: 'Quien tiene el enlace informa por su organización, en un periodo, sin cuenta. Lo que diga queda marcado «por enlace personal» y pasa por la misma revisión.',
    make: 'Hacer un enlace', makeOne: 'Hacer el enlace', organisation: 'Organización', period: 'Periodo', days: 'Días que vale (hasta 60)', noPeriods: 'El plan no tiene periodos abiertos.',
    made: 'El enlace, una sola vez', madeText: 'Cópielo ahora: Yupay solo guarda su huella. Quien lo reciba podrá informar; si se pierde, retírelo y haga otro.', text: 'Texto para enviar por WhatsApp o correo',
    message: 'Hola. La secretaría de «{plan}» pide a {organizacion} su avance de {periodo}. Puede responder desde el celular, sin cuenta, en este enlace: {enlace} Vale hasta el {fecha}. No lo comparta: quien lo tenga informa en su nombre.',
    live: 'Enlaces vigentes', none: 'No hay ninguno.', until: 'hasta el {fecha}', withdraw: 'Retirar', withdrawOf: 'Retirar el enlace de {organizacion}, {periodo}',
  },
  answering: {
    overline: 'Informar sin cuenta', heading: 'Su avance: {plan}', lead: '{organizacion} · {periodo}. Este enlace vale hasta el {fecha}.', done: 'Recibido. La secretaría revisará lo que informó; ya puede cerrar esta página.', sent: 'Esta entrega está {estado}: ya no se cambia desde aquí.',
  },
  editor: {
    heading: 'Editar: {titulo}', lead: 'El árbol del plan, sus indicadores, metas y responsables. Cada cambio queda con quién y cuándo; es público cuando se publica.', done: 'Se guardó.',
    tree: 'Árbol', empty: 'El árbol está vacío.', change: 'Cambiar', addUnder: 'Agregar dentro', addUnderOf: 'Agregar dentro de {nombre}', addIndicator: 'Agregar un indicador', addIndicatorOf: 'Agregar un indicador a {nombre}', addRoot: 'Agregar un enunciado al inicio del árbol',
    addValue: 'Agregar meta o línea de base', addValueOf: 'Agregar meta o línea de base a {nombre}', addResponsible: 'Agregar un responsable', addResponsibleOf: 'Agregar un responsable a {nombre}', correct: 'Corregir', kinds: { baseline: 'Línea de base', target: 'Meta' },
    moves: { arriba: 'Subir', abajo: 'Bajar', adentro: 'Adentro', afuera: 'Afuera' },
    move: 'Mover', moveOf: 'Mover: {nombre}', help: 'Arrastre «↕ Mover» para llevar un enunciado antes, después o dentro de otro. Con el teclado, sobre «↕ Mover»: Alt+↑ y Alt+↓ lo cambian de orden; Alt+→ lo pone dentro del anterior y Alt+← lo saca. Ahí mismo puede pegar varias líneas copiadas de Excel o Word: irán dentro, y las verá antes de guardarlas.',
    byHand: {
      antes: 'Soltar aquí: antes de «{nombre}».', dentro: 'Soltar aquí: dentro de «{nombre}».', despues: 'Soltar aquí: después de «{nombre}».', propio: 'Aquí no: un enunciado no puede ir dentro de sí mismo.', igual: 'Ya está ahí: no se movió.', fuera: 'Fuera del árbol: si lo suelta, no se mueve.', nada: 'No se movió nada.',
      movido: 'Se movió: «{nombre}». Ahora está {lugar}, en el puesto {n} de {total}.', dentroDe: 'dentro de «{nombre}»', falla: 'No hubo respuesta: no se sabe si se movió. Vuelva a abrir la página.',
    },
    newIn: 'Nueva fila de «{hoja}»', changeIn: 'Cambiar una fila de «{hoja}»', refused: 'No se guardó: vea por qué junto a cada campo. Lo que escribió sigue ahí.', conflict: 'Otra persona cambió esta fila mientras usted la escribía. Junto a cada campo está lo vigente: elija con cuál se queda.', gone: 'Otra persona quitó esta fila mientras usted la escribía. Si la guarda, vuelve a estar.',
    theirs: 'Vigente ahora: {valor}', nothing: 'vacío', reason: 'Motivo del cambio (hace falta para corregir una meta o una línea de base)', save: 'Guardar', keepMine: 'Guardar lo mío', keepTheirs: 'Dejar lo vigente', remove: 'Quitar', cancel: 'Volver al árbol',
    paste: 'Pegar una lista', pasteText: 'Una línea por enunciado; lo que va dentro, con sangría. También sirven celdas copiadas de una hoja de cálculo: código y enunciado. Antes de hacer nada verá qué se haría.', within: 'Dentro de', root: 'al inicio del árbol', level: 'Nivel de las primeras líneas', pasted: 'Texto', pasteSee: 'Ver qué se haría',
    computed: 'Un indicador que se calcula', computedText: 'Nadie lo escribe: su valor sale de una consulta publicada, con su recibo.', which: 'Indicador', code: 'Código en el plan', addComputed: 'Agregar el indicador',
  },
  template: {
    heading: 'Plantilla del informe: {titulo}', lead: 'El informe del plan se escribe sobre una plantilla de Word. Baje la de Yupay, cámbiela en Word y súbala: se prueba con el informe de este plan antes de guardarla.',
    languages: { es: 'español', en: 'inglés' }, own: 'El informe usa la plantilla de este plan.', ours: 'El informe usa la plantilla de Yupay.', take: 'Bajar la plantilla de Yupay', file: 'Plantilla de Word (.docx)', send: 'Probarla y usarla', drop: 'Volver a la de Yupay', link: 'Plantilla de Word del informe',
  },
} as const;
