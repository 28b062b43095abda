import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { partRow } from '#lib/frameworks/parts/document.ts';
import { INDICADORES } from '#lib/frameworks/queries/definitions.ts';
import { ask } from '../../../../tests/setup/ask.ts';

const PLANS = ['plan-alianza-2013-2014', 'ficha-r1', 'programa-mim'];
type Document = Readonly<Record<string, unknown>> & { readonly id: string; readonly definitions: readonly { id: string; version: number; title: { es: string } }[] };
const documents = PLANS.map((id) => JSON.parse(readFileSync(`facts/${id}.json`, 'utf8')) as Document);
const parts = documents.flatMap((document) => Object.entries(document).flatMap(([member, value]) => (Array.isArray(value) ? value.map((one, at) => partRow(document.id, { member, position: at + 1, value: one })) : [partRow(document.id, { member, position: null, value })])));

test('the glossary has one line for each definition and version of each plan, and says where it is used', async () => {
  const rows = await ask(INDICADORES, {}, { 'plan-partes': parts });
  const expected = documents.flatMap(({ id, definitions }) => definitions.map((one) => `${id} ${one.id}@${one.version} ${one.title.es}`));
  expect(rows.map((row) => `${row.plan} ${row.definicion}@${row.version} ${row.nombre}`).sort()).toEqual([...expected].sort());
  const used = documents.flatMap((document) => (document.uses as { id: string; definition: string; version?: number }[]).map((use) => `${document.id} ${use.definition}@${use.version ?? 1} ${use.id}`));
  const told = rows.flatMap((row) => (row.usos ?? '').split(' ').filter(Boolean).map((use) => `${row.plan} ${row.definicion}@${row.version} ${use}`));
  expect(told.sort()).toEqual(used.sort());
});

test('a definition that is still to be made says so, and one that only the monitoring uses is told to be unused', async () => {
  const rows = await ask(INDICADORES, {}, { 'plan-partes': parts });
  expect(rows.filter(({ plan, tipo }) => plan === 'ficha-r1' && tipo !== 'por-definir')).toEqual([]);
  expect(rows.filter(({ plan, version, usos }) => plan === PLANS[0] && version === '2' && usos === null).length).toBeGreaterThan(0);
});
