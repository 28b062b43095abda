import { expect, test } from 'vitest';
import { ask, type Row } from '../../../../tests/setup/ask.ts';
import { FORMULA_Y_TRANSFERIDO } from './formula-paid.ts';

const index = (ubigeo: string, indice: string, anio = 2020): Row => ({ anio, ubigeo, indice, norma: 'RM de ejemplo' });
const paid = (ubigeo: string, autorizado: string, more: Row = {}): Row => ({ anio: 2020, grupo_transferencia: '1', tipo_entidad: 'M', sec_ejec: '300000', ubigeo, rubro: '18', recurso: 'H', recurso_nombre: 'SUB CUENTA - CANON MINERO', autorizado, acreditado: autorizado, ...more });
const INDICES = [index('180101', '0.5000000000'), index('180106', '0.2500000000'), index('18', '0.2500000000')];
const PAID = [paid('180101', '50.00'), paid('180106', '25.00'), paid('180101', '25.00', { tipo_entidad: 'R' })];
const answer = (indices: readonly Row[], transfers: readonly Row[]) => ask(FORMULA_Y_TRANSFERIDO, { ubigeo: '180106' }, { 'indices-canon': indices, 'transferencias-resumen': transfers });

test('the index times all that was shared out stands beside what was credited', async () => {
  expect(await answer(INDICES, PAID)).toEqual([
    { anio: '2020', indice: '0.2500000000', base: '100.00', segun_indice: '25.00', transferido: '25.00', diferencia: '0.00', beneficiarios: '3', sin_transferencia: '0', norma: 'RM de ejemplo', motivo: null },
  ]);
});

test('what was credited short, or beyond, is a difference with its sign', async () => {
  const [row] = await answer(INDICES, [PAID[0]!, { ...PAID[1]!, acreditado: '24.10' }, PAID[2]!]);
  expect(row).toMatchObject({ segun_indice: '25.00', transferido: '24.10', diferencia: '-0.90' });
  const [more] = await answer(INDICES, [PAID[0]!, paid('180106', '26.00'), PAID[2]!]);
  expect(more).toMatchObject({ base: '101.00', segun_indice: '25.25', transferido: '26.00', diferencia: '0.75' });
});

test('céntimos that do not divide go to the largest remainder, and the shares add to the base', async () => {
  const thirds = [index('180101', '0.3333333333'), index('180106', '0.3333333334'), index('18', '0.3333333333')];
  const [row] = await answer(thirds, [paid('180101', '0.33'), paid('180106', '0.33'), paid('180101', '0.34', { tipo_entidad: 'R' })]);
  expect(row).toMatchObject({ base: '1.00', segun_indice: '0.34', transferido: '0.33', diferencia: '-0.01' });
});

test('royalties, interest, other items, other departments and another kind of entity are none of it', async () => {
  const noise = [paid('180106', '9.00', { recurso_nombre: 'REGALIAS MINERAS' }), paid('180106', '9.00', { grupo_transferencia: '4' }), paid('180106', '9.00', { rubro: '08' }), paid('230101', '9.00'), paid('180106', '9.00', { tipo_entidad: 'N' })];
  expect((await answer(INDICES, [...PAID, ...noise]))[0]).toMatchObject({ base: '100.00', transferido: '25.00' });
});

test.each([
  ['faltan-pagos', INDICES, PAID.slice(0, 2)],
  ['pagos-ajenos', INDICES, [...PAID, paid('180201', '1.00')]],
  ['indices-incompletos', INDICES.slice(1), PAID],
  ['sin-indice', [INDICES[0]!, index('180201', '0.25'), INDICES[2]!], PAID],
])('%s: no amount is given of a part of the whole', async (motivo, indices, transfers) => {
  const [row] = await answer(indices, transfers);
  expect(row).toMatchObject({ base: null, segun_indice: null, diferencia: null, motivo });
});

test('a beneficiary whose index is zero need not have been paid', async () => {
  expect((await answer([...INDICES, index('180201', '0.0000000000')], PAID))[0]).toMatchObject({ segun_indice: '25.00', beneficiarios: '4', motivo: null });
});

test('a year with only one of the two is not there', async () => {
  expect(await answer(INDICES.map((row) => ({ ...row, anio: 2019 })), PAID)).toEqual([]);
  expect(FORMULA_Y_TRANSFERIDO.coverage([])).toContain('no hay un año');
});
