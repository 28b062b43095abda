import { beforeAll, expect, test } from 'vitest';
import { closing, ownFolder } from '../../../tests/setup/closing.ts';
import { Lake } from './lake.ts';

const ENDLESS = 'select sum(a.range * b.range) from range(3000000) a, range(3000000) b';
const ROWS = 'select range::varchar as n from range($n::bigint) order by range';

const folder = ownFolder();
const toClose = closing();
let lake: Lake;
beforeAll(async () => {
  lake = toClose(await Lake.open({ memory: '200MB', threads: 2, temporary: folder }));
});

test('a question that takes too long is interrupted, in words, and the next is answered', async () => {
  const asker = lake.within({ milliseconds: 100, rows: 10 });
  await expect(asker.query(ENDLESS)).rejects.toMatchObject({ code: 'consulta-lenta' });
  expect((await asker.query('select 1')).rows).toEqual([['1']]);
});

test('a slow question stops no other work: a load goes on with its own connection', async () => {
  const work = await lake.connect();
  const [slow, load] = await Promise.allSettled([lake.within({ milliseconds: 50, rows: 10 }).query(ENDLESS), work.runAndReadAll('select count(*) from range(300000000) where range % 7 = 3')]);
  work.closeSync();
  expect([slow.status, load.status]).toEqual(['rejected', 'fulfilled']);
});

test('an answer of as many rows as allowed is whole and in order; one row more is refused and never cut', async () => {
  const asker = lake.within({ milliseconds: 20_000, rows: 5_000 });
  const { rows } = await asker.query(ROWS, { n: 5_000 });
  expect([rows.length, rows[0], rows.at(-1)]).toEqual([5_000, ['0'], ['4999']]);
  await expect(asker.query(ROWS, { n: 5_001 })).rejects.toMatchObject({ code: 'respuesta-larga' });
  expect((await lake.query(ROWS, { n: 5_001 })).rows.length).toBe(5_001);
});

test('an endless answer is refused before it fills the memory', async () => {
  await expect(lake.within({ milliseconds: 20_000, rows: 1_000 }).query('select range from range(100000000000)')).rejects.toMatchObject({ code: 'respuesta-larga' });
});

test('what fails for another reason says its own', async () => {
  await expect(lake.within().query('select nada')).rejects.toThrow(/nada/);
});
