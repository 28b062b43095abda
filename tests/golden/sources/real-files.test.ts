import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { divideHalfUp } from '#lib/kernel/decimal.ts';
import { centimos } from '#lib/kernel/money.ts';
import { PLACES_RECIPES } from '#lib/places/recipes/index.ts';
import { detect } from '#lib/provenance/reading/detect.ts';
import { readRows } from '#lib/provenance/reading/rows.ts';
import type { Detected, Rejection, RowDetected } from '#lib/provenance/reading.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';
import { TREASURY_RECIPES } from '#lib/treasury/recipes/index.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const SAMPLES = resolve(ROOT, process.env.YUPAY_SAMPLES ?? '../shared/data');
const RECIPES = [...TREASURY_RECIPES, ...PLACES_RECIPES];

interface Reading {
  detected: Detected;
  facts: FactRow[];
  rejections: Rejection[];
  tally: Record<string, number>;
}

async function readFile(path: string, declaredYear?: number): Promise<Reading> {
  const detected = await detect(path, RECIPES, declaredYear === undefined ? {} : { declaredYear });
  const reading: Reading = { detected, facts: [], rejections: [], tally: {} };
  for await (const item of readRows(detected as RowDetected, path, { signal: new AbortController().signal, onProgress: () => undefined })) {
    if (item.kind === 'fact') reading.facts.push(item.fact);
    else if (item.kind === 'rejection') reading.rejections.push(item.rejection);
    else reading.tally[item.what] = (reading.tally[item.what] ?? 0) + item.times;
  }
  return reading;
}

const sample = (name: string, declaredYear?: number) => readFile(join(SAMPLES, name), declaredYear);

describe.skipIf(!existsSync(SAMPLES))('the real files', () => {
  it('reads the municipal panel: 20,524 rows, no closed year taken for partial', async () => {
    const { detected, facts, rejections, tally } = await sample('municipal-budget/panel-municipal-2012-2022.csv');
    expect([detected.recipe.id, facts.length, rejections.length]).toEqual(['panel-municipal', 20_524, 0]);
    expect(tally).toEqual({ 'yen-por-enie': 33 });
    expect(facts.filter(({ parcial }) => parcial === 'true')).toEqual([]);
    expect(facts.find(({ anio, ubigeo }) => anio === '2022' && ubigeo === '180106')).toMatchObject({ sec_ejec: '301486' });
  });

  it('reads the workbook of the Consulta Amigable: 3,782 rows, 2025 partial and 2024 whole, three Ñ mended twice', async () => {
    const { detected, facts, rejections, tally } = await sample('municipal-budget/consulta-amigable-2024-2025.xlsx');
    expect([detected.recipe.id, facts.length, rejections.length]).toEqual(['consulta-amigable-xlsx', 3_782, 0]);
    expect(tally).toEqual({ 'yen-por-enie': 6 });
    const partial = (year: string) => new Set(facts.filter(({ anio }) => anio === year).map(({ parcial }) => parcial));
    expect([partial('2024'), partial('2025')]).toEqual([new Set(['false']), new Set(['true'])]);
    expect(facts.find(({ anio, ubigeo }) => anio === '2024' && ubigeo === '060108')).toMatchObject({
      nombre: 'MUNICIPALIDAD DISTRITAL DE LOS BAÑOS DEL INCA', pim: '52765240.00', devengado: '38574377.00', avance_publicado: '73.1',
    });
  });

  it('reads the page that Consulta Amigable calls .xls, with its year and date of query', async () => {
    const { detected, facts, rejections } = await sample('municipal-budget/consulta-amigable-download.xls');
    expect(detected).toMatchObject({ format: 'html', encoding: 'latin-1', context: { anio: '2019', fecha_corte: '2021-09-21', incluye: 'Actividades y Proyectos' } });
    expect([facts.length, rejections.length]).toEqual([1, 0]);
    expect(facts[0]).toMatchObject({ nivel: 'unidad', sec_ejec: '001693', pia: '0.00', pim: '19117334.00', girado: '10792166.00', avance_publicado: '56.5', parcial: 'false' });
  });

  it('reads the canon of 110 districts: 1,870 rows, 24 blanks that are not zero, 748 zeros put back', async () => {
    const { detected, facts, rejections, tally } = await sample('canon/canon-minero-distritos-2004-2020.csv');
    expect(detected).toMatchObject({ encoding: 'latin-1', delimiter: ';', newline: 'crlf' });
    expect([facts.length, rejections.length]).toEqual([1_870, 0]);
    expect(tally).toEqual({ 'ceros-repuestos': 748, 'canon-en-blanco': 24 });
    expect(facts.filter(({ canon }) => canon === null)).toHaveLength(24);
    expect(new Set(facts.map(({ ubigeo }) => ubigeo)).size).toBe(110);
    expect(facts.find(({ anio, ubigeo }) => anio === '2015' && ubigeo === '021014')).toMatchObject({ canon: '61139756.21', sec_ejec: '300163' });
    expect(facts.find(({ anio, ubigeo }) => anio === '2012' && ubigeo === '010701')).toMatchObject({ canon: '3.59' });
    expect(facts.some(({ poblacion }) => poblacion?.endsWith('.50') ?? false)).toBe(true);
  });

  it('gives the same facts from the original canon table as from the one that the project ships', async () => {
    const original = await sample('canon/canon-minero-distritos-2004-2020.csv');
    const shipped = await readFile(join(ROOT, 'facts/canon-minero.csv'));
    const key = ({ anio, ubigeo }: FactRow) => `${ubigeo} ${anio}`;
    const sort = (facts: FactRow[]) => [...facts].sort((a, b) => (key(a) < key(b) ? -1 : 1));
    expect(sort(original.facts)).toEqual(sort(shipped.facts));
  });

  it('reads INEI’s registry, the equivalences and the population, rows without INEI code apart', async () => {
    const registry = await sample('places/ubigeo-inei-2025.csv');
    expect(registry.detected).toMatchObject({ bom: true, delimiter: ';' });
    expect([registry.facts.length, registry.rejections.length]).toEqual([1_891, 0]);
    const codes = await sample('places/ubigeo-equivalence.csv');
    expect([codes.facts.length, codes.rejections.map(({ line, reason }) => [line, reason])]).toEqual([1_874, [[1240, 'no tiene código del INEI'], [1377, 'no tiene código del INEI']]]);
    const names = new Map(registry.facts.map(({ ubigeo, distrito }) => [ubigeo, distrito]));
    const plain = (name: string | null | undefined) => (name ?? '').toUpperCase().normalize('NFD').replace(/(?!\u0303)\p{M}/gu, '').normalize('NFC');
    const mended = codes.facts.filter(({ distrito }) => distrito?.includes('Ñ'));
    // One district changed its name since: Ñahuimpuquio is called Huaribamba under that code in the registry.
    expect(mended.filter(({ ubigeo, distrito }) => plain(names.get(ubigeo!)) !== distrito)).toHaveLength(1);
    const people = await sample('places/population-districts-2001-2017.csv');
    expect([people.facts.length, people.rejections.length]).toEqual([31_146, 0]);
  });

  it('reads the boundaries: 1,834 districts, eight without geometry, and 25 departments', async () => {
    const districts = await sample('places/districts-2016.geojson');
    expect([districts.facts.length, districts.rejections.length, districts.tally]).toEqual([1_834, 0, { 'sin-geometria': 8 }]);
    const departments = await sample('places/departments-2016.geojson');
    expect(departments.facts.map(({ ubigeo }) => ubigeo)).toEqual(Array.from({ length: 25 }, (_, index) => String(index + 1).padStart(2, '0')));
  });

  it('finds that the monthly regional files add to the yearly one, department by department, in all twelve years', async () => {
    const yearly = await sample('gasto/Gasto-Anual-2012-2023.csv');
    expect([yearly.facts.length, yearly.rejections.length]).toEqual([300, 0]);
    const sums = new Map<string, bigint>();
    let rounded = 0;
    for (let year = 2012; year <= 2023; year++) {
      const monthly = await sample(`gasto/${year}-Gasto-Mensual-Por-Region.csv`, year);
      expect([monthly.facts.length, monthly.rejections.length]).toEqual([300, 0]);
      rounded += monthly.tally['redondeos-al-centimo'] ?? 0;
      for (const { ubigeo, devengado } of monthly.facts) sums.set(`${year} ${ubigeo}`, (sums.get(`${year} ${ubigeo}`) ?? 0n) + centimos(devengado!)!);
    }
    expect(rounded).toBe(1_103);
    const differences = yearly.facts.filter(({ anio, ubigeo, devengado }) => sums.get(`${anio} ${ubigeo}`) !== centimos(devengado!));
    expect(differences).toEqual([]);
    const total = yearly.facts.filter(({ anio }) => anio === '2022').reduce((sum, { devengado }) => sum + centimos(devengado!)!, 0n);
    expect(divideHalfUp(total, 1_000_000_000n)).toBe(20_932n);
  });

  it('asks for the year of a monthly regional file, knows the other samples, and does not read a dictionary as data', async () => {
    await expect(sample('gasto/2012-Gasto-Mensual-Por-Region.csv')).rejects.toMatchObject({ code: 'falta-anio' });
    const known = { 'transfers/2024-Transferencias.sample.csv': 'transferencias', 'investment/DETALLE_INVERSIONES.sample.csv': 'detalle-inversiones', 'conflicts/mining-conflicts.xlsx': 'conflictos-mineros-xlsx', 'eiti/peru-summary-2004-2012.csv': 'eiti-resumen-nrgi' };
    for (const [file, recipe] of Object.entries(known)) expect((await detect(join(SAMPLES, file), RECIPES)).recipe.id, file).toMatch(new RegExp(`^${recipe}`));
    for (const other of ['transfers/Transferencias-Diccionario.csv', 'investment/2025-Seguimiento-PI.dep14.json']) {
      await expect(detect(join(SAMPLES, other), RECIPES), other).rejects.toMatchObject({ code: expect.stringMatching(/^(encabezado-desconocido|falta-columna|archivo-ilegible)$/) });
    }
    expect(readFileSync(join(SAMPLES, 'transfers/2024-Transferencias.sample.csv'), 'utf8').split('\n')[0]!.split(',')).toHaveLength(26);
  });
});
