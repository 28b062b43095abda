import { tidy } from '#lib/kernel/text.ts';
import { ubigeo } from '#lib/kernel/ubigeo.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import { headerKey, type FactRow, type RowRecipe } from '#lib/provenance/recipe.ts';
import { BUDGET, LABELS, MONTHLY, OPERACIONES_SIAF, PHYSICAL } from './dataset.ts';

/** A code and its name, whatever stands between them: `"09. ECONOMIA"`, `"2.PROYECTO"`, `"0001 . X"`; a code or a name alone. */
export function labelOf(text: string | null): { readonly code: string | null; readonly name: string | null } {
  const label = tidy(text ?? '');
  const parts = /^([0-9][\w-]*)\s*\.\s*(.*)$/u.exec(label);
  if (parts) return { code: parts[1]!, name: parts[2] === '' ? null : parts[2]! };
  if (label === '') return { code: null, name: null };
  return /^[\d-]+$/.test(label) ? { code: label, name: null } : { code: null, name: label };
}

const DIALECT = 'coma-miles';

/** The goal's place when its three codes come, each of two digits. */
function placeOf(cells: Cells): string | null {
  const codes = ['DEPARTAMENTO_META', 'PROVINCIA_META', 'DISTRITO_META'].map((column) => labelOf(cells.text(column)).code?.padStart(2, '0') ?? '');
  const joined = codes.join('');
  return codes.every((code) => /^\d{2}$/.test(code)) && ubigeo(joined) !== null ? joined : null;
}

function labels(cells: Cells): FactRow {
  return Object.fromEntries(LABELS.flatMap(([name, cell]) => {
    const label = labelOf(cells.name(headerKey(cell)));
    return [[name, label.code], [`${name}_nombre`, label.name]];
  }));
}

/** The executing unit's code: its own cell, or the code before the unit's name. */
function unit(cells: Cells): string | null {
  const code = labelOf(cells.text('SEC_EJEC')).code;
  if (code === null || !/^\d{1,6}$/.test(code)) return cells.refuse(`«${(cells.text('SEC_EJEC') ?? '').slice(0, 60)}» no es un código de unidad ejecutora`, `"${(cells.text('SEC_EJEC') ?? '').slice(0, 60)}" is not an executing unit code`);
  return code.padStart(6, '0');
}

const MONEY = [...BUDGET, ...MONTHLY];
/** What makes this layout itself; the rest may be missing, and what is not named here is not kept. */
const NEEDED = new Set(['producto_proyecto', 'rubro', 'mto_pia', 'mto_pim', 'mto_certificado', 'mto_compro_anual', 'mto_devenga_01', 'mto_devenga_12', 'mto_girado_01', 'mto_pagado_12']);
const CELLS = [...LABELS.map(([, cell]) => cell), ...PHYSICAL.map(([name]) => name), ...MONEY.map(([, cell]) => cell), 'sec_func', 'departamento_meta', 'provincia_meta', 'distrito_meta'];

/**
 * SIAF operations online, as a workbook: 86 columns, title rows above the header (it is on row 5). A later export of the
 * same unit and year takes the place of the earlier one, which stays in the log: certified money may fall between two
 * days while PIM stays, so nothing here asks that amounts grow.
 */
export const OPERACIONES_SIAF_XLSX: RowRecipe = {
  way: 'rows',
  id: 'operaciones-siaf-xlsx',
  version: 1,
  dataset: OPERACIONES_SIAF,
  format: 'xlsx',
  publisher: 'MEF',
  es: 'SIAF, operaciones en línea, libro de Excel',
  en: 'SIAF, operations online, Excel workbook',
  years: [2004, null],
  precedence: 10,
  maxBytes: 512_000_000,
  open: true,
  required: [['ano_eje'], ['sec_ejec'], ...CELLS.filter((cell) => NEEDED.has(cell)).map((cell) => [cell])],
  optional: CELLS.filter((cell) => !NEEDED.has(cell)).map((cell) => [cell]),
  // An export is one unit's, or a group's: one must not replace another.
  series: (_context, facts) => {
    const units = new Set(facts.map((fact) => fact['sec_ejec']));
    return units.size === 1 ? `operaciones-siaf-${[...units][0] ?? 'todas'}` : 'operaciones-siaf-varias';
  },
  read: (record, _context, tally) => {
    const cells = new Cells(record, tally);
    return cells.facts(() => [{
      anio: cells.year('ANO_EJE'),
      sec_ejec: unit(cells),
      ubigeo: placeOf(cells),
      sec_func: labelOf(cells.text('SEC_FUNC')).code,
      ...labels(cells),
      ...Object.fromEntries(PHYSICAL.map(([name]) => [name, cells.decimal(headerKey(name), DIALECT)])),
      ...Object.fromEntries(MONEY.map(([name, cell]) => [name, cells.money(headerKey(cell), DIALECT)])),
    }]);
  },
};
