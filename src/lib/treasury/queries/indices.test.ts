import { expect, it } from 'vitest';
import { canonicalJson, sha256, type Canonical } from '#lib/kernel/canonical.ts';
import { LAW } from '../law/parameters.ts';
import { INDICE_EXPLICADO, INDICES_DE_LUGARES } from './indices.ts';

const USED = ['canon-minero.reparto', 'canon-minero.excluye-productor', 'canon-minero.criterio', 'canon-minero.productores'];

it('raises the queries’ versions when the law that their answers rest on changes', () => {
  const law = LAW.filter(({ id }) => USED.includes(id)).map(({ id, valid_from, valid_to, fecha, value, norm }) => ({ id, valid_from, valid_to, fecha, value, norm }));
  expect([law.length, sha256(canonicalJson(law as unknown as Canonical)).slice(0, 12), INDICE_EXPLICADO.version, INDICES_DE_LUGARES.version]).toEqual([5, 'ee1486dd47fd', 1, 1]);
});

it('answers nothing where nothing is loaded, and says so', () => {
  for (const query of [INDICE_EXPLICADO, INDICES_DE_LUGARES]) {
    expect(query.derive!([])).toEqual([]);
    expect(query.coverage([])).toMatch(/^nadie ha /);
  }
});

it('names the column of each value that a row gives', () => {
  const rows = [['2020', '18', '18', 'false', null, null, null, '0.2500000000', 'RM'], ['2020', '180101', '18', 'true', '10', '10', 'true', '0.7500000000', 'RM']];
  for (const query of [INDICE_EXPLICADO, INDICES_DE_LUGARES]) for (const row of query.derive!(rows)) expect(row).toHaveLength(query.columns.length);
});
