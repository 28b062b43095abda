import { YupayError } from '#lib/kernel/errors.ts';
import type { Application } from '#lib/publishing/application.ts';
import { loadFacts } from '#lib/publishing/facts.ts';
import { PageCache } from '#lib/publishing/http/page-cache.ts';
import { createServices } from '#lib/publishing/server.ts';
import type { Services } from '#lib/publishing/services.ts';
import type { CommandContext } from './command.ts';

/** What pages read, for a command that makes one: over the shipped facts and whatever is loaded, with no panel. */
export async function commandServices(context: CommandContext): Promise<{ readonly application: Application; readonly services: Services }> {
  const application = await context.application();
  await loadFacts(application, { signal: context.signal, onTable: () => undefined });
  const none = () => Promise.reject(new YupayError('panel-cerrado'));
  return { application, services: createServices({ application, cache: new PageCache(), origin: null, panel: false, startImport: none, cancelImport: () => false }) };
}
