import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { firstDay, PRIORITIES, priorityOn, prioritySql, readPriorities } from './priorities.ts';
import { shareOf, type Programme } from './share.ts';

const oracle = (JSON.parse(readFileSync('tests/fixtures/oracles/programmes.json', 'utf8')) as { priority_share: { priority: number; total: number; share: number; meets_70: boolean } }).priority_share;

const usual: Programme = { available: '1000.00', from: '2026', to: '2028', firstColumn: '2026', cutoff: '2026-05-31', programmed: '900.00', priority: '700.00' };
const share = (changed: Partial<Programme> = {}) => shareOf({ ...usual, ...changed });

describe('the share of what is programmed in priority functions', () => {
  it('is the oracle’s', () => {
    const found = share({ available: `${oracle.total}.00`, programmed: `${oracle.total}.00`, priority: `${oracle.priority}.00` });
    expect(Number(found.percent) / 100).toBeCloseTo(oracle.share, 8);
    expect([found.reached, found.exceeds, found.reason]).toEqual([oracle.meets_70, false, null]);
  });

  it('reaches the threshold at 70 % exactly, and not one céntimo below, though both print as 70.0 %', () => {
    expect(share()).toEqual({ percent: '70.0000000000', reached: true, exceeds: false, threshold: '70', reason: null });
    expect(share({ priority: '699.99' })).toMatchObject({ percent: '69.9990000000', reached: false });
  });

  it('is not clipped when more is programmed than there is, and says so', () => {
    expect(share({ programmed: '1500.00', priority: '1200.00' })).toMatchObject({ percent: '120.0000000000', reached: true, exceeds: true });
    expect(share({ programmed: '1000.01', priority: '10.00' })).toMatchObject({ percent: '1.0000000000', reached: false, exceeds: true });
  });

  it('is zero where something is programmed and nothing of it has priority', () => {
    expect(share({ priority: '0' })).toMatchObject({ percent: '0.0000000000', reached: false, reason: null });
  });

  it.each([
    [{ available: null }, 'sin-recursos'], [{ from: null }, 'sin-recursos'], [{ cutoff: null }, 'sin-inversiones-del-anio'], [{ firstColumn: null }, 'sin-anio-base'],
    [{ firstColumn: '2027' }, 'periodo-fuera-del-pmi'], [{ to: '2030' }, 'periodo-fuera-del-pmi'], [{ programmed: null, priority: null }, 'sin-programacion'], [{ available: '0.00' }, 'recursos-cero'],
  ] as const)('is refused with its reason and without a number: %j', (changed, reason) => {
    expect(share(changed)).toMatchObject({ percent: null, reached: null, exceeds: null, reason });
  });

  it('takes a window that ends with the fourth column', () => {
    expect(share({ to: '2029' }).reason).toBeNull();
  });

  it('is refused where no list or no threshold is for the window', () => {
    const dated = { valid_from: '2027-01-01', valid_to: null };
    expect(shareOf(usual, { ...PRIORITIES, listas: PRIORITIES.listas.map((list) => ({ ...list, ...dated })) }).reason).toBe('sin-lista-de-prioridades');
    expect(shareOf(usual, { ...PRIORITIES, umbrales: PRIORITIES.umbrales.map((one) => ({ ...one, ...dated })) })).toMatchObject({ reason: 'sin-umbral', threshold: null });
  });
});

describe('the list of priorities', () => {
  const list = PRIORITIES.listas[0]!;

  it('ships with its source, dated, unverified, and with what the document says of its criteria', () => {
    expect(list.funciones.map(({ clave }) => clave).sort()).toEqual(['EDUCACION', 'SALUD', 'SANEAMIENTO', 'TRANSPORTE']);
    expect(list.fuente.es).toMatch(/Lista de Yupay, sin verificar/);
    expect([...PRIORITIES.listas, ...PRIORITIES.umbrales, ...PRIORITIES.criterios].every(({ verified_by: by }) => by === null)).toBe(true);
    expect(priorityOn(PRIORITIES.criterios, firstDay('2013'))?.texto).toMatch(/políticas de Estado/);
    expect(priorityOn(PRIORITIES.criterios, firstDay('2016'))).toBeNull();
  });

  const named = (clave: string) => ({ funciones: [{ clave, es: 'x', en: 'x' }] });

  it('is refused when two hold on one day, when a span is upside down, or when a function is not written as the file has it', () => {
    const read = (...changes: Partial<typeof list>[]) => () => readPriorities({ ...PRIORITIES, listas: changes.map((change) => ({ ...list, ...change })) });
    for (const changes of [[{}, {}], [{ valid_from: '2020-01-01', valid_to: '2019-12-31' }], [{ valid_from: 'ayer' }], [named('Educación')], [named("SALUD'); --")], [{ funciones: [] }]]) {
      expect(read(...changes)).toThrow(/prioridades\.json/);
    }
    expect(read({ valid_to: '2024-12-31' }, { valid_from: '2025-01-01' })).not.toThrow();
    expect(() => readPriorities({ ...PRIORITIES, umbrales: [{ ...PRIORITIES.umbrales[0]!, minimo_pct: '0.70' }] })).toThrow(/umbral/);
  });

  it('stands in the text of the query, by its dates', () => {
    expect(prioritySql('f', 'y', { ...PRIORITIES, listas: [{ ...list, valid_to: '2024-12-31' }] })).toBe("case when (y || '-01-01') between '0000-00-00' and '2024-12-31' then f in ('EDUCACION', 'SALUD', 'SANEAMIENTO', 'TRANSPORTE') end");
    expect(prioritySql('f', 'y', { ...PRIORITIES, listas: [] })).toBe('null::boolean');
  });
});
