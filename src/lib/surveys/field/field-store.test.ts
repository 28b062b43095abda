import { beforeAll, expect, test } from 'vitest';
import type { Actor } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import { drawSample, type DrawRequest } from './draw.ts';
import { drawnUnits, drawOf, frameUnits, isReplayed, keepDraw, keepFrame } from './field-store.ts';

const KEEPER: Actor = { id: 'editora', name: 'editora', operator: false, organisations: [], grants: [{ role: 'editor', organisation: null, framework: null, place: null }] };
const REQUEST: DrawRequest = { clusters: 4, allocation: 'igual', least: 2, perCluster: 10, seed: 20261121 };

const toClose = closing();
let state: TestState;
let app: Application;
let frame: number;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
  frame = await keepFrame(app.pool, KEEPER, 'Marco', 'prueba', Array.from({ length: 8 }, (_, at) => ({ code: `u-${at}`, name: `u-${at}`, stratum: 'urbano', place: '180101', area: 'urbana', zone: 'centro', dwellings: 15 + at, point: null })));
}, 240_000);

/** Keeps a draw as it was kept before the first dwelling came from the whole list. */
async function keptBefore(name: string): Promise<number> {
  const { rows } = await app.pool.query('insert into muestra (marco, nombre, conglomerados, reparto, minimo, viviendas, semilla, quien) values ($1, $2, 4, $3, 2, 10, 20261121, $4) returning numero::int as number', [frame, name, 'igual', KEEPER.id]);
  for (const one of drawSample(await frameUnits(app.pool, frame), REQUEST, 'primer-paso')) {
    await app.pool.query('insert into muestra_unidad (muestra, codigo, probabilidad, segura, del_estrato, elegidas, primera, cada) values ($1, $2, $3, $4, $5, $6, $7, $8)', [rows[0].number, one.unit.code, one.probability, one.certain, one.population, one.selected, one.first, one.every]);
  }
  return rows[0].number as number;
}

test('a draw is the one that its frame and seed give, and so is one that was kept under the rule of before', async () => {
  const [own, before] = [await keepDraw(app.pool, KEEPER, 'Ola 1', frame, REQUEST), await keptBefore('Ola 0')];
  const firsts = async (draw: number) => (await drawnUnits(app.pool, draw)).map(({ first }) => first);
  expect(await firsts(before)).not.toEqual(await firsts(own));
  for (const draw of [own, before]) expect(await isReplayed(app.pool, await drawOf(app.pool, draw))).toBe(true);
});

test('a draw of which a dwelling is another than its seed gives is told from it', async () => {
  const draw = await drawOf(app.pool, await keepDraw(app.pool, KEEPER, 'Ola 2', frame, REQUEST));
  expect(await isReplayed(app.pool, { ...draw, seed: 7 })).toBe(false);
  expect(await isReplayed(app.pool, { ...draw, among: 'primer-paso' })).toBe(false);
});
