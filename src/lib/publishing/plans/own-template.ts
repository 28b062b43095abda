import { readFile, rm } from 'node:fs/promises';
import { insist } from '#lib/access/permission.ts';
import { keepTemplate, takeTemplate } from '#lib/frameworks/report-template.ts';
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { workingCopy } from '#lib/frameworks/plan-store.ts';
import { reportView } from '../plan-report/load.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import { receiveUpload, type UploadLimits } from '../server/upload.ts';
import type { Desk } from './plan-services.ts';
import type { TemplateDesk } from './work-services.ts';

/** What a template of letters and a few pictures weighs, as the report itself refuses more. */
const LIMITS: UploadLimits = { bytes: 5 * 1024 * 1024, said: '5 MB', letters: 100 };
const LANGUAGES = ['es', 'en'] as const satisfies readonly Language[];

/** Whether the plan's report has templates of its own. Throws `sin-permiso`. */
export async function templateDesk({ host: { application: { pool } }, actor }: Desk, plan: string): Promise<TemplateDesk> {
  insist(actor, 'editar-plan', { framework: plan });
  const { body } = await workingCopy(pool, plan);
  const own = await Promise.all(LANGUAGES.map(async (language) => [language, (await takeTemplate(pool, plan, language)) !== null] as const));
  return { plan: { id: plan, title: String(body.title) }, own: Object.fromEntries(own) as TemplateDesk['own'] };
}

function languageOf(given: string | null | undefined): Language {
  const found = LANGUAGES.find((one) => one === given);
  if (found === undefined) throw new YupayError('solicitud-mala', { detalle: 'la plantilla es de un idioma' });
  return found;
}

/** Tries a template by pouring the plan's own report into it, and keeps it. Throws `sin-permiso`, `archivo-grande`, `plantilla-ilegible`, `plan-no-existe` for a plan that was never published. */
async function bring({ host: { application: { pool, folders, loads } }, actor, services }: Desk, plan: string, request: Request): Promise<void> {
  const { file, fields } = await receiveUpload(folders.staging, request, LIMITS);
  try {
    const language = languageOf(fields.idioma);
    const bytes = await readFile(file);
    const { reportDocx } = await import('../plan-report/docx.ts');
    await reportDocx(bytes, await reportView(services, plan, language, new URL(request.url).origin), loads.clock().toISOString().slice(0, 10));
    await keepTemplate(pool, actor, { plan, language, file: bytes });
  } finally {
    await rm(file, { force: true });
  }
}

/** Takes a template that was brought, or drops the one that is there. */
export async function changeTemplate(desk: Desk, plan: string, request: Request): Promise<void> {
  checkOwnForm(request);
  insist(desk.actor, 'editar-plan', { framework: plan });
  if ((request.headers.get('content-type') ?? '').startsWith('multipart/form-data')) return bring(desk, plan, request);
  await keepTemplate(desk.host.application.pool, desk.actor, { plan, language: languageOf((await smallForm(request)).get('idioma')), file: null });
}
