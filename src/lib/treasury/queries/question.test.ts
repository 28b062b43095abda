import { expect, test } from 'vitest';
import { ask as askOf, type Row } from '../../../../tests/setup/ask.ts';
import { QUESTION_QUERIES } from './question.ts';

const REGISTRY: readonly Row[] = ['020101', '020102', '180101'].map((ubigeo) => ({ ubigeo }));

/** The answer of one of the queries over the registry and the rows given of every other dataset that it reads. */
function ask(id: string, parameters: Record<string, string>, rows: readonly Row[]): Promise<Record<string, string | null>[]> {
  const query = QUESTION_QUERIES.find((candidate) => candidate.id === id)!;
  return askOf(query, parameters, { ...Object.fromEntries(query.datasets.map((dataset) => [dataset, rows])), distritos: REGISTRY });
}

const budget = (ubigeo: string, anio: number, devengado: string | null, more: Row = {}): Row => ({ nivel: 'municipalidad', ubigeo, anio, pim: '100', devengado, parcial: false, ...more });

test('a sum says of how many entities it is, and a null is no zero', async () => {
  const rows = await ask('pregunta-presupuesto-por-anio', { lugar: '02', medida: 'devengado' }, [budget('020101', 2020, '10.50'), budget('020102', 2020, null), budget('180101', 2020, '99'), budget('020101', 2021, null)]);
  expect(rows.map(({ anio, valor, con_dato, entidades, distritos }) => [anio, valor, con_dato, entidades, distritos])).toEqual([['2020', '10.50', '1', '2', '2'], ['2021', null, '0', '1', '2']]);
});

test('of two series of a place and year the one of higher precedence speaks', async () => {
  const rows = await ask('pregunta-presupuesto-por-anio', { lugar: '020101', medida: 'devengado' }, [budget('020101', 2020, '10'), budget('020101', 2020, '11', { rango: 1 })]);
  expect(rows.map(({ valor, entidades }) => [valor, entidades])).toEqual([['11.00', '1']]);
});

test('one year comes from the largest down, the blank ones last, each with its place and how many there are', async () => {
  const rows = await ask('pregunta-canon-por-lugar', { prefijo: '', anio: '2020' }, [{ anio: 2020, ubigeo: '020101', canon: null }, { anio: 2020, ubigeo: '020102', canon: '0' }, { anio: 2020, ubigeo: '180101', canon: '7' }, { anio: 2019, ubigeo: '180101', canon: '9' }]);
  expect(rows.map(({ orden, ubigeo, valor, de, con_dato }) => [orden, ubigeo, valor, de, con_dato])).toEqual([['1', '180101', '7.00', '3', '2'], ['2', '020102', '0.00', '3', '2'], ['3', '020101', null, '3', '2']]);
});

test('a year is cut when the whole file has no December, not when one entity spends nothing in it', async () => {
  const line = (anio: number, sec_ejec: string, meses: number): Row => ({ anio, nivel_gobierno: 'M', sec_ejec, ejecutora_nombre: sec_ejec, ubigeo: '020101', funcion: '15', meses, filas: 3, devengado: '5' });
  const rows = await ask('pregunta-gasto-por-anio', { lugar: '02', medida: 'devengado', nivel: 'M' }, [line(2023, '300085', 2), line(2023, '300089', 4096), line(2024, '300085', 2)]);
  expect(rows.map(({ anio, valor, parcial, filas }) => [anio, valor, parcial, filas])).toEqual([['2023', '10.00', 'false', '6'], ['2024', '5.00', 'true', '3']]);
  expect(await ask('pregunta-gasto-por-anio', { lugar: '02', medida: 'devengado', nivel: 'R' }, [line(2023, '300085', 2)])).toEqual([]);
});

test('a whole year that came with its months blank is not called cut', async () => {
  const rows = await ask('pregunta-gasto-devengado-por-anio', { lugar: '', medida: 'pim', nivel: 'M' }, [{ anio: 2022, nivel_gobierno: 'M', sec_ejec: '1', ubigeo: '020101', funcion: '15', meses: 0, filas: 1, pim: '8' }]);
  expect(rows.map(({ valor, parcial }) => [valor, parcial])).toEqual([['8.00', 'false']]);
});

test('interest and own revenue are no transfer, and canon minero is less than rubro 18', async () => {
  const money = (rubro: string, recurso_nombre: string, acreditado: string, grupo_transferencia = '1'): Row => ({ anio: 2024, tipo_entidad: 'M', sec_ejec: '300085', ubigeo: '020101', grupo_transferencia, rubro, recurso: rubro, recurso_nombre, filas: 1, acreditado });
  const lines = [money('18', 'SUB CUENTA CANON MINERO', '1'), money('18', 'REGALIAS MINERAS', '2'), money('07', 'FONCOMUN', '4'), money('08', 'IMPUESTOS MUNICIPALES', '8'), money('09', 'RDR', '16'), money('07', 'FONCOMUN', '32', '4')];
  const total = async (rubro: string) => (await ask('pregunta-transferencias-por-anio', { lugar: '02', rubro }, lines))[0]?.valor;
  expect(await Promise.all(['todos', '18', 'canon-minero', '07'].map(total))).toEqual(['7.00', '3.00', '1.00', '4.00']);
});

test('a year that is no number finds nothing, and breaks nothing', async () => {
  expect(await ask('pregunta-presupuesto-por-lugar', { prefijo: '', anio: "2020' or 1=1", medida: 'pim' }, [budget('020101', 2020, '1')])).toEqual([]);
});

test('every question names its columns once, and canon by year is asked of one district', () => {
  for (const { id, columns, sql } of QUESTION_QUERIES) expect([id, new Set(columns).size, /select \*/.test(sql)]).toEqual([id, columns.length, false]);
  expect(QUESTION_QUERIES.find(({ id }) => id === 'pregunta-canon-por-anio')!.parameters).toEqual(['ubigeo']);
});
