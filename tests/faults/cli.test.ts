import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { loadCommands } from '../../src/cli/commands.ts';
import { municipalitiesForGenerator } from '../../src/cli/municipalities.ts';
import { generateGasto } from '#lib/treasury/generator/index.ts';
import { closing } from '../setup/closing.ts';
import { write } from '../setup/load.ts';
import { testState, type TestState } from '../setup/state.ts';

const COMMANDS = await loadCommands();

const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');
const toClose = closing();
let state: TestState;
beforeAll(async () => {
  state = toClose(await testState());
});

function yupay(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8', env: { ...process.env, ...state.environment }, timeout: 60_000 });
  return { status, stdout, stderr };
}

test('every command explains itself in both languages', () => {
  for (const command of COMMANDS) {
    const es = yupay(command.name, '--ayuda');
    const en = yupay(command.name, '--help');
    expect([es.status, en.status], command.name).toEqual([0, 0]);
    expect(es.stdout).toContain(command.es);
    expect(en.stdout).toContain(command.en);
    for (const option of command.options) expect(es.stdout, command.name).toContain(`--${option.name}`);
  }
});

test('a port that somebody else holds is told as such, before anybody waits', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const child = spawn(process.execPath, [MAIN, 'serve'], { env: { ...process.env, ...state.environment, HOST: '127.0.0.1', PORT: String(port) }, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += String(chunk)));
  const [status] = (await once(child, 'exit')) as [number];
  taken.close();
  expect([status, stderr]).toEqual([78, expect.stringContaining(`el puerto ${port} está ocupado`)]);
});

test('a mistyped order ends in 64 with a sentence and no stack', () => {
  for (const args of [['cargar'], ['import'], ['import', '--no-existe', 'x'], ['verify'], ['verify', 'a', 'b'], ['verify', 'hola'], ['verify', 'abcdefabcdef', '--nivel', '9'], ['import', 'x.csv', '--anio', 'veinte']]) {
    const { status, stderr } = yupay(...args);
    expect([args.join(' '), status]).toEqual([args.join(' '), args.at(-2) === '--anio' ? 66 : 64]);
    expect(stderr).not.toMatch(/\n\s+at /);
  }
});

test('a wrong setting is explained by its name and ends in 78', () => {
  for (const [name, value] of [['PORT', 'ochenta'], ['PORT', '70000'], ['YUPAY_ORIGIN', 'ftp://x'], ['YUPAY_ORIGIN', 'https://x/camino'], ['DATABASE_URL', 'mysql://x'], ['YUPAY_MEMORY', 'mucha'], ['YUPAY_THREADS', '0'], ['HOST', 'a b']] as const) {
    const { status, stderr } = spawnSync(process.execPath, [MAIN, 'doctor'], { encoding: 'utf8', env: { ...process.env, ...state.environment, [name]: value } });
    expect([name, value, status]).toEqual([name, value, 78]);
    expect(stderr).toContain(name);
  }
});

test('a database that is not there is said so and ends in 74', () => {
  const { status, stderr } = spawnSync(process.execPath, [MAIN, 'doctor'], { encoding: 'utf8', env: { ...process.env, ...state.environment, DATABASE_URL: 'postgres://nadie@127.0.0.1:1/nada' } });
  expect(status).toBe(74);
  expect(stderr).not.toMatch(/\n\s+at /);
});

test('import says what it read, in words and in JSON, and its statuses are those of the table', () => {
  const good = write(state.folder, 'canon.csv', 'anio,ubigeo,sec_ejec,municipalidad,canon_minero,total_transferencias,poblacion,linea_original\n2020,180106,301486,M,1.00,2.00,3.00,2\n');
  const first = yupay('import', good, '--json');
  expect(first.status).toBe(0);
  expect(JSON.parse(first.stdout)).toMatchObject({ exit: 0, files: [{ file: 'canon.csv', report: { accepted: 1, rejected: 0 } }] });
  expect(yupay('import', good).stdout).toContain('ya estaba cargado');
  expect(yupay('import', join(state.folder, 'nada.csv')).status).toBe(66);
  const bad = yupay('import', write(state.folder, 'malo.csv', 'a,b\n1,2\n'), '--lang', 'en');
  expect([bad.status, bad.stderr.includes('belongs to no file that Yupay knows')]).toEqual([65, true]);
  const json = yupay('import', write(state.folder, 'malo.csv', 'a,b\n1,2\n'), '--json');
  expect(JSON.parse(json.stdout)).toMatchObject({ exit: 65, error: { code: 'encabezado-desconocido' } });
});

test('doctor finds all well, and finds a file altered in the lake', async () => {
  const { chmodSync, readFileSync, writeFileSync } = await import('node:fs');
  expect(yupay('doctor').status).toBe(0);
  const name = readdirSync(join(state.folder, 'lake'), { recursive: true, encoding: 'utf8' }).find((entry) => entry.endsWith('.parquet'))!;
  const path = join(state.folder, 'lake', name);
  const bytes = readFileSync(path);
  // The template's files are hard links: write a file of our own in its place.
  (await import('node:fs')).rmSync(path);
  writeFileSync(path, Buffer.concat([bytes.subarray(0, -1), Buffer.from([bytes.at(-1)! ^ 1])]));
  chmodSync(path, 0o444);
  const { status, stdout } = yupay('doctor');
  expect(status).toBe(1);
  expect(stdout).toContain('alterados');
  chmodSync(path, 0o644);
  writeFileSync(path, bytes);
});

test('Ctrl-C during an import ends in 130 and leaves nothing', async () => {
  const file = join(state.folder, 'gasto.csv');
  generateGasto({ rows: 60_000, seed: 3, year: 2022, path: file, municipalities: municipalitiesForGenerator().slice(0, 40) });
  const child = spawn(process.execPath, [MAIN, 'import', file], { env: { ...process.env, ...state.environment }, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const app = await state.open();
  while ((await app.pool.query(`select 1 from trabajo where etapa in ('leer', 'ordenar', 'cotejar') and archivo = 'gasto.csv'`)).rowCount === 0) await sleep(20);
  const ended = once(child, 'close');
  child.kill('SIGINT');
  expect((await ended)[0]).toBe(130);
  expect(stderr).toContain('nada quedó a medias');
  expect(readdirSync(app.folders.staging)).toEqual([]);
  expect((await app.pool.query(`select 1 from particion_viva where conjunto = 'gasto'`)).rowCount).toBe(0);
  expect((await app.pool.query(`select error->>'code' as code from trabajo where archivo = 'gasto.csv'`)).rows).toEqual([{ code: 'interrumpido' }]);
  await app.close();
});
