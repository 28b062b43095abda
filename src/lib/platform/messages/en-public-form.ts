/** Forms that anybody answers on the web. */
export const publicForm = {
  overline: 'Your opinion',
  page: 'Part {n} of {total}',
  language: 'Language', change: 'Change',
  required: 'required',
  back: 'Back', next: 'Next', send: 'Send', more: 'Add another', choose: 'Choose…',
  notices: { corregir: 'Something in this part needs a look.', nuevas: 'Because of what you answered, there are new questions in this part.' },
  faults: { 'tipo': 'What is written is not of the kind that is asked for.', 'opcion': 'Choose one of the options.', 'restriccion': 'The answer is not valid.', 'obligatoria': 'An answer is needed.', 'no-corresponde': 'This question no longer applies.', 'regla-ilegible': 'This question has a fault of ours.' },
  sent: 'Thank you: your answers were received',
  sentLead: 'Results are given together, of many people: nobody will know who said what.',
  code: 'Your code is {codigo}. Write it down: with it you may ask for your answers to be erased.',
  before: 'This had been sent already: what was sent first is kept. To answer something else, begin again.',
  again: 'Answer again',
  private: 'Nothing is kept until you send it.',
} as const;
