import { readFile, rm } from 'node:fs/promises';
import { insist } from '#lib/access/permission.ts';
import { documentText } from '#lib/frameworks/document-text.ts';
import { dryRun, type Importing } from '#lib/frameworks/exchange/dry-run.ts';
import { exportedDocument, jsonDryRun } from '#lib/frameworks/exchange/json-dry-run.ts';
import { exchanged, type DryRun } from '#lib/frameworks/exchange/plan-edit.ts';
import { planWorkbook } from '#lib/frameworks/exchange/write-workbook.ts';
import { workingCopy } from '#lib/frameworks/plan-store.ts';
import { applyDryRun, keepDryRun, takeDryRun } from '#lib/frameworks/rewrite-plan.ts';
import type { WorkingCopy } from '#lib/frameworks/working-copy.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { nearNames } from '#lib/places/near-name.ts';
import { readWorkbook } from '#lib/provenance/reading/workbook.ts';
import type { Atlas } from '../server/gazetteer.ts';
import { receiveUpload, type UploadLimits } from '../server/upload.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import type { Desk } from './plan-services.ts';
import type { ImportDesk, MadeFile } from './work-services.ts';

export const SHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
/** A file that people fill by hand; a plan's whole document with its monitoring fits. */
export const LIMITS: UploadLimits = { bytes: 8_000_000, said: '8 MB', letters: 2_000 };

/** The plan as a file that gives back the same plan. Throws `sin-permiso`. */
export async function planFile({ host, actor }: Desk, plan: string, format: 'xlsx' | 'json'): Promise<MadeFile> {
  insist(actor, 'editar-plan', { framework: plan });
  const copy = await workingCopy(host.application.pool, plan);
  if (format === 'json') return { bytes: Buffer.from(documentText(exportedDocument(copy))), type: 'application/json; charset=utf-8', name: `${plan}.json` };
  const { writeXlsx } = await import('hucre/xlsx');
  return { bytes: await writeXlsx(planWorkbook(exchanged(copy))), type: SHEET_TYPE, name: `${plan}.xlsx` };
}

function parsed(text: string, archivo: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new YupayError('archivo-ilegible', { archivo, tipo: 'JSON', detalle: 'no es un documento JSON entero' });
  }
}

/** What a JSON document would do. One that nests without end overflows whoever walks it, and is told so. */
function jsonRun(copy: WorkingCopy, text: string, name: string, importing: Importing): DryRun {
  try {
    return jsonDryRun(copy, parsed(text, name), importing);
  } catch (error) {
    throw error instanceof RangeError ? new YupayError('archivo-ilegible', { archivo: name, tipo: 'JSON', detalle: 'tiene listas dentro de listas sin fin' }) : error;
  }
}

async function runOf(copy: WorkingCopy, file: string, name: string, importing: Importing): Promise<DryRun> {
  if (/\.json$/i.test(name)) return jsonRun(copy, await readFile(file, 'utf8'), name, importing);
  return dryRun(copy, await readWorkbook(file, name), importing);
}

/** Reads a file that was brought, and holds what it would do. Throws `sin-permiso`, `archivo-grande`, `archivo-ilegible`, `bomba-comprimida`. */
export async function bringFile({ host, actor, world }: Desk, { gazetteer }: Atlas, plan: string, request: Request): Promise<string> {
  checkOwnForm(request);
  insist(actor, 'editar-plan', { framework: plan });
  const { pool, folders } = host.application;
  const { file, name, fields } = await receiveUpload(folders.staging, request, LIMITS);
  try {
    const copy = await workingCopy(pool, plan);
    const reason = (fields.motivo ?? '').normalize('NFC').trim() || null;
    const importing: Importing = { places: { ...world.places, near: (wanted) => nearNames(gazetteer, wanted) }, newId: world.newId, reason, title: `Cambio ${copy.version + 1} del plan: archivo importado` };
    return await keepDryRun(pool, actor, { plan, version: copy.version, file: name, reason, run: await runOf(copy, file, name, importing) });
  } finally {
    await rm(file, { force: true });
  }
}

/** Does exactly what the dry run showed. Throws as `applyDryRun` does. */
export async function confirmFile({ host, actor }: Desk, plan: string, request: Request): Promise<void> {
  checkOwnForm(request);
  const form = await smallForm(request);
  await applyDryRun(host.application.pool, actor, plan, form.get('revision') ?? '');
}

export async function importDesk({ host: { application: { pool } }, actor }: Desk, plan: string, id: string | null): Promise<ImportDesk> {
  insist(actor, 'editar-plan', { framework: plan });
  const copy = await workingCopy(pool, plan);
  const found = id === null ? null : await takeDryRun(pool, actor, plan, id);
  if (found === null) return { plan: { id: plan, title: String(copy.body.title) }, kept: null, stale: false };
  const { edit: _, ...kept } = found;
  return { plan: { id: plan, title: String(copy.body.title) }, kept, stale: !kept.applied && kept.version !== copy.version };
}
