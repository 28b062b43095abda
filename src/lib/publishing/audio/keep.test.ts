import { existsSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { beforeAll, expect, test } from 'vitest';
import { writeBackup } from '../backup.ts';
import { restoreBackup } from '../restore.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { keeperOf } from '../../../../tests/setup/keeper.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import { load, write } from '../../../../tests/setup/load.ts';
import { mp3, oggOpus } from '../../../../tests/setup/sound.ts';
import type { DraftFields } from './draft.ts';
import { addRecording, publishRecording, toldNow, withdrawRecording, type Keeper } from './keep.ts';
import { listed } from './listen.ts';
import { allRecordings, publishedRecordings } from './store.ts';

const toClose = closing();
const states: TestState[] = [];
let keeper: Keeper;

async function open(kind: 'con-hechos' | 'vacio'): Promise<Keeper> {
  const state = toClose(await testState(kind));
  states.push(state);
  return keeperOf(toClose(await state.open()));
}

beforeAll(async () => {
  keeper = await open('con-hechos');
}, 60_000);

const STATED: DraftFields = { lugar: '180106', variedad: 'aimara', texto: 'La municipalidad recibió canon minero.', palabras: 'Palabras de prueba.', traduccion: 'persona', traductor: 'Docente bilingüe', voz: 'si' };

let made = 0;
/** Bytes of their own each time, so that no two recordings share a file unless a test says so. */
const add = (fields: Partial<DraftFields> = {}, bytes: Buffer = oggOpus(20 + (made += 1)), expected: string | null = null) =>
  addRecording(keeper, write(states[0]!.folder, `voz-${made}.opus`, bytes), 'voz.opus', { ...STATED, ...fields }, expected);

const actions = async () => (await keeper.application.pool.query(`select accion, quien from auditoria where accion like '%-audio' order by numero`)).rows.map(({ accion, quien }) => `${quien} ${accion}`);

/** The published recordings of a place. */
const publishedOf = async (place: string) => (await publishedRecordings(keeper.application.pool)).get(place) ?? [];

test('a recording is entered with what its bytes and the page say, published, withdrawn with a reason and erased, each with who and when', async () => {
  const { id, sha256, milliseconds } = await add();
  const path = keeper.application.recordings.path(sha256);
  expect([milliseconds > 0, existsSync(path), (await publishedOf('180106')).length]).toEqual([true, true, 0]);
  await publishRecording(keeper, id);
  const [published] = await publishedOf('180106');
  expect(published).toMatchObject({ id, variety: 'aimara', format: 'ogg-opus', state: 'publicada', sentence: expect.stringContaining('Torata recibió') });
  for (const { receipt, code } of published!.figures) expect((await keeper.services.receipt(code)).sha256).toBe(receipt);
  expect(published!.figures.length).toBeGreaterThan(3);
  await expect(withdrawRecording(keeper, id, '  ', false)).rejects.toMatchObject({ code: 'audio-ficha' });
  await withdrawRecording(keeper, id, 'lo pidió quien habla', false);
  await expect(publishRecording(keeper, id)).rejects.toMatchObject({ code: 'audio-estado' });
  expect(existsSync(path)).toBe(true);
  await withdrawRecording(keeper, id, 'lo pidió quien habla', true);
  expect(existsSync(path)).toBe(false);
  await expect(withdrawRecording(keeper, id, 'otra vez', true)).rejects.toMatchObject({ code: 'audio-estado' });
  expect((await allRecordings(keeper.application.pool, '180106')).find((one) => one.id === id)).toMatchObject({ state: 'retirada', reason: 'lo pidió quien habla', words: 'Palabras de prueba.', erasedAt: expect.stringMatching(/^2/) });
  expect(await actions()).toEqual(['prueba anotar-audio', 'prueba publicar-audio', 'prueba retirar-audio', 'prueba borrar-audio']);
});

test('what a machine translated is kept and never published, by the rule and by the database, until a person reviews it', async () => {
  const { id } = await add({ traduccion: 'maquina', traductor: '' });
  await expect(publishRecording(keeper, id)).rejects.toMatchObject({ code: 'audio-sin-revisar' });
  await expect(keeper.application.pool.query(`update grabacion set estado = 'publicada', publicada = now() where id = $1`, [id])).rejects.toThrow(/sin_maquina_sin_revisar/);
  for (const fields of [{ revisor: 'Ana' }, { revisada: '2026-11-01' }, {}]) await expect(add({ traduccion: 'maquina-revisada', ...fields })).rejects.toMatchObject({ code: 'audio-ficha' });
  const reviewed = await add({ traduccion: 'maquina-revisada', revisor: 'Academia de la lengua', revisada: '2026-11-01' });
  await publishRecording(keeper, reviewed.id);
  await withdrawRecording(keeper, reviewed.id, 'fin de la prueba', false);
});

test('a voice without consent, numbers that the page does not print, and a sentence that changed meanwhile are refused', async () => {
  const { id } = await add({ voz: '' });
  await expect(publishRecording(keeper, id)).rejects.toMatchObject({ code: 'audio-ficha' });
  const { sentence } = await toldNow(keeper.services, '180106');
  await expect(add({ texto: 'Recibió 99.9 millones.' })).rejects.toMatchObject({ code: 'audio-cifras' });
  await expect(add({ palabras: 'Waranqa 77' })).rejects.toMatchObject({ code: 'audio-cifras' });
  await expect(add({ texto: sentence }, undefined, `${sentence} `)).rejects.toMatchObject({ code: 'audio-cifras' });
  await expect(add({ texto: sentence }, undefined, sentence)).resolves.toMatchObject({ format: 'ogg-opus' });
});

test.each([
  ['no such place', { lugar: '999999' }, 'lugar-no-existe'], ['a place that is no code', { lugar: '../etc' }, 'audio-ficha'], ['no such variety', { variedad: 'klingon' }, 'audio-ficha'],
  ['no text', { texto: ' ' }, 'audio-ficha'], ['no words', { palabras: '' }, 'audio-ficha'], ['no translator', { traductor: '' }, 'audio-ficha'], ['Spanish translated', { variedad: 'castellano' }, 'audio-ficha'],
  ['Aymara untranslated', { traduccion: 'ninguna' }, 'audio-ficha'], ['a day that is none', { prueba_fecha: '2026-02-31', prueba_personas: '9' }, 'audio-ficha'], ['a test without people', { prueba_fecha: '2026-02-01' }, 'audio-ficha'],
  ['people below none', { prueba_fecha: '2026-02-01', prueba_personas: '-1' }, 'audio-ficha'], ['an endless text', { texto: 'a'.repeat(5_001) }, 'audio-ficha'],
] as const)('%s is refused, and nothing is kept', async (_, fields, code) => {
  const count = async () => (await keeper.application.pool.query('select count(*) from grabacion')).rows[0].count as string;
  const before = await count();
  await expect(add(fields)).rejects.toMatchObject({ code });
  expect([await count(), readdirSync(keeper.application.folders.staging)]).toEqual([before, []]);
});

test('a file that is no sound leaves nothing behind, and two recordings of one file outlive the erasing of one', async () => {
  await expect(add({}, Buffer.from('PK\u0003\u0004 no es un audio'))).rejects.toMatchObject({ code: 'audio-formato' });
  await expect(add({}, mp3(100).subarray(0, 150))).rejects.toMatchObject({ code: 'audio-danado' });
  await expect(add({}, Buffer.alloc(1_600_000))).rejects.toMatchObject({ code: 'archivo-grande' });
  expect(readdirSync(keeper.application.folders.staging)).toEqual([]);
  const bytes = mp3(77);
  const [one, other] = [await add({}, bytes), await add({ variedad: 'quechua-puno' }, bytes)];
  await withdrawRecording(keeper, one.id, 'se grabó mal', true);
  expect(existsSync(keeper.application.recordings.path(one.sha256))).toBe(true);
  await withdrawRecording(keeper, other.id, 'se grabó mal', true);
  expect(existsSync(keeper.application.recordings.path(one.sha256))).toBe(false);
});

test('a new receipt that gives the same figures changes nothing heard; other figures mark the recording as earlier', async () => {
  const { id } = await add({ lugar: '021014', variedad: 'quechua-ancash' });
  await publishRecording(keeper, id);
  const current = async () => listed(await publishedOf('021014'), await toldNow(keeper.services, '021014'), '021014').map((one) => one.current);
  expect(await current()).toEqual([true]);
  const told = await toldNow(keeper.services, '021014');
  const header = 'anio,ubigeo,sec_ejec,municipalidad,canon_minero,total_transferencias,poblacion,linea_original';
  const canon = (rows: string) => load(keeper.application, write(states[0]!.folder, 'canon.csv', `${header}\n${rows}`));
  const draft = await add({ lugar: '021014', variedad: 'castellano', traduccion: 'ninguna', palabras: '', traductor: '' });
  await canon('2020,021014,300158,M,1234.00,2345.00,100.00,2\n');
  expect((await toldNow(keeper.services, '021014')).sentence).not.toBe(told.sentence);
  expect(await current()).toEqual([false]);
  await expect(publishRecording(keeper, draft.id)).rejects.toMatchObject({ code: 'audio-cifras' });
});

test('a backup brings recordings back, and what was erased before it stays erased', async () => {
  const kept = await add();
  const gone = await add();
  await publishRecording(keeper, kept.id);
  await withdrawRecording(keeper, gone.id, 'lo pidió quien habla', true);
  const tar = join(tmpdir(), `yupay-voces-${process.pid}.tar`);
  const quiet = { signal: new AbortController().signal, onProgress: () => undefined };
  await writeBackup(keeper.application, tar, quiet);
  const after = await open('vacio');
  await restoreBackup(after.application, tar, { ...quiet, replace: false });
  await rm(tar);
  expect([kept, gone].map(({ sha256 }) => existsSync(after.application.recordings.path(sha256)))).toEqual([true, false]);
  expect(await allRecordings(after.application.pool, null)).toEqual(await allRecordings(keeper.application.pool, null));
});
