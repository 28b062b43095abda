import type { CellStyle, CellValue, WriteOptions, WriteSheet } from 'hucre/xlsx';
import { cellAddress } from '#lib/provenance/reading/workbook.ts';
import { SHEETS } from './dry-run.ts';
import { fieldText, type SheetField } from './layout.ts';
import type { Exchanged, ExchangeSheet } from './sheet.ts';

const HEADER: CellStyle = { font: { bold: true } };
/** Rows below the last one in which a list to choose from is still offered. */
const ROOM = 500;

/** A number goes as one where the spreadsheet gives back the very same digits. */
function cellValue({ kind }: Pick<SheetField, 'kind'>, text: string): CellValue {
  if (text === '') return null;
  return (kind === 'number' || kind === 'whole') && String(Number(text)) === text && text.replace(/\D/g, '').length <= 15 ? Number(text) : text;
}

/** Text stays text: a spreadsheet would make `2014-05` the first of May. */
const columnsOf = (fields: readonly SheetField[]) => fields.map(({ width, kind }) => ({ width, ...(kind === 'number' || kind === 'whole' ? {} : { numFmt: '@' }) }));

/** A sheet of rows under their headings, with the lists to choose from. */
export function sheetOf(name: string, fields: readonly SheetField[], rows: readonly (readonly string[])[]): WriteSheet {
  const last = rows.length + ROOM;
  return {
    name, columns: columnsOf(fields), freezePane: { rows: 1 },
    rows: [fields.map(({ header }) => header), ...rows.map((cells) => cells.map((cell, at) => cellValue(fields[at]!, fieldText(fields[at]!, cell))))],
    cells: new Map(fields.map(({ header }, at) => [`0,${at}`, { value: header, style: HEADER }])),
    dataValidations: fields.flatMap((field, at) => (field.choices === undefined ? [] : [{ type: 'list' as const, values: Object.values(field.choices), allowBlank: true, range: `${cellAddress(1, at)}:${cellAddress(last, at)}` }])),
  };
}

const exchangeSheet = (sheet: ExchangeSheet, now: Exchanged): WriteSheet => sheetOf(sheet.name, sheet.fields, sheet.rows(now).map(({ cells }) => cells));

/** What whoever fills the workbook reads first. */
const INSTRUCTIONS: readonly string[] = [
  'Este archivo es el plan. Cámbielo y vuelva a subirlo: antes de guardar nada verá, celda por celda, qué cambiaría.',
  'No combine celdas ni ponga fórmulas. Cada fila es una cosa: un enunciado del árbol, un componente de un indicador, un responsable, un valor.',
  'Árbol: «Dentro de» lleva el código de la fila de la que depende. Quitar una fila la retira; lo que tiene valores no se retira.',
  'Indicadores: la primera fila de cada indicador lleva todo; las demás, solo su componente. Una definición que ya tiene valores no se cambia: suba su versión.',
  'Umbrales: por ejemplo >= 20 porcentaje; si son varios, sepárelos con punto y coma. Escala: códigos de peor a mejor, separados con |.',
  'Valores: deje vacío el código de un valor nuevo. Una proporción lleva numerador y denominador. Lo dicho no se borra: se corrige, con su motivo.',
  'Lugar: el ubigeo (2, 4 o 6 cifras), o el nombre si en el registro hay uno solo. Lista: un lugar por línea, nombre | nivel | departamento.',
  'Fechas: AAAA, AAAA-MM o AAAA-MM-DD. Números: 94729.5 o 94,729.5.',
];

export const instructions = (lines: readonly string[]): WriteSheet => ({ name: 'Instrucciones', columns: [{ width: 110 }], rows: lines.map((line) => [line]) });

/** The exchange workbook of a plan: reading it back without a change changes nothing. */
export const planWorkbook = (now: Exchanged): WriteOptions => ({ sheets: [instructions(INSTRUCTIONS), ...SHEETS.map((sheet) => exchangeSheet(sheet, now))] });
