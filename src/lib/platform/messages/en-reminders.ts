/** Reminders of what each organisation still owes to a plan. */
export const reminders = {
  link: 'Who owes what, and reminding them',
  heading: 'Still owed: {titulo}',
  lead: 'What each organisation still owes for the open periods, with a text ready for WhatsApp. Each person gets one reminder a day by mail at most, with all that they owe; they also leave by themselves a week and a day before the deadline, and once when it passed.',
  none: 'Nobody owes anything for the open periods.',
  people: { one: '{n} person with an account reports for this organisation.', other: '{n} people with an account report for this organisation.' },
  nobody: 'Nobody with an account reports for this organisation: send the text with a personal link.',
  personal: 'Make a personal link',
  copy: 'Text for WhatsApp',
  whatsapp: 'Open in WhatsApp',
  whatsappOf: 'Open in WhatsApp the text for {organizacion}, {periodo}',
  remind: 'Remind by mail',
  remindOf: 'Remind by mail: {organizacion}',
  noMail: 'This site sends no mail: use the text.',
  outcome: {
    queued: { one: 'One reminder leaves, to {n} person.', other: '{n} reminders leave, one a person.' },
    already: { one: '{n} person had theirs today.', other: '{n} people had theirs today.' },
    stopped: { one: '{n} person asked for none.', other: '{n} people asked for none.' },
  },
  text: 'Hello. A reminder from the secretariat of "{plan}". {falta} It is answered here: {enlace}',
  owed: {
    line: '{organizacion}, {periodo}: {falta}.',
    states: { 'sin-empezar': 'the submission is not begun', borrador: 'the submission is a draft, not submitted', devuelta: 'the submission was returned with a comment' },
    missing: { one: '{n} value is missing', other: '{n} values are missing' },
    signatures: { one: '{n} value of another organisation waits to be signed', other: '{n} values of other organisations wait to be signed' },
    closes: 'due by {fecha}',
    noDay: 'no day set',
  },
  mail: {
    subject: 'What is still to be reported of your plans',
    subjectOne: 'Still to be reported: {plan}',
    lead: 'This is what is missing today of what you report.',
    open: 'Answer',
    why: 'You get this reminder because you are a reporter in Yupay. You can stop them without signing in; your account stays as it is.',
    stop: 'No more reminders',
  },
  stop: {
    overline: 'Reminders', heading: 'Reminders by mail', on: 'You now get a reminder by mail of what is still to be reported of your plans.', off: 'You get no more reminders. You can ask for them again in your account.', button: 'No more reminders', done: 'Done.',
  },
  account: {
    heading: 'Reminders by mail', on: 'You get a reminder of what is still to be reported of your plans: one a day at most.', off: 'You get no reminders.', stop: 'Stop them', start: 'Get them again',
  },
} as const;
