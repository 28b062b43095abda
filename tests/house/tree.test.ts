import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { messages } from '#lib/platform/messages/index.ts';
import { filesOfTree, read, ROOT } from './tree.ts';

/** Written in parts, so that this file does not hold what it looks for. */
const FOREIGN = [['', 'work', 'main'], ['', 'work', 'shared'], ['', 'tmp', 'prompts']].map((parts) => parts.join('/'));

test('no file names a path of the machine it was written on', () => {
  const found = filesOfTree().flatMap((name) => {
    const bytes = readFileSync(join(ROOT, name));
    return FOREIGN.filter((path) => bytes.includes(path)).map((path) => `${name}: ${path}`);
  });
  expect(found).toEqual([]);
});

test('the lock file names no place to download from, so that each one’s own registry is asked', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, Record<string, unknown>> };
  const entries = Object.entries(packages).filter(([path]) => path !== '');
  expect(entries.length).toBeGreaterThan(50);
  expect(entries.filter(([, entry]) => 'resolved' in entry).map(([path]) => path)).toEqual([]);
  // Where to thank its makers and where its licence is written are no places to download from.
  const hosts = entries.filter(([, { funding, license, ...entry }]) => /:\/\//.test(JSON.stringify(entry)));
  expect(hosts.map(([path]) => path)).toEqual([]);
  expect(read('.npmrc')).not.toMatch(/registry\s*=\s*http/);
});

test('every dependency is pinned to one version', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  expect(loose).toEqual([]);
});

type Tree = { readonly [key: string]: Tree | string };

const keys = (tree: Tree, path = ''): string[] => Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? `${path}${key}` : keys(value, `${path}${key}.`)));

test('Spanish and English have the same messages', () => {
  const [spanish, english] = [keys(messages('es') as unknown as Tree), keys(messages('en') as unknown as Tree)];
  expect(spanish.length).toBeGreaterThan(100);
  expect(english.sort()).toEqual(spanish.sort());
});

test('the licence is whole and is the one that the package names', () => {
  expect((JSON.parse(read('package.json')) as { license: string }).license).toBe('Apache-2.0');
  const licence = read('LICENSE');
  expect(licence).toContain('Apache License');
  expect(licence).toContain('9. Accepting Warranty or Additional Liability.');
  expect(licence).toContain('END OF TERMS AND CONDITIONS');
});

test('no source file is longer than 300 lines, in the command line and the tests too', () => {
  const long = filesOfTree().filter((name) => /^(src|bin|tests)\/.*\.(ts|mjs|svelte)$/.test(name)).map((name) => [name, read(name).split('\n').length] as const).filter(([, lines]) => lines > 301);
  expect(long).toEqual([]);
});
