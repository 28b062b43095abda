import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Application } from '#lib/publishing/application.ts';
import type { Host } from '#lib/publishing/host.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { closeJob, findJob, openJob } from '#lib/provenance/load/job.ts';

const MAIN = join(fileURLToPath(new URL('.', import.meta.url)), 'main.mjs');

/**
 * Loads asked for in the panel, one after another, each in a process of its own: a hostile file can at most end that
 * process. The uploaded copy is deleted when its load ends, for the capture keeps the bytes.
 */
export function importRunner(application: Application, environment: NodeJS.ProcessEnv): Pick<Host, 'startImport' | 'cancelImport'> & { stop: () => void } {
  const running = new Map<string, ChildProcess>();
  let queue: Promise<void> = Promise.resolve();

  const run = async (job: string, file: string, args: readonly string[]): Promise<void> => {
    const child = spawn(process.execPath, [MAIN, 'import', file, '--json', '--trabajo', job, ...args], { env: { ...environment, YUPAY_DATA: application.folders.root, YUPAY_DATA_IS_DEFAULT: '' }, stdio: 'ignore' });
    running.set(job, child);
    await new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    running.delete(job);
    await rm(file, { force: true });
    const state = await findJob(application.pool, job);
    if (state && state.finishedAt === null) await closeJob(application.pool, job, { error: new YupayError('interno', { detalle: 'el proceso de carga terminó sin decir por qué' }) });
  };

  return {
    startImport: async (file, name, { year, acceptRejects }) => {
      const job = await openJob(application.pool, name, 'panel');
      const args = ['--nombre', name, ...(year === null ? [] : ['--anio', String(year)]), ...(acceptRejects ? ['--aceptar-rechazos'] : [])];
      queue = queue.then(() => run(job, file, args)).catch(() => undefined);
      return job;
    },
    cancelImport: (job) => running.get(job)?.kill('SIGINT') ?? false,
    stop: () => {
      for (const child of running.values()) child.kill('SIGINT');
    },
  };
}
