import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import { parseScaled } from '#lib/kernel/decimal.ts';
import { detect } from '#lib/provenance/reading/detect.ts';
import { readRows } from '#lib/provenance/reading/rows.ts';
import type { RowDetected } from '#lib/provenance/reading.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import { commodityLevel, EITI_RECIPES } from './recipes.ts';

const SAMPLES = resolve(process.env.YUPAY_SAMPLES ?? '../shared/data');
const folder = ownFolder();

async function readFile(path: string) {
  const detected = (await detect(path, EITI_RECIPES)) as RowDetected;
  const facts: FactRow[] = [];
  const reasons: string[] = [];
  const tally: Record<string, number> = {};
  for await (const item of readRows(detected, path, { signal: new AbortController().signal, onProgress: () => undefined })) {
    if (item.kind === 'fact') facts.push(item.fact);
    else if (item.kind === 'rejection') reasons.push(`${item.rejection.line}: ${item.rejection.reason}`);
    else tally[item.what] = (tally[item.what] ?? 0) + item.times;
  }
  return { recipe: detected.recipe.id, facts, reasons, tally };
}

function readText(text: string) {
  const path = join(folder, 'entrada.csv');
  writeFileSync(path, text);
  return readFile(path);
}

describe.skipIf(!existsSync(SAMPLES))('the real files of EITI Peru', () => {
  const file = (name: string) => join(SAMPLES, 'eiti', name);

  it('give nine years of totals, the noise of floats rounded to the cent and counted', async () => {
    const { recipe, facts, reasons, tally } = await readFile(file('peru-summary-2004-2012.csv'));
    expect([recipe, facts.length, reasons]).toEqual(['eiti-resumen-nrgi', 9, []]);
    const lines = readFileSync(file('peru-summary-2004-2012.csv'), 'utf8').trimEnd().split('\n').slice(1).map((line) => line.replace('"Oil, Gas, Mining"', 'x').split(','));
    for (const [index, cells] of lines.entries()) {
      const printed = [6, 7].map((at) => parseScaled(cells[at]!, 2)!.units);
      expect(['ingresos_gobierno_usd', 'pagos_empresas_usd'].map((column) => parseScaled(facts[index]![column]!, 2)!.units)).toEqual(printed);
    }
    expect(facts[0]).toMatchObject({ anio: '2004', ingresos_gobierno_usd: '884263514.50', pagos_empresas_usd: '883327965.61', empresas: '33', conciliador: 'Ernst & Young', por_empresa: 'false', por_flujo: 'true', observado: 'false', linea_original: '2' });
    expect(facts.filter(({ observado }) => observado === 'true').map(({ anio }) => anio)).toEqual(['2008', '2009']);
    expect(facts.filter(({ por_empresa: by }) => by === 'true').map(({ anio }) => anio)).toEqual(['2011', '2012']);
    // 2007's payments come with one decimal and the two newest years with none.
    expect(tally).toEqual({ 'redondeos-al-centimo': 13 });
  });

  it('keep 396 rows by commodity, "of which" rows marked as parts, amounts in totals and sectors alone', async () => {
    const { recipe, facts, reasons, tally } = await readFile(file('peru-by-commodity-2004-2012.csv'));
    expect([recipe, facts.length, reasons]).toEqual(['eiti-producto-nrgi', 396, []]);
    const withAmount = facts.filter((fact) => fact['ingresos_gobierno_usd'] !== null);
    expect([withAmount.length, new Set(withAmount.map(({ nivel }) => nivel))]).toEqual([23, new Set(['total', 'sector'])]);
    expect(facts.filter(({ nivel }) => nivel === 'parte').length).toBe(tally['partes-de-un-producto']);
    expect(facts.filter(({ producto }) => /o\/w/i.test(producto!))).toEqual([]);
    expect(facts.find(({ anio, producto }) => anio === '2004' && producto === 'Copper content in mine output')).toMatchObject({ nivel: 'parte', volumen: '1035574', unidad: 't' });
  });

  it('agree in every year’s total but one, by a cent of companies’ payments in 2007', async () => {
    const totals = (await readFile(file('peru-summary-2004-2012.csv'))).facts;
    const others = (await readFile(file('peru-by-commodity-2004-2012.csv'))).facts.filter(({ nivel }) => nivel === 'total');
    const differing = totals.filter((fact, index) => fact['ingresos_gobierno_usd'] !== others[index]!['ingresos_gobierno_usd'] || fact['pagos_empresas_usd'] !== others[index]!['pagos_empresas_usd']);
    expect(differing.map(({ anio, pagos_empresas_usd: paid }) => [anio, paid])).toEqual([['2007', '3126093879.50']]);
    expect(others[3]!['pagos_empresas_usd']).toBe('3126093879.51');
  });
});

describe('the levels of the compilation', () => {
  it.each([
    ['Total', 'total', 'Total'], ['Total Oil & Gas', 'sector', 'Total Oil & Gas'], ['Total Mining', 'sector', 'Total Mining'], ['Copper', 'producto', 'Copper'],
    ['o/w Metal (refined, primary)', 'parte', 'Metal (refined, primary)'], ['O/W Native', 'parte', 'Native'],
  ])('%s is a %s', (commodity, nivel, producto) => {
    expect(commodityLevel(commodity)).toEqual({ nivel, producto });
  });

  it('another country’s row is refused, and a mark that is none too', async () => {
    const header = 'Report ID,Year,Country,Publication date of the report,Sector,Government revenues from covered companies (US$),Payments Made by Covered Companies (US$),Number of Companies Reporting,Link to Report,Name of reconciler,By Company,By Commodity,By Revenue Stream';
    const { facts, reasons } = await readText(`${header}\nA,2010,Chile,May 2011,Mining,1,1,3,x,y,x,,\nB,2010,Peru,May 2011,Mining,1,1,3,x,y,quizás,,\nC,2010,Peru,May 2011,Mining,,1,3,x,y,x,,\nD,2010,Peru,May 2011,Mining,1e6,1,3,x,y,x,,\n`);
    expect(facts).toHaveLength(1);
    expect(facts[0]).toMatchObject({ informe: 'C', ingresos_gobierno_usd: null, pagos_empresas_usd: '1.00' });
    expect(reasons.map((reason) => reason.slice(0, 24))).toEqual(['2: la fila es de «Chile»', '3: «quizás» no es una ma', '5: «1e6» no es un monto ']);
  });
});

const HEADER = 'periodo;empresa;flujo;entidad;moneda;empresa_monto;gobierno_monto;ajuste_empresa;causa_empresa;ajuste_gobierno;causa_gobierno;causa_resto;umbral;fuente';
const company = (...rows: string[]) => readText(`${HEADER}\n${rows.join('\n')}\n`);
const PAID = '2012;Minera Ejemplo S.A.;IR;SUNAT;USD;120.50;118.50;-1.20;desfase;0.30;Error de registro;;50;Informe de ejemplo, p. 10';

describe('the template of company rows', () => {
  it('keeps each side, its adjustment and the cause in our words', async () => {
    const { facts, reasons } = await company(PAID);
    expect(reasons).toEqual([]);
    expect(facts).toEqual([{
      anio: '2012', periodo: '2012', empresa: 'Minera Ejemplo S.A.', flujo: 'IR', entidad: 'SUNAT', moneda: 'USD', empresa_monto: '120.50', gobierno_monto: '118.50',
      ajuste_empresa: '-1.20', causa_empresa: 'desfase', ajuste_gobierno: '0.30', causa_gobierno: 'error-de-registro', causa_resto: null, umbral: '50.00', fuente: 'Informe de ejemplo, p. 10',
    }]);
  });

  it('a side that did not report stays empty, and is not zero', async () => {
    const { facts } = await company('2012-T3;Minera Ejemplo S.A.;IR;SUNAT;PEN;;42;;;;;no-reportado;;p. 1', '2012-04;Otra S.A.;IR;SUNAT;soles;0;;;;;;;;p. 1');
    expect(facts.map((fact) => [fact['empresa_monto'], fact['gobierno_monto'], fact['moneda'], fact['umbral']])).toEqual([[null, '42.00', 'PEN', null], ['0.00', null, 'PEN', null]]);
  });

  it.each([
    ['2012;A;IR;SUNAT;USD;;;;;;;;;p. 1', 'ni la empresa ni el Estado'],
    ['2012;A;IR;SUNAT;EUR;1;1;;;;;;;p. 1', '«EUR» no es PEN, USD'],
    ['2012;A;IR;SUNAT;USD;1;1;5;;;;;;p. 1', 'el ajuste no dice su causa'],
    ['2012;A;IR;SUNAT;USD;;1;5;desfase;;;;;p. 1', 'hay un ajuste y ningún monto'],
    ['2012;A;IR;SUNAT;USD;1;1;;;;;quién sabe;;p. 1', '«quién sabe» no es'],
    ['2012;A;IR;SUNAT;USD;1;1;;;;;;-2;p. 1', 'el umbral «-2.00» es negativo'],
    ['2012-13;A;IR;SUNAT;USD;1;1;;;;;;;p. 1', '«2012-13» no es un periodo'],
    ['2012;A;IR;SUNAT;USD;1,200;1;;;;;;;p. 1', '«1,200» no es un monto'],
    ['2012;A;IR;SUNAT;USD;1;1;;;;;;;', 'la columna FUENTE está vacía'],
  ])('refuses %s', async (row, reason) => {
    const { facts, reasons } = await company(row);
    expect([facts.length, reasons.length]).toEqual([0, 1]);
    expect(reasons[0]).toContain(reason);
  });

  it('refuses both lines of a payment that comes twice, however it is written', async () => {
    const { facts, reasons } = await company(PAID, PAID.replace('Minera Ejemplo S.A.', 'MINERA EJEMPLO, S.A.').replace('120.50', '7'), PAID.replace(';IR;', ';Regalía;'));
    expect([facts.length, reasons.map((reason) => reason.slice(0, 14))]).toEqual([1, ['2: el mismo pa', '3: el mismo pa']]);
  });

  it('refuses the whole file where a cell or a column names a person', async () => {
    await expect(company(PAID.replace('Informe de ejemplo, p. 10', 'llamar al 987 654 321'))).rejects.toSatisfy((thrown) => asYupayError(thrown).code === 'datos-personales');
    await expect(company(PAID.replace('Minera Ejemplo S.A.', '12345678'))).rejects.toSatisfy((thrown) => asYupayError(thrown).code === 'datos-personales');
    await expect(readText(`${HEADER};representante\n${PAID};x\n`)).rejects.toSatisfy((thrown) => asYupayError(thrown).code === 'datos-personales');
  });
});
