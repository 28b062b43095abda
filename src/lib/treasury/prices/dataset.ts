import type { Dataset } from '#lib/provenance/recipe.ts';
import { column } from '../columns.ts';

/** A consumer price index by year, typed in by a person who names publisher and page of each row. */
export const INDICE_PRECIOS: Dataset = {
  id: 'indice-precios',
  es: 'Índice de precios al consumidor, promedio del año',
  en: 'Consumer price index, average of the year',
  columns: [
    column('anio', 'year', 'Año', 'Year'),
    column('indice', 'decimal', 'Índice promedio del año', 'Average index of the year'),
    column('base', 'text', 'Base del índice: qué periodo vale 100', 'Base of the index: which period is 100'),
    column('publicador', 'text', 'Quién lo publica', 'Who publishes it'),
    column('fuente', 'text', 'Cuadro o página', 'Table or page'),
  ],
  yearColumn: 'anio',
  groupColumn: null,
  sortColumns: ['anio'],
  measures: [],
};
