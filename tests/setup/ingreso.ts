import { INGRESO_MENSUAL } from '#lib/treasury/income/recipe.ts';

/** The newest spelling of every column, or the oldest. */
export const ingresoHeader = (older: boolean): string[] => INGRESO_MENSUAL.dataset.columns.flatMap((column) => INGRESO_MENSUAL.source[column.name]!.at(older ? -1 : 0)!.split('+'));

function line(names: readonly string[], cells: Readonly<Record<string, string>>): string {
  const usual: Record<string, string> = {
    ANO_DOC: '2021', MES_DOC: '5', NIVEL_GOBIERNO: 'M', TIPO_GOBIERNO: 'M', SECTOR: ' ', PLIEGO: ' ', SEC_EJEC: '301486', EJECUTORA_NOMBRE: 'MUNICIPALIDAD DISTRITAL DE TORATA',
    DEPARTAMENTO_EJECUTORA: '18', PROVINCIA_EJECUTORA: '01', DISTRITO_EJECUTORA: '06', RUBRO: '18', RUBRO_NOMBRE: 'CANON Y SOBRECANON', TIPO_RECURSO: 'H',
    MONTO_PIA: '0', MONTO_PIM: '0', MONTO_RECAUDADO: '0', ...cells,
  };
  return names.map((name) => `"${(usual[name] ?? '').replaceAll('"', '""')}"`).join(',');
}

/** A file of *Ingreso*: rows of the municipality of Torata, each with what it changes. */
export const ingresoFile = (rows: readonly Readonly<Record<string, string>>[], older = false): string =>
  [ingresoHeader(older).map((name) => `"${name}"`).join(','), ...rows.map((cells) => line(ingresoHeader(older), cells)), ''].join('\n');
