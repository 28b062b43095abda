/** Real soles, where somebody loaded a price index. */
export const real = {
  summary: 'See the years in soles of {base}, inflation taken out',
  caption: 'What the municipality of {lugar} received and spent, in soles of {base}',
  note: 'In soles of {anio}: each amount times the price index of {anio} ({indice}; {base}) over that of the amount’s year. A year without an index has no real amount.',
} as const;
