import type { PublishedQuery } from '#lib/provenance/query.ts';

/** The loaded price index, year by year, with its base: what any amount in real soles must name beside it. */
export const INDICE_DE_PRECIOS: PublishedQuery = {
  id: 'indice-de-precios',
  version: 1,
  es: 'Índice de precios al consumidor cargado, por año',
  en: 'Consumer price index loaded, by year',
  datasets: ['indice-precios'],
  parameters: [],
  sql: `
select anio, indice, base, publicador, fuente, linea from {{indice-precios}}
qualify row_number() over (partition by anio order by rango desc, linea) = 1
order by anio`,
  columns: ['anio', 'indice', 'base', 'publicador', 'fuente', 'linea'],
  unit: 'índice',
  priceBase: 'no aplica',
  coverage: (rows) => (rows.length === 0 ? 'nadie ha cargado un índice de precios' : `${rows.length} años, ${rows[0]![0]}–${rows.at(-1)![0]}`),
};
