import { expect, it } from 'vitest';
import { rangesSvg } from './ranges.ts';

const chart = (items: Parameters<typeof rangesSvg>[0]['items'], places = 11) => rangesSvg({ id: 'p', title: 'Puestos', description: 'Del mejor al peor', places, items, receipt: 'recibo', code: 'abc' });

it('draws each range on the scale of all the places, the first one on the left, whatever the ranges', () => {
  const svg = chart([{ label: 'Uno', best: 1, worst: 11, middle: 6 }, { label: 'Dos', best: 6, worst: 6, middle: 6 }]);
  expect(svg).toContain('d="M8 42H312"');
  expect(svg).toContain('d="M160 72H160"');
  expect([...svg.matchAll(/<circle cx="(\d+)"/g)].map((match) => match[1])).toEqual(['160', '160']);
});

it('prints its receipt, and a name as text and never as markup', () => {
  const svg = chart([{ label: '<script>', best: 1, worst: 1, middle: 1 }], 1);
  expect(svg).toContain('recibo abc');
  expect(svg).not.toContain('<script>');
});
