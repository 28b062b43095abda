import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERRORS, YupayError } from '#lib/kernel/errors.ts';
import { PLACES_RECIPES } from '#lib/places/recipes/index.ts';
import { detect } from '#lib/provenance/reading/detect.ts';
import { readRows } from '#lib/provenance/reading/rows.ts';
import { scanStructure } from '#lib/provenance/reading/structure.ts';
import { wideColumns } from '#lib/provenance/reading/wide.ts';
import type { RowDetected, WideDetected } from '#lib/provenance/reading.ts';
import type { FileFormat } from '#lib/provenance/recipe.ts';
import { Random } from '#lib/kernel/random.ts';
import { TREASURY_RECIPES } from '#lib/treasury/recipes/index.ts';
import { ownFolder } from '../setup/closing.ts';
import { mutate, mutationNames } from './mutate.ts';

const RECIPES = [...TREASURY_RECIPES, ...PLACES_RECIPES];
const GOLDEN = join(import.meta.dirname, '../golden/sources');
const FORMAT: Record<string, FileFormat> = { csv: 'csv', xls: 'html', geojson: 'geojson', json: 'json', xlsx: 'xlsx' };

const folder = ownFolder();

const SOUND = readdirSync(GOLDEN, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const file = readdirSync(join(GOLDEN, name)).find((entry) => entry.startsWith('entrada'))!;
    return { name, format: FORMAT[file.split('.').at(-1)!]!, bytes: readFileSync(join(GOLDEN, name, file)) };
  });

/** What reading a file comes to: a code of the table, or counts. Anything else thrown fails the test. */
async function outcome(path: string): Promise<string> {
  try {
    const detected = await detect(path, RECIPES, { declaredYear: 2012 });
    if (detected.recipe.way === 'wide') {
      wideColumns(detected as WideDetected);
      const { records } = await scanStructure(path, { delimiter: detected.delimiter!, quote: '"', encoding: detected.encoding, skipHeader: true, signal: new AbortController().signal, onProgress: () => undefined });
      return `${records} records`;
    }
    let facts = 0;
    let rejections = 0;
    for await (const item of readRows(detected as RowDetected, path, { signal: new AbortController().signal, onProgress: () => undefined })) {
      if (item.kind === 'fact') facts += 1;
      if (item.kind === 'rejection') {
        rejections += 1;
        expect(item.rejection.reason.length).toBeGreaterThan(5);
        expect(item.rejection.raw.length).toBeLessThanOrEqual(4_000);
      }
    }
    return `${facts} facts, ${rejections} rejections`;
  } catch (thrown) {
    if (!(thrown instanceof YupayError)) throw thrown;
    expect(Object.keys(ERRORS)).toContain(thrown.code);
    expect(thrown.message).not.toMatch(/\bat .*:\d+:\d+/);
    expect(thrown.code).not.toBe('interno');
    return thrown.code;
  }
}

describe('damaged files', () => {
  it('is the same damage for the same seed', () => {
    const { bytes, format } = SOUND[0]!;
    for (const name of mutationNames(format)) expect(mutate(bytes, format, new Random(4), name).bytes.equals(mutate(bytes, format, new Random(4), name).bytes)).toBe(true);
  });

  it('ends sixty random damages in a code of the table or in counts', async () => {
    const random = new Random(20_260);
    const outcomes: string[] = [];
    for (let i = 0; i < 60; i++) {
      const source = SOUND[i % SOUND.length]!;
      const { name, bytes } = mutate(source.bytes, source.format, random);
      const path = join(folder, `${i}.bin`);
      writeFileSync(path, bytes);
      outcomes.push(`${source.name}, ${name}: ${await outcome(path)}`);
    }
    expect(outcomes).toHaveLength(60);
    expect(outcomes.filter((text) => /: [a-z]+-?[a-z-]*$/.test(text) && !/rejections|records/.test(text)).length).toBeGreaterThan(10);
  }, 120_000);

  it.each(['xlsx', 'html', 'geojson', 'json'] as const)('ends every kind of damage of %s in a code of the table or in counts', async (format) => {
    const source = SOUND.find((sound) => sound.format === format && sound.name !== 'limites-departamentos')!;
    const found: Record<string, string> = {};
    for (const name of mutationNames(format)) {
      const path = join(folder, `${format}.bin`);
      writeFileSync(path, mutate(source.bytes, format, new Random(7), name).bytes);
      found[name] = await outcome(path);
    }
    if (format === 'xlsx') {
      expect(found).toMatchObject({
        'a part that inflates beyond measure': 'bomba-comprimida',
        'a directory that lies': 'archivo-ilegible',
        'a wrong checksum': 'archivo-ilegible',
        'a sheet cut inside': 'archivo-cortado',
        'cut at random': 'archivo-cortado',
        'a huge cell': 'archivo-ilegible',
      });
    }
    if (format === 'html') expect(found).toMatchObject({ 'nested without end': 'archivo-ilegible', 'cut off the last bytes': 'archivo-cortado' });
    if (format === 'json') expect(found).toMatchObject({ 'nested without end': 'archivo-ilegible', 'a string without end': 'archivo-ilegible', 'a prototype': expect.stringMatching(/^3 facts/) });
    if (format === 'geojson') expect(found).toMatchObject({ 'cut at random': 'archivo-cortado', 'cut off the last bytes': 'archivo-cortado', 'nested without end': 'archivo-ilegible', 'deep and closed': '0 facts, 1 rejections' });
  }, 120_000);
});
