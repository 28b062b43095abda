import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detect } from '#lib/provenance/reading/detect.ts';
import { readRows } from '#lib/provenance/reading/rows.ts';
import type { RowDetected } from '#lib/provenance/reading.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';
import { EITI_RECIPES } from '#lib/treasury/eiti/recipes.ts';
import { ORIGINALS } from './originals.ts';

const SAMPLES = resolve(process.env.YUPAY_SAMPLES ?? '../shared/data');

async function factsOf(path: string): Promise<{ recipe: string; facts: FactRow[] }> {
  const detected = (await detect(path, EITI_RECIPES)) as RowDetected;
  const facts: FactRow[] = [];
  for await (const item of readRows(detected, path, { signal: new AbortController().signal, onProgress: () => undefined })) {
    if (item.kind === 'rejection') throw new Error(item.rejection.reason);
    if (item.kind === 'fact') facts.push(item.fact);
  }
  return { recipe: detected.recipe.id, facts };
}

describe.skipIf(!existsSync(join(SAMPLES, ORIGINALS.eiti)))('the shipped EITI tables', () => {
  it.each([
    ['eiti-totales.csv', 'hechos-eiti', ORIGINALS.eiti, 9],
    ['eiti-sectores.csv', 'hechos-eiti-sectores', ORIGINALS.eitiProducto, 27],
  ] as const)('%s: each row is what the recipe of the original reads at its line', async (file, recipe, original, rows) => {
    const shipped = await factsOf(join('facts', file));
    const byLine = new Map((await factsOf(join(SAMPLES, original))).facts.map((fact) => [fact['linea_original'], fact]));
    expect([shipped.recipe, shipped.facts.length]).toEqual([recipe, rows]);
    for (const fact of shipped.facts) expect(fact).toEqual(byLine.get(fact['linea_original']!));
  });
});
