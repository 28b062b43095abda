import type { Dataset } from '#lib/provenance/recipe.ts';
import { column } from '../columns.ts';

/** Performance of budget programmes: one row = one indicator of one programme in one year (METHODS §5, RESULTA). */
export const DESEMPENO_PROGRAMAS: Dataset = {
  id: 'desempeno-programas',
  es: 'Desempeño de los programas presupuestales, por indicador y año',
  en: 'Performance of budget programmes, by indicator and year',
  columns: [
    column('anio', 'year', 'Año del valor medido', 'Year of the measured value'),
    column('programa', 'code', 'Código del programa presupuestal, cuatro cifras', 'Code of the budget programme, four digits'),
    column('programa_nombre', 'text', 'Nombre del programa', 'Name of the programme'),
    column('indicador', 'code', 'Código del indicador dentro del programa', 'Code of the indicator within the programme'),
    column('indicador_nombre', 'text', 'Nombre del indicador', 'Name of the indicator'),
    column('unidad', 'text', 'Unidad de medida', 'Unit of measurement'),
    column('base_anio', 'integer', 'Año de la línea de base', 'Year of the baseline'),
    column('base_valor', 'decimal', 'Valor de la línea de base', 'Value of the baseline'),
    column('meta_anio', 'integer', 'Año de la meta', 'Year of the target'),
    column('meta_valor', 'decimal', 'Valor de la meta', 'Value of the target'),
    column('valor', 'decimal', 'Valor medido; vacío es que no se midió, nunca cero', 'Measured value; empty is not measured, never zero'),
    column('fuente', 'text', 'Documento y página de donde sale la fila', 'Document and page that the row comes from'),
    column('verificacion', 'text', 'Cómo se midió y cómo se comprueba', 'How it was measured and how it can be checked'),
  ],
  yearColumn: 'anio',
  groupColumn: null,
  sortColumns: ['programa', 'indicador'],
  measures: [],
};
