import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Actor } from '#lib/access/actor.ts';
import type { FormFinding } from '#lib/surveys/form/model.ts';
import { readFormWorkbook } from '#lib/surveys/form/sheets/from-workbook.ts';
import type { RawSheet } from '#lib/surveys/form/sheets/sheet.ts';
import { formWorkbook } from '#lib/surveys/form/write-xlsform.ts';
import { openSheets, type OpenedForm } from '#lib/surveys/editor/stored-sheets.ts';
import { draftOfSheets } from '#lib/surveys/intake/draft-of-sheets.ts';
import { keepDraft } from '#lib/surveys/intake/form-version.ts';
import type { Application } from '../application.ts';

export type EditorApplication = Pick<Application, 'pool' | 'folders'>;

/** Reads a workbook that was kept before sheets were; the reader takes files alone. */
async function readBytes(staging: string, bytes: Buffer): Promise<RawSheet[]> {
  const folder = await mkdtemp(join(staging, 'formulario-'));
  try {
    const path = join(folder, 'formulario.xlsx');
    await writeFile(path, bytes, { mode: 0o600 });
    return await readFormWorkbook(path, 'formulario.xlsx');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Opens a form for editing. Throws `formulario-no-existe`. */
export const openForm = ({ pool, folders }: EditorApplication, form: string): Promise<OpenedForm> => openSheets(pool, form, (bytes) => readBytes(folders.staging, bytes));

export interface KeptSheets {
  /** Id that the sheets must go on having. */
  readonly form: string;
  readonly sheets: readonly RawSheet[];
  readonly instrument: string | null;
  /** Draft that they were made from; null where there was none. */
  readonly mark: string | null;
}

/** Keeps sheets as the form's draft with their workbook. What is wrong with them is given back, and then nothing is kept. Throws `formulario-cambiado`, `formulario-publicado`. */
export async function keepSheets({ pool }: EditorApplication, actor: Actor, { form, sheets, instrument, mark }: KeptSheets): Promise<readonly FormFinding[]> {
  const made = draftOfSheets(sheets, { id: form, root: 'data' });
  if (!made.ok) return made.faults;
  const { writeXlsx } = await import('hucre/xlsx');
  await keepDraft(pool, actor, { ...made.draft, xlsform: Buffer.from(await writeXlsx(formWorkbook(sheets))), instrument }, mark);
  return [];
}
