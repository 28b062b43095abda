import { describe, expect, it } from 'vitest';
import { ask } from '../../../../../tests/setup/ask.ts';
import { code, made, merged, UNITS, type Unit } from '../../../../../tests/setup/made-indices.ts';
import { INDICE_RANKING, INDICE_ROBUSTEZ } from './ranking.ts';
import { INDICE_ANIOS, INDICE_DE_LUGAR, INDICE_MEJORA, INDICE_METODO, INDICE_PASOS } from './scores.ts';

const INVESTMENT = { indice: 'gestion-de-la-inversion' };
const GOVERNANCE = { indice: 'buen-gobierno-municipal' };
const ONE: Unit = { n: 0, year: '2020', pim: 1_000, accrued: 750, priority: 0.4, filed: true, upToDate: false, cost: 130, stopped: true, closedIn: 6, delay: 1 };
const number = (value: string | null | undefined): number => Number(value ?? NaN);

describe('the steps of an index, over made-up files', () => {
  it('are those that a person works out by hand', async () => {
    const rows = await ask(INDICE_DE_LUGAR, { ...INVESTMENT, ubigeo: code(0) }, merged([ONE]));
    const of = (key: string) => rows.find(({ clave }) => clave === key)!;
    expect([of('ejecucion-de-inversion').valor, of('ejecucion-de-inversion').numerador, of('ejecucion-de-inversion').denominador]).toEqual(['75.0000000000', '750.00', '1000.00']);
    expect(['cartera-prioritaria', 'con-expediente', 'al-dia', 'paralizadas', 'sobrecosto', 'cierre-en-12-meses'].map((key) => number(of(key).valor))).toEqual([40, 100, 0, 100, 30, 100]);
    // 201 days of work where 101 were planned.
    expect(number(of('demora').valor)).toBeCloseTo(99.0099, 4);
    // Stopped works: 0 is best and 50 or more worst. Overruns: 0 best, 100 worst.
    expect(number(of('paralizadas').puntaje)).toBe(0);
    expect(number(of('sobrecosto').puntaje)).toBe(70);
    expect([of('brechas-y-criterios').valor, of('brechas-y-criterios').puntaje, of('brechas-y-criterios').motivo]).toEqual([null, null, 'ficha-pendiente']);
    expect([number(of('preparar').puntaje), number(of('ejecutar').puntaje)]).toEqual([70, 25]);
    expect(number(of('terminar').puntaje)).toBeCloseTo((70 + 0.990099 + 100) / 3, 4);
    expect(number(of('gestion-de-la-inversion').puntaje)).toBeCloseTo((70 + 25 + 56.996700) / 3, 4);
    expect([of('ejecucion-de-todo').valor, of('ejecucion-de-todo').nivel, of('ejecucion-de-todo').puntaje]).toEqual(['83.0500000000', 'al-lado', null]);
  });

  it('say what each item gives, which adds up to the index, and what one point more would add', async () => {
    const rows = await ask(INDICE_DE_LUGAR, { ...INVESTMENT, ubigeo: code(0) }, merged([ONE]));
    const index = number(rows.find(({ nivel }) => nivel === 'indice')!.puntaje);
    const items = rows.filter(({ nivel, valor }) => nivel === 'item' && valor !== null);
    expect(items.reduce((sum, { aporte }) => sum + number(aporte), 0)).toBeCloseTo(index, 4);
    expect(number(items.find(({ clave }) => clave === 'ejecucion-de-inversion')!.un_punto)).toBeCloseTo(1 / 9, 5);
    // Already at its limit: one more gives nothing. Fifty points from it, one fewer stopped work gives nothing either.
    expect(number(items.find(({ clave }) => clave === 'con-expediente')!.un_punto)).toBe(0);
    expect(number(items.find(({ clave }) => clave === 'paralizadas')!.un_punto)).toBe(0);
  });

  it('give no index, and no zero, where a pillar has too few items', async () => {
    const rows = await ask(INDICE_PASOS, { ...GOVERNANCE, anio: '2020', prefijo: '' }, merged([ONE]));
    expect(rows.find(({ nivel }) => nivel === 'indice')).toMatchObject({ puntaje: null, presentes: '3', de: '8', motivo: 'falta-un-pilar' });
    expect(rows.find(({ clave }) => clave === 'rendicion-de-cuentas')).toMatchObject({ puntaje: null, presentes: '0', necesarios: '3', motivo: 'pocos-items' });
    expect(rows.find(({ clave }) => clave === 'satisfaccion')).toMatchObject({ valor: null, motivo: 'encuesta-pendiente' });
    expect(rows.filter(({ puntaje }) => puntaje === '0.000000').map(({ clave }) => clave)).toEqual(['obras-a-tiempo']);
  });

  it('have rows for the shipped facts alone: what stands beside, and why each item is missing', async () => {
    const { distritos, presupuesto } = merged([ONE]);
    const facts = { distritos: distritos!, presupuesto: presupuesto! };
    expect(await ask(INDICE_ANIOS, GOVERNANCE, facts)).toMatchObject([{ anio: '2020', municipalidades: '1', items_con_dato: '0', items: '8', con_indice: '0' }]);
    const rows = await ask(INDICE_DE_LUGAR, { ...GOVERNANCE, ubigeo: code(0) }, facts);
    expect(rows.find(({ clave }) => clave === 'ejecucion-de-inversion')!.motivo).toBe('sin-archivo-del-anio');
    expect(await ask(INDICE_RANKING, { ...GOVERNANCE, anio: '2020' }, facts)).toMatchObject([{ con_indice: '0', fuera: '1', puesto: null, motivo: 'falta-un-pilar' }]);
    expect(await ask(INDICE_ROBUSTEZ, { ...GOVERNANCE, anio: '2020' }, facts)).toEqual([]);
  });

  it('take what people say from the newest round of a year, with its error, and from none that keeps it back or drew nobody', async () => {
    const head = (to: string, sample = 'probabilistica', places = `["${code(0)}","${code(1)}"]`) => `{"places":${places},"sample":"${sample}","to":"${to}"}`;
    const round = (ola: string, cuerpo: string, estimates: readonly object[]) => [
      { encuesta: 'p', ola, clase: 'ola', cuerpo }, { encuesta: 'p', ola, clase: 'medida', medida: 'm', cuerpo: '{"id":"m","index":"satisfaccion"}' }, { encuesta: 'p', ola, clase: 'medida', medida: 'otra', cuerpo: '{"id":"otra","index":null}' },
      ...estimates.map((one) => ({ encuesta: 'p', ola, clase: 'estimacion', medida: 'm', ambito: 'lugar', codigo: code(0), n: 80, ...one })),
    ];
    const value = async (rows: readonly object[]) => (await ask(INDICE_DE_LUGAR, { ...GOVERNANCE, ubigeo: code(0) }, { ...merged([ONE]), 'encuestas-resultados': rows as never })).find(({ clave, anio }) => clave === 'satisfaccion' && anio === '2020');
    const early = round('a', head('2020-03-01'), [{ valor: '0.300000000000', error: '0.040000000000' }, { medida: 'otra', valor: '0.9', error: '0.1' }]);
    const late = round('b', head('2020-11-30'), [{ valor: '0.412500000000', error: '0.050000000000' }, { ambito: null, codigo: null, valor: '0.77', error: '0.01' }]);
    const found = (await value([...early, ...late]))!;
    expect([number(found.valor), number(found.error), found.casos, number(found.puntaje)]).toEqual([41.25, 5, '80', 41.25]);
    expect(await value([...early, ...round('b', head('2020-11-30'), [{ reservado: 'intervalo-ancho', n: null }])])).toMatchObject({ valor: null, motivo: 'encuesta-reservada' });
    expect(await value(round('c', head('2020-11-30', 'conveniencia'), [{ valor: '0.5' }]))).toMatchObject({ valor: null, motivo: 'encuesta-pendiente' });
    const only = (await value(round('d', head('2020-11-30', 'probabilistica', `["${code(0)}"]`), [{ ambito: null, codigo: null, valor: '0.25', error: '0.02' }])))!;
    expect([number(only.valor), number(only.error)]).toEqual([25, 2]);
  });

  it('take a portal’s score from one published copy, from the one that settled two, and from no mean of two', async () => {
    const copy = (ficha: number, puntaje: string, clase = 'observada') => [['a', puntaje], ['b', '1'], ['c', '0']].map(([item, points]) => ({ instrumento: 'portal-transparencia', version: '2021', entidad: 'm', lugar: code(0), ficha, clase, fecha: '2020-05-01', item: item!, fila: 1, estado: 'valor', puntaje: points! }));
    const portal = async (fichas: readonly object[]) => {
      const rows = await ask(INDICE_DE_LUGAR, { ...GOVERNANCE, ubigeo: code(0) }, { ...merged([ONE]), 'fichas-resultados': fichas as never });
      const { valor, motivo } = rows.find(({ clave }) => clave === 'portal')!;
      return [valor, motivo];
    };
    expect(await portal([])).toEqual([null, 'ficha-pendiente']);
    expect(await portal(copy(1, '0.5'))).toEqual(['50.0000000000', null]);
    expect(await portal([...copy(1, '0.5'), ...copy(2, '1')])).toEqual([null, 'dos-observadores']);
    expect(await portal([...copy(1, '0.5'), ...copy(2, '1'), ...copy(3, '0', 'conciliada')])).toEqual(['33.3333333333', null]);
  });

  it('answer nothing about an index that is none', async () => {
    expect(await ask(INDICE_PASOS, { indice: "x' or 1=1", anio: '2020', prefijo: '' }, merged([ONE]))).toEqual([]);
    expect(await ask(INDICE_METODO, { indice: '__proto__' }, {})).toEqual([]);
  });
});

describe('a ranking', () => {
  const ranking = (units: readonly Unit[], districts?: number) => ask(INDICE_RANKING, { ...INVESTMENT, anio: '2020' }, merged(units, districts));

  it('keeps every score when another municipality enters the table', async () => {
    const units = made('2020', 7);
    const before = await ranking(units.slice(0, -1));
    const after = new Map((await ranking(units)).map((row) => [row.ubigeo, row.puntaje]));
    expect(before.length).toBe(UNITS - 1);
    expect(before.every(({ ubigeo, puntaje }) => after.get(ubigeo!) === puntaje)).toBe(true);
  });

  it('gives the same range to the same values whatever the order of the files, and each its own name', async () => {
    const units = made('2020', 11);
    const [one, other] = [await ranking(units), await ranking([...units].reverse())];
    expect(other).toEqual(one);
    expect(new Set(one.map(({ ubigeo }) => ubigeo)).size).toBe(UNITS);
  });

  it('gives a municipality that swaps its files with another the place that the other had', async () => {
    const units = made('2020', 13);
    const swapped = units.map((unit) => (unit.n === 2 ? { ...units[9]!, n: 2 } : unit.n === 9 ? { ...units[2]!, n: 9 } : unit));
    const [one, other] = [await ranking(units), await ranking(swapped)];
    const of = (rows: typeof one, n: number) => rows.find(({ ubigeo }) => ubigeo === code(n))!;
    expect([of(other, 2).puntaje, of(other, 2).mejor, of(other, 2).peor]).toEqual([of(one, 9).puntaje, of(one, 9).mejor, of(one, 9).peor]);
    expect(of(one, 2).puntaje).not.toBe(of(one, 9).puntaje);
  });

  it('prints bands and no places where most neighbours could change them, and names the draws', async () => {
    const rows = await ranking(made('2020', 17));
    expect(rows.every(({ puesto }) => puesto === null)).toBe(true);
    expect(rows[0]).toMatchObject({ contra: 'puestos-indistinguibles', sorteos: '1000', semilla: '20131115', generador: 'mulberry32, Dirichlet(1), Φ⁻¹' });
    expect(rows.every(({ mejor, peor, mediana }) => number(mejor) <= number(mediana) && number(mediana) <= number(peor))).toBe(true);
  });

  it('prints places where no weighting can change them', async () => {
    const ladder = Array.from({ length: 6 }, (_, n): Unit => ({ n, year: '2020', pim: 1_000, accrued: 150 * (n + 1), priority: 0.1 * (n + 1), filed: true, upToDate: true, cost: 160 - 10 * n, stopped: false, closedIn: 6, delay: 0 }));
    const rows = await ranking(ladder, 6);
    expect(rows[0]!.contra).toBeNull();
    expect(rows.toSorted((a, b) => number(a.puesto) - number(b.puesto)).map(({ ubigeo }) => ubigeo)).toEqual([5, 4, 3, 2, 1, 0].map(code));
    expect((await ranking(ladder.slice(0, 4), 4))[0]!.contra).toBe('pocas-unidades');
  });

  it('is set beside the ways it could have been made: normalisations, means, weights, and one item fewer', async () => {
    const rows = await ask(INDICE_ROBUSTEZ, { ...INVESTMENT, anio: '2020' }, merged(made('2020', 19)));
    expect(rows.map(({ escenario }) => escenario).filter((one, at, all) => all.indexOf(one) === at)).toEqual([
      'goalposts-aritmetica', 'goalposts-geometrica', 'minmax-aritmetica', 'minmax-geometrica', 'zscore-aritmetica', 'zscore-geometrica', 'prank-aritmetica', 'prank-geometrica', 'pilar-60', 'sin', 'mediana',
    ]);
    expect(rows[0]).toMatchObject({ municipalidades: String(UNITS), igual: String(UNITS), mayor: '0' });
    expect(rows.filter(({ escenario }) => escenario === 'sin').length).toBe(9);
    expect(rows.some(({ mayor }) => number(mayor) > 0)).toBe(true);
  });
});

describe('improvement', () => {
  const later = (accrued: number, more: Partial<Unit> = {}): Unit => ({ ...ONE, year: '2023', accrued, ...more });
  const better = (units: readonly Unit[]) => ask(INDICE_MEJORA, { ...INVESTMENT, ubigeo: code(0) }, merged(units));

  it('is told in points and per cent against the first year, with the thresholds and the change of mandate', async () => {
    const rows = await better([ONE, later(1_000)]);
    const pillar = rows.find(({ clave }) => clave === 'ejecutar')!;
    expect(pillar).toMatchObject({ base: '2020', anio: '2023', antes: '25.000000', alcanza_20: 'true', alcanza_25: 'true', cambio_de_mandato: 'true', motivo: null });
    expect([number(pillar.puntos), number(pillar.relativo)]).toEqual([expect.closeTo(25 / 3, 4), expect.closeTo(100 / 3, 4)]);
  });

  it('reaches 25 % exactly at 25 % and 20 % alone a little below', async () => {
    const reached = async (accrued: number) => (await better([{ ...ONE, accrued: 600 }, later(accrued)])).find(({ clave }) => clave === 'ejecutar')!;
    expect(await reached(750)).toMatchObject({ alcanza_20: 'true', alcanza_25: 'true' });
    expect(await reached(740)).toMatchObject({ alcanza_20: 'true', alcanza_25: 'false' });
    expect(await reached(710)).toMatchObject({ alcanza_20: 'false', alcanza_25: 'false' });
  });

  it('is not told between years of which other items are known', async () => {
    const facts = merged([ONE, later(1_000)]);
    const rows = await ask(INDICE_MEJORA, { ...INVESTMENT, ubigeo: code(0) }, { ...facts, obras: facts.obras!.filter(({ anio }) => anio === '2023') });
    expect(rows.find(({ clave }) => clave === 'ejecutar')).toMatchObject({ motivo: 'items-distintos', puntos: null, relativo: null, alcanza_20: null, alcanza_25: null });
    expect(rows.find(({ clave }) => clave === 'preparar')).toMatchObject({ motivo: null, puntos: '0.000000' });
  });
});
