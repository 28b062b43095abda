import { DETALLE_HEADER } from '#lib/treasury/generator/inversiones.ts';

/** A line of a DETALLE_INVERSIONES file: an active investment of Torata, overridden by header name. Cells hold no comma. */
export function inversionLine(cells: Readonly<Record<string, string>>): string {
  const usual: Record<string, string> = {
    NOMBRE_INVERSION: 'INVERSION DE EJEMPLO', TIPO_INVERSION: 'PROYECTO DE INVERSION', NIVEL: 'GL', SECTOR: 'GOBIERNOS LOCALES', ENTIDAD: 'MUNICIPALIDAD DISTRITAL DE TORATA', SEC_EJEC: '301486', ESTADO: 'ACTIVO', SITUACION: 'VIABLE',
    FECHA_REGISTRO: '2026-05-31 00:00:00', REGISTRADO_PMI: 'SI', UBIGEO: '180106', DEPARTAMENTO: 'MOQUEGUA', PROVINCIA: 'MARISCAL NIETO', DISTRITO: 'TORATA', LATITUD: '0.0', LONGITUD: '0.0', ANIO_PROCESO: '2026',
    ...cells,
  };
  return DETALLE_HEADER.map((name) => usual[name] ?? '').join(',');
}

/** A whole file; each line gets a code of its own. */
export const inversionesFile = (lines: readonly Readonly<Record<string, string>>[]): string =>
  [DETALLE_HEADER.join(','), ...lines.map((cells, index) => inversionLine({ CODIGO_UNICO: String(2_500_000 + index), ...cells })), ''].join('\n');
