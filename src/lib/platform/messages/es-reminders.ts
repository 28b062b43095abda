/** Reminders of what each organisation still owes to a plan. */
export const reminders = {
  link: 'Quién debe qué, y recordárselo',
  heading: 'Pendientes: {titulo}',
  lead: 'Lo que cada organización todavía debe de los periodos abiertos, con un texto listo para WhatsApp. Cada persona recibe por correo un recordatorio al día como mucho, con todo lo que debe; también salen solos una semana y un día antes del plazo, y una vez cuando pasó.',
  none: 'Nadie debe nada de los periodos abiertos.',
  people: { one: '{n} persona con cuenta informa por esta organización.', other: '{n} personas con cuenta informan por esta organización.' },
  nobody: 'Nadie con cuenta informa por esta organización: envíe el texto con un enlace personal.',
  personal: 'Hacer un enlace personal',
  copy: 'Texto para WhatsApp',
  whatsapp: 'Abrir en WhatsApp',
  whatsappOf: 'Abrir en WhatsApp el texto de {organizacion}, {periodo}',
  remind: 'Recordar por correo',
  remindOf: 'Recordar por correo a {organizacion}',
  noMail: 'Este sitio no envía correos: use el texto.',
  outcome: {
    queued: { one: 'Sale un recordatorio, a {n} persona.', other: 'Salen {n} recordatorios, uno por persona.' },
    already: { one: '{n} persona ya tuvo el suyo hoy.', other: '{n} personas ya tuvieron el suyo hoy.' },
    stopped: { one: '{n} persona pidió no recibirlos.', other: '{n} personas pidieron no recibirlos.' },
  },
  text: 'Hola. Recordatorio de la secretaría de «{plan}». {falta} Se responde aquí: {enlace}',
  owed: {
    line: '{organizacion}, {periodo}: {falta}.',
    states: { 'sin-empezar': 'la entrega no se ha empezado', borrador: 'la entrega está en borrador, sin presentar', devuelta: 'la entrega fue devuelta con un comentario' },
    missing: { one: 'falta {n} valor', other: 'faltan {n} valores' },
    signatures: { one: 'falta firmar {n} valor de otra organización', other: 'falta firmar {n} valores de otras organizaciones' },
    closes: 'plazo: {fecha}',
    noDay: 'sin plazo fijado',
  },
  mail: {
    subject: 'Lo que falta informar de sus planes',
    subjectOne: 'Lo que falta informar: {plan}',
    lead: 'Esto es lo que falta hoy de lo que usted informa.',
    open: 'Responder',
    why: 'Recibe este recordatorio porque tiene el papel de informante en Yupay. Puede dejar de recibirlos sin entrar; su cuenta sigue igual.',
    stop: 'No recibir recordatorios',
  },
  stop: {
    overline: 'Recordatorios', heading: 'Recordatorios por correo', on: 'Hoy recibe por correo un recordatorio de lo que falta informar de sus planes.', off: 'Ya no recibe recordatorios. Puede volver a pedirlos en su cuenta.', button: 'No recibir más recordatorios', done: 'Listo.',
  },
  account: {
    heading: 'Recordatorios por correo', on: 'Recibe un recordatorio de lo que falta informar de sus planes: uno al día como mucho.', off: 'No recibe recordatorios.', stop: 'No recibirlos', start: 'Volver a recibirlos',
  },
} as const;
