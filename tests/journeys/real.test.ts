import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { claimsOfPage, compareClaim } from '#lib/publishing/verify/printed.ts';
import type { ReceiptBody } from '#lib/provenance/receipt.ts';
import { closing } from '../setup/closing.ts';
import { serve, type Served } from '../setup/served.ts';
import { untilRead } from '../setup/until-read.ts';

const MAIN = join(import.meta.dirname, '../../src/cli/main.mjs');

const toClose = closing();
let site: Served;
beforeAll(async () => {
  site = toClose(await serve());
}, 60_000);

test('once somebody loads a price index, the years are also told in soles of its newest year, each with its receipt', async () => {
  const before = await (await fetch(`${site.address}/lugar/180106`)).text();
  expect(before).not.toContain('descontada la inflación');
  const file = join(site.state.folder, 'precios.csv');
  // Invented figures, with the shape of a real index.
  writeFileSync(file, ['anio;indice;base;publicador;fuente', ...Array.from({ length: 15 }, (_, n) => `${2010 + n};${70 + 3 * n}.5;2021 = 100;Ejemplo;Cuadro 1`)].join('\n'));
  const [code] = await once(spawn(process.execPath, [MAIN, 'import', file], { env: { ...process.env, ...site.state.environment }, stdio: 'ignore' }), 'exit');
  expect(code).toBe(0);
  const page = await untilRead(`${site.address}/lugar/180106`, (text) => text.includes('Ver los años en soles de 2024, descontada la inflación'));
  const claims = claimsOfPage(page).filter(({ cell }) => cell.endsWith('_real'));
  expect(claims.length).toBeGreaterThan(20);
  const { cuerpo } = (await (await fetch(`${site.address}/api/v1/recibos/${claims[0]!.code}`)).json()) as { cuerpo: ReceiptBody };
  for (const claim of claims) expect(compareClaim(claim, cuerpo)).toBeNull();
  const row = (year: string) => cuerpo.rows.find((cells) => cells[0] === year)!;
  const at = (year: string, column: string) => Number(row(year)[cuerpo.columns.indexOf(column)]);
  expect(at('2020', 'canon_real') / at('2020', 'canon')).toBeCloseTo(112.5 / 100.5, 6);
});
