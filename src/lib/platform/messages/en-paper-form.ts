/** A questionnaire on paper. */
export const paperForm = {
  overline: 'Questionnaire on paper, version {version}', noVersion: 'without a number',
  language: 'Language: {idioma}',
  head: { enumerator: 'Enumerator (code)', unit: 'PSU', dwelling: 'Dwelling', visit: 'Visit', date: 'Date (day/month/year)', start: 'Time begun', end: 'Time ended', number: 'Number of this paper' },
  consent: 'Consent: read it aloud before asking anything',
  private: 'Write no names, telephones or addresses here but where they are asked for. Keep the papers locked until they are keyed in.',
  how: { una: 'Write one code.', varias: 'Mark all that apply.', numero: 'Write the number.', fecha: 'Day, month and year.', hora: 'Hours and minutes.', texto: 'Write the answer.', telefono: 'Taken with the phone alone: leave it blank.' },
  required: 'required',
  only: 'Only if {condicion}.', onlyCoded: 'Only if the form asks for it: {condicion}',
  limit: 'Answer: {condicion}.',
  go: 'go to {pregunta}', end: 'end',
  repeated: 'Repeated: use a copy of this part for each turn. Turn no. ______',
  is: '{pregunta} is {valor}', isNot: '{pregunta} is not {valor}', chosen: '{pregunta} includes {valor}', answered: '{pregunta} has an answer', unanswered: '{pregunta} has no answer',
  compare: { '<': '{pregunta} is less than {valor}', '<=': '{pregunta} is {valor} or less', '>': '{pregunta} is more than {valor}', '>=': '{pregunta} is {valor} or more' },
  limits: { '=': '{valor}', '!=': 'other than {valor}', '<': 'less than {valor}', '<=': '{valor} or less', '>': 'more than {valor}', '>=': '{valor} or more', 'chosen': 'includes {valor}' },
  between: 'between {desde} and {hasta}', and: ' and ', or: ' or ', not: 'it is not so that {condicion}',
  pdf: 'PDF to print', papers: 'Questionnaire on paper', paperHint: 'One paper for each language, with its codes and skips, the consent first.', page: 'See on the web',
} as const;
