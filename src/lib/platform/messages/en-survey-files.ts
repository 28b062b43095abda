/** What a team downloads of a form. */
export const surveyFiles = {
  heading: 'Answers and codebook',
  lead: 'Approved answers alone, without anything that points at a person: names, telephones, exact places and files stay sealed. Do not share them outside the team.',
  approved: { one: '{n} approved submission', other: '{n} approved submissions' },
  language: 'Language of the labels: {idioma}', noLanguage: 'without a name',
  answers: 'Answers', interviews: 'Interviews', repeat: 'Repeat {nombre}',
  formats: { codes: 'CSV with codes', words: 'CSV with labels', xlsx: 'Excel: codes, labels and codebook', sps: 'SPSS syntax', stata: 'Stata syntax' },
  syntaxHint: 'The syntax of SPSS or Stata opens the CSV with codes, which goes in the same folder, and gives it its labels.',
  codebook: 'Codebook', codebookCsv: 'Codebook as CSV', codebookXlsx: 'Codebook for Excel',
  listed: 'What each variable asks', variable: 'Variable', question: 'Question', kind: 'Type', codes: 'Codes', none: 'No question of this form may leave its seal.',
  geojson: 'Map of municipalities (GeoJSON)', odata: 'OData for Excel and Power BI',
  all: 'All forms',
  link: 'Answers, codebook and paper',
} as const;
