import { describe, expect, it } from 'vitest';
import type { RowRecipe } from '../recipe.ts';
import { cellNames, matchHeader, namedCells } from './match.ts';

const RECIPE: RowRecipe = {
  way: 'rows', id: 'ejemplo', version: 1, format: 'csv', publisher: 'X', es: 'Ejemplo', en: 'Example', years: [null, null], precedence: 0, maxBytes: 1,
  dataset: { id: 'ejemplo', es: '', en: '', columns: [], yearColumn: null, groupColumn: null, sortColumns: [], measures: [] },
  required: [['Código', 'CODE'], ['Monto']], optional: [], withheld: ['Responsable de la UF'], read: () => [],
};

describe('columns that must not be kept', () => {
  it('let the file in, and leave neither their cells nor their text among the rejected lines', () => {
    const header = ['CODE', 'RESPONSABLE DE LA UF', 'Monto'];
    expect(matchHeader(header, 'csv', [RECIPE]).kind).toBe('match');
    const names = cellNames(RECIPE, header);
    expect(names).toEqual(['CODIGO', '', 'MONTO']);
    expect(namedCells(names, ['7', 'UNA PERSONA', '1.5'], '7,UNA PERSONA,1.5')).toEqual({ cells: { CODIGO: '7', MONTO: '1.5' }, raw: '7 | 1.5' });
    expect(cellNames({ ...RECIPE, withheld: ['Uno', 'Dos'] }, ['Uno', 'Code', 'Dos', 'Código'])).toEqual(['', 'CODIGO', '', 'CODIGO']);
    expect(namedCells(['A', 'B'], ['1', '2'], '1;2').raw).toBe('1;2');
  });

  it('are all that an open layout does not name, and what it names twice', () => {
    const open = { ...RECIPE, open: true };
    const header = ['Codigo', 'Residente', 'Monto', 'Monto', 'Monto'];
    expect(matchHeader(header, 'csv', [RECIPE]).kind).toBe('extra');
    expect(matchHeader(header, 'csv', [open]).kind).toBe('match');
    expect(cellNames(open, header)).toEqual(['CODIGO', '', 'MONTO', '', '']);
  });
});
