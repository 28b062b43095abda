import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { loadCommands } from '../../src/cli/commands.ts';
import { generatedParts } from '../../src/cli/docs/generated.ts';
import { fillParts, partNames } from '../../src/cli/docs/parts.ts';
import { COMMON } from '../../src/cli/run.ts';
import { sha256 } from '#lib/kernel/canonical.ts';
import { Lake } from '#lib/platform/lake.ts';
import { logicalDigest } from '#lib/provenance/digest.ts';
import { REGIONAL_ANUAL } from '#lib/treasury/datasets.ts';
import { closing } from '../setup/closing.ts';
import { testState } from '../setup/state.ts';
import { anchors, DOCUMENTS, filesOfTree, firstCells, read, ROOT, section, servedAddresses } from './tree.ts';

const COMMANDS = await loadCommands();

const PACKAGE = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies' | 'scripts', Record<string, string>>;
const SOURCES = filesOfTree().filter((name) => /^(src|bin|tests)\/.*\.(ts|mjs|svelte)$/.test(name));

test('what the documents say of the code is what the code says (else: node src/cli/write-docs.ts)', async () => {
  const parts = await generatedParts();
  for (const name of DOCUMENTS) expect(fillParts(read(name), parts), name).toBe(read(name));
});

test('every part written from the code stands in one document', async () => {
  expect(DOCUMENTS.flatMap((name) => partNames(read(name))).sort()).toEqual(Object.keys(await generatedParts()).sort());
});

test('every address that the routes serve is documented, and no other', () => {
  const api = read('docs/api.md');
  const tables = ['## Pages and their data', '## Forms for the public', '## Open data', '## To share and print', '## For verifiers', '## People', '## For the operator'].map((heading) => section(api, heading)).join('\n');
  const documented = [...tables.matchAll(/`(\/[^`?\s]*)`/g)].map((match) => match[1]!);
  expect([...new Set(documented)].sort()).toEqual(servedAddresses().sort());
});

test('every variable that the code reads is in settings.md', () => {
  const named = SOURCES.filter((name) => !name.endsWith('docs.test.ts')).flatMap((name) => [...read(name).matchAll(/\bYUPAY_[A-Z_]+\b/g)].map((match) => match[0]));
  const settings = read('docs/settings.md');
  expect([...new Set(named)].filter((name) => !settings.includes(`\`${name}\``))).toEqual([]);
});

const fenced = (text: string): string => [...text.matchAll(/^```\n?([\s\S]*?)^```/gm)].map((match) => match[1]!).join('\n');
const inline = (text: string): string => [...text.matchAll(/`([^`\n]+)`/g)].map((match) => match[1]!).join('\n');

test('the commands that the documents show exist, with their options', () => {
  for (const name of DOCUMENTS) {
    const shown = `${fenced(read(name))}\n${inline(read(name))}`;
    for (const [, script] of shown.matchAll(/\bnpm run (?:-s )?([a-z]+)/g)) expect(PACKAGE.scripts, `${name}: npm run ${script}`).toHaveProperty(script!);
    for (const [, script] of shown.matchAll(/\bnpm (start|test)\b/g)) expect(PACKAGE.scripts, `${name}: npm ${script}`).toHaveProperty(script!);
    for (const [, verb, rest] of shown.matchAll(/yupay -- ([a-z]+)(.*)/g)) {
      if (verb === 'help') continue;
      const command = COMMANDS.find((candidate) => candidate.name === verb);
      expect(command, `${name}: ${verb}`).toBeDefined();
      const known = [...command!.options, ...COMMON].flatMap(({ name: own, alias }) => [own, alias]);
      for (const [, option] of rest!.matchAll(/--([a-z-]+)/g)) expect(known, `${name}: ${verb} --${option}`).toContain(option);
    }
  }
});

test('the README begins with the two commands and both readmes name every document', () => {
  for (const name of ['README.md', 'LEEME.md']) {
    expect(read(name)).toMatch(/^# Yupay\n\n```\nnpm start\nnpm test\n```\n/);
    for (const document of DOCUMENTS.filter((other) => other.startsWith('docs/') || other === 'CONTRIBUTING.md' || other === 'CHANGELOG.md')) expect(read(name), name).toContain(`(${document}`);
  }
  for (const { name } of COMMANDS) expect(read('LEEME.md')).toContain(`| \`${name}\` |`);
});

test('links between documents lead somewhere', () => {
  const broken = DOCUMENTS.flatMap((name) =>
    [...read(name).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, target]) => {
      if (/^[a-z]+:/.test(target!)) return [];
      const [path, anchor] = target!.split('#') as [string, string | undefined];
      const file = path === '' ? name : normalize(join(dirname(name), path));
      if (!existsSync(join(ROOT, file))) return [`${name} → ${target}`];
      return anchor === undefined || anchors(read(file)).has(anchor) ? [] : [`${name} → ${target}`];
    }),
  );
  expect(broken).toEqual([]);
});

test('every dependency has its line with its licence, and at most thirty are needed at run time', () => {
  const page = read('docs/dependencies.md');
  for (const [kind, heading] of [['dependencies', '## At run time'], ['devDependencies', '## To build and test']] as const) {
    const rows = [...section(page, heading).matchAll(/^\| `([^`]+)` \| (.+) \| ([^|]+) \|$/gm)];
    expect(rows.map((row) => row[1])).toEqual(Object.keys(PACKAGE[kind]).sort());
    for (const [, name, why, licence] of rows) {
      const installed = JSON.parse(read(`node_modules/${name}/package.json`)) as { license: string };
      expect(why!.length, name).toBeGreaterThan(4);
      expect(licence!.replace(/ \(.*/, ''), name).toBe(installed.license);
    }
  }
  expect(Object.keys(PACKAGE.dependencies).length).toBeLessThanOrEqual(30);
});

test('every repair that a reader counts is explained', () => {
  const counted = SOURCES.filter((name) => /^src\/lib\/.*(?<!\.test)\.ts$/.test(name)).flatMap((name) => [...read(name).matchAll(/\btally\('([a-z-]+)'/g)].map((match) => match[1]!));
  const explained = read('docs/sources.md');
  expect(counted.length).toBeGreaterThan(4);
  expect([...new Set(counted)].filter((what) => !explained.includes(`\`${what}\``))).toEqual([]);
});

test('the digest of the example is the one that the code gives', async () => {
  const example = section(read('docs/methods.md'), '## The logical digest');
  const lines = [...example.matchAll(/^\d{4}⇥.*$/gm)].map((match) => match[0].replaceAll('⇥', '\t'));
  const stated = Object.fromEntries([...example.matchAll(/^(.+?)\s{2,}([0-9a-f]{64})$/gm)].map((match) => [match[1]!, match[2]!]));
  expect([...new Set(lines.map(sha256))]).toEqual([stated['hash of a MOQUEGUA line'], stated['hash of the other line']]);
  const values = lines.map((line) => `(${line.split('\t').map((cell) => (cell === '\\N' ? 'null' : `'${cell}'`)).join(', ')})`).join(', ');
  const lake = await Lake.open({ memory: '200MB', threads: 1, temporary: ROOT });
  const connection = await lake.connect();
  const relation = `(select anio::integer as anio, ubigeo, departamento, devengado::decimal(18, 2) as devengado from (values ${values}) t (anio, ubigeo, departamento, devengado))`;
  const digest = await logicalDigest(connection, REGIONAL_ANUAL, relation);
  connection.closeSync();
  lake.close();
  expect({ root: digest.root, ...Object.fromEntries(digest.groups.map(({ group, digest: hash }) => [`group ${group}`, hash])) }).toEqual({ root: stated.root, 'group 18': stated['group 18'], 'group -': stated['group -'] });
});

const toClose = closing();
const state = toClose(await testState('vacio'));

test('every table and column of the database is in the data model, and no other', async () => {
  const application = await state.open();
  const { rows } = await application.pool.query(
    `select table_name as name, array_agg(column_name::text order by ordinal_position) as columns from information_schema.tables join information_schema.columns using (table_schema, table_name)
     where table_schema = current_schema() and table_name not like 'kysely%' group by table_name`,
  );
  await application.close();
  const tables = section(read('docs/data-model.md'), '## Tables');
  const documented = Object.fromEntries([...tables.matchAll(/^### `([a-z_]+)`$/gm)].map((match) => [match[1]!, firstCells(section(tables, match[0]))]));
  expect(documented).toEqual(Object.fromEntries(rows.map((row) => [row.name, row.columns])));
});
