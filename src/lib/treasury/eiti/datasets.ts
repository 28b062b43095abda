import type { Dataset } from '#lib/provenance/recipe.ts';
import { column } from '../columns.ts';

/** Dollars stand in money columns too, two decimals; name and meaning say the currency, and nothing converts it. */
const dollars = (name: string, es: string, en: string) => column(`${name}_usd`, 'money', `${es} (dólares de EE. UU. corrientes)`, `${en} (current US dollars)`);

const ANIO = column('anio', 'year', 'Año fiscal que cubre el informe', 'Fiscal year that the report covers');
const INFORME = column('informe', 'code', 'Informe EITI, según la recopilación', 'EITI report, by the compilation');
const EMPRESAS = column('empresas', 'integer', 'Empresas que informaron', 'Companies that reported');
const LINEA = column('linea_original', 'integer', 'Línea en el archivo original', 'Line in the original file');
const GOBIERNO = dollars('ingresos_gobierno', 'Lo que el Estado dijo haber recibido de las empresas del informe', 'What government said it received from the companies of the report');
const PAGOS = dollars('pagos_empresas', 'Lo que esas empresas dijeron haber pagado', 'What those companies said they paid');

/** One row a year: the country's totals, as NRGI gathered them from EITI Peru's reports. */
export const EITI_TOTALES: Dataset = {
  id: 'eiti-totales',
  es: 'EITI Perú: pagos de las empresas e ingresos del Estado, total por año',
  en: 'EITI Peru: companies’ payments and government’s receipts, total by year',
  columns: [
    ANIO, INFORME,
    column('sector', 'text', 'Sectores que cubre', 'Sectors covered'),
    column('publicado', 'text', 'Mes en que se publicó el informe, como lo escribe la recopilación', 'Month of publication, as the compilation writes it'),
    GOBIERNO, PAGOS, EMPRESAS,
    column('conciliador', 'text', 'Firma que hizo la conciliación', 'Firm that made the reconciliation'),
    column('direccion', 'text', 'Dirección del informe', 'Address of the report'),
    column('por_empresa', 'boolean', 'El informe desagrega por empresa, según la recopilación', 'The report is broken down by company, by the compilation'),
    column('por_producto', 'boolean', 'El informe desagrega por producto', 'The report is broken down by commodity'),
    column('por_flujo', 'boolean', 'El informe desagrega por tipo de pago', 'The report is broken down by revenue stream'),
    column('observado', 'boolean', 'La recopilación anota que su cifra no es la de eiti.org', 'The compilation notes that its figure is not that of eiti.org'),
    LINEA,
  ],
  yearColumn: 'anio',
  groupColumn: null,
  sortColumns: ['anio'],
  measures: ['ingresos_gobierno_usd', 'pagos_empresas_usd'],
};

/** Totals by sector and commodity. A row "o/w" is a part of the one above it: kept, marked, never added up. */
export const EITI_PRODUCTO: Dataset = {
  id: 'eiti-producto',
  es: 'EITI Perú: por sector y producto',
  en: 'EITI Peru: by sector and commodity',
  columns: [
    ANIO, INFORME,
    column('sector', 'text', 'Sector, como lo escribe la recopilación', 'Sector, as the compilation writes it'),
    column('producto', 'text', 'Producto o total, como lo escribe la recopilación, sin «o/w»', 'Commodity or total, as the compilation writes it, without "o/w"'),
    column('nivel', 'text', 'Qué es la fila: total, sector, producto o parte (un «o/w»: contenida en la de arriba)', 'What the row is: total, sector, producto (commodity) or parte (an "o/w": contained in the one above)'),
    column('volumen', 'decimal', 'Volumen producido, de fuentes ajenas al informe', 'Volume produced, from sources outside the report'),
    column('unidad', 'text', 'Unidad del volumen, como la escribe la recopilación', 'Unit of the volume, as the compilation writes it'),
    GOBIERNO, PAGOS, EMPRESAS, LINEA,
  ],
  yearColumn: 'anio',
  groupColumn: null,
  sortColumns: ['anio'],
  // Totals, sectors and parts of them stand side by side: one sum over all of them would count money twice or more.
  measures: [],
};

const amount = (name: string, es: string, en: string) => column(name, 'money', `${es} (en la moneda de la fila)`, `${en} (in the row’s currency)`);

/** One row = company × stream × receiving entity × period × currency (METHODS §7). A blank amount is "did not report". */
export const EITI_EMPRESA: Dataset = {
  id: 'eiti-empresa',
  es: 'EITI: conciliación por empresa, tipo de pago y entidad',
  en: 'EITI: reconciliation by company, revenue stream and entity',
  columns: [
    column('anio', 'year', 'Año del periodo', 'Year of the period'),
    column('periodo', 'text', 'Periodo: AAAA, AAAA-Tn o AAAA-MM', 'Period: YYYY, YYYY-Tn (quarter) or YYYY-MM'),
    column('empresa', 'text', 'Empresa', 'Company'),
    column('flujo', 'text', 'Tipo de pago', 'Revenue stream'),
    column('entidad', 'text', 'Entidad que recibe', 'Receiving entity'),
    column('moneda', 'code', 'Moneda: PEN o USD', 'Currency: PEN or USD'),
    amount('empresa_monto', 'Lo que la empresa dijo haber pagado', 'What the company said it paid'),
    amount('gobierno_monto', 'Lo que el Estado dijo haber recibido', 'What government said it received'),
    amount('ajuste_empresa', 'Ajuste a lo dicho por la empresa', 'Adjustment to the company’s side'),
    column('causa_empresa', 'code', 'Causa de ese ajuste', 'Cause of that adjustment'),
    amount('ajuste_gobierno', 'Ajuste a lo dicho por el Estado', 'Adjustment to the government’s side'),
    column('causa_gobierno', 'code', 'Causa de ese ajuste', 'Cause of that adjustment'),
    column('causa_resto', 'code', 'Causa que el informe da a lo que queda sin conciliar', 'Cause that the report gives for what stays unreconciled'),
    amount('umbral', 'Diferencia que el informe admite por fila', 'Difference that the report tolerates in a row'),
    column('fuente', 'text', 'Informe y página', 'Report and page'),
  ],
  yearColumn: 'anio',
  groupColumn: null,
  sortColumns: ['anio', 'empresa', 'flujo'],
  // Two currencies share these columns: a sum of them means nothing.
  measures: [],
};

export const EITI_DATASETS: readonly Dataset[] = [EITI_TOTALES, EITI_PRODUCTO, EITI_EMPRESA];
