import type { Command } from './command.ts';

/** Each command in a module of its own, loaded when it is asked for: `verify` should not wait for a database's client. */
const LOADERS: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.ts')).SERVE,
  import: async () => (await import('./commands/import.ts')).IMPORT,
  fetch: async () => (await import('./commands/fetch.ts')).FETCH,
  verify: async () => (await import('./commands/verify.ts')).VERIFY,
  doctor: async () => (await import('./commands/doctor.ts')).DOCTOR,
  backup: async () => (await import('./commands/backup.ts')).BACKUP,
  restore: async () => (await import('./commands/restore.ts')).RESTORE,
  report: async () => (await import('./commands/report.ts')).REPORT,
  study: async () => (await import('./commands/study.ts')).STUDY,
  audio: async () => (await import('./commands/audio.ts')).AUDIO,
  purge: async () => (await import('./commands/purge.ts')).PURGE,
  bench: async () => (await import('./commands/bench.ts')).BENCH,
};

/** The command of a name, or null when there is none. */
export const findCommand = async (name: string): Promise<Command | null> => (Object.hasOwn(LOADERS, name) ? LOADERS[name]!() : null);

/** All of them, in the order that help lists them. */
export const loadCommands = (): Promise<readonly Command[]> => Promise.all(Object.values(LOADERS).map((load) => load()));
