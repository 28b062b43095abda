import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import type { FileFormat } from '#lib/provenance/recipe.ts';
import type { Application } from '#lib/publishing/application.ts';
import { Random } from '#lib/kernel/random.ts';
import { mutate, mutationNames } from '../mutator/mutate.ts';
import { closing } from '../setup/closing.ts';
import { load, write } from '../setup/load.ts';
import { testState, type TestState } from '../setup/state.ts';

/** Each golden input, damaged by a seeded mutator and loaded whole: 200 files over every kind. */
const GOLDEN = join(import.meta.dirname, '../golden/sources');
const FILES = 200;
const FORMATS: Readonly<Record<string, FileFormat>> = { csv: 'csv', xls: 'html', html: 'html', xlsx: 'xlsx', geojson: 'geojson', json: 'geojson' };

const inputs = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap((entry) => readdirSync(join(GOLDEN, entry.name)).filter((name) => name.startsWith('entrada')).map((name) => ({ kind: entry.name, path: join(GOLDEN, entry.name, name), format: FORMATS[name.split('.').at(-1)!]! })));

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
});

/** What readers see, as one text. */
const visible = async () => JSON.stringify((await app.pool.query('select conjunto, anio, serie, particion from particion_viva order by 1, 2, 3')).rows);

test(`${FILES} damaged files over every kind end in a listed code or in counted rejections, and none is half loaded`, async () => {
  expect(inputs.length).toBeGreaterThanOrEqual(14);
  const random = new Random(20_261_120);
  const outcomes: Record<string, number> = {};
  for (let n = 0; n < FILES; n += 1) {
    const input = inputs[n % inputs.length]!;
    const names = mutationNames(input.format);
    const { name, bytes } = mutate(readFileSync(input.path), input.format, random, names[Math.floor(n / inputs.length) % names.length]);
    const label = `${n} ${input.kind} ${name}`;
    const before = await visible();
    const outcome = await load(app, write(state.folder, 'danado', bytes), { declaredYear: 2015, acceptRejects: n % 2 === 0 }).then(
      (report) => ({ code: report.repeated ? 'repetido' : report.rejected > 0 ? 'cargado con rechazos' : 'cargado', report }),
      (error: unknown) => ({ code: asYupayError(error).code, report: null }),
    );
    outcomes[outcome.code] = (outcomes[outcome.code] ?? 0) + 1;
    expect(outcome.code, `${label}`).not.toBe('interno');
    if (outcome.report === null) expect(await visible(), label).toBe(before);
    else expect(outcome.report.partitions.filter((part) => !part.dataset.endsWith('-resumen')).reduce((sum, part) => sum + part.rows, 0), label).toBe(outcome.report.repeated ? 0 : outcome.report.accepted);
    expect(readdirSync(app.folders.staging), label).toEqual([]);
  }
  console.log(`damaged files: ${JSON.stringify(outcomes)}`);
  expect(Object.keys(outcomes).length).toBeGreaterThan(4);
}, 600_000);
