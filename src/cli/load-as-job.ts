import { userInfo } from 'node:os';
import { YupayError } from '#lib/kernel/errors.ts';
import { audit } from '#lib/access/audit.ts';
import type { LoadProgress, LoadRequest } from '#lib/provenance/load/context.ts';
import { closeJob, openJob, progressWriter } from '#lib/provenance/load/job.ts';
import { loadFile, type LoadReport } from '#lib/provenance/load/load.ts';
import { flag, type CommandContext } from './command.ts';
import { STAGES } from './report.ts';

/** A file to load, as a command knows it. */
export interface CommandLoad extends Pick<LoadRequest, 'file' | 'name' | 'how' | 'url' | 'declaredYear'> {
  readonly via: 'orden' | 'panel';
  /** Job of the panel that this load reports to; null opens one of its own. */
  readonly job: string | null;
  /** What stands before the stage in the progress bar. */
  readonly label: string;
}

/** Loads a file with a progress bar, as a job that the panel shows and the audit trail keeps, however it ends. */
export async function loadAsJob(context: CommandContext, { via, job, label, ...what }: CommandLoad): Promise<LoadReport> {
  const application = await context.application();
  const { terminal, signal } = context;
  const id = await openJob(application.pool, what.name, via, job ?? undefined);
  const write = progressWriter(application.pool, id);
  const onProgress = (progress: LoadProgress) => {
    write(progress);
    terminal.progress(`${label}${STAGES[progress.stage][terminal.language]}`, progress.done, progress.total, progress.stage === 'leer' && progress.total > 1_000 ? 'B' : '');
  };
  try {
    const report = await loadFile(application.loads, { ...what, by: 'operador', via, acceptRejects: flag(context.options, 'aceptar-rechazos'), transcription: null, signal, onProgress });
    await closeJob(application.pool, id, { result: report });
    await audit(application.pool, userInfo().username, 'importar', { archivo: what.name, carga: report.load, repetida: report.repeated });
    return report;
  } catch (error) {
    await closeJob(application.pool, id, { error: signal.aborted ? new YupayError('interrumpido') : error }).catch(() => undefined);
    throw error;
  }
}
