import { readFile, rm } from 'node:fs/promises';
import type { Actor } from '#lib/access/actor.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { readFormWorkbook } from '#lib/surveys/form/sheets/from-workbook.ts';
import { attachmentName } from '#lib/surveys/intake/attachment.ts';
import { draftOfSheets } from '#lib/surveys/intake/draft-of-sheets.ts';
import { keepDraft, keepFile } from '#lib/surveys/intake/form-version.ts';
import type { Application } from '../application.ts';
import type { Upload } from '../server/upload.ts';
import type { BroughtForm } from './services.ts';

/** Types of what forms show or look answers up in, by the end of their name. */
const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv', xml: 'text/xml', geojson: 'application/geo+json', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', mp3: 'audio/mpeg', m4a: 'audio/mp4', ogg: 'audio/ogg', opus: 'audio/ogg', wav: 'audio/wav', mp4: 'video/mp4',
};

const stem = (name: string): string => name.replace(/\.[^.]*$/, '').replace(/[^\w.-]+/g, '_').slice(0, 64) || 'formulario';

/** Compiles a workbook and keeps it as a draft; what is wrong with it is told cell by cell. Throws `archivo-ilegible`, `bomba-comprimida`, `formulario-publicado`. */
export async function bringWorkbook({ pool }: Pick<Application, 'pool'>, actor: Actor, { file, name }: Upload): Promise<BroughtForm> {
  try {
    const sheets = await readFormWorkbook(file, name);
    const made = draftOfSheets(sheets, { id: stem(name), root: 'data' });
    if (!made.ok) return { kept: null, faults: made.faults, warnings: made.warnings };
    const { model } = made.draft;
    await keepDraft(pool, actor, { ...made.draft, xlsform: await readFile(file), instrument: null });
    return { kept: { form: model.id, version: model.version }, faults: [], warnings: model.warnings };
  } finally {
    await rm(file, { force: true });
  }
}

/** Keeps a file beside a draft. Throws `solicitud-mala` for a kind that no form uses. */
export async function bringFormFile({ pool }: Pick<Application, 'pool'>, actor: Actor, { file, name, fields }: Upload): Promise<void> {
  try {
    const type = TYPES[name.split('.').at(-1)!.toLowerCase()];
    if (type === undefined) throw new YupayError('solicitud-mala', { detalle: `un formulario usa archivos ${Object.keys(TYPES).join(', ')}` });
    await keepFile(pool, actor, fields.formulario ?? '', fields.version ?? '', { name: attachmentName(name), type, bytes: await readFile(file) });
  } finally {
    await rm(file, { force: true });
  }
}
