import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { findQuery } from '#lib/publishing/questions.ts';
import type { PaymentRow } from './reconcile.ts';
import { reconcile } from './reconcile.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { prng } from '../../../../tests/setup/tamper.ts';
import { load, write } from '../../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';

const HEADER = 'periodo;empresa;flujo;entidad;moneda;empresa_monto;gobierno_monto;ajuste_empresa;causa_empresa;ajuste_gobierno;causa_gobierno;causa_resto;umbral;fuente';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
});

/** The rows of an answer as records. */
async function answer(id: string): Promise<Record<string, string | null>[]> {
  const { body } = await app.answers.answer(findQuery(id)!, {});
  return body.rows.map((row) => Object.fromEntries(body.columns.map((column, index) => [column, row[index] ?? null])));
}

const file = (...rows: string[]) => write(state.folder, 'eiti.csv', `${HEADER}\n${rows.join('\n')}\n`);

test('without company rows every answer is empty and says so', async () => {
  for (const id of ['eiti-conciliacion', 'eiti-por-empresa', 'eiti-flujo', 'eiti-causas']) {
    const { body } = await app.answers.answer(findQuery(id)!, {});
    expect([body.rowCount, body.coverage], id).toEqual([0, 'nadie ha cargado un informe con filas por empresa']);
  }
});

interface OracleRow { readonly company: string; readonly stream: string; readonly c: number | null; readonly g: number | null; readonly adj_c: number; readonly adj_g: number }
const oracle = JSON.parse(readFileSync('tests/fixtures/oracles/eiti.json', 'utf8')) as { readonly rows: readonly OracleRow[] } & Record<string, number>;

test('the rows of the oracle, loaded from a file, give its totals, by company and by cause', async () => {
  const CAUSE: Readonly<Record<string, [string, string, string]>> = { 'X IR': ['desfase', 'desfase', ''], 'Y IR': ['', '', 'no-reportado'], 'Y Vigencia': ['', '', 'bajo-umbral'], 'Z Regalia': ['flujo-mal-clasificado', '', ''] };
  await load(app, file(...oracle.rows.map(({ company, stream, c, g, adj_c: ac, adj_g: ag }) => {
    const [first, second, rest] = CAUSE[`${company} ${stream}`] ?? ['', '', ''];
    return `2011;${company};${stream};SUNAT;PEN;${c ?? ''};${g ?? ''};${ac};${ac === 0 ? '' : first};${ag};${ag === 0 ? '' : second};${rest};50000;Oráculo`;
  })));
  const money = (units: number) => `${units}.00`;
  const [whole] = await answer('eiti-conciliacion');
  expect(whole).toMatchObject({
    anio: '2011', moneda: 'PEN', filas: '5', gobierno_dos_lados: money(oracle['gov_adjusted_two_sided']!), gobierno_ajustado: money(oracle['gov_total']!), inicial_bruto: money(oracle['initial_gross']!),
    bruto: money(oracle['gross_unresolved']!), neto: money(oracle['net_unresolved']!), conciliadas: '2', dentro_del_umbral: '2', sin_explicar: '0', solo_gobierno: '1', solo_empresa: '0',
  });
  expect(Number(whole!['cobertura_pct'])).toBeCloseTo(oracle['coverage']! * 100, 7);
  expect(Number(whole!['bruto_de_cada_10000'])).toBeCloseTo(oracle['gross_ratio']! * 10_000, 5);
  expect((await answer('eiti-por-empresa')).map(({ empresa, bruto, neto, empresas_ajustado: paid }) => [empresa, bruto, neto, paid])).toEqual([
    ['X', '0.00', '0.00', '133800000.00'], ['Y', '20000.00', '20000.00', '810000.00'], ['Z', '50000.00', '-50000.00', '10050000.00'],
  ]);
  expect((await answer('eiti-flujo')).map(({ flujo, filas, cobertura_pct: coverage }) => [flujo, filas, coverage?.slice(0, 6)])).toEqual([['IR', '2', '73.880'], ['Regalia', '2', '100.00'], ['Vigencia', '1', '100.00']]);
  expect((await answer('eiti-causas')).map(({ causa, ajustado_bruto: adjusted, sin_conciliar_bruto: open, filas_de_un_lado: one }) => [causa, adjusted, open, one])).toEqual([
    ['desfase', '1500000.00', '0.00', '0'], ['flujo-mal-clasificado', '650000.00', '0.00', '0'], ['sin-causa', '0.00', '50000.00', '0'], ['bajo-umbral', '0.00', '20000.00', '0'], ['no-reportado', '0.00', '0.00', '1'],
  ]);
});

/** A report of the size of the real ones: sixty companies, ten streams, two currencies, blanks, cents and errors of both signs. */
function generated(): { rows: string[]; payments: Map<string, PaymentRow[]> } {
  const next = prng(7);
  const payments = new Map<string, PaymentRow[]>();
  const rows: string[] = [];
  const decimal = (cents: bigint) => `${cents < 0n ? '-' : ''}${(cents < 0n ? -cents : cents) / 100n}.${String((cents < 0n ? -cents : cents) % 100n).padStart(2, '0')}`;
  for (let company = 0; company < 60; company += 1) {
    for (let stream = 0; stream < 10; stream += 1) {
      const currency = stream % 3 === 0 ? 'USD' : 'PEN';
      const paid = BigInt(Math.floor(next() * 1e12));
      const received = paid + (next() < 0.5 ? 0n : BigInt(Math.floor((next() - 0.5) * 1e8)));
      const blank = next();
      const adjustment = blank > 0.1 && next() < 0.3 ? received - paid : 0n;
      const payment: PaymentRow = { company: blank < 0.05 ? null : paid, government: blank >= 0.05 && blank < 0.1 ? null : received, companyAdjustment: adjustment, governmentAdjustment: 0n, threshold: 500_000n };
      payments.set(currency, [...(payments.get(currency) ?? []), payment]);
      rows.push(['2012', `Empresa generada ${company}`, `Flujo ${stream}`, 'SUNAT', currency, payment.company === null ? '' : decimal(paid), payment.government === null ? '' : decimal(received),
        decimal(adjustment), adjustment === 0n ? '' : 'desfase', '', '', '', '5000', 'Archivo generado'].join(';'));
    }
  }
  return { rows, payments };
}

test('a generated report of six hundred rows keeps its two currencies apart and adds up to the cent', async () => {
  const { rows, payments } = generated();
  expect(await load(app, file(...rows))).toMatchObject({ accepted: 600, rejected: 0 });
  const found = (await answer('eiti-conciliacion')).filter(({ anio }) => anio === '2012');
  expect(found.map(({ moneda }) => moneda)).toEqual(['PEN', 'USD']);
  for (const row of found) {
    const expected = reconcile(payments.get(row['moneda']!)!);
    const cents = (column: string) => BigInt(row[column]!.replace('.', ''));
    expect([cents('bruto'), cents('neto'), cents('inicial_bruto'), cents('empresas_ajustado'), cents('gobierno_ajustado')]).toEqual([expected.gross, expected.net, expected.initialGross, expected.companyTotal, expected.governmentTotal]);
    expect(row['filas']).toBe(String(payments.get(row['moneda']!)!.length));
  }
  const companies = (await answer('eiti-por-empresa')).filter(({ anio, moneda }) => anio === '2012' && moneda === 'USD');
  const sum = companies.reduce((total, { bruto }) => total + BigInt((bruto ?? '0.00').replace('.', '')), 0n);
  expect([companies.length, sum]).toEqual([60, reconcile(payments.get('USD')!).gross]);
  // The report of 2011 stays: a file replaces its own years only.
  expect((await answer('eiti-conciliacion')).map(({ anio }) => anio)).toEqual(['2011', '2012', '2012']);
});

test('a damaged file leaves what was there', async () => {
  const before = await answer('eiti-conciliacion');
  await expect(load(app, write(state.folder, 'malo.csv', `${HEADER}\n2012;A;"IR;SUNAT`))).rejects.toMatchObject({ code: 'archivo-cortado' });
  await expect(load(app, file('2012;A;IR;SUNAT;USD;;;;;;;;;p. 1'))).rejects.toMatchObject({ code: expect.stringMatching(/rechazos|sin-filas/) });
  expect(await answer('eiti-conciliacion')).toEqual(before);
});
