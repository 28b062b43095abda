import { beforeAll, expect, test } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { findQuery } from '#lib/publishing/questions.ts';
import { closing } from '../../../tests/setup/closing.ts';
import { load, write } from '../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import { Answers } from './answer.ts';
import { DATASETS } from '#lib/publishing/questions.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
});

const query = findQuery('canon-por-anio')!;
const header = 'anio,ubigeo,sec_ejec,municipalidad,canon_minero,total_transferencias,poblacion,linea_original';

test('the same question over the same data is one receipt, however often and from whichever process it is asked', async () => {
  const first = await Promise.all(Array.from({ length: 8 }, () => app.answers.answer(query, { ubigeo: '180106' })));
  expect(new Set(first.map((receipt) => receipt.sha256)).size).toBe(1);
  const other = new Answers(app.pool, app.lake, app.parquets, DATASETS);
  expect((await other.answer(query, { ubigeo: '180106' })).sha256).toBe(first[0]!.sha256);
  expect((await app.pool.query('select count(*)::int as n from recibo')).rows[0].n).toBe(1);
});

test('an answer begun before a load is not remembered after it', async () => {
  app.answers.refresh();
  const begun = app.answers.answer(query, { ubigeo: '021014' });
  await load(app, write(state.folder, 'canon.csv', `${header}\n2020,021014,300163,M,1.00,2.00,3.00,2\n`));
  await begun;
  const now = await app.answers.answer(query, { ubigeo: '021014' });
  expect(now.body.rows.at(-1)!.slice(0, 2)).toEqual(['2020', '1.00']);
});

test('a question about data that nobody has loaded has an answer with no rows and says so', async () => {
  const receipt = await app.answers.answer(findQuery('transferencias-por-anio')!, { ubigeo: '180106' });
  expect([receipt.body.rowCount, receipt.body.inputs]).toEqual([0, []]);
});

test('a parameter is a value and never SQL', async () => {
  const receipt = await app.answers.answer(query, { ubigeo: `' or true --` });
  expect(receipt.body.rowCount).toBe(0);
});

test('a question that takes too long or answers too much is refused, and no receipt is kept of it', async () => {
  const kept = async () => (await app.pool.query('select count(*)::int as n from recibo')).rows[0].n as number;
  const before = await kept();
  const slow = { ...query, id: 'lenta', sql: 'select sum(a.range * b.range)::varchar as anio, $ubigeo as ubigeo from range(3000000) a, range(3000000) b' };
  await expect(new Answers(app.pool, app.lake, app.parquets, DATASETS, { milliseconds: 100, rows: 100 }).answer(slow, { ubigeo: '180106' })).rejects.toMatchObject({ code: 'consulta-lenta' });
  const narrow = new Answers(app.pool, app.lake, app.parquets, DATASETS, { milliseconds: 20_000, rows: 2 });
  await expect(narrow.answer({ ...query, id: 'larga' }, { ubigeo: '180106' })).rejects.toMatchObject({ code: 'respuesta-larga' });
  expect(await kept()).toBe(before);
});
