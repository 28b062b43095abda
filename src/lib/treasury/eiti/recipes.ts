import { headersOf, readShipped, type CellRule } from '#lib/places/recipes/hechos-celdas.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import type { Recipe, RowRecipe } from '#lib/provenance/recipe.ts';
import { EITI_PRODUCTO, EITI_TOTALES } from './datasets.ts';
import { EITI_EMPRESA_PLANTILLA } from './template.ts';

const BASE = { way: 'rows', version: 1, format: 'csv', publisher: 'EITI Perú; recopilación de NRGI', years: [2004, null], precedence: 10, maxBytes: 16_000_000 } as const;

const GOVERNMENT = 'Government revenues from covered companies (US$)';
const COMPANIES = 'Payments Made by Covered Companies (US$)';
const AMOUNTS = { government: 'GOVERNMENT_REVENUES_FROM_COVERED_COMPANIES_US', companies: 'PAYMENTS_MADE_BY_COVERED_COMPANIES_US' } as const;

/** The compilation marks with an `x`; what is neither that nor blank is not understood. */
function mark(cells: Cells, column: string): string | null {
  const text = cells.text(column);
  if (text === null) return 'false';
  return /^(x|yes)$/i.test(text) ? 'true' : cells.refuse(`«${text.slice(0, 60)}» no es una marca «x» (columna ${column})`, `"${text.slice(0, 60)}" is not a mark "x" (column ${column})`);
}

/** Whole number of companies, null when blank. */
function count(cells: Cells, column: string): string | null {
  const text = cells.text(column);
  if (text === null || /^\d{1,6}$/.test(text)) return text;
  return cells.refuse(`«${text.slice(0, 60)}» no es una cantidad de empresas (columna ${column})`, `"${text.slice(0, 60)}" is not a number of companies (column ${column})`);
}

/** Another country's rows would be added to Peru's. */
function onlyPeru(cells: Cells): void {
  const country = cells.text('COUNTRY') ?? '';
  if (country !== 'Peru') cells.refuse(`la fila es de «${country.slice(0, 60)}», no del Perú`, `the row is of "${country.slice(0, 60)}", not of Peru`);
}

const amounts = (cells: Cells) => ({ ingresos_gobierno_usd: cells.money(AMOUNTS.government, 'punto'), pagos_empresas_usd: cells.money(AMOUNTS.companies, 'punto') });

/**
 * NRGI's compilation of EITI Peru's reports, one row a year, US$. Amounts carry a float's noise
 * (`884263514.4985337`): read as decimal text, rounded half-up to the cent, counted.
 */
export const EITI_RESUMEN_NRGI: RowRecipe = {
  ...BASE,
  id: 'eiti-resumen-nrgi',
  dataset: EITI_TOTALES,
  es: 'EITI Perú, resumen por año',
  en: 'EITI Peru, summary by year',
  required: [
    ['Report ID'], ['Year'], ['Country'], ['Publication date of the report'], ['Sector'], [GOVERNMENT], [COMPANIES], ['Number of Companies Reporting'],
    ['Link to Report'], ['Name of reconciler'], ['By Company'], ['By Commodity'], ['By Revenue Stream'],
  ],
  optional: [
    ['Region'], ['Country webpage'], ['By Rev Stream & Commodity'], ['By Rev Stream & Company'], ['By Project'], ['Is there a state-owned company?'],
    ['Comments on the discrepancies between NRGI\'s collected data and eiti.org data'],
  ],
  read: (record, _context, tally) => {
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      onlyPeru(cells);
      return [{
        anio: cells.year('YEAR'),
        informe: cells.text('REPORT_ID'),
        sector: cells.text('SECTOR'),
        publicado: cells.text('PUBLICATION_DATE_OF_THE_REPORT'),
        ...amounts(cells),
        empresas: count(cells, 'NUMBER_OF_COMPANIES_REPORTING'),
        conciliador: cells.text('NAME_OF_RECONCILER'),
        direccion: cells.text('LINK_TO_REPORT'),
        por_empresa: mark(cells, 'BY_COMPANY'),
        por_producto: mark(cells, 'BY_COMMODITY'),
        por_flujo: mark(cells, 'BY_REVENUE_STREAM'),
        observado: String(cells.text('COMMENTS_ON_THE_DISCREPANCIES_BETWEEN_NRGI_S_COLLECTED_DATA_AND_EITI_ORG_DATA') !== null),
        linea_original: String(record.line),
      }];
    });
  },
};

/** Columns of the compilation by commodity that are of other publishers (World Bank, IMF, USGS…) or hold long texts: not kept. */
const OF_OTHERS: readonly string[] = [
  'Production volume (from EITI Report)', 'Production volume (from EITI Report, government source)', 'Production volume (from EITI Report, companies source)', 'Price', 'Per unit',
  'Source for production volume & price information', 'ESTIMATED production value (US$)', 'Includes in-kind payments', 'In-kind payment volumes', 'In-kind payment value (US$)',
  'Revenue streams covered (as referenced on EITI website www.eiti.org)', 'Currency used in EITI report', 'Exchange rate utilized, US$1:LC', 'Number of companies requested to report',
  'Names of companies requested to report', 'Relevant page of the EITI report', 'Comments', 'Total extractive government revenue (US$), EITI (taken from column P)', 'GDP (US$ nominal), WB.',
  'Extractive revenues (% GDP), WB and EITI.', 'Total government revenue, IMF.', 'Extractive revenues (% Total government revenues), IMF and EITI.',
  'Extractive exports (% total exports), WB and UNCTAD.', 'Official Development Assistance (US$), WB', 'Extractive revenues (% Official Development Assistance), WB and EITI.',
  'Health expenditure (US$), WB.', 'Extractive revenues (% health expenditure), WB and EITI.', 'Education expenditure (US$), WB.',
  'Extractive revenues (% education expenditure), WB and EITI.', 'Population, WB.', 'Poverty headcount (%pop), WB.', 'Life expectancy at birth, WB.', 'Infant mortality, WB.',
  'Primary school enrolment, WB.', 'Transparency International Corruption Perception Index (range: 0-100)', 'Resource Governance Index score (2013), NRGI (range: 0-100)',
  'Voice and Accountability, WGI (range: -2,5 to 2,5).', 'Political Stability, WGI  (range: -2,5 to 2,5).', 'Government Effectiveness, WGI  (range: -2,5 to 2,5).',
  'Regulatory Quality, WGI  (range: -2,5 to 2,5).', 'Control of Corruption, WGI  (range: -2,5 to 2,5).', 'Region',
];

/** What a row is: `Total` and `Total Mining` hold the rows under them, `o/w …` ("of which") is held by the one above. */
export function commodityLevel(commodity: string): { readonly nivel: 'total' | 'sector' | 'producto' | 'parte'; readonly producto: string } {
  if (/^o\/w\b/i.test(commodity)) return { nivel: 'parte', producto: commodity.replace(/^o\/w\s*/i, '') };
  if (/^total$/i.test(commodity)) return { nivel: 'total', producto: commodity };
  return { nivel: /^total\b/i.test(commodity) ? 'sector' : 'producto', producto: commodity };
}

/** The same compilation by sector and commodity. Amounts stand in totals and sectors only, and to 2010 in these. */
export const EITI_PRODUCTO_NRGI: RowRecipe = {
  ...BASE,
  id: 'eiti-producto-nrgi',
  dataset: EITI_PRODUCTO,
  es: 'EITI Perú, por sector y producto',
  en: 'EITI Peru, by sector and commodity',
  required: [
    ['Report ID'], ['Year'], ['Country'], ['Sector'], ['Commodity'], ['Production volume (from external source)'], ['Volume metric'], [GOVERNMENT], [COMPANIES], ['Number of reporting companies'],
  ],
  optional: OF_OTHERS.map((name) => [name]),
  read: (record, _context, tally) => {
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      onlyPeru(cells);
      const commodity = cells.text('COMMODITY') ?? '';
      if (commodity === '') cells.refuse('la columna COMMODITY está vacía', 'the column COMMODITY is empty');
      const { nivel, producto } = commodityLevel(commodity);
      if (nivel === 'parte') tally('partes-de-un-producto');
      return [{
        anio: cells.year('YEAR'),
        informe: cells.text('REPORT_ID'),
        sector: cells.text('SECTOR'),
        producto,
        nivel,
        volumen: cells.decimal('PRODUCTION_VOLUME_FROM_EXTERNAL_SOURCE', 'punto'),
        unidad: cells.text('VOLUME_METRIC'),
        ...amounts(cells),
        empresas: count(cells, 'NUMBER_OF_REPORTING_COMPANIES'),
        linea_original: String(record.line),
      }];
    });
  },
};

const SUMMARY_RULES: Readonly<Record<string, readonly [string, CellRule]>> = {
  anio: ['ANIO', 'year'],
  informe: ['INFORME', 'text'],
  sector: ['SECTOR', 'text'],
  publicado: ['PUBLICADO', 'text'],
  ingresos_gobierno_usd: ['INGRESOS_GOBIERNO_USD', 'money?'],
  pagos_empresas_usd: ['PAGOS_EMPRESAS_USD', 'money?'],
  empresas: ['EMPRESAS', 'integer'],
  conciliador: ['CONCILIADOR', 'text'],
  direccion: ['DIRECCION', 'text'],
  por_empresa: ['POR_EMPRESA', 'boolean'],
  por_producto: ['POR_PRODUCTO', 'boolean'],
  por_flujo: ['POR_FLUJO', 'boolean'],
  observado: ['OBSERVADO', 'boolean'],
  linea_original: ['LINEA_ORIGINAL', 'integer'],
};

const SHIPPED = { ...BASE, years: [2004, 2012], precedence: 0, maxBytes: 8_000_000 } as const;

/** `facts/eiti-totales.csv`: nine years of totals. */
export const HECHOS_EITI: RowRecipe = {
  ...SHIPPED,
  id: 'hechos-eiti',
  dataset: EITI_TOTALES,
  es: 'EITI Perú, totales por año transcritos por Yupay',
  en: 'EITI Peru, totals by year transcribed by Yupay',
  required: headersOf(SUMMARY_RULES),
  optional: [],
  read: (record) => readShipped(record, SUMMARY_RULES),
};

const SECTOR_RULES: Readonly<Record<string, readonly [string, CellRule]>> = {
  anio: ['ANIO', 'year'],
  informe: ['INFORME', 'text'],
  sector: ['SECTOR', 'text'],
  producto: ['PRODUCTO', 'text'],
  nivel: ['NIVEL', 'text'],
  volumen: ['VOLUMEN', 'decimal?'],
  unidad: ['UNIDAD', 'text?'],
  ingresos_gobierno_usd: ['INGRESOS_GOBIERNO_USD', 'money?'],
  pagos_empresas_usd: ['PAGOS_EMPRESAS_USD', 'money?'],
  empresas: ['EMPRESAS', 'integer?'],
  linea_original: ['LINEA_ORIGINAL', 'integer'],
};

/** `facts/eiti-sectores.csv`: the totals of the country and of its two sectors. */
export const HECHOS_EITI_SECTORES: RowRecipe = {
  ...SHIPPED,
  id: 'hechos-eiti-sectores',
  dataset: EITI_PRODUCTO,
  es: 'EITI Perú, totales por sector transcritos por Yupay',
  en: 'EITI Peru, totals by sector transcribed by Yupay',
  required: headersOf(SECTOR_RULES),
  optional: [],
  read: (record) => readShipped(record, SECTOR_RULES),
};

export const EITI_RECIPES: readonly Recipe[] = [HECHOS_EITI, HECHOS_EITI_SECTORES, EITI_RESUMEN_NRGI, EITI_PRODUCTO_NRGI, EITI_EMPRESA_PLANTILLA];
