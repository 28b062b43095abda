import { searchKey } from '#lib/kernel/text.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import { headerKey, type FactRow, type RowRecipe } from '#lib/provenance/recipe.ts';
import { PRESUPUESTO } from '../datasets.ts';
import { consultaLabel } from './consulta-label.ts';
import { yearSurvey } from './year-closed.ts';

const AMOUNTS: readonly (readonly string[])[] = [
  ['PIA'], ['PIM'], ['Certificación'], ['Compromiso Anual'], ['Atención de Compromiso Mensual'], ['Devengado'], ['Girado'], ['Avance %'],
];

/** Columns that the source of both layouts prints alike. */
function amounts(cells: Cells): FactRow {
  const money = (column: string) => cells.money(column, 'coma-miles');
  return {
    pia: money('PIA'),
    pim: money('PIM'),
    certificado: money('CERTIFICACION'),
    comprometido_anual: money('COMPROMISO_ANUAL'),
    comprometido: money('ATENCION_DE_COMPROMISO_MENSUAL'),
    devengado: money('DEVENGADO'),
    girado: money('GIRADO'),
    avance_publicado: cells.percent('AVANCE', 'coma-miles'),
    rubro08_recaudado: null,
    rubro18_recaudado: null,
    total_recaudado: null,
  };
}

/** What a row is, or a refusal that shows its label. */
function labelled(cells: Cells, column: string, concept: string): FactRow {
  const text = cells.name(column) ?? '';
  const label = consultaLabel(text, headerKey(concept));
  if (label === null) cells.refuse(`«${text.slice(0, 60)}» no es una municipalidad, unidad, genérica, departamento ni provincia`, `"${text.slice(0, 60)}" is no municipality, unit, generic class, department or province`);
  return { nivel: label?.nivel ?? null, ubigeo: label?.ubigeo ?? null, sec_ejec: label?.secEjec ?? null, nombre: label?.nombre ?? null };
}

/**
 * The page that "Consulta Amigable" hands over as ".xls": HTML in ISO-8859-1. Its year is closed when the query was made
 * after the year's end; without a date in the title block the row is refused, for it could be half a year.
 */
export const CONSULTA_AMIGABLE_HTML: RowRecipe = {
  way: 'rows',
  id: 'consulta-amigable-html',
  version: 1,
  dataset: PRESUPUESTO,
  format: 'html',
  publisher: 'MEF',
  es: 'Consulta Amigable, página descargada',
  en: 'Consulta Amigable, downloaded page',
  years: [2004, null],
  precedence: 10,
  maxBytes: 32_000_000,
  required: [['Concepto', 'Unidad Ejecutora', 'Ejecutora', 'Municipalidad', 'Departamento', 'Provincia', 'Genérica', 'Departamento (Meta)', 'Provincia (Meta)'], ...AMOUNTS],
  optional: [],
  // Each combination of filters answers another question, so it lives as a series of its own and replaces only itself.
  series: ({ anio = '', concepto = '', incluye = '', filtros = '' }) =>
    ['consulta-amigable', anio, concepto, incluye, filtros].map((part) => searchKey(part).replaceAll(' ', '-')).filter((part) => part !== '').join(':').slice(0, 300),
  read: (record, context, tally) => {
    const cells = new Cells(record, tally);
    const { anio, fecha_corte: date, concepto = '' } = context;
    if (!anio || !date) return { reason: 'la página no dice su año o la fecha de la consulta', reasonEn: 'the page does not say its year or the query date' };
    return cells.facts(() => [
      {
        anio,
        ...labelled(cells, 'CONCEPTO', concepto),
        ...amounts(cells),
        fecha_corte: date,
        parcial: String(date <= `${anio}-12-31`),
        linea_original: String(record.line),
      },
    ]);
  },
};

/** The same query of every municipality gathered by a third party into a workbook: twelve columns, no query date. */
export const CONSULTA_AMIGABLE_XLSX: RowRecipe = {
  way: 'rows',
  id: 'consulta-amigable-xlsx',
  version: 1,
  dataset: PRESUPUESTO,
  format: 'xlsx',
  publisher: 'MEF',
  es: 'Consulta Amigable de las municipalidades, libro de Excel',
  en: 'Consulta Amigable of the municipalities, Excel workbook',
  years: [2004, null],
  precedence: 10,
  maxBytes: 128_000_000,
  required: [['Año'], ['Municipalidad'], ...AMOUNTS],
  optional: [['Departamento'], ['Provincia']],
  survey: () => yearSurvey({ year: 'ANIO', pim: 'PIM', devengado: 'DEVENGADO', dialect: 'coma-miles' }),
  read: (record, context, tally) => {
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      const anio = cells.year('ANIO');
      return [
        {
          anio,
          ...labelled(cells, 'MUNICIPALIDAD', 'Municipalidad'),
          ...amounts(cells),
          fecha_corte: null,
          parcial: String(anio !== null && anio === context.anio_parcial),
          linea_original: String(record.line),
        },
      ];
    });
  },
};
