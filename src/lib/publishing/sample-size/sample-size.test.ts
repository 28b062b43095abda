import { expect, test } from 'vitest';
import { samplePlan } from './sample-size.ts';

const plan = (fields: Record<string, string>) => samplePlan(new URLSearchParams(fields));

test('five points of 3,500 people, with an effect of 1.5 and seven of ten answering, take 520 interviews and 743 visits', () => {
  expect(plan({ margen: '5', poblacion: '3500', efecto: '1.5', respuesta: '70' }).answer).toMatchObject({ effect: 1.5, given: true, size: { interviews: 520, visits: 743, census: false } });
});

test('what is wanted of each district is wanted as often as there are districts, and spread over them it tells little', () => {
  const { answer } = plan({ margen: '5', poblacion: '', efecto: '1', distritos: '10', respuesta: '100' });
  expect(answer).toMatchObject({ size: { interviews: 385 }, all: { interviews: 3850 } });
  expect(answer!.spread).toBeGreaterThan(15);
});

test('a change of ten points takes 582 interviews a round with an effect of 1.5, and one of five points four times as many', () => {
  const { answer } = plan({ efecto: '1.5', antes: '40', despues: '50' });
  expect(answer!.change).toEqual({ before: 40, after: 50, interviews: 582 });
  expect(answer!.table.map(({ after, interviews }) => [after, interviews])).toEqual([[45, 2300], [50, 582], [55, expect.any(Number)]]);
  expect(plan({ antes: '40', despues: '40' }).answer!.change).toBe(null);
});

test('without a written effect it is planned from clusters, likeness and weights', () => {
  expect(plan({ conglomerado: '10', icc: '0.05', pesos: '1.2' }).answer).toMatchObject({ given: false, effect: expect.closeTo(1.74, 10) });
});

test('more interviews than people is a census', () => {
  expect(plan({ poblacion: '50', efecto: '3' }).answer!.size.census).toBe(true);
});

test('what is no number or out of bounds is marked at its field, kept as it was written, and nothing is worked out', () => {
  const { fields, answer } = plan({ margen: 'cinco', icc: '2', respuesta: '0', poblacion: '12,345' });
  expect(answer).toBe(null);
  expect(fields.filter(({ wrong }) => wrong).map(({ name, value }) => [name, value])).toEqual([['margen', 'cinco'], ['poblacion', '12,345'], ['icc', '2'], ['respuesta', '0']]);
});
