import type { Dataset } from '#lib/provenance/recipe.ts';
import { column, money } from '../columns.ts';

/**
 * Money that a municipality may programme over some years, by its own document (METHODS §5, priority share): the
 * denominator that no open file holds, so a person types it in, with its date and source.
 */
export const RECURSOS_DISPONIBLES: Dataset = {
  id: 'recursos-disponibles',
  es: 'Recursos disponibles para la programación multianual de una municipalidad',
  en: 'Resources available for a municipality’s multi-year programming',
  columns: [
    column('anio', 'year', 'Año del archivo de inversiones con que se compara (ANIO_PROCESO)', 'Year of the investments file that it is compared with (ANIO_PROCESO)'),
    column('ubigeo', 'code', 'Ubigeo del distrito donde la municipalidad tiene su sede; vacío si se la nombra por su código SIAF', 'Code of the district where the municipality has its seat; empty when it is named by its SIAF code'),
    column('sec_ejec', 'code', 'Código SIAF de la municipalidad; vacío si se la nombra por su ubigeo', 'SIAF code of the municipality; empty when it is named by its place code'),
    column('desde', 'integer', 'Primer año de la programación', 'First year of the programme'),
    column('hasta', 'integer', 'Último año de la programación', 'Last year of the programme'),
    column('pmi_anio_1', 'integer', 'Qué año es PMI_ANIO_1 en ese archivo de inversiones; vacío si no se sabe', 'Which year PMI_ANIO_1 is in that investments file; empty when unknown'),
    money('monto', 'Recursos disponibles en todos esos años', 'Resources available over all those years'),
    column('documento', 'text', 'Documento y página que lo dicen', 'Document and page that say so'),
    column('fecha', 'text', 'Fecha del documento, AAAA-MM-DD', 'Date of the document, YYYY-MM-DD'),
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['ubigeo', 'sec_ejec', 'desde'],
  measures: ['monto'],
};
