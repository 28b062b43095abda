import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { drawSample, dwellingsToVisit, type DrawRequest } from './draw.ts';
import { readFrame, type FrameRow, type FrameUnit } from './frame.ts';

const unit = (code: string, dwellings: number, stratum = 'urbano'): FrameUnit => ({ code, name: code, stratum, place: '021801', area: 'urbana', zone: 'centro', dwellings, point: null });
const FRAME = [...Array.from({ length: 12 }, (_, at) => unit(`u${String(at).padStart(2, '0')}`, 40 + at * 10)), ...Array.from({ length: 8 }, (_, at) => unit(`r${at}`, 20 + at, 'rural'))];
const REQUEST: DrawRequest = { clusters: 8, allocation: 'proporcional', least: 2, perCluster: 10, seed: 20261121 };

describe('a draw', () => {
  test('is repeated by anybody who has its frame and seed, whatever the order of the rows, and changes with the seed', () => {
    const codes = (request: DrawRequest, frame = FRAME) => drawSample(frame, request).map((one) => [one.unit.code, one.probability, one.first]);
    expect(codes(REQUEST, [...FRAME].reverse())).toEqual(codes(REQUEST));
    expect(codes({ ...REQUEST, seed: 7 })).not.toEqual(codes(REQUEST));
  });

  test('gives each unit the chance that its size says, over many seeds', () => {
    const times = new Map<string, number>();
    const draws = 3_000;
    for (let seed = 0; seed < draws; seed += 1) for (const one of drawSample(FRAME, { ...REQUEST, seed })) times.set(one.unit.code, (times.get(one.unit.code) ?? 0) + 1);
    const expected = new Map(drawSample(FRAME, REQUEST).map((one) => [one.unit.code, one.probability]));
    for (const [code, probability] of expected) {
      const spread = 4.5 * Math.sqrt((probability * (1 - probability)) / draws);
      expect(Math.abs(times.get(code)! / draws - probability), code).toBeLessThanOrEqual(spread + 1e-9);
    }
  });

  test('takes as many as were asked, none twice, at least as many in each stratum, and one that fills a share for certain', () => {
    fc.assert(fc.property(fc.integer(), fc.integer({ min: 4, max: 14 }), (seed, clusters) => {
      const drawn = drawSample(FRAME, { ...REQUEST, seed: Math.abs(seed), clusters });
      expect(drawn).toHaveLength(clusters);
      expect(new Set(drawn.map((one) => one.unit.code)).size).toBe(clusters);
      for (const stratum of ['urbano', 'rural']) expect(drawn.filter((one) => one.unit.stratum === stratum).length).toBeGreaterThanOrEqual(2);
    }));
    const [huge] = drawSample([unit('a1', 900), unit('a2', 10), unit('a3', 10), unit('a4', 10)], { ...REQUEST, clusters: 2 });
    expect(huge).toMatchObject({ unit: { code: 'a1' }, certain: true, probability: 1 });
  });

  test('names as many dwellings as are to be visited, each once, within the list', () => {
    for (const one of drawSample(FRAME, REQUEST)) {
      const visits = dwellingsToVisit(one);
      expect(new Set(visits).size).toBe(one.selected);
      expect([Math.min(...visits) >= 1, Math.max(...visits) <= one.unit.dwellings]).toEqual([true, true]);
    }
    expect(drawSample([unit('a1', 3), unit('a2', 4)], { ...REQUEST, clusters: 2, allocation: 'igual' }).map((one) => one.selected)).toEqual([3, 4]);
  });

  test('gives every dwelling of a list the same chance, those past the last whole step too', () => {
    // Nineteen dwellings of which ten are visited: the step is one, and from a start in it the last nine would never be.
    const sizes = [19, 17];
    const frame = sizes.map((dwellings, at) => unit(`a${at}`, dwellings));
    const times = sizes.map((dwellings) => new Array<number>(dwellings).fill(0));
    const draws = 3_000;
    for (let seed = 0; seed < draws; seed += 1) drawSample(frame, { ...REQUEST, clusters: 2, seed }).forEach((one, at) => dwellingsToVisit(one).forEach((dwelling) => { times[at]![dwelling - 1]! += 1; }));
    sizes.forEach((dwellings, at) => times[at]!.forEach((found, dwelling) => {
      const probability = 10 / dwellings;
      expect(Math.abs(found / draws - probability), `${dwelling + 1} of ${dwellings}`).toBeLessThanOrEqual(4.5 * Math.sqrt((probability * (1 - probability)) / draws));
    }));
  });

  test('is refused where there are too few clusters for the strata, or a stratum has fewer than fall to it', () => {
    expect(() => drawSample(FRAME, { ...REQUEST, clusters: 3 })).toThrow(expect.objectContaining({ code: 'muestra-mala' }));
    expect(() => drawSample([unit('a1', 5), unit('b1', 500, 'otro'), unit('b2', 500, 'otro')], { ...REQUEST, clusters: 4, least: 1 })).toThrow(expect.objectContaining({ code: 'muestra-mala' }));
  });
});

describe('a frame', () => {
  const row = (more: Partial<FrameRow> = {}): FrameRow => ({ row: 2, upm: '021801-01', nombre: 'Manzana 1', estrato: 'urbano', lugar: '021801', ambito: 'urbana', zona: 'Centro', viviendas: '40', lat: '-9,53', lon: '-77.53', ...more });
  const knows = (ubigeo: string) => ({ known: ubigeo === '021801', near: ubigeo === '021810' ? ['021801 Chimbote'] : [] });

  test('is read whole, with commas or points in its degrees', () => {
    expect(readFrame([row()], knows).units).toEqual([{ code: '021801-01', name: 'Manzana 1', stratum: 'urbano', place: '021801', area: 'urbana', zone: 'Centro', dwellings: 40, point: { latitude: -9.53, longitude: -77.53 } }]);
  });

  test('is refused with all that is wrong, each at its row, and places that are written almost like it', () => {
    const { units, findings } = readFrame([row(), row({ row: 3 }), row({ row: 4, upm: 'ñ', lugar: '021810', viviendas: '0' }), row({ row: 5, upm: 'x-1', lon: '' }), row({ row: 6, upm: 'x-2', zona: '' })], knows);
    expect(units).toEqual([]);
    expect(findings.map((one) => `${one.row} ${one.es}`)).toEqual([
      '3 el código 021801-01 ya está en otra fila', '4 el código «ñ» lleva de 2 a 30 letras sin tilde, cifras o guiones', '4 no hay un distrito con el ubigeo 021810; parecidos: 021801 Chimbote',
      '4 «viviendas» es un número entero mayor que cero: 0', '5 «lat» y «lon» van juntas, en grados', '6 falta «zona», o es muy largo',
    ]);
  });
});
