import type { LogEntry } from '#lib/publishing/log-view.ts';
import type { Services } from '#lib/publishing/services.ts';
import { sendRows } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

const COLUMNS = ['numero', 'fecha', 'que', 'direccion', 'huella', 'huella_anterior', 'tipo', 'cuerpo'];

/** The whole log, oldest first. */
async function wholeLog(services: Services): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for (let from: number | null = 1; from !== null; ) {
    const stretch = await services.logFrom(from);
    entries.push(...stretch.entries);
    from = stretch.next;
  }
  return entries;
}

/** Everything, or with `?desde=` one stretch at a time, so that a long log is followed without holding it. */
export const GET: RequestHandler = async ({ locals, params, url }) => {
  const asked = /^[1-9]\d{0,8}$/.exec(url.searchParams.get('desde') ?? '')?.[0];
  const { entries, next } = asked === undefined ? { entries: await wholeLog(locals.services), next: null } : await locals.services.logFrom(Number(asked));
  const rows = entries.map((entry) => [String(entry.seq), entry.at, entry.text.es, entry.address, entry.hash, entry.previous, entry.kind, entry.body]);
  return sendRows(params.formato, 'yupay-bitacora', COLUMNS, rows, { anotaciones: entries, siguiente: next });
};
