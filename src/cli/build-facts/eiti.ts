import { YupayError } from '#lib/kernel/errors.ts';
import { centimos, soles } from '#lib/kernel/money.ts';
import { tidy } from '#lib/kernel/text.ts';
import { commodityLevel } from '#lib/treasury/eiti/recipes.ts';
import type { OriginalRecord, Originals } from './originals.ts';
import type { Row } from './registro.ts';

export const EITI_COLUMNS = [
  'anio', 'informe', 'sector', 'publicado', 'ingresos_gobierno_usd', 'pagos_empresas_usd', 'empresas', 'conciliador', 'direccion',
  'por_empresa', 'por_producto', 'por_flujo', 'observado', 'linea_original',
] as const;

export const EITI_SECTOR_COLUMNS = ['anio', 'informe', 'sector', 'producto', 'nivel', 'volumen', 'unidad', 'ingresos_gobierno_usd', 'pagos_empresas_usd', 'empresas', 'linea_original'] as const;

const GOVERNMENT = 'Government revenues from covered companies (US$)';

function cell(record: OriginalRecord, header: string): string {
  const text = record.cells[header];
  if (text === undefined) throw new YupayError('falta-columna', { archivo: 'original', columna: header, tipo: 'EITI' });
  return tidy(text);
}

/** Dollars to the cent, half-up: the originals print a float's noise (`884263514.4985337`). A blank stays blank. */
function dollars(record: OriginalRecord, header: string): string {
  const text = cell(record, header);
  if (text === '') return '';
  const amount = centimos(text);
  if (amount === null) throw new YupayError('archivo-cortado', { archivo: 'EITI', detalle: `línea ${record.line}: ${text.slice(0, 60)}` });
  return soles(amount);
}

const mark = (record: OriginalRecord, header: string): string => String(cell(record, header) !== '');

/** The nine yearly totals. The compilers' remarks are their words: only that there is one is kept. */
export function eitiRows({ eiti }: Originals): Row[] {
  return eiti.records.map((record) => ({
    anio: cell(record, 'Year'),
    informe: cell(record, 'Report ID'),
    sector: cell(record, 'Sector'),
    publicado: cell(record, 'Publication date of the report'),
    ingresos_gobierno_usd: dollars(record, GOVERNMENT),
    pagos_empresas_usd: dollars(record, 'Payments Made by Covered Companies (US$)'),
    empresas: cell(record, 'Number of Companies Reporting'),
    conciliador: cell(record, 'Name of reconciler'),
    direccion: cell(record, 'Link to Report'),
    por_empresa: mark(record, 'By Company'),
    por_producto: mark(record, 'By Commodity'),
    por_flujo: mark(record, 'By Revenue Stream'),
    observado: mark(record, "Comments on the discrepancies between NRGI's collected data and eiti.org data"),
    linea_original: String(record.line),
  }));
}

/** Totals of the country and of its two sectors, blanks included; products and their parts carry no amounts. */
export function eitiSectorRows({ eitiProducto }: Originals): Row[] {
  return eitiProducto.records.flatMap((record) => {
    const { nivel, producto } = commodityLevel(cell(record, 'Commodity'));
    if (nivel !== 'total' && nivel !== 'sector') return [];
    return [{
      anio: cell(record, 'Year'), informe: cell(record, 'Report ID'), sector: cell(record, 'Sector'), producto, nivel,
      volumen: cell(record, 'Production volume (from external source)'), unidad: cell(record, 'Volume metric'),
      ingresos_gobierno_usd: dollars(record, GOVERNMENT), pagos_empresas_usd: dollars(record, 'Payments made by covered companies (US$)'),
      empresas: cell(record, 'Number of reporting companies'), linea_original: String(record.line),
    }];
  });
}
