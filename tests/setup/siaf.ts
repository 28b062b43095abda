import { writeXlsx } from 'hucre/xlsx';

const MONTHS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));
/** The 86 columns in their order. */
export const HEADER = [
  'ano_eje', 'sector', 'pliego', 'unidad_ejecutora', 'sec_ejec', 'programa_pptal', 'tipo_prod_proy', 'producto_proyecto', 'tipo_act_obra_ac', 'activ_obra_accinv', 'funcion', 'division_fn', 'grupo_fn', 'meta',
  'finalidad', 'unidad_medida', 'cant_meta_anual', 'cant_meta_sem', 'avan_fisico_anual', 'avan_fisico_sem', 'sec_func', 'departamento_meta', 'provincia_meta', 'distrito_meta', 'fuente_financ', 'rubro',
  'categoria_gasto', 'tipo_transaccion', 'generica', 'subgenerica', 'subgenerica_det', 'especifica', 'especifica_det', 'mto_pia', 'mto_modificaciones', 'mto_pim', 'mto_certificado', 'mto_compro_anual',
  ...['mto_at_comp', 'mto_devenga', 'mto_girado', 'mto_pagado'].flatMap((family) => MONTHS.map((month) => `${family}_${month}`)),
];

export type Row = Readonly<Record<string, string | number>>;
const usual: Row = {
  ano_eje: 2021, sec_ejec: '301486', unidad_ejecutora: '301486. MUNICIPALIDAD DISTRITAL DE TORATA', tipo_prod_proy: '2.PROYECTO', producto_proyecto: '2345678. MEJORAMIENTO INVENTADO', funcion: '15. TRANSPORTE',
  rubro: '18. CANON Y SOBRECANON', departamento_meta: '18. MOQUEGUA', provincia_meta: '1.MARISCAL NIETO', distrito_meta: '06. TORATA', cant_meta_anual: 12.5, avan_fisico_anual: 3, sec_func: '0001',
};

/** A workbook as SIAF's screen exports it: four title rows, the header on the fifth. */
export function siafWorkbook(rows: readonly Row[], header: readonly string[] = HEADER): Promise<Uint8Array> {
  const cells = rows.map((row) => header.map((column) => ({ ...usual, ...row })[column] ?? null));
  return writeXlsx({ sheets: [{ name: 'SheetGasto', rows: [['MINISTERIO DE ECONOMIA Y FINANZAS'], ['Operaciones en línea'], [], ['Del ejercicio 2021'], [...header], ...cells] }] });
}
