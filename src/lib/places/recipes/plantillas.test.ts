import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '#lib/kernel/canonical.ts';
import { asYupayError } from '#lib/kernel/errors.ts';
import { detect } from '#lib/provenance/reading/detect.ts';
import { readRows } from '#lib/provenance/reading/rows.ts';
import type { RowDetected } from '#lib/provenance/reading.ts';
import { ownFolder } from '../../../../tests/setup/closing.ts';
import { KNOWN_DISTRICTS } from '../known-districts.ts';
import { AUTORIDADES_PLANTILLA } from './autoridades.ts';
import { COMUNIDADES_PLANTILLA } from './comunidades.ts';
import { PLACES_RECIPES } from './index.ts';
import { isoDay, seriesByDepartment } from './template-cells.ts';

const folder = ownFolder();

/** What reading a text gives: `n facts, m rejections`, or the code and the column of the refusal. */
async function outcome(text: string): Promise<string> {
  const path = join(folder, 'entrada.csv');
  writeFileSync(path, text);
  try {
    const counts = { fact: 0, rejection: 0, tally: 0 };
    const detected = (await detect(path, PLACES_RECIPES)) as RowDetected;
    for await (const item of readRows(detected, path, { signal: new AbortController().signal, onProgress: () => undefined })) counts[item.kind] += 1;
    return `${counts.fact} facts, ${counts.rejection} rejections`;
  } catch (thrown) {
    const { code, details } = asYupayError(thrown);
    return `${code} ${details['columna'] ?? ''}`.trim();
  }
}

const offices = (row: string, extra = '') => outcome(`ubigeo;cargo;clase;desde;hasta;norma;fuente${extra}\n${row}\n`);
const places = (row: string, extra = '') => outcome(`codigo;tipo;nombre;distritos;fecha;fuente${extra}\n${row}\n`);

describe('data on persons', () => {
  it.each(['nombre', 'DNI', 'Nombre del alcalde', 'apellidos_y_nombres', 'teléfono', 'fecha de nacimiento'])('refuse a file with the column %s, with a code of their own', async (column) => {
    expect(await offices('180106;alcalde;elegido;2015-01-01;;;ejemplo;x', `;${column}`)).toBe(`datos-personales ${column}`);
  });

  it('refuse a list of communities by the same rule, though their own name is no person’s', async () => {
    expect(await places('C1;campesina;Comunidad inventada;180106;2016;ejemplo')).toBe('1 facts, 0 rejections');
    expect(await places('C1;campesina;Comunidad inventada;180106;2016;ejemplo;x', ';presidente de la comunidad')).toBe('datos-personales presidente de la comunidad');
  });

  it.each([
    ['180106;alcalde;elegido;2015-01-01;;Acta, DNI del alcalde;ejemplo', 'norma:2'],
    ['180106;alcalde;elegido;2015-01-01;;;ejemplo 12345678', 'fuente:2'],
    ['180106;alcalde;elegido;2015-01-01;;;llamar al 987 654 321', 'fuente:2'],
    ['180106;alcalde;elegido;2015-01-01;;;ejemplo@example.org', 'fuente:2'],
    ['180106;alcalde;elegido;2015-01-01;;;lo dijo el señor Ejemplo', 'fuente:2'],
    ['180106;alcalde Sr. Ejemplo;elegido;2015-01-01;;;ejemplo', 'cargo:2'],
  ])('in a cell refuse the whole file, for a rejected line would be kept: %s', async (row, column) => {
    expect(await offices(row)).toBe(`datos-personales ${column}`);
  });

  it('are not seen in resolutions, addresses and places called after somebody', async () => {
    expect(await offices('180106;alcalde;elegido;2015-01-01;;Resolución 12345678-2015-EJEMPLO;https://example.org/12345678/987654321')).toBe('1 facts, 0 rejections');
    expect(await places('C1;campesina;Don Bosco;180106;2016;ejemplo')).toBe('1 facts, 0 rejections');
  });

  it('an unknown column that names no person is refused as any other is', async () => {
    expect(await offices('180106;alcalde;elegido;2015-01-01;;;ejemplo;x', ';observación')).toBe('encabezado-desconocido');
  });
});

describe('what the templates check', () => {
  it('knows the districts of the shipped registry and no other', () => {
    const registry = readFileSync('facts/registro-distritos.csv', 'utf8').trimEnd().split('\n').slice(1).map((line) => line.slice(0, 6)).sort();
    expect([...KNOWN_DISTRICTS].sort()).toEqual(registry);
  });

  it('raises the recipes’ versions when the list of districts changes', () => {
    expect([sha256(KNOWN_DISTRICTS.join(' ')).slice(0, 12), COMUNIDADES_PLANTILLA.version, AUTORIDADES_PLANTILLA.version]).toEqual(['9b9624b12bb4', 1, 1]);
  });

  it('takes days of the calendar and no others', () => {
    expect(['2016-02-29', '29/2/2016', '2015-02-29', '2016-13-01', '31/04/2016', '2016', '16-02-01', '3016-01-01'].map(isoDay)).toEqual(['2016-02-29', '2016-02-29', null, null, null, null, null, null]);
  });

  it('keeps one series a department, and one for files of several', () => {
    const of = (...codes: string[]) => seriesByDepartment('x', codes.map((ubigeo) => ({ ubigeo })), 'ubigeo');
    expect([of('180106', '180101 180102'), of('180106 060108'), of('060108', '180106')]).toEqual(['x-18', 'x', 'x']);
  });
});
