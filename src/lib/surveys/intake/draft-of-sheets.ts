import { compileForm } from '../form/compile/compile-form.ts';
import { itemsetsCsv } from '../form/itemsets.ts';
import type { FormFinding } from '../form/model.ts';
import type { RawSheet } from '../form/sheets/sheet.ts';
import { writeXForm } from '../form/xform/write-xform.ts';
import type { CompiledForm } from './form-version.ts';

const ITEMSETS = 'itemsets.csv';

/** What a form may say in general and not here: phones would take interviews to somebody else's server. */
const REFUSED_HERE = new Set(['envio-a-otra-direccion']);

export type DraftOfSheets =
  | { readonly ok: true; readonly draft: Required<Pick<CompiledForm, 'model' | 'xform' | 'files' | 'sheets'>> }
  | { readonly ok: false; readonly faults: readonly FormFinding[]; readonly warnings: readonly FormFinding[] };

/** A form as its sheets say it, with the file that phones ask its external lists from, made anew; or what is wrong with them. `fallback` says what a form without settings is called. */
export function draftOfSheets(sheets: readonly RawSheet[], fallback?: Parameters<typeof compileForm>[1]): DraftOfSheets {
  const compiled = compileForm(sheets, fallback);
  if (!compiled.ok) return compiled;
  const { model } = compiled;
  const faults = model.warnings.filter(({ code }) => REFUSED_HERE.has(code));
  if (faults.length > 0) return { ok: false, faults, warnings: model.warnings.filter(({ code }) => !REFUSED_HERE.has(code)) };
  const lists = model.files.includes(ITEMSETS) ? itemsetsCsv(sheets) : null;
  return { ok: true, draft: { model, xform: writeXForm(model), sheets, files: lists === null ? [] : [{ name: ITEMSETS, type: 'text/csv', bytes: Buffer.from(lists) }] } };
}
