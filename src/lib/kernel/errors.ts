/**
 * The one table of errors. A code has an exit status for the command line, an HTTP status for the web, and a sentence
 * in Spanish and in English; `{name}` is filled from the error's details. docs/errors.md is written from this table.
 */
export interface ErrorEntry {
  readonly exit: number;
  readonly http: number;
  readonly es: string;
  readonly en: string;
}

/** Exit statuses, after sysexits.h where it has one; `verify` uses 0–3 for its own answers (DESIGN §5). */
export const EXIT = {
  ok: 0,
  different: 1,
  unavailable: 2,
  replaced: 3,
  usage: 64,
  data: 65,
  noInput: 66,
  internal: 70,
  io: 74,
  busy: 75,
  forbidden: 77,
  config: 78,
  interrupted: 130,
} as const;

export const ERRORS = {
  'uso': { exit: 64, http: 400, es: 'Orden mal escrita: {detalle}', en: 'Wrong usage: {detalle}' },
  'configuracion': { exit: 78, http: 500, es: '{variable} no vale: {detalle}', en: '{variable} is not valid: {detalle}' },
  'interno': { exit: 70, http: 500, es: 'Falla nuestra, no suya: {detalle}', en: 'Our own failure, not yours: {detalle}' },
  'interrumpido': { exit: 130, http: 503, es: 'Se interrumpió a pedido; nada quedó a medias.', en: 'Interrupted on request; nothing was left half done.' },
  'base-no-disponible': { exit: 74, http: 503, es: 'No se pudo abrir la base de datos: {detalle}', en: 'The database could not be opened: {detalle}' },
  'disco-lleno': { exit: 74, http: 507, es: 'No queda espacio en el disco para {que}; nada cambió. Libere espacio y repita la carga.', en: 'No space left on the disk for {que}; nothing changed. Free some space and load again.' },
  'archivo-no-existe': { exit: 66, http: 404, es: 'No existe el archivo o no se puede leer: {archivo}', en: 'The file does not exist or cannot be read: {archivo}' },
  'archivo-vacio': { exit: 65, http: 422, es: 'El archivo {archivo} está vacío.', en: 'The file {archivo} is empty.' },
  'archivo-cambio': { exit: 65, http: 409, es: 'El archivo {archivo} cambió mientras se leía; repita la carga cuando termine de escribirse.', en: 'The file {archivo} changed while it was being read; load it again once it is complete.' },
  'archivo-repetido': { exit: 0, http: 200, es: 'Este archivo ya fue cargado ({fecha}, carga {carga}); no se repite.', en: 'This file is already loaded ({fecha}, load {carga}); nothing to do.' },
  'encabezado-desconocido': { exit: 65, http: 422, es: 'El encabezado de {archivo} no es de ningún archivo que Yupay conozca: {encabezado}', en: 'The header of {archivo} belongs to no file that Yupay knows: {encabezado}' },
  'falta-columna': { exit: 65, http: 422, es: 'A {archivo} le falta la columna {columna}, que el formato «{tipo}» exige.', en: '{archivo} lacks the column {columna}, which the layout "{tipo}" requires.' },
  'archivo-cortado': { exit: 65, http: 422, es: '{archivo} está cortado o mal formado: {detalle}. No se cargó nada.', en: '{archivo} is cut short or malformed: {detalle}. Nothing was loaded.' },
  'codificacion': { exit: 65, http: 422, es: '{archivo} no está en UTF-8 ni en latín 1 legible: {detalle}', en: '{archivo} is neither UTF-8 nor readable latin 1: {detalle}' },
  'archivo-ilegible': { exit: 65, http: 422, es: '{archivo} no se puede leer como {tipo}: {detalle}', en: '{archivo} cannot be read as {tipo}: {detalle}' },
  'bomba-comprimida': { exit: 65, http: 413, es: '{archivo} se descomprime en exceso ({detalle}); se rechazó sin abrirlo.', en: '{archivo} inflates beyond the limit ({detalle}); it was refused unopened.' },
  'archivo-grande': { exit: 65, http: 413, es: '{archivo} pasa el límite de {limite} para «{tipo}».', en: '{archivo} is over the limit of {limite} for "{tipo}".' },
  'falta-anio': { exit: 64, http: 422, es: '{archivo} no dice de qué año es; indíquelo con --anio.', en: '{archivo} does not say which year it is of; give it with --year.' },
  'sin-filas': { exit: 65, http: 422, es: '{archivo} no trae ninguna fila que se pueda aceptar ({rechazadas} rechazadas; la primera, línea {linea}: {motivo}).', en: '{archivo} holds no row that can be accepted ({rechazadas} rejected; the first, line {linea}: {motivo}).' },
  'demasiados-rechazos': { exit: 65, http: 422, es: '{archivo}: {rechazadas} de {leidas} líneas fueron rechazadas (la primera, línea {linea}: {motivo}). No se cargó nada; use --aceptar-rechazos si así es el archivo.', en: '{archivo}: {rechazadas} of {leidas} lines were rejected (the first, line {linea}: {motivo}). Nothing was loaded; use --accept-rejects if the file is like that.' },
  'datos-personales': { exit: 65, http: 422, es: '{archivo} parece traer datos de personas (columna {columna}). No se leyó ni se guardó nada: aquí entran lugares y cargos, nunca quién los ocupa. Quite esos datos y vuelva a cargar.', en: '{archivo} seems to hold data on persons (column {columna}). Nothing was read or kept: places and offices enter here, never who holds them. Take those data out and load again.' },
  'plan-rechazado': { exit: 65, http: 422, es: 'El plan no se puede cargar; problemas hallados: {problemas}. {detalle} No se cargó nada.', en: 'The plan cannot be loaded; problems found: {problemas}. {detail} Nothing was loaded.' },
  'ficha-rechazada': { exit: 65, http: 422, es: 'El documento de fichas no se puede cargar; problemas hallados: {problemas}. {detalle} No se cargó nada.', en: 'The document of instruments cannot be loaded; problems found: {problemas}. {detail} Nothing was loaded.' },
  'correccion-vencida': { exit: 65, http: 409, es: 'La corrección {correccion} ya no corresponde: la fuente dice {valor}. Revísela antes de cargar.', en: 'Correction {correccion} no longer applies: the source says {valor}. Review it before loading.' },
  'carga-en-curso': { exit: 75, http: 409, es: 'Otra carga está en curso desde {desde}; espere a que termine y repita.', en: 'Another load has been running since {desde}; wait for it and try again.' },
  'hechos-alterados': { exit: 65, http: 500, es: 'El archivo de hechos {archivo} no coincide con su huella publicada; reinstale Yupay o revise quién la cambió.', en: 'The shipped file {archivo} does not match its published hash; reinstall Yupay or check who changed it.' },
  'lago-danado': { exit: 65, http: 500, es: 'El archivo {archivo} del almacén no coincide con su huella: fue alterado o está dañado.', en: 'The stored file {archivo} does not match its hash: it was altered or is damaged.' },
  'lugar-no-existe': { exit: 66, http: 404, es: 'No hay ningún lugar con el código {codigo}.', en: 'There is no place with the code {codigo}.' },
  'inversion-no-existe': { exit: 66, http: 404, es: 'En los archivos cargados no hay ninguna inversión con el código {codigo}.', en: 'The loaded files hold no investment with the code {codigo}.' },
  'programa-no-existe': { exit: 66, http: 404, es: 'En los archivos cargados no hay ningún programa presupuestal con el código {codigo}.', en: 'The loaded files hold no budget programme with the code {codigo}.' },
  'instrumento-no-existe': { exit: 66, http: 404, es: 'No hay ningún instrumento con el código {codigo}.', en: 'There is no instrument with the code {codigo}.' },
  'ficha-no-existe': { exit: 66, http: 404, es: 'No hay ninguna ficha {codigo}.', en: 'There is no copy {codigo}.' },
  'ficha-dato': { exit: 65, http: 422, es: 'No se guardó: {detalle}.', en: 'It was not kept: {detail}.' },
  'ficha-cerrada': { exit: 65, http: 409, es: 'La ficha {numero} ya no está en ese paso: ábrala de nuevo para ver en qué va.', en: 'Copy {numero} is no longer at that step: open it again to see how far it got.' },
  'ficha-vacia': { exit: 65, http: 422, es: 'La ficha no tiene ninguna respuesta todavía.', en: 'The copy holds no answer yet.' },
  'respuesta-cambiada': { exit: 65, http: 409, es: 'Otra persona respondió este ítem mientras usted lo llenaba: «{valor}». Lo suyo sigue abajo; guarde de nuevo si es lo que vale.', en: 'Somebody else answered this item while you were filling it: "{valor}". Yours is still below; save again if it is the one that stands.' },
  'evidencia-rechazada': { exit: 65, http: 422, es: 'La evidencia no se guardó: {detalle}.', en: 'The evidence was not kept: {detail}.' },
  'evidencia-no-existe': { exit: 66, http: 404, es: 'No hay ninguna evidencia pública {codigo}.', en: 'There is no public evidence {codigo}.' },
  'recibo-no-existe': { exit: 66, http: 404, es: 'No hay ningún recibo {codigo}.', en: 'There is no receipt {codigo}.' },
  'recibo-ambiguo': { exit: 64, http: 409, es: 'Más de un recibo empieza con {codigo}; escriba más cifras.', en: 'More than one receipt begins with {codigo}; write more digits.' },
  'fuente-no-existe': { exit: 66, http: 404, es: 'No hay ninguna fuente con la huella {codigo}.', en: 'There is no source with the hash {codigo}.' },
  'captura-reservada': { exit: 77, http: 403, es: 'El archivo {codigo} trae nombres de personas y no se reparte: se guarda solo para comprobar la carga en la máquina que lo capturó. Pídalo a quien lo publica.', en: 'The file {codigo} holds names of persons and is not handed out: it is kept only to check the load on the machine that captured it. Ask its publisher for it.' },
  'no-encontrado': { exit: 66, http: 404, es: 'No hay nada en esta dirección.', en: 'There is nothing at this address.' },
  'metodo-no-permitido': { exit: 64, http: 405, es: 'Esta dirección no admite {metodo}.', en: 'This address does not accept {metodo}.' },
  'solicitud-mala': { exit: 64, http: 400, es: 'No se entiende la solicitud: {detalle}', en: 'The request cannot be understood: {detalle}' },
  'nombre-ajeno': { exit: 77, http: 421, es: 'Este Yupay no atiende ese nombre.', en: 'This Yupay does not answer to that name.' },
  'solicitud-lenta': { exit: 75, http: 408, es: 'La solicitud tardó demasiado en llegar y se cortó la conexión.', en: 'The request took too long to arrive and the connection was cut.' },
  'solicitud-larga': { exit: 64, http: 431, es: 'La dirección o los encabezados de la solicitud son demasiado largos.', en: 'The address or the headers of the request are too long.' },
  'conjunto-no-existe': { exit: 66, http: 404, es: 'No hay ningún conjunto de datos «{codigo}».', en: 'There is no dataset "{codigo}".' },
  'consulta-no-existe': { exit: 66, http: 404, es: 'No hay ninguna consulta publicada «{codigo}».', en: 'There is no published query "{codigo}".' },
  'ocupado': { exit: 75, http: 503, es: 'Hay demasiadas descargas grandes a la vez; repita en {segundos} segundos.', en: 'Too many large downloads at once; try again in {segundos} seconds.' },
  'consulta-lenta': { exit: 75, http: 503, es: 'La pregunta tardó más de {segundos} segundos y se interrumpió; repita en un momento, o pregunte por un solo lugar o año.', en: 'The question took more than {segundos} seconds and was interrupted; try again in a moment, or ask about one place or year.' },
  'respuesta-larga': { exit: 65, http: 413, es: 'La respuesta pasa de {limite} filas y un recibo no la guarda cortada; pregunte por un solo lugar o año, o baje el conjunto entero.', en: 'The answer has more than {limite} rows and a receipt never keeps part of one; ask about one place or year, or download the whole dataset.' },
  'demasiadas-filas': { exit: 65, http: 413, es: 'Son {filas} filas y una hoja de cálculo admite {limite}; pida un año o un lugar, o baje el CSV o el Parquet.', en: 'That is {filas} rows and a spreadsheet takes {limite}; ask for one year or place, or download the CSV or the Parquet.' },
  'panel-cerrado': { exit: 77, http: 403, es: 'El panel de cargas solo se abre en la propia máquina: inicie Yupay con HOST=127.0.0.1 y use la dirección que imprime al empezar.', en: 'The loading panel opens only on the machine itself: start Yupay with HOST=127.0.0.1 and use the address printed at start.' },
  'ficha-usada': { exit: 77, http: 403, es: 'La ficha de entrada no vale o ya se usó; reinicie Yupay para obtener otra.', en: 'The entry token is not valid or was already used; restart Yupay to get another.' },
  'origen-ajeno': { exit: 77, http: 403, es: 'La solicitud viene de otro sitio ({origen}) y se rechazó.', en: 'The request comes from another site ({origen}) and was refused.' },
  'sin-direccion': { exit: 64, http: 404, es: 'No consta la dirección de «{conjunto}» {anio}; diga cuál es con --desde. Constan: {constan}.', en: 'No address is known for "{conjunto}" {anio}; give one with --from. Known: {constan}.' },
  'direccion-no-permitida': { exit: 77, http: 403, es: 'No se pide nada a {direccion}: {detalle}.', en: 'Nothing is asked of {direccion}: {detail}.' },
  'descarga-incompleta': { exit: 2, http: 503, es: 'No se completó la descarga de {direccion} ({detalle}). Los {llegaron} bytes que llegaron se guardan: repita la orden y seguirá desde ahí.', en: 'The download of {direccion} was not completed ({detalle}). The {llegaron} bytes that arrived are kept: run the command again and it goes on from there.' },
  'descarga-no-coincide': { exit: 65, http: 503, es: 'Lo que mandó {direccion} no es lo que anunció: {detalle}. Se descartó y no se cargó nada.', en: 'What {direccion} sent is not what it announced: {detail}. It was discarded and nothing was loaded.' },
  'descarga-en-curso': { exit: 75, http: 409, es: 'Otra orden está descargando {direccion}; espere a que termine.', en: 'Another command is downloading {direccion}; wait for it.' },
  'otro-conjunto': { exit: 65, http: 422, es: '{archivo} no es «{pedido}», sino «{hallado}»; no se cargó nada.', en: '{archivo} is not "{pedido}" but "{hallado}"; nothing was loaded.' },
  'direccion-de-correo': { exit: 65, http: 422, es: 'A esa dirección no podemos escribir: debe ser como nombre@dominio.pe, sin espacios, comillas ni tildes antes de la arroba.', en: 'We cannot write to that address: it must be like name@domain.pe, without blanks, quotes or accents before the at sign.' },
  'demasiados-pedidos': { exit: 75, http: 429, es: 'Hay demasiados pedidos de avisos a la vez; repita en {minutos} minutos.', en: 'Too many requests for notices at once; try again in {minutos} minutes.' },
  'correo-cerrado': { exit: 2, http: 503, es: 'Este sitio no envía correos; siga los cambios por Atom.', en: 'This site sends no mail; follow the changes by Atom.' },
  'aviso-no-existe': { exit: 66, http: 404, es: 'Este enlace ya no vale: los avisos se dejaron y la dirección se borró, o el pedido venció sin confirmarse.', en: 'This link is no longer valid: the notices were stopped and the address deleted, or the request expired unconfirmed.' },
  'audio-formato': { exit: 65, http: 415, es: '{archivo} no es un audio Ogg Opus, MP3 ni M4A (AAC): {detalle}.', en: '{archivo} is no Ogg Opus, MP3 or M4A (AAC) sound: {detail}.' },
  'audio-danado': { exit: 65, http: 422, es: '{archivo} no es una grabación entera: {detalle}. No se guardó.', en: '{archivo} is not a whole recording: {detail}. It was not kept.' },
  'audio-ficha': { exit: 65, http: 422, es: 'A la grabación le falta algo: {detalle}.', en: 'The recording lacks something: {detail}.' },
  'audio-cifras': { exit: 65, http: 409, es: 'La grabación no cuenta lo que la página dice: {detalle}.', en: 'The recording does not tell what the page says: {detail}.' },
  'audio-sin-revisar': { exit: 77, http: 403, es: 'Lo que tradujo una máquina no se publica sin que una persona lo revise; anote la grabación otra vez con quién la revisó y cuándo.', en: 'What a machine translated is not published unless a person reviews it; enter the recording again with who reviewed it and when.' },
  'audio-estado': { exit: 65, http: 409, es: 'La grabación está {estado} y ya no admite ese cambio.', en: 'The recording is {estado} and no longer takes that change.' },
  'audio-no-existe': { exit: 66, http: 404, es: 'No hay ninguna grabación {codigo}, o ya no se publica.', en: 'There is no recording {codigo}, or it is no longer published.' },
  'entrada-negada': { exit: 77, http: 403, es: 'La dirección de correo o la clave no son correctas.', en: 'The mail address or the password is not right.' },
  'demasiados-intentos': { exit: 75, http: 429, es: 'Hubo demasiados intentos de entrar; espere {minutos} minutos y pruebe otra vez.', en: 'There were too many tries to sign in; wait {minutos} minutes and try again.' },
  'clave-debil': { exit: 65, http: 422, es: 'Esa clave no sirve: {detalle}.', en: 'That password will not do: {detail}.' },
  'enlace-usado': { exit: 66, http: 404, es: 'Este enlace ya se usó, venció o fue retirado; pida otro a quien se lo envió.', en: 'This link was used, expired or was withdrawn; ask whoever sent it for another.' },
  'persona-dato': { exit: 65, http: 422, es: 'Hay un dato que no sirve: {detalle}.', en: 'Something given will not do: {detail}.' },
  'persona-ya-existe': { exit: 65, http: 409, es: 'Esa dirección ya tiene cuenta; déle el papel en la lista de personas.', en: 'That address has an account already; give it the role in the list of people.' },
  'persona-no-existe': { exit: 66, http: 404, es: 'Esa persona o ese papel ya no está.', en: 'That person or role is no longer there.' },
  'proveedor-negado': { exit: 77, http: 403, es: 'No se pudo entrar con el proveedor de identidad: {detalle}.', en: 'Signing in with the identity provider failed: {detail}.' },
  'sin-permiso': { exit: 77, http: 403, es: 'No puede {accion} ({norma}). {regla} {quien} {como}', en: 'You cannot {action} ({norma}). {rule} {who} {how}' },
  'plan-no-existe': { exit: 66, http: 404, es: 'No hay ningún plan «{codigo}».', en: 'There is no plan "{codigo}".' },
  'plan-ilegible': { exit: 65, http: 422, es: 'El plan no se puede leer: {detalle}', en: 'The plan cannot be read: {detalle}' },
  'plan-ya-existe': { exit: 65, http: 409, es: 'Ya hay un plan «{codigo}»; elija otro código.', en: 'There is a plan "{codigo}" already; choose another code.' },
  'cambio-rechazado': { exit: 65, http: 422, es: 'El plan no puede quedar así: {detalle}', en: 'The plan cannot be left so: {detail}' },
  'plan-cambiado': { exit: 65, http: 409, es: 'Otra persona cambió el plan mientras tanto. No se guardó nada: vuelva a subir el archivo para ver qué cambiaría ahora.', en: 'Somebody else changed the plan meanwhile. Nothing was kept: upload the file again to see what would change now.' },
  'importacion-no-existe': { exit: 66, http: 404, es: 'Esa revisión ya no está: vuelva a subir el archivo.', en: 'That review is no longer there: upload the file again.' },
  'arbol-cambiado': { exit: 65, http: 409, es: 'Otra persona cambió el árbol mientras tanto. No se movió nada: vea cómo está ahora y, si hace falta, muévalo de nuevo.', en: 'Somebody else changed the tree meanwhile. Nothing was moved: see how it stands now and, if need be, move it again.' },
  'importacion-rechazada': { exit: 65, http: 422, es: 'El archivo tiene celdas que no se pueden tomar, o no cambia nada: no se guardó.', en: 'The file has cells that cannot be taken, or changes nothing: it was not kept.' },
  'nadie-que-recordar': { exit: 66, http: 422, es: 'No salió ningún recordatorio: «{organizacion}» no debe nada, o nadie con cuenta informa por ella.', en: 'No reminder left: "{organizacion}" owes nothing, or nobody with an account reports for it.' },
  'ya-recordado': { exit: 75, http: 409, es: 'No salió ningún recordatorio: se envía uno al día como mucho. Ya tuvieron el de hoy: {hoy}; pidieron no recibirlos: {nunca}.', en: 'No reminder left: one a day is sent at most. Had theirs today: {hoy}; asked for none: {nunca}.' },
  'periodo-no-existe': { exit: 66, http: 404, es: 'El plan no tiene un periodo «{codigo}»; ábralo antes quien lleva el plan.', en: 'The plan has no period "{codigo}"; whoever keeps the plan opens it first.' },
  'periodo-repetido': { exit: 65, http: 409, es: 'El periodo «{codigo}» ya existe o termina antes de empezar.', en: 'The period "{codigo}" exists already or ends before it begins.' },
  'periodo-cerrado': { exit: 77, http: 409, es: '{frase}', en: '{sentence}' },
  'entrega-no-existe': { exit: 66, http: 404, es: 'El plan {plan} no tiene una entrega {numero}.', en: 'Plan {plan} has no submission {numero}.' },
  'entrega-en-revision': { exit: 65, http: 409, es: 'La entrega {numero} ya se presentó y no admite cambios; pida a quien la revisa que la devuelva.', en: 'Submission {numero} was handed in and takes no changes; ask its reviewer to return it.' },
  'formulario-voto': { exit: 65, http: 422, es: 'El formulario pregunta por intención de voto y no se publica: {preguntas}.', en: 'The form asks for a voting intention and is not published: {preguntas}.' },
  'formulario-lento': { exit: 65, http: 422, es: 'Las reglas del formulario tardan demasiado con estas respuestas; avise a quien lo lleva.', en: 'The form’s rules take too long with these answers; tell whoever keeps it.' },
  'formulario-largo': { exit: 65, http: 422, es: 'Las respuestas repiten partes del formulario hasta pasar de {limite} preguntas, lo que aquí se lee de una vez.', en: 'The answers repeat parts of the form past {limite} questions, what is read here at once.' },
  'formulario-solo-telefono': { exit: 65, http: 422, es: 'El formulario no puede estar abierto al público: insiste en preguntas que la web no hace ({preguntas}).', en: 'The form cannot be open to the public: it insists on questions that the web does not ask ({preguntas}).' },
  'expresion-mala': { exit: 65, http: 422, es: 'Una regla del formulario no se puede calcular: {expresion}', en: 'A rule of the form cannot be worked out: {expresion}' },
  'marco-malo': { exit: 65, http: 422, es: 'El marco no se guardó: {cuantos} cosas por corregir. {detalle}.', en: 'The frame was not kept: {cuantos} things to correct. {detail}.' },
  'muestra-no-existe': { exit: 66, http: 404, es: 'No hay una muestra {codigo}.', en: 'There is no sample {codigo}.' },
  'muestra-mala': { exit: 65, http: 422, es: 'La muestra no se puede estimar: {detalle}.', en: 'The sample cannot be estimated: {detalle}.' },
  'pesos-negativos': { exit: 65, http: 422, es: 'La calibración lineal deja {cuantos} pesos en cero o por debajo: la muestra está lejos de los totales de población. Use el rastrillo, con un tope si hace falta, o quite una característica.', en: 'Linear calibration leaves {cuantos} weights at zero or below: the sample is far from the totals of the population. Use raking, with a cap if need be, or leave out a characteristic.' },
  'ola-sin-clave': { exit: 65, http: 422, es: 'La ola no dice cuál es la respuesta correcta de «{pregunta}», que cambia en cada una: guárdela antes de estimar.', en: 'The round does not say which answer to "{pregunta}" is right, which changes with each: keep it before estimating.' },
  'encuesta-rechazada': { exit: 65, http: 422, es: 'El documento de la encuesta no se puede cargar; problemas hallados: {problemas}. {detalle} No se cargó nada.', en: 'The document of the survey cannot be loaded; problems found: {problemas}. {detail} Nothing was loaded.' },
  'encuesta-no-existe': { exit: 66, http: 404, es: 'No hay una encuesta «{codigo}» publicada.', en: 'There is no published survey "{codigo}".' },
  'ola-no-existe': { exit: 66, http: 404, es: 'La encuesta no tiene una ola «{codigo}».', en: 'The survey has no round "{codigo}".' },
  'ola-repetida': { exit: 65, http: 409, es: 'La encuesta ya tiene una ola «{codigo}».', en: 'The survey has a round "{codigo}" already.' },
  'ola-dato': { exit: 64, http: 422, es: 'No se guardó: {detalle}.', en: 'It was not kept: {detail}.' },
  'ola-paso': { exit: 65, http: 409, es: 'La ola está «{estado}» y no admite ese paso, que solo se puede desde: {admitidos}.', en: 'The round is "{estado}" and does not take that step, which is only possible from: {admitidos}.' },
  'ola-devoluciones': { exit: 65, http: 409, es: 'La ola no se cierra: falta devolver los resultados en {zonas}.', en: 'The round is not closed: results have still to be given back in {zonas}.' },
  'ola-diferencia-chica': { exit: 65, http: 409, es: 'Esta versión difiere de una publicada en {cuantas} entrevistas, de más, de menos o corregidas: entre una y cuatro delatarían lo que dijo alguien. Publique cuando difiera de cada una en cinco o más, o en ninguna.', en: 'This version differs from a published one by {cuantas} interviews, more, fewer or corrected: between one and four would give away what somebody said. Publish when it differs from each by five or more, or by none.' },
  'conglomerado-solo': { exit: 65, http: 422, es: 'Hay {cuantos} estratos con un solo conglomerado: no dicen cuánto varían. Únalos a otro o elija, con su motivo, una regla para ellos.', en: 'There are {cuantos} strata with a single cluster: they do not tell how much they vary. Join them to another, or choose a rule for them, with its reason.' },
  'plantilla-ilegible': { exit: 65, http: 422, es: 'La plantilla de Word no se puede usar: {detalle}. Corríjala en Word, o descargue otra vez la de Yupay.', en: 'The Word template cannot be used: {detalle}. Mend it in Word, or download Yupay’s again.' },
  'entrega-vacia': { exit: 65, http: 422, es: 'La entrega no tiene ningún valor; conteste al menos uno, aunque sea «sin dato».', en: 'The submission holds no value; answer at least one, even if it is "no data".' },
  'paso-no-admitido': { exit: 65, http: 409, es: 'La entrega está «{estado}» y no admite «{paso}», que solo se puede desde: {admitidos}.', en: 'The submission is "{estado}" and does not take "{paso}", which is only possible from: {admitidos}.' },
  'falta-comentario': { exit: 64, http: 422, es: 'Para «{paso}» hace falta un comentario: quien informó debe saber qué corregir.', en: 'The step "{paso}" needs a comment: whoever reported must know what to mend.' },
  'falta-motivo': { exit: 64, http: 422, es: 'Hace falta un motivo de hasta 1000 letras; quedará a la vista de todos.', en: 'A reason of up to 1000 characters is needed; everybody will see it.' },
  'revision-propia': { exit: 77, http: 403, es: 'Nadie aprueba lo que escribió; pida que lo revise otra persona.', en: 'Nobody approves what they wrote; ask another person to review it.' },
  'falta-firma': { exit: 77, http: 409, es: 'Falta la firma de: {faltan}. Responden también por algún indicador de esta entrega y firman desde la misma página.', en: 'The signature of these is missing: {faltan}. They answer for some indicator of this submission too, and sign on the same page.' },
  'no-responde': { exit: 77, http: 403, es: 'Esa organización no responde por «{indicador}»; responden: {responden}.', en: 'That organisation does not answer for "{indicador}"; these do: {responden}.' },
  'valor-no-existe': { exit: 66, http: 404, es: 'No hay ningún valor vigente «{codigo}» en este plan.', en: 'There is no value in force "{codigo}" in this plan.' },
  'valor-rechazado': { exit: 65, http: 422, es: '{detalle}', en: '{detail}' },
  'valor-cambiado': { exit: 65, http: 409, es: 'Otra persona cambió este valor mientras usted lo escribía. Abajo están los dos: elija con cuál se queda.', en: 'Somebody else changed this value while you were writing it. Both are below: choose which one to keep.' },
  'valor-publicado': { exit: 65, http: 409, es: 'El valor «{codigo}» ya se aceptó: se corrige con un motivo y los dos quedan a la vista.', en: 'The value "{codigo}" was accepted already: it is corrected with a reason, and both stay in sight.' },
  'valor-calculado': { exit: 65, http: 409, es: '«{indicador}» se calcula de una consulta publicada y no se escribe a mano.', en: '"{indicador}" is worked out by a published query and is not typed.' },
  'hallazgo-no-existe': { exit: 66, http: 404, es: 'No hay ninguna contradicción {codigo} en el plan como está ahora.', en: 'There is no contradiction {codigo} in the plan as it is now.' },
  'publicacion-bloqueada': { exit: 65, http: 409, es: 'No se publica: hay {cuantas} contradicciones graves sin exonerar. Corríjalas, o que quien lleva el plan las exonere con un motivo.', en: 'Not published: {cuantas} grave contradictions are not waived. Mend them, or let whoever keeps the plan waive them with a reason.' },
  'entrada-no-disponible': { exit: 2, http: 503, es: 'No se pudo obtener {que}: {detalle}', en: '{que} could not be obtained: {detalle}' },
  'sin-acceso-carpeta': { exit: 78, http: 500, es: 'La carpeta de estado {carpeta} no se puede usar: {detalle}', en: 'The state folder {carpeta} cannot be used: {detalle}' },
  'respaldo-ilegible': { exit: 65, http: 422, es: 'El respaldo {archivo} no sirve: {detalle}', en: 'The backup {archivo} is not usable: {detalle}' },
  'estado-ocupado': { exit: 73, http: 409, es: 'La carpeta de estado {carpeta} ya tiene datos; restaure en una carpeta vacía o use --reemplazar.', en: 'The state folder {carpeta} already holds data; restore into an empty folder or use --replace.' },
  'indice-no-existe': { exit: 66, http: 404, es: 'No hay ningún índice «{codigo}».', en: 'There is no index "{codigo}".' },
  'ranking-no-existe': { exit: 66, http: 404, es: 'No hay tal ranking.', en: 'There is no such ranking.' },
  'ranking-vacio': { exit: 65, http: 409, es: 'Ninguna municipalidad tiene índice en {anio}: no hay qué ordenar.', en: 'No municipality has an index in {anio}: there is nothing to order.' },
  'ranking-abierto': { exit: 65, http: 409, es: 'Ya hay un ranking de {anio} en preparación: publíquelo o descártelo antes.', en: 'A ranking of {anio} is already being prepared: release it or discard it first.' },
  'ranking-dato': { exit: 65, http: 422, es: 'No se guardó: {detalle}.', en: 'It was not kept: {detail}.' },
  'ranking-paso': { exit: 65, http: 409, es: 'El ranking está «{estado}» y no admite «{paso}».', en: 'The ranking is "{estado}" and does not take "{paso}".' },
  'ranking-anio-abierto': { exit: 65, http: 409, es: 'El año {anio} no ha terminado: solo se publica un ranking de años cerrados.', en: 'The year {anio} is not over: only a ranking of closed years is released.' },
  'ranking-en-plazo': { exit: 65, http: 409, es: 'Las municipalidades tienen diez días hábiles para responder: el plazo vence el {dia} y se publica desde el día siguiente.', en: 'Municipalities have ten working days to reply: they end on {dia}, and it is released from the day after.' },
  'ranking-en-campania': { exit: 65, http: 409, es: 'Hay elecciones de {desde} a {hasta} ({norma}): no se publica un ranking nuevo en esos días, salvo que un administrador escriba un motivo público.', en: 'There are elections from {desde} to {hasta} ({norma}): no new ranking is released on those days, unless an administrator writes a public reason.' },
  'ranking-cambiado': { exit: 65, http: 409, es: 'Los datos cambiaron desde el aviso y darían otro ranking: descarte este, prepare uno nuevo y avise otra vez.', en: 'The data changed since the notice and would give another ranking: discard this one, prepare a new one and tell everybody again.' },
  'envio-ilegible': { exit: 65, http: 400, es: 'No se puede leer de qué formulario es este envío.', en: 'It cannot be read which form this submission is of.' },
  'envio-mal-hecho': { exit: 65, http: 400, es: 'El envío no sigue OpenRosa 1.0: {detalle}.', en: 'The submission does not follow OpenRosa 1.0: {detail}.' },
  'envio-sin-formulario': { exit: 66, http: 404, es: 'Aquí no se reciben respuestas del formulario «{formulario}», versión «{version}».', en: 'No answers to the form "{formulario}", version "{version}", are taken here.' },
  'envio-formulario-cerrado': { exit: 65, http: 409, es: 'El formulario «{formulario}» se cerró y ya no recibe respuestas. Avise a quien lleva la encuesta: lo que está en el teléfono no se pierde.', en: 'The form "{formulario}" was closed and takes no more answers. Tell whoever keeps the survey: what is on the phone is not lost.' },
  'envio-distinto': { exit: 65, http: 409, es: 'Ya hay un envío con este identificador y otro contenido: se conserva el primero.', en: 'There is a submission with this identifier and other contents already: the first one stays.' },
  'envio-corregido': { exit: 65, http: 409, es: 'Este envío ya se corrigió desde otra copia: vuelva a bajar la última.', en: 'This submission was corrected from another copy already: download the last one again.' },
  'envio-sin-original': { exit: 66, http: 404, es: 'No se recibió el envío que este corrige.', en: 'The submission that this one corrects was not received.' },
  'envio-grande': { exit: 65, http: 413, es: 'El envío pasa de {limite} MB, lo que este sitio recibe de una vez.', en: 'The submission is over {limite} MB, what this site takes at once.' },
  'envio-espera': { exit: 75, http: 503, es: 'Están llegando demasiados envíos grandes a la vez. Lo que está en el teléfono no se pierde: envíelo de nuevo en {segundos} segundos.', en: 'Too many large submissions are arriving at once. What is on the phone is not lost: send it again in {segundos} seconds.' },
  'envio-no-existe': { exit: 66, http: 404, es: 'No hay ningún envío {numero}.', en: 'There is no submission {numero}.' },
  'envio-paso': { exit: 65, http: 409, es: 'El envío {numero} está «{estado}» y no admite ese paso.', en: 'Submission {numero} is "{estado}" and does not take that step.' },
  'envio-motivo': { exit: 64, http: 422, es: 'Hace falta un motivo: elija uno de la lista o escriba una frase, de hasta 1000 letras.', en: 'A reason is needed: choose one of the list or write a sentence, of up to 1000 characters.' },
  'envio-alertas': { exit: 64, http: 422, es: 'El envío {numero} tiene alertas sin resolver: escriba en la nota qué se comprobó antes de aprobarlo.', en: 'Submission {numero} has unresolved alerts: write in the note what was checked before approving it.' },
  'envio-comprobando': { exit: 65, http: 409, es: 'Todavía se comprueban entrevistas que acaban de llegar; repita en unos segundos.', en: 'Interviews that have just come are still being checked; repeat in a few seconds.' },
  'papel-numero': { exit: 64, http: 422, es: 'El número de un papel son letras, números y guiones, treinta como mucho.', en: 'The number of a paper is letters, digits and hyphens, thirty at most.' },
  'papel-repetido': { exit: 65, http: 409, es: 'Usted ya digitó el papel {numero}; la segunda vez es de otra persona.', en: 'You keyed in paper {numero} already; the second time is somebody else’s.' },
  'papel-completo': { exit: 65, http: 409, es: 'El papel {numero} ya se digitó dos veces.', en: 'Paper {numero} was keyed in twice already.' },
  'papel-falta-otra': { exit: 65, http: 409, es: 'El papel {numero} no tiene dos digitaciones que comparar.', en: 'Paper {numero} has no two entries to compare.' },
  'papel-elegir': { exit: 64, http: 422, es: 'Elija en cada campo que difiere lo que dice el papel.', en: 'Choose in each field that differs what the paper says.' },
  'papel-ilegible': { exit: 65, http: 409, es: 'Lo que se digitó del papel {numero} ya no se puede leer: su llave no está en esta instalación.', en: 'What was keyed in of paper {numero} can no longer be read: its key is not in this installation.' },
  'clave-de-campo-falta': { exit: 77, http: 401, es: 'Hace falta la clave de un encuestador.', en: 'An enumerator’s key is needed.' },
  'clave-de-campo': { exit: 77, http: 403, es: 'Esta clave no vale: se retiró o no es de este sitio. Pida otra a quien lleva la encuesta.', en: 'This key is not valid: it was withdrawn or is not of this site. Ask whoever keeps the survey for another.' },
  'formulario-cambiado': { exit: 65, http: 409, es: 'Otra persona cambió el formulario mientras tanto. No se guardó nada: abajo sigue lo que escribió; vea cómo está ahora el formulario y, si todavía corresponde, guárdelo de nuevo.', en: 'Somebody else changed the form meanwhile. Nothing was kept: what you wrote is still below; see how the form is now and, if it still fits, save it again.' },
  'formulario-existe': { exit: 65, http: 409, es: 'Ya hay un formulario «{formulario}»: dé otro identificador.', en: 'There is a form "{formulario}" already: give another id.' },
  'formulario-id': { exit: 65, http: 422, es: 'Un formulario lleva un título y un identificador de 3 a 64 letras sin tilde, cifras, guiones o «_», que empieza con letra.', en: 'A form has a title and an id of 3 to 64 unaccented letters, figures, hyphens or "_" that begins with a letter.' },
  'formulario-borde': { exit: 65, http: 409, es: 'No se puede ir más allá: ya está al borde, o es lo último que queda.', en: 'There is no further to go: it is at the edge already, or it is the last one left.' },
  'formulario-idioma': { exit: 65, http: 422, es: 'El nombre de un idioma tiene de 2 a 80 signos y no lleva dos puntos.', en: 'The name of a language has 2 to 80 signs and no colon.' },
  'pregunta-no-existe': { exit: 66, http: 404, es: 'En el formulario no hay ninguna pregunta en la fila {fila}: quizá alguien la movió.', en: 'The form has no question in row {fila}: somebody may have moved it.' },
  'condicion-mala': { exit: 65, http: 422, es: 'La condición no se puede escribir así: falta un valor; o mayor y menor piden un número o una fecha (AAAA-MM-DD); o el valor tiene a la vez comillas simples y dobles.', en: 'The condition cannot be written like that: a value is missing; or greater and less need a number or a date (YYYY-MM-DD); or the value has both single and double quotes.' },
  'formulario-no-existe': { exit: 66, http: 404, es: 'No hay ningún formulario «{codigo}».', en: 'There is no form "{codigo}".' },
  'formulario-publicado': { exit: 65, http: 409, es: 'La versión «{version}» de «{formulario}» ya se publicó y no cambia: dé otra versión en la hoja settings.', en: 'Version "{version}" of "{formulario}" is published already and does not change: give another version in the sheet settings.' },
  'formulario-paso': { exit: 65, http: 409, es: 'El formulario «{formulario}» está «{estado}» y no admite ese paso.', en: 'The form "{formulario}" is "{estado}" and does not take that step.' },
  'formulario-archivos': { exit: 65, http: 409, es: 'Faltan archivos que el formulario pide: {archivos}. Súbalos antes de publicar.', en: 'Files that the form asks for are missing: {archivos}. Bring them before publishing.' },
  'encuestador-dato': { exit: 65, http: 422, es: 'No se guardó: {detalle}.', en: 'It was not kept: {detail}.' },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
export type Language = 'es' | 'en';

/** The sentence of an error in one language, its `{names}` filled in. */
export function errorSentence(code: ErrorCode, details: Readonly<Record<string, string>>, language: Language): string {
  return ERRORS[code][language].replace(/\{(\w+)\}/g, (_, name: string) => details[name] ?? '…');
}

const BRAND = Symbol.for('yupay.error');

/** An expected failure, named in the table. Anything else that is thrown is our own failure (`interno`). */
export class YupayError extends Error {
  readonly [BRAND] = true;
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, details: Record<string, string> = {}, options?: ErrorOptions) {
    super(errorSentence(code, details, 'es'), options);
    this.name = 'YupayError';
    this.code = code;
    this.details = details;
  }

  /** The built pages carry a copy of this class beside the program's own: an error of one is an error of the other. */
  static [Symbol.hasInstance](thrown: unknown): thrown is YupayError {
    return typeof thrown === 'object' && thrown !== null && BRAND in thrown;
  }
}

/** How a database that is stopping, starting or dead answers (PostgreSQL's class 57P, and the socket's own errors). */
const GONE = new Set(['57P01', '57P02', '57P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE']);

/** Wraps anything thrown into the table, so that no stack trace reaches a person. ENOSPC is a full disk wherever it rises. */
export function asYupayError(thrown: unknown): YupayError {
  if (thrown instanceof YupayError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  const code = (thrown as { code?: unknown } | null)?.code;
  if (code === 'ENOSPC' || code === '53100' || /no space left on device/i.test(message)) {
    return new YupayError('disco-lleno', { que: 'guardar los datos' }, { cause: thrown });
  }
  // A null character in an address or a field: no text of a database has one.
  if (code === '22021') return new YupayError('solicitud-mala', { detalle: 'U+0000' }, { cause: thrown });
  if (GONE.has(String(code)) || /connection terminated|server closed the connection/i.test(message)) {
    return new YupayError('base-no-disponible', { detalle: 'se está reiniciando; repita en unos segundos' }, { cause: thrown });
  }
  return new YupayError('interno', { detalle: message.split('\n')[0]!.slice(0, 300) }, { cause: thrown });
}
