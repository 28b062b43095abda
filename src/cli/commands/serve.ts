import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { EXIT, YupayError } from '#lib/kernel/errors.ts';
import { issueToken } from '#lib/access/operator.ts';
import { panelMayOpen } from '#lib/platform/settings.ts';
import { openApplication } from '#lib/publishing/application.ts';
import { loadFacts } from '#lib/publishing/facts.ts';
import { setHost } from '#lib/publishing/host.ts';
import { oneClick } from '#lib/publishing/mail/one-click.ts';
import { openMailOffice, type MailOffice } from '#lib/publishing/mail/office.ts';
import { openReviewOffice, type ReviewOffice } from '#lib/publishing/review/office.ts';
import { openRosa } from '#lib/publishing/openrosa/handler.ts';
import { enumeratorPage } from '#lib/publishing/http/enumerator-page.ts';
import { PageCache } from '#lib/publishing/http/page-cache.ts';
import { createWebServer, PROTOCOL_HEADER } from '#lib/publishing/http/server.ts';
import type { Command, CommandContext } from '../command.ts';
import { importRunner } from '../imports.ts';

const BUILDS = fileURLToPath(new URL('../../../build/', import.meta.url));

/** The pages as they were last built; they stay where they are while they are served, whatever is built later. */
function builtHandler(): string {
  const pointer = join(BUILDS, 'current');
  if (!existsSync(pointer)) throw new YupayError('configuracion', { variable: 'build', detalle: 'las páginas no están construidas; use npm start' });
  return join(BUILDS, readFileSync(pointer, 'utf8'), 'handler.js');
}

async function listenOn(server: ReturnType<typeof createWebServer>, host: string, port: number): Promise<number> {
  server.listen(port, host.replace(/^\[|\]$/g, ''));
  // It rejects with what the server says when it cannot listen.
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const taken = error.code === 'EADDRINUSE';
    throw new YupayError('configuracion', { variable: taken ? 'PORT' : 'HOST', detalle: taken ? `el puerto ${port} está ocupado; elija otro` : error.message });
  });
  return (server.address() as AddressInfo).port;
}

async function serve(context: CommandContext): Promise<number> {
  const { configuration, terminal, signal } = context;
  const pages = builtHandler();
  const es = terminal.language === 'es';
  const application = await openApplication(configuration, process.env, { listen: true });
  const runner = importRunner(application, process.env);
  let server: ReturnType<typeof createWebServer> | undefined;
  let office: MailOffice | undefined;
  let review: ReviewOffice | undefined;
  try {
    if (application.moved) terminal.say(es ? `El estado vive en ${application.folders.root}: la carpeta del programa está cerrada a otras cuentas.` : `State lives in ${application.folders.root}: the checkout is closed to other accounts.`);
    await loadFacts(application, { signal, onTable: (table, index, count) => terminal.progress(es ? 'Cargando los hechos que vienen con Yupay' : 'Loading the shipped facts', index, count, '') });
    terminal.endProgress();
    const cache = new PageCache();
    application.events.on('load', () => cache.clear());
    const panel = panelMayOpen(configuration);
    setHost({ application, cache, origin: configuration.origin, panel, ...runner });
    process.env.KIT_PROTOCOL_HEADER = PROTOCOL_HEADER;
    process.env.KIT_BODY_SIZE_LIMIT = 'Infinity';
    const { handler } = (await import(pathToFileURL(pages).href)) as { handler: Parameters<typeof createWebServer>[2] };
    const token = panel ? await issueToken(application.pool) : null;
    server = createWebServer(configuration, cache, enumeratorPage(join(dirname(pages), 'encuestar'), openRosa(application, oneClick(application, handler))));
    const port = await listenOn(server, configuration.host, configuration.port);
    const address = `http://${configuration.host.includes(':') && !configuration.host.startsWith('[') ? `[${configuration.host}]` : configuration.host}:${port}`;
    terminal.say(es ? `Yupay está en ${address}` : `Yupay is at ${address}`);
    if (token) terminal.say(es ? `Para cargar archivos, una sola vez: ${address}/panel/cargas?ficha=${token}` : `To load files, once: ${address}/en/panel/cargas?ficha=${token}`);
    office = openMailOffice(application);
    review = openReviewOffice(application);
    terminal.result({ address, port, data: application.folders.root });
    if (!signal.aborted) await once(signal, 'abort');
    return EXIT.ok;
  } finally {
    // Whatever ends us, nobody may go on being served by a closed database.
    runner.stop();
    server?.close();
    server?.closeAllConnections();
    await Promise.all([office?.stop(), review?.stop()]);
    await application.close();
  }
}

export const SERVE: Command = {
  name: 'serve',
  usage: 'serve',
  es: 'Sirve las páginas; la primera vez carga los hechos que vienen con Yupay',
  en: 'Serves the pages; the first time it loads the shipped facts',
  options: [],
  exits: [[EXIT.io, 'la base de datos no abrió', 'the database did not open'], [EXIT.config, 'una variable no vale', 'a setting is not valid']],
  run: serve,
};
