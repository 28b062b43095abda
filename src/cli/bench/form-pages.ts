import { mkdirSync } from 'node:fs';
import { Agent } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { OPERATOR } from '#lib/access/actor.ts';
import { readConfiguration } from '#lib/platform/settings.ts';
import { openApplication, type Application } from '#lib/publishing/application.ts';
import { bringInstrument } from '#lib/publishing/forms/bring-instrument.ts';
import { makeEnumerator } from '#lib/surveys/intake/enumerator.ts';
import { takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { openToPublic } from '#lib/surveys/public/open-form.ts';
import { get, startServer } from './pages.ts';
import { number, type Section } from './report.ts';

/** A shipped questionnaire that the public answers. */
const FORM = 'taller';

/** Bytes that a phone takes with gzip and nothing better, and whether it may keep them for ever. */
async function weigh(agent: Agent, url: string): Promise<{ readonly bytes: number; readonly text: string; readonly kept: boolean }> {
  const { status, bytes, headers } = await get(agent, url, { 'accept-encoding': 'gzip' });
  if (status !== 200) throw new Error(`${url} was answered ${status}`);
  return { bytes: bytes.length, text: (headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString(), kept: String(headers['cache-control']).includes('immutable') };
}

async function enumeratorPage(agent: Agent, address: string, key: string) {
  const [page, worker] = [await weigh(agent, `${address}/encuestar/${key}`), await weigh(agent, `${address}/encuestar/guarda.js`)];
  const names = JSON.parse(/const FILES = (\[.*?\]);/.exec(worker.text)![1]!) as string[];
  const files = await Promise.all(names.map((name) => weigh(agent, address + name)));
  return { bytes: [page, worker, ...files].reduce((sum, { bytes }) => sum + bytes, 0), files: files.length, kept: files.every(({ kept }) => kept), first: page.bytes + files.filter(({ text }) => text.length < 200_000).reduce((sum, { bytes }) => sum + bytes, 0) };
}

async function publicPage(agent: Agent, address: string) {
  const path = `/opinar/${FORM}`;
  const page = await weigh(agent, address + path);
  const linked = [...page.text.matchAll(/<link[^>]+rel="stylesheet"[^>]*>|<script[^>]+src="[^"]+"[^>]*>/g)].map(([tag]) => /(?:href|src)="([^"]+)"/.exec(tag)![1]!);
  const files = await Promise.all(linked.map((name) => weigh(agent, new URL(name, address + path).href)));
  return { page: page.bytes, bytes: page.bytes + files.reduce((sum, { bytes }) => sum + bytes, 0), files: files.length };
}

async function prepare(application: Application): Promise<string> {
  const { pool, recordKeys, loads } = application;
  await bringInstrument(application, OPERATOR, `${FORM}@1`);
  await takeFormStep(pool, OPERATOR, FORM, '1', 'publicar', loads.clock());
  await openToPublic(pool, OPERATOR, FORM, true);
  return (await makeEnumerator(pool, await recordKeys.secret(), OPERATOR, 'E-1', null)).key;
}

/** What the pages that ask people weigh on the way to a phone. */
export async function benchFormPages(data: string, say: (line: string) => void): Promise<Section> {
  mkdirSync(data, { recursive: true });
  say('weighing the pages that ask…');
  const server = await startServer(data);
  const environment = { YUPAY_DATA: data };
  const application = await openApplication(readConfiguration(environment), environment);
  const agent = new Agent({ keepAlive: true });
  try {
    const key = await prepare(application);
    const [own, open] = [await enumeratorPage(agent, server.address, key), await publicPage(agent, server.address)];
    return {
      title: 'Pages that ask (`formularios`)',
      how: 'Bytes with gzip of the enumerator’s page with its engine, style, script and worker, each of which a phone keeps; and of the first page of a shipped form that the public answers, with its style.',
      measures: [
        { what: 'enumerator’s page, everything', value: `${number(own.bytes)} B in ${own.files + 2} files`, target: '≤ 320,000 B, kept', met: own.bytes <= 320_000 && own.kept },
        { what: 'enumerator’s page before a form is opened', value: `${number(own.first)} B`, target: '', met: null },
        { what: `public form, /opinar/${FORM}`, value: `${number(open.page)} B page, ${number(open.bytes)} B with its ${open.files} files`, target: '≤ 30,000 B', met: open.bytes <= 30_000 },
      ],
    };
  } finally {
    agent.destroy();
    await application.close();
    await server.stop();
  }
}
