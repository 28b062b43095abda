/** Surveys: the list, the cycle of each, its rounds and the report card of a place. */
export const surveys = {
  overline: 'What people say',
  link: 'Published surveys',
  list: {
    title: 'Surveys', description: 'Published surveys: what was asked, of how many people, when, and what they answered.',
    lead: 'Here are the surveys whose results can be published without anybody being recognised. Each number says how many people it comes from and between which values it may lie.',
    part: 'Surveys and their rounds', none: 'No survey has been published yet.', caption: 'Surveys by round, with their dates and the people who answered', head: 'Survey',
  },
  columns: { round: 'Round', dates: 'Fieldwork', interviews: 'People who answered', sample: 'How they were chosen', estimate: 'Of every 100 people, or as is said', base: 'How many answered', change: 'Change since the round before', measure: 'Question', language: 'Language', choices: 'Choices', serie: 'Series' },
  samples: { 'probabilistica': 'drawn by chance', 'conveniencia': 'whoever was there and wished to answer; they stand for nobody else', 'grupos': 'groups that met' },
  dates: 'from {desde} to {hasta}',
  dimensions: {
    'exposicion': 'Who received information', 'acceso': 'Who looked for it or got it', 'comprension': 'How much is understood', 'percepcion': 'What people think', 'uso': 'Who uses the service', 'calidad': 'Quality', 'confiabilidad': 'Whether the service can be counted on',
    'problema': 'Problems', 'solucion': 'Problems solved', 'trato': 'How people are treated', 'costo': 'What it costs', 'satisfaccion': 'Satisfaction', 'sugerencias': 'Suggestions', 'evaluacion': 'Evaluation', 'linea-base': 'Starting point',
  },
  cycle: {
    description: '{titulo}: what people answered in each round, between which values, and what changed.', rounds: 'The rounds', roundsCaption: 'Rounds of the survey, oldest first', seriesCaption: '{medida}: each round with its interval and its base', roundHead: 'Round',
    none: 'The newest round holds nothing of this that may be published.',
  },
  round: {
    description: '{titulo}, round {ola}: every measure, by sex and place where that may be told, with its base and its method.', heading: '{titulo}: round {ola}', all: 'Every measure', allCaption: 'Each measure for everybody, with its interval and its base', by: 'By {ambito}', byCaption: 'Each measure by {ambito}: of every 100 people, or as the measure says; the interval in brackets; "n" is how many answered',
    method: 'How it was done', wording: 'What was asked', wordingCaption: 'The questions, word for word', returns: 'Results given back', returnsCaption: 'Where results were given back and what people contested', returnsNone: 'It is not yet recorded that results were given back where people were asked.',
    zone: 'Area', date: 'Date', women: 'Women', men: 'Men', contested: 'What they contested', nothing: 'Nothing was noted', answer: '{medida} – {respuesta}',
  },
  method: {
    sample: '{n} people answered, {como}; fieldwork was {fechas}.', convenience: 'These people were not drawn by chance: the numbers hold only for those who answered, and so have no margin of error.', groups: 'These are scores of groups that talked: the median of each group and that of all are given, without a margin of error, and never mixed with percentages of a survey.',
    weights: 'Each answer weighs by how many people it stands for. Calibration: {calibracion}; characteristics: {caracteristicas}. Unequal weights are worth {efectivas} equal interviews (effect {efecto}).', noMargins: 'none', collapsed: 'For holding few people these were joined: {unidas}.', trimmed: 'Weights cut for being very large: {n}.', lonely: 'Rule for a stratum of one cluster: {regla}.',
    response: 'Response rate: {minima} of every 100 dwellings if every visit without result counted as eligible; {probable} of every 100 with the part thought to be eligible.', noResponse: 'The response rate is not recorded.',
    interval: 'In brackets stands the 95% interval: were the survey repeated many times, 95 of every 100 intervals would hold the true value.', revisited: 'The same clusters as in round {anterior} were visited again.', fresh: 'The clusters are not those of round {anterior}.',
    uncompared: { 'anterior-sin-publicar': 'What changed since the round before is not told: nothing of that round is published.', 'anterior-cambio': 'What changed since the round before is not told: its answers are no longer those that its published figures came from, and the subtraction would give away those who differ.' },
    suppressed: '"Suppressed" is a number that is not published: it came from few people, is very uncertain, or would give away another one that is kept back.', instrument: 'Instrument {instrumento}, version {version}; consent {consentimiento}; languages {idiomas}; program {codigo}.', keys: 'Right answers of this round alone: {claves}.', toVerify: 'To be verified: {texto}', unsaid: 'not recorded',
  },
  calibrations: { 'ninguna': 'none', 'post-estratificacion': 'post-stratification', 'rastrillo': 'raking', 'lineal': 'linear' },
  between: ' (between {bajo} and {alto})', base: '{n} people answered, {base}.', baseOf: '{n} of {preguntados} people answered, {base}.', n: 'n={n}',
  words: { 'subio': 'went up {diferencia}', 'bajo': 'went down {diferencia}', 'sin-cambio': 'no change that we can detect' },
  detectable: 'A change of {detectable} or more would have been noticed.', since: 'Since round {anterior}: {cambio}.',
  tests: { title: 'What it goes together with', together: '"{medida}" changes with {ambito} (p = {p}).', unknown: 'It cannot be told that "{medida}" changes with {ambito} (p = {p}).', note: 'Rao and Scott’s test, which takes into account how the sample was drawn; only where every part may be published. Of several tests at once some may come out by chance.' },
  lonely: { 'fail': 'there is none', 'adjust': 'centred on the whole sample', 'average': 'given the mean variation of the others', 'remove': 'it adds no variation', 'certainty': 'taken as certain' },
  unknown: 'do not know or did not say', unknownOf: 'Do not know or did not say: {valor} of every 100.',
  flags: { 'pocos-grados-de-libertad': 'Few clusters: read with care.', 'complemento-impreciso': 'Its opposite is known with little precision.', 'nadie-o-todos': 'Nobody said so, or everybody.', 'base-redondeada': 'How many people answered is rounded down, to a multiple of five or ten, so as not to point at a few.' },
  kept: 'Suppressed: {motivo}.', because: 'because {motivo}',
  hundred: { said: 'of every 100', rest: 'the others', over: 'more than 100', desc: 'A hundred dots, one for each person of a hundred: the full ones are those who said so.' },
  card: {
    title: 'Report card of {lugar}', description: 'What the people of {lugar} say of their services, with how many answered and between which values.', overline: 'Citizen report card', lead: 'It is what people answered in the newest round of each survey that was here, with its dates.',
    none: 'There is no published survey of this district.', municipal: '{servicio}: provided by {proveedor}', other: '{servicio}: {proveedor}, it is not the municipality’s', general: 'Information and opinion', source: '{titulo}, round {ola}: {fechas}; people {como}.', bySex: '{servicio}, by sex', bySexCaption: '{servicio}: women and men', back: 'The page of {lugar}', survey: 'The survey: {titulo}', link: 'Citizen report card', print: 'To print (PDF)',
  },
  place: { title: 'What the people of {lugar} say', source: '{titulo}, dated {fechas}.', more: 'Report card, with the other answers' },
} as const;

/** Why an estimate is kept back. */
export const surveyReasons = {
  'muestra-efectiva-chica': 'the sample is too small to tell', 'intervalo-ancho': 'it is very uncertain', 'intervalo-ancho-relativo': 'it is very uncertain for its size', 'reserva': 'it could give away what a few people said', 'cuenta-pequena': 'it comes from very few people', 'muestra-chica': 'very few people answered',
  'nadie': 'nobody answered here', 'complementaria': 'it would give away another one that is kept back', 'diferencia-chica': 'taken from what is published already, it would tell what a few people said', 'grupo-chico': 'the group has fewer than five people', 'sin-divisor': 'there is nothing to divide by: the total below is zero', 'muestra-no-probabilistica': 'not drawn by chance: no margin of error',
} as const;
