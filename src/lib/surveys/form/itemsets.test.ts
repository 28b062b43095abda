import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CASES, referenceCases, sheetsOf } from '../../../../tests/setup/xlsform-cases.ts';
import { itemsetsCsv } from './itemsets.ts';

describe('itemsets.csv', () => {
  it('holds every row of the sheet, quoted, under headings by their present names', () => {
    const sheets = [{ name: 'External_choices', rows: [['list name', 'name', 'label', 'estado', ''], ['c', '1', 'Dos "comillas"', 'a', 'x'], ['', '', '', '', ''], ['c', '2', 'Dos', '', '']] }];
    expect(itemsetsCsv(sheets)).toBe('"list_name","name","label","estado"\r\n"c","1","Dos ""comillas""","a"\r\n"c","2","Dos",""\r\n');
    expect(itemsetsCsv([{ name: 'survey', rows: [['type']] }])).toBeNull();
  });

  it.skipIf(!existsSync(CASES))('is the reference\'s own, but for columns without a name', () => {
    const made = referenceCases().filter(({ itemsets }) => itemsets != null && !itemsets.includes('"None"'));
    expect(made.length).toBeGreaterThanOrEqual(3);
    for (const one of made) expect(itemsetsCsv(sheetsOf(one)), one.test).toBe(one.itemsets);
  });
});
