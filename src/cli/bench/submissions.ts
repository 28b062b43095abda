import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type pg from 'pg';
import { OPERATOR } from '#lib/access/actor.ts';
import { openPool } from '#lib/platform/database.ts';
import { readConfiguration } from '#lib/platform/settings.ts';
import { openApplication, type Application } from '#lib/publishing/application.ts';
import { makeEnumerator } from '#lib/surveys/intake/enumerator.ts';
import { keepDraft, takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { madeForm, madeInstance, MADE_QUESTIONS } from '#lib/surveys/intake/generator.ts';
import { startServer } from './pages.ts';
import { median, number, percentile, type Section } from './report.ts';

const CLIENTS = 8;
const COUNT = 4_000;
/** Odd: on a shared machine a single round says more of the neighbours than of us. */
const ROUNDS = 5;
const FORM = 'medida';
const BOUNDARY = 'yupay-medida';

const bodyOf = (xml: string): Buffer => Buffer.from(`--${BOUNDARY}\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="envio.xml"\r\nContent-Type: text/xml\r\n\r\n${xml}\r\n--${BOUNDARY}--\r\n`);

function post(agent: Agent, url: string, body: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers: { 'x-openrosa-version': '1.0', 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'content-length': body.length } }, (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode ?? 0));
    });
    sent.on('error', reject).end(body);
  });
}

interface Round {
  readonly perSecond: number;
  readonly p50: number;
  readonly p95: number;
}

/** Closed loop of eight; each one does `work` until all is done. */
async function round(count: number, work: () => Promise<void>): Promise<Round> {
  const times: number[] = [];
  let next = 0;
  const started = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, async () => {
    while ((next += 1) <= count) {
      const began = performance.now();
      await work();
      times.push(performance.now() - began);
    }
  }));
  return { perSecond: (count * 1_000) / (performance.now() - started), p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

/** A row of as many bytes and one sync each, over eight connections: what the disk and the database give when nothing else is done. */
async function ceiling(pool: pg.Pool, bytes: Buffer): Promise<Round> {
  return round(COUNT, async () => void (await pool.query({ name: 'techo', text: 'insert into techo (bytes) values ($1)', values: [bytes] })));
}

async function prepare({ pool, recordKeys }: Application): Promise<string> {
  await keepDraft(pool, OPERATOR, madeForm(FORM, '1'));
  await takeFormStep(pool, OPERATOR, FORM, '1', 'publicar', new Date());
  await pool.query('create table techo (numero bigint generated always as identity primary key, bytes bytea not null)');
  return (await makeEnumerator(pool, await recordKeys.secret(), OPERATOR, 'E-1', null)).key;
}

/** How many submissions a second are taken, each durable before its phone is told, beside bare inserts in the same run. */
export async function benchSubmissions(data: string, say: (line: string) => void): Promise<Section> {
  mkdirSync(data, { recursive: true });
  const server = await startServer(data, '0,1');
  const environment = { YUPAY_DATA: data };
  const application = await openApplication(readConfiguration(environment), environment);
  const bare = openPool(application.connection, CLIENTS);
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  try {
    const url = `${server.address}/openrosa/${await prepare(application)}/submission`;
    const xml = () => madeInstance(FORM, '1', { instance: `uuid:${randomUUID()}` });
    const send = async (): Promise<void> => {
      const status = await post(agent, url, bodyOf(xml()));
      if (status !== 201) throw new Error(`a submission was answered ${status}`);
    };
    say(`sending ${number(ROUNDS * COUNT)} submissions…`);
    await round(500, send);
    const [ours, theirs]: [Round[], Round[]] = [[], []];
    for (let n = 0; n < ROUNDS; n += 1) {
      ours.push(await round(COUNT, send));
      theirs.push(await ceiling(bare, Buffer.from(xml())));
    }
    const { rows } = await application.pool.query('select count(*)::int as n from envio');
    if (rows[0].n !== 500 + ROUNDS * COUNT) throw new Error(`${rows[0].n} submissions were kept`);
    return sectionOf(ours, theirs);
  } finally {
    agent.destroy();
    await bare.end();
    await application.close();
    await server.stop();
  }
}

function sectionOf(ours: readonly Round[], theirs: readonly Round[]): Section {
  const of = (rounds: readonly Round[], what: keyof Round) => median(rounds.map((one) => one[what]));
  const [rate, p95] = [of(ours, 'perSecond'), of(ours, 'p95')];
  return {
    title: 'Submissions (`envios`)',
    how: `${CLIENTS} keep-alive clients in a closed loop POST a form of ${MADE_QUESTIONS.length} questions as phones do, each its own instance; every 201 comes after its key and its row are on the disk. Server and database share two cores, the clients have the others. The ceiling is one bare row of as many bytes and its own commit, over ${CLIENTS} connections, by turns with ours. Medians of ${ROUNDS} rounds of ${number(COUNT)}.`,
    measures: [
      { what: 'durable submissions', value: `${number(rate)} /s`, target: '≥ 500', met: rate >= 500 },
      { what: 'p50', value: `${of(ours, 'p50').toFixed(1)} ms`, target: '', met: null },
      { what: 'p95', value: `${p95.toFixed(1)} ms`, target: '< 50 ms', met: p95 < 50 },
      { what: 'ceiling: bare insert and sync', value: `${number(of(theirs, 'perSecond'))} /s, p95 ${of(theirs, 'p95').toFixed(1)} ms`, target: '', met: null },
      { what: 'ours over the ceiling', value: (rate / of(theirs, 'perSecond')).toFixed(2), target: '', met: null },
    ],
  };
}
