import { YupayError } from '#lib/kernel/errors.ts';
import type { Queryable } from '#lib/platform/database.ts';
import type { FormModel } from '../form/model.ts';
import type { RawSheet } from '../form/sheets/sheet.ts';
import { modelSheets } from '../form/write-xlsform.ts';
import { draftMark, type FormState } from '../intake/form-version.ts';
import { withSetting } from './edit-languages.ts';
import { nextVersion } from './empty-form.ts';
import { cellOf, openTable } from './sheet-table.ts';

/** A form as an editor opens it. */
export interface OpenedForm {
  readonly form: string;
  /** Version and state of what is open: the draft, or else the newest version. */
  readonly version: string;
  readonly state: FormState;
  /** Version that the draft has, or that a change would begin. */
  readonly next: string;
  /** Sheets of what is open, as they would be kept: under the version of the draft. */
  readonly sheets: readonly RawSheet[];
  /** Sheets of the newest version that was out; null before any was. */
  readonly published: readonly RawSheet[] | null;
  /** Tells whether the draft is still the one that was opened; null for none. */
  readonly mark: string | null;
  readonly instrument: string | null;
}

interface Kept {
  readonly version: string;
  readonly state: FormState;
  readonly sheets: RawSheet[] | null;
  readonly workbook: Buffer | null;
  readonly model: FormModel;
}

/** The sheets of a version: as kept, else those of its workbook, else what the model still knows of them. */
async function sheetsOf({ sheets, workbook, model }: Kept, readWorkbook: (bytes: Buffer) => Promise<RawSheet[]>): Promise<RawSheet[]> {
  const found = sheets ?? (workbook === null ? modelSheets(model) : await readWorkbook(workbook));
  const settings = openTable(found, 'settings');
  // A workbook without an id was called after its file.
  return cellOf(settings, 2, 'form_id') === model.id || cellOf(settings, 2, 'id_string') === model.id ? found : withSetting(found, 'form_id', model.id);
}

/** Opens a form for editing. Throws `formulario-no-existe`, and what reading an old workbook throws. */
export async function openSheets(client: Queryable, form: string, readWorkbook: (bytes: Buffer) => Promise<RawSheet[]>): Promise<OpenedForm> {
  const mark = await draftMark(client, form);
  const { rows } = await client.query(`select v.version, v.estado as state, v.hojas as sheets, case when v.hojas is null then v.xlsform end as workbook, v.modelo as model, f.instrumento as instrument
    from formulario_version v join formulario f on f.id = v.formulario where v.formulario = $1 order by coalesce(v.publicada, 'infinity') desc`, [form]);
  const kept = rows as (Kept & { readonly instrument: string | null })[];
  const newest = kept[0];
  if (newest === undefined) throw new YupayError('formulario-no-existe', { codigo: form.slice(0, 80) });
  const out = kept.find(({ state }) => state !== 'borrador');
  const sheets = await sheetsOf(newest, readWorkbook);
  const next = newest.state === 'borrador' ? newest.version : nextVersion(newest.version, new Set(kept.map(({ version }) => version)));
  return {
    form, version: newest.version, state: newest.state, next, mark, instrument: newest.instrument, sheets: next === newest.version ? sheets : withSetting(sheets, 'version', next),
    published: out === undefined ? null : await sheetsOf(out, readWorkbook),
  };
}
