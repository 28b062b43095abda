import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { Random } from '#lib/kernel/random.ts';
import type { Application } from '#lib/publishing/application.ts';
import { closing } from '../setup/closing.ts';
import { publishPerception, readAll, sendInterview } from '../setup/interviews.ts';
import { testState, type TestState } from '../setup/state.ts';

const KILLS = 5;
const COUNT = 600;

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
  await publishPerception(app);
}, 60_000);

test('readers that are killed in the middle lose no submission and read none twice', async () => {
  const instance = 'uuid:0b7e7c1e-0000-4000-8000-000000000003';
  await sendInterview(app, { instance, dwelling: '1', age: '15' });
  await sendInterview(app, { deprecated: instance, dwelling: '1', answers: { p1: 'nadie' } });
  for (let sent = 2; sent < COUNT; sent += 1) await sendInterview(app, { dwelling: String(sent), age: '15', answers: { p1: 'nadie' } });
  const random = new Random(20_261_121);
  const left = async () => (await app.pool.query(`select count(*)::int as n from envio where estado = 'recibido'`)).rows[0]!.n as number;
  const seen: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const readers = [0, 1].map(() => spawn(process.execPath, ['tests/setup/read-and-die.ts'], { env: { ...process.env, ...state.environment }, stdio: ['ignore', 'pipe', 'inherit'] }));
    await Promise.all(readers.map((reader) => once(reader.stdout!, 'data')));
    // The blow falls while they read, however slow this machine is.
    const before = seen.at(-1) ?? COUNT;
    for (let n = 0; n < 2_000 && (await left()) >= before; n += 1) await sleep(5);
    await sleep(random.below(40));
    await Promise.all(readers.map((reader) => (reader.kill('SIGKILL'), once(reader, 'exit'))));
    seen.push(await left());
  }
  expect(seen.some((waiting) => waiting > 0 && waiting < COUNT), `waiting after each kill: ${seen.join(', ')}`).toBe(true);
  // The database ends the transactions of the dead by itself.
  for (let tries = 0; (await left()) > 0 && tries < 50; tries += 1) {
    await readAll(app);
    await sleep(100);
  }
  const { rows } = await app.pool.query(`select count(*)::int as answers, (select count(*)::int from envio where estado = 'reemplazado') as replaced, (select count(*)::int from envio where estado = 'por-revisar') as waiting,
    (select count(*)::int from envio_alerta where codigo = 'menor-de-edad') as minors, (select max(n)::int from (select count(*) as n from envio_alerta group by envio, codigo) x) as most from envio_respuesta`);
  expect(rows[0]).toEqual({ answers: COUNT, replaced: 1, waiting: COUNT - 1, minors: COUNT - 1, most: 1 });
}, 120_000);
