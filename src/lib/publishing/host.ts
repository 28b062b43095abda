import type { Application } from './application.ts';
import type { PageCache } from './http/page-cache.ts';

/**
 * What the process that serves hands to the built pages. The command line runs from sources and the pages from their
 * build, so they meet here and not in a shared module.
 */
export interface Host {
  readonly application: Application;
  readonly cache: PageCache;
  /** Public origin for absolute addresses; null when only the request knows it. */
  readonly origin: string | null;
  /** True when the panel may open: bound to loopback. */
  readonly panel: boolean;
  /** Starts a load of a file already on this disk, in a process of its own; gives the job's id. */
  readonly startImport: (file: string, name: string, options: { readonly year: number | null; readonly acceptRejects: boolean }) => Promise<string>;
  readonly cancelImport: (job: string) => boolean;
}

const KEY = Symbol.for('yupay.host');

export function setHost(host: Host): void {
  (globalThis as Record<symbol, unknown>)[KEY] = host;
}

export function host(): Host {
  const found = (globalThis as Record<symbol, unknown>)[KEY] as Host | undefined;
  if (!found) throw new Error('Yupay is served with `npm start`, not from the build alone');
  return found;
}
