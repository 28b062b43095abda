import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { Lake } from '#lib/platform/lake.ts';
import { closing, ownFolder } from '../../../../tests/setup/closing.ts';
import type { Dataset } from '../recipe.ts';
import { gather, writeSorted } from './sort.ts';

const folder = ownFolder();
const toClose = closing();
let lake: Lake;
beforeAll(async () => {
  lake = toClose(await Lake.open({ memory: '500MB', threads: 2, temporary: folder }));
});

const DATASET: Dataset = {
  id: 'prueba', es: '', en: '', yearColumn: null, groupColumn: null, sortColumns: ['sec_ejec'], measures: [],
  columns: [{ name: 'sec_ejec', type: 'code', es: '', en: '' }, { name: 'nombre', type: 'text', es: '', en: '' }],
};

test('ranges cover every key once, in order, and pass the limit only for a key that does so alone', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 60 }), (counts) => {
    const keys = counts.map((rows, index) => [String(100 + index), rows] as const);
    const buckets = gather(keys, 60);
    expect(buckets.reduce((sum, bucket) => sum + bucket.rows, 0)).toBe(counts.reduce((a, b) => a + b, 0));
    for (const [index, bucket] of buckets.entries()) {
      expect(bucket.rows <= 60 || bucket.from === bucket.to).toBe(true);
      if (index > 0) expect(Number(bucket.from)).toBe(Number(buckets[index - 1]!.to) + 1);
    }
  }));
});

test('a relation larger than one range comes out whole, in the order of key and line, nulls last', async () => {
  const connection = await lake.connect();
  const relation = `(select case when i % 97 = 0 then null else lpad(((i * 7919) % 2000)::varchar, 6, '0') end as sec_ejec, 'NOMBRE ' || i as nombre, i as linea from range(1, 400001) t(i))`;
  const file = join(folder, 'ordenado.parquet');
  await writeSorted(connection, DATASET, relation, 'true', file, new AbortController().signal);
  const read = `read_parquet('${file}')`;
  const { rows } = await lake.query(`with f as (select *, file_row_number as n from read_parquet('${file}', file_row_number=true))
    select count(*), count(distinct linea), count(*) filter (where f.n <> o.n) from f join (select linea, row_number() over (order by sec_ejec nulls last, linea) - 1 as n from ${read}) o using (linea)`);
  expect(rows).toEqual([['400000', '400000', '0']]);
  connection.closeSync();
});
