import { errorSentence, YupayError } from '#lib/kernel/errors.ts';
import { isOperator, openSession, SESSION_COOKIE } from '#lib/access/operator.ts';
import { recentJobs, type Job } from '#lib/provenance/load/job.ts';
import type { LoadReport } from '#lib/provenance/load/load.ts';
import type { Host } from '../host.ts';
import type { ImportState, ImportView, PanelServices } from '../services.ts';
import { mailPanel } from '../mail/panel.ts';
import { cookie } from './cookie.ts';
import { checkOwnForm } from './own-form.ts';
import { receiveUpload, type UploadLimits } from './upload.ts';

/** The panel opens on loopback only, to its own pages only. */
function checkRequest(host: Host, request: Request): void {
  if (!host.panel) throw new YupayError('panel-cerrado');
  checkOwnForm(request);
}

/** Whether whoever reads this machine's terminal asks; never through a public origin. */
export async function asksOperator(host: Host, request: Request): Promise<boolean> {
  return host.panel && isOperator(host.application.pool, cookie(request, SESSION_COOKIE));
}

/** Only whoever opened the panel, from its own pages. Throws `panel-cerrado`, `origen-ajeno`. */
export async function checkOperator(host: Host, request: Request): Promise<void> {
  checkRequest(host, request);
  if (!(await asksOperator(host, request))) throw new YupayError('panel-cerrado');
}

function stateOf(job: Job): ImportState {
  if (job.error) return job.error.code === 'interrumpido' ? 'interrumpida' : 'fallida';
  if (job.finishedAt) return (job.result as LoadReport | null)?.repeated ? 'repetida' : 'publicada';
  if (!job.alive) return job.stage === 'espera' ? 'espera' : 'interrumpida';
  return job.stage === 'espera' ? 'espera' : job.stage === 'leer' || job.stage === 'reconocer' || job.stage === 'capturar' ? 'leyendo' : 'escribiendo';
}

function viewOf(job: Job): ImportView {
  const report = job.result as LoadReport | null;
  const { done = 0, total = 0, rows = 0 } = job.progress;
  const error = job.error as { code: Parameters<typeof errorSentence>[0]; details: Record<string, string> } | null;
  return {
    id: job.id, file: job.file, startedAt: job.createdAt.toISOString(), state: stateOf(job), recipeName: report?.title ?? null,
    percent: job.finishedAt ? 100 : total > 0 ? Math.min(99, Math.floor((done * 100) / total)) : 0,
    read: report ? report.accepted + report.rejected : rows, accepted: report?.accepted ?? 0, rejected: report?.rejected ?? 0,
    capture: report?.capture ?? null,
    error: error && { es: errorSentence(error.code, error.details, 'es'), en: errorSentence(error.code, error.details, 'en') },
  };
}

/** A source file of the treasury is at most some 10 GB. */
const LIMITS: UploadLimits = { bytes: 24 * 1024 ** 3, said: '24 GB', letters: 1_000 };

export function panelServices(host: Host): PanelServices {
  return {
    enter: (request, token) => {
      checkRequest(host, request);
      return openSession(host.application.pool, token);
    },
    imports: async (request) => {
      await checkOperator(host, request);
      return (await recentJobs(host.application.pool, 50)).map(viewOf);
    },
    mail: async (request) => {
      await checkOperator(host, request);
      return mailPanel(host.application);
    },
    cancel: async (request, id) => {
      await checkOperator(host, request);
      host.cancelImport(id);
    },
    upload: async (request) => {
      await checkOperator(host, request);
      const { file, name, fields } = await receiveUpload(host.application.folders.staging, request, LIMITS);
      const year = /^(19|20)\d{2}$/.test(fields.anio ?? '') ? Number(fields.anio) : null;
      return host.startImport(file, name, { year, acceptRejects: fields.aceptar !== undefined && fields.aceptar !== '' });
    },
  };
}
