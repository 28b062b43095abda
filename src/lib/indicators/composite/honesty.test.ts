import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bandOf, whyNoPlaces, type Ranked } from './honesty.ts';

const unit = (at: number, more: Partial<Ranked> = {}): Ranked => ({ unit: `M${at}`, index: 100 - at, best: at, worst: at, method: 'v1', asOf: '2026-06-30', ...more });
const table = (units: number, more: (at: number) => Partial<Ranked> = () => ({})) => Array.from({ length: units }, (_, at) => unit(at + 1, more(at + 1)));

test('five that can be told apart, of one method and one date, have places; four never', () => {
  expect([whyNoPlaces(table(5)), whyNoPlaces(table(4)), whyNoPlaces([])]).toEqual([[], ['pocas-unidades'], ['pocas-unidades']]);
});

test('places are not printed when most neighbours could change theirs, and are when half could', () => {
  const shared = (pairs: number) => table(7, (at) => (at <= pairs ? { worst: at + 1 } : {}));
  expect(whyNoPlaces(shared(4))).toEqual(['puestos-indistinguibles']);
  expect(whyNoPlaces(shared(3))).toEqual([]);
});

test('another method, or data more than six months apart, forbid places', () => {
  expect(whyNoPlaces(table(6, (at) => ({ method: at === 3 ? 'v2' : 'v1' })))).toEqual(['metodos-distintos']);
  const dated = (last: string) => whyNoPlaces(table(6, (at) => ({ asOf: at === 6 ? last : '2025-08-31' })));
  expect([dated('2026-02-28'), dated('2026-03-01')]).toEqual([[], ['fechas-alejadas']]);
});

test('a band is given only to whom all of its range puts there', () => {
  expect([bandOf({ best: 1, worst: 4 }, 12), bandOf({ best: 1, worst: 5 }, 12), bandOf({ best: 9, worst: 12 }, 12), bandOf({ best: 8, worst: 12 }, 12)]).toEqual(['arriba', 'medio', 'abajo', 'medio']);
  fc.assert(fc.property(fc.integer({ min: 5, max: 40 }), fc.nat(), fc.nat(), (units, a, b) => {
    const [best, worst] = [1 + (a % units), 1 + (b % units)].sort((x, y) => x - y) as [number, number];
    const band = bandOf({ best, worst }, units);
    return band === 'medio' || (band === 'arriba' ? worst <= units / 3 : best > (units * 2) / 3);
  }));
});
