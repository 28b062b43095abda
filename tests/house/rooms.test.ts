import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect, test } from 'vitest';

/** DESIGN §3: a room may use any room above it and none below; `ui` uses the kernel only. */
const ORDER = ['kernel', 'platform', 'access', 'provenance', 'places', 'treasury', 'indicators', 'frameworks', 'surveys', 'dialogue', 'formalization', 'community', 'publishing'];
const LIB = join(import.meta.dirname, '../../src/lib');

const sources = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(ts|svelte)$/.test(name) && !name.endsWith('.test.ts'));

/** Rooms that a file imports, by alias or by a relative path. */
function roomsImportedBy(name: string): string[] {
  const text = readFileSync(join(LIB, name), 'utf8');
  const targets = [...text.matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1]!);
  return targets.flatMap((target) => {
    if (target.startsWith('#lib/')) return target.slice(5).split('/')[0]!;
    if (target.startsWith('.')) return relative(LIB, join(LIB, name, '..', target)).split(/[\\/]/)[0]!;
    return [];
  });
}

test('every source file lives in a room that the design names', () => {
  const strangers = sources.filter((name) => !['ui', ...ORDER].includes(name.split('/')[0]!));
  expect(strangers).toEqual([]);
});

test('no room imports a room below it', () => {
  const wrong = sources.flatMap((name) => {
    const room = name.split('/')[0]!;
    return roomsImportedBy(name)
      .filter((other) => other !== room && other !== '..' && (room === 'ui' ? other !== 'kernel' : other !== 'ui' && ORDER.indexOf(other) > ORDER.indexOf(room)))
      .map((other) => `${name} → ${other}`);
  });
  expect(wrong).toEqual([]);
});

test('the components are used by publishing and the routes only', () => {
  const wrong = sources.filter((name) => !['ui', 'publishing'].includes(name.split('/')[0]!) && roomsImportedBy(name).includes('ui'));
  expect(wrong).toEqual([]);
});

test('no source file is longer than 300 lines', () => {
  const long = sources.map((name) => [name, readFileSync(join(LIB, name), 'utf8').split('\n').length] as const).filter(([, lines]) => lines > 301);
  expect(long).toEqual([]);
});
