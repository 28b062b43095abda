/** Questionnaires on paper, typed by two people and compared. */
export const keying = {
  overline: 'Surveys', heading: 'Key in papers',
  lead: 'Two people type each paper without seeing what the other wrote. If they agree, it enters as a submission; if not, somebody looks at the paper and decides.',
  start: 'Begin a paper', form: 'Form', version: '{titulo}, version {version}', noVersion: 'without a number', number: 'Number of the paper', numberHint: 'As written at its top: letters, digits and hyphens.', begin: 'Key in', none: 'No form takes answers now.',
  papers: 'Papers', papersCaption: 'Papers, those that wait for somebody first', noPapers: 'No paper has been keyed in yet.',
  states: { una: 'keyed in once', dos: 'agrees, not sent yet', difiere: 'there are differences', listo: 'done' },
  state: 'State', agreement: 'Differences', ofFields: '{distintos} of {campos} fields', next: 'What comes next', second: 'Key in a second time', compare: 'Compare', send: 'Send', submission: 'Submission {n}', ownSettled: 'The differences were settled by somebody who had keyed it in too.', waits: 'Waits for another person',
  people: 'By person', peopleCaption: 'Papers and differences of each person', person: 'Person', count: 'Papers', per100: 'Differences for each 100 fields', peopleNote: 'A difference belongs to both people: nothing here says who was mistaken.',
  done: 'Kept.',
  paper: {
    heading: 'Paper {numero}', how: 'Type what the paper says, in its order: the number of the code, the date as day/month/year, the time as 14:30. What is blank is left blank. The tab key goes to the next field.',
    codes: 'Codes: {codigos}', several: 'Codes with blanks between them: {codigos}',
    head: { date: 'Date', begun: 'Time of beginning', ended: 'Time of end', enumerator: 'Enumerator (code)', withdrawal: 'Code on the card, to withdraw' }, withdrawalHint: 'The one written at random on the card, of eight signs or more. Left blank, that person cannot withdraw by code.',
    look: 'Look at the paper again', lookText: { one: 'There is {n} answer that the form does not expect. Correct it or say that the paper says so, and keep it.', other: 'There are {n} answers that the form does not expect. Correct them or say that the paper says so, and keep them.' },
    faults: { 'tipo': 'It is not understood as a date, a time or a number.', 'opcion': 'That code is not among those that there are.', 'restriccion': 'It is outside what the form accepts.', 'obligatoria': 'It is missing, and the form asks for it.', 'no-corresponde': 'By the other answers it was not to be asked: it will not enter the submission.', 'regla-ilegible': 'A rule of the form could not be worked out.' },
    asIs: 'The paper says so', more: 'This part once more', save: 'Keep', back: 'Back to the papers',
  },
  comparison: {
    heading: 'Compare paper {numero}', agreed: '{iguales} of {campos} fields agree.', kappa: 'Cohen’s kappa of the questions with one code: {valor}.', noKappa: 'There is nothing to work Cohen’s kappa out from.',
    same: 'Both times say the same: it is not sent yet.', look: 'Look at the paper and choose in each field what it says.', own: 'You keyed in this paper: you may decide, and it will be noted.',
    first: 'First: {valor}', second: 'Second: {valor}', blank: 'blank', third: 'Something else', thirdLabel: 'What the paper says in “{campo}”', save: 'Keep and send',
  },
} as const;
