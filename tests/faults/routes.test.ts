import { beforeAll, expect, test } from 'vitest';
import { ERRORS } from '#lib/kernel/errors.ts';
import { servedAddresses } from '../house/tree.ts';
import { closing } from '../setup/closing.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
/** Every address that there is, each parameter and each query given what nobody honest gives. */
let site: Served;
beforeAll(async () => {
  site = toClose(await serve());
}, 60_000);

const HOSTILE = ['%00', '..%2f..%2fetc%2fpasswd', '%27%20or%201=1--', '%3Cscript%3Ealert(1)%3C%2Fscript%3E', '0', '-1', '99999999999999999999', 'a'.repeat(5_000), '%E2%80%AE18', '%F0%9F%92%A3', '18%0d%0aset-cookie:x=1', '__proto__', '{{7*7}}', '%ff'];
const NAMES = ['anio', 'desde', 'hasta', 'pagina', 'q', 'que', 'donde', 'lugar', 'estado', 'idioma', 'tema', 'cursor', '__proto__'];

const ADDRESSES = servedAddresses();
const holes = (address: string): string[] => [...address.matchAll(/\{\w+\}/g)].map(([hole]) => hole);
/** A right value for the holes that are not the one under attack, so that the attack is reached. */
const RIGHT: Readonly<Record<string, string>> = { '{ubigeo}': '180106', '{parte}': 'por-anio', '{hoja}': 'hoja', '{forma}': 'ancha', '{anio}': '2020', '{conjunto}': 'canon-minero', '{cui}': '2235909', '{huella}': 'a'.repeat(64), '{codigo}': 'a'.repeat(12) };
const filled = (address: string, hole: string, value: string): string => address.replaceAll(/\{\w+\}/g, (name) => (name === hole ? value : (RIGHT[name] ?? 'x')));

async function judge(path: string): Promise<string | null> {
  const answer = await fetch(site.address + path, { redirect: 'manual' });
  const body = await answer.text();
  // Twelve at a time are more than the downloads that there is room for: that is said, and is no fault.
  if (answer.status === 503 && body.includes('ocupado')) return null;
  if (answer.status >= 500) return `${path.slice(0, 120)}: ${answer.status} ${body.slice(0, 200)}`;
  if (/node_modules|\.[tj]s:\d+:\d+|\n\s+at /.test(body)) return `${path.slice(0, 120)}: a trace`;
  if (answer.headers.get('content-type')?.startsWith('text/html') && body.includes('<script>alert(1)')) return `${path.slice(0, 120)}: an echo`;
  if (answer.headers.get('set-cookie')?.includes('x=1')) return `${path.slice(0, 120)}: a header of the client's`;
  if (answer.status >= 400 && !Object.keys(ERRORS).some((code) => body.includes(code))) return `${path.slice(0, 120)}: ${answer.status} without a code of the table`;
  return null;
}

async function judgeAll(paths: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  for (let at = 0; at < paths.length; at += 12) problems.push(...(await Promise.all(paths.slice(at, at + 12).map(judge))).filter((problem) => problem !== null));
  return problems;
}

test('no value in the place of a parameter breaks an address: a code of the table, or a page', async () => {
  const paths = ADDRESSES.flatMap((address) => holes(address).flatMap((hole) => HOSTILE.map((value) => filled(address, hole, value))));
  expect(paths.length).toBeGreaterThan(300);
  expect(await judgeAll(paths)).toEqual([]);
}, 120_000);

test('no query breaks an address', async () => {
  const paths = ADDRESSES.flatMap((address) => NAMES.map((name, index) => `${filled(address, '', '')}?${name}=${HOSTILE[index % HOSTILE.length]!.slice(0, 600)}`));
  expect(paths.length).toBeGreaterThan(300);
  expect(await judgeAll(paths)).toEqual([]);
}, 120_000);
