/** Real soles, where somebody loaded a price index. */
export const real = {
  summary: 'Ver los años en soles de {base}, descontada la inflación',
  caption: 'Lo recibido y gastado por la municipalidad de {lugar}, en soles de {base}',
  note: 'En soles de {anio}: cada monto por el índice de precios de {anio} ({indice}; {base}) y entre el del año del monto. Un año sin índice queda sin monto real.',
} as const;
