import { expect, test } from 'vitest';
import { findVariety, VARIETIES, varietiesFor } from './varieties.ts';

test('every variety has a name in both languages and a tag that browsers know', () => {
  expect(new Set(VARIETIES.map(({ id }) => id)).size).toBe(VARIETIES.length);
  for (const { id, es, en, tag, unconfirmed } of VARIETIES) {
    // CLDR folds `quz`, the Quechua most written, into the macrolanguage; both are registered.
    expect([tag, 'qu'], id).toContain(Intl.getCanonicalLocales(tag)[0]);
    expect(unconfirmed.includes(tag), id).toBe(false);
    expect([es, en].every((name) => name.length > 3), id).toBe(true);
  }
  expect(findVariety('quechua')).toBeNull();
});

test('a place lists its region’s own varieties first, all of them once, and Spanish last', () => {
  expect(varietiesFor('021014')[0]!.id).toBe('quechua-ancash');
  expect(varietiesFor('060108')[0]!.id).toBe('quechua-cajamarca');
  expect(varietiesFor('080101')[0]!.id).toBe('quechua-cusco-collao');
  expect(new Set(varietiesFor('210101').slice(0, 2).map(({ id }) => id))).toEqual(new Set(['quechua-puno', 'aimara']));
  for (const place of ['02', '150101', '21']) {
    expect(varietiesFor(place).at(-1)!.id).toBe('castellano');
    expect([...varietiesFor(place)].sort((a, b) => a.id.localeCompare(b.id))).toEqual([...VARIETIES].sort((a, b) => a.id.localeCompare(b.id)));
  }
});
