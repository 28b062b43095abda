import { GASTO_MENSUAL } from '#lib/treasury/recipes/gasto.ts';

/** Header of the 63-column Gasto file, in its order. */
export const GASTO_HEADER: readonly string[] = GASTO_MENSUAL.dataset.columns.flatMap((column) => GASTO_MENSUAL.source[column.name]![0]!.split('+'));

/** A line of a Gasto file: plausible codes, overridden by header name. */
export function gastoLine(cells: Readonly<Record<string, string>>): string {
  const usual: Record<string, string> = {
    ANO_EJE: '2021', MES_EJE: '5', NIVEL_GOBIERNO: 'M', NIVEL_GOBIERNO_NOMBRE: 'GOBIERNOS LOCALES', SECTOR: ' ', PLIEGO: ' ', SEC_EJEC: '301486',
    EJECUTORA: '301486', EJECUTORA_NOMBRE: 'MUNICIPALIDAD DISTRITAL DE TORATA', DEPARTAMENTO_EJECUTORA: '18', PROVINCIA_EJECUTORA: '01', DISTRITO_EJECUTORA: '06',
    FUNCION: '15', FUNCION_NOMBRE: 'TRANSPORTE', META_NOMBRE: 'MEJORAMIENTO DE VIAS', RUBRO: '18',
    MONTO_PIA: '0', MONTO_PIM: '0', MONTO_CERTIFICADO: '0', MONTO_COMPROMETIDO_ANUAL: '0', MONTO_COMPROMETIDO: '0', MONTO_DEVENGADO: '0', MONTO_GIRADO: '0',
    ...cells,
  };
  return GASTO_HEADER.map((name) => `"${(usual[name] ?? '').replaceAll('"', '""')}"`).join(',');
}

export const gastoFile = (lines: readonly string[], newline = '\n'): string => [GASTO_HEADER.map((name) => `"${name}"`).join(','), ...lines, ''].join(newline);
