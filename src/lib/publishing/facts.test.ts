import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { alterDigit, prng } from '../../../tests/setup/tamper.ts';
import { checkFacts } from './facts.ts';
import { factsFolder } from './facts-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'yupay-hechos-'));
  cpSync(factsFolder(), folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const FILES = readdirSync(factsFolder()).filter((name) => name !== 'manifest.json');

test('the shipped facts, tables and documents, are those of the manifest, and the manifest names every file', async () => {
  await expect(checkFacts(folder)).resolves.toBeUndefined();
  const { tables, documents } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Record<'tables' | 'documents', { file: string }[]>;
  expect([...tables, ...documents].map(({ file }) => file).sort()).toEqual([...FILES].sort());
});

test.each(FILES)('one digit altered in %s, or the file gone, is found by its name', async (file) => {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, alterDigit(text, prng(9)));
  await expect(checkFacts(folder)).rejects.toMatchObject({ code: 'hechos-alterados', details: { archivo: file } });
  rmSync(path);
  await expect(checkFacts(folder)).rejects.toMatchObject({ code: 'hechos-alterados', details: { archivo: file } });
  writeFileSync(path, text);
  await expect(checkFacts(folder)).resolves.toBeUndefined();
});
