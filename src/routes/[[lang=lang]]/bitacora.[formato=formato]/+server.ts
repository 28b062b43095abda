import type { LogEntry, Services } from '#lib/publishing/services.ts';
import { sendRows } from '../../_page/download.ts';
import type { RequestHandler } from './$types';

/** The whole log, oldest first, for whoever recomputes the chain. */
async function wholeLog(services: Services): Promise<LogEntry[]> {
  const first = await services.log(1);
  const entries = [...first.entries];
  for (let page = 2; page <= first.pages; page += 1) entries.push(...(await services.log(page)).entries);
  return entries.sort((a, b) => a.seq - b.seq);
}

export const GET: RequestHandler = async ({ locals, params }) => {
  const entries = await wholeLog(locals.services);
  const rows = entries.map((entry) => [String(entry.seq), entry.at, entry.text.es, entry.address, entry.hash, entry.previous]);
  return sendRows(params.formato, 'yupay-bitacora', ['numero', 'fecha', 'que', 'direccion', 'huella', 'huella_anterior'], rows, { anotaciones: entries });
};
