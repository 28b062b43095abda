/** The form editor of the panel. */
export const formEditor = {
  link: 'Edit on screen',
  begin: {
    link: 'Write a new form on screen', heading: 'New form', lead: 'It begins with a greeting, or as a copy of another form. Yupay’s questionnaires are brought as drafts in the list of forms and edited the same way.',
    title: 'Title', id: 'Identifier', idHint: '3 to 64 unaccented letters, figures, hyphens or "_": perception_2027. It does not change later.', from: 'Begin from', empty: 'Nothing', make: 'Make the form',
  },
  heading: 'Edit the form', lead: 'Each change is kept in the draft at once. What an Excel workbook brings and is not seen here stays as it is.',
  state: { draft: 'Draft, version {version}', published: 'Version {version} is out: the first change opens the draft of version {siguiente}.' },
  done: 'Saved.', refused: 'Not saved: the form would have these faults', row: 'row {fila}',
  samePrompt: 'Is it the same question?', sameHint: 'It was published and answered with other words or other choices: {preguntas}.', sameYes: 'Yes, I only mended how it is written', sameNo: 'No, it asks something else now: its answers begin a new series', sameAgain: 'Save with that answer',
  voting: 'It asks a voting intention: no result of it is published. Change it or take it away.',
  questions: 'Questions', empty: 'There are no questions yet.', up: 'Up', down: 'Down', copy: 'Duplicate', edit: 'Change', skips: 'asked of some people only', depth: 'inside {n}',
  blocks: { group: 'group of questions', repeat: 'is repeated', loop: 'is repeated for each choice' },
  types: {
    'select_one': 'one choice', 'select_multiple': 'several choices', 'text': 'words', 'integer': 'whole number', 'decimal': 'number with decimals', 'date': 'date', 'time': 'time', 'note': 'notice, no answer', 'acknowledge': 'box to agree',
    'geopoint': 'point on the map (GPS)', 'image': 'photo', 'audio': 'voice recording', 'barcode': 'bar code', 'rank': 'put in order', 'calculate': 'calculation, unseen', 'today': 'day, by itself', 'start': 'time of beginning, by itself', 'end': 'time of ending, by itself',
  },
  add: 'Add', addHint: 'A question, or a group that others are put into afterwards with the buttons up and down.', type: 'What it is', group: 'group of questions', repeat: 'group that repeats', text: 'What is read to the person', name: 'Short name', nameHint: 'For tables and rules, without blanks. Left empty, it is made of the text.',
  after: 'After', atEnd: 'At the end', list: 'List of choices', noList: 'A new list', options: 'New choices, one a line', optionsHint: '"Yes", or with its code: "yes = Yes".', addIt: 'Add to the form',
  form: 'Title and version', title: 'Title', version: 'Version', first: 'Main language', saveForm: 'Save title and version',
  languages: 'Languages', said: '{n} of {total} texts', languagesLink: 'Languages, translation and field test', noLanguage: 'no language', preview: 'See it on a phone', others: 'Other notices', files: 'Files, publishing and download (.xlsx)',
  question: {
    back: 'Back to the form', save: 'Save', texts: 'Texts', label: 'What is read', hint: 'Explanation', audio: 'Recorded audio (name of the file)', audioHint: 'The file is uploaded in the list of forms, to the draft.',
    required: 'An answer is required', no: 'No', yes: 'Yes', asWritten: 'As it is written: {texto}', requiredMessage: 'Message if it is missing', constraintMessage: 'Message if it is not valid',
    relevant: 'Asked only if', constraint: 'The answer is valid only if', expression: 'It is written as an expression; cleared, it can be put together of questions.', anyone: '(nothing: always)', it: 'the answer', ask: 'Question {n}', compare: 'Comparison {n}', value: 'Value {n}', valueHint: 'The text or the code of a choice, a number or a date (YYYY-MM-DD).', join: 'If there are several conditions', and: 'all hold', or: 'one is enough',
    comparisons: { 'es': 'is', 'no-es': 'is not', 'contiene': 'contains the choice', 'no-contiene': 'does not contain the choice', 'mayor': 'is greater than', 'mayor-igual': 'is greater than or equal to', 'menor': 'is less than', 'menor-igual': 'is less than or equal to', 'respondida': 'was answered', 'sin-responder': 'was not answered' },
    filter: 'Show only the options that meet this', filterHint: 'An expression on the options’ own columns: provincia = ${provincia}. Empty: all of them.', times: 'How many times it repeats', timesHint: 'A number or an expression: ${personas}. Empty: as many as who answers says.', parameters: 'Parameters', parametersHint: 'As in XLSForm: max-pixels=1024 for a photo, randomize=true to shuffle options.',
    ownOf: '"{columna}" of code {codigo}', ownColumn: 'Another column of the options', ownColumnHint: 'A name without blanks, for the filter: provincia.',
    more: 'More: calculation, first value, appearance, parameters, person, series', calculation: 'Calculation', start: 'First value', appearance: 'Appearance', personal: 'Points at a person', byType: 'As what it is says', personalHint: 'What points at a person stays sealed and enters no table or export.', series: 'Series', seriesHint: 'Empty: its name. A question that changes begins another series.',
    choices: 'Choices', shared: 'This list is also of: {preguntas}. What changes here changes there.', code: 'code {codigo}', remove: 'Take away', saveChoices: 'Save choices', removeIt: 'Take it out of the form', removeHint: 'It goes with all that it holds.', findings: 'Worth a look',
  },
  varieties: {
    heading: 'Languages of the form', lead: 'Each variety has who translated it, whether another office translated it back and whether it was tried with people. Offices or organisations, never names of persons.',
    speaks: 'The form speaks it: {n} of {total} texts.', silent: 'The form does not speak it yet.', untested: 'No field test', tested: 'Tested on {fecha}; people: {n}; place: {lugar}', add: 'Add this variety', remove: 'Take the language and its texts away', removeName: 'Take {idioma} away',
    office: 'Office or organisation that translated', back: 'Back-translation: date', backOffice: 'Back-translation: office', test: 'Field test: date', place: 'Field test: place', people: 'Field test: how many people', notes: 'Notes', save: 'Save record', record: 'Record of translation and test', other: 'Another language', otherName: 'Name of the language', otherHint: 'With its code if it has one: English (en).', addOther: 'Add language', unknownPlace: 'not noted', unknownPeople: 'not counted',
  },
  previewing: { heading: 'A look beforehand', lead: 'This is how it is asked on a phone. Nothing that is answered here is kept.', end: 'End of the form: here it would be sent.', again: 'Begin again', phoneOnly: 'Asked only in the phone’s application: {preguntas}.', frame: 'Screen of a phone' },
} as const;
