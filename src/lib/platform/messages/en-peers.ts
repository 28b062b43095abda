/** Part 8 of a district's page: municipalities with a similar budget. */
export const peers = {
  title: '{lugar} spent {n} of every 100 soles in {anio}; the municipality with the nearest budget, {otro}, {m}.',
  kinds: { distrital: 'district', provincial: 'provincial' },
  rule: 'Rule: {tipo} municipalities with data for {anio} and a budget (PIM) between half and twice that of {lugar}; the five nearest are named. {en_rango} of the {del_tipo} for which there are data meet the rule. A similar budget is not a similar poverty, altitude or distance.',
  caption: '{tipo} municipalities with a budget similar to that of {lugar}, {anio}, all sources',
  head: 'Municipality',
  hundred: 'Of every 100 soles',
  none: 'Similar districts',
  noneReason: 'No other municipality of the same kind with data for that year has a budget between half and twice that of {lugar}; what is not alike would be compared.',
  noYear: 'There is no closed budget year to compare.',
  own: 'this one',
  here: 'Among these, {lugar} is in place {puesto} by what was spent of every 100 soles. Spending more is not always spending better.',
} as const;
