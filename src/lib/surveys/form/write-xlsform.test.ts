import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CASES, markdownSheets, referenceCases, sheetsOf } from '../../../../tests/setup/xlsform-cases.ts';
import { compileForm } from './compile/compile-form.ts';
import type { FormModel } from './model.ts';
import { readFormWorkbook } from './sheets/from-workbook.ts';
import type { RawSheet } from './sheets/sheet.ts';
import { formWorkbook, modelSheets } from './write-xlsform.ts';

/** A model without what only the sheet's own lines say. */
const timeless = (model: FormModel): unknown => JSON.parse(JSON.stringify({ ...model, warnings: [] }, (key, value: unknown) => (key === 'row' ? null : value)));

function compiled(sheets: readonly RawSheet[], root = 'data'): FormModel {
  const made = compileForm(sheets, { id: 'data', root });
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return made.model;
}

const FORM = markdownSheets(`
| survey |
| | type | name | label::Español (es) | label::English (en) | relevant | constraint | constraint_message::Español (es) | repeat_count | yupay::personal | yupay::serie | choice_filter | default |
| | text | nombre | ¿Cómo se llama? | What is your name? | | | | | sí | | | |
| | select_one dep | dep | Departamento | Department | | | | | | dep-2 | | |
| | select_one dist | dist | Distrito | District | | | | | | | dep = \${dep} | |
| | begin repeat | hijo | Hijo | Child | | | | 2 + 1 | | | | |
| | integer | edad | Edad de \${nombre} | Age of \${nombre} | \${dist} != '' | . < 18 | Menos de 18 | | | | | 1 + 1 |
| | end repeat | | | | | | | | | | | |
| choices |
| | list_name | name | label::Español (es) | label::English (en) | dep |
| | dep | 02 | Áncash | Áncash | |
| | dist | 1-1 | Huaraz | Huaraz | 02 |
| settings |
| | form_id | form_title | version | default_language |
| | prueba | Prueba | 1 | Español (es) |
`);

describe('writing a form as sheets', () => {
  it('gives sheets that compile to the same model', () => {
    const model = compiled(FORM);
    expect(timeless(compiled(modelSheets(model)))).toEqual(timeless(model));
  });

  it('survives a spreadsheet file and the bounded reader', async () => {
    const model = compiled(FORM);
    const { writeXlsx } = await import('hucre/xlsx');
    const folder = mkdtempSync(join(tmpdir(), 'yupay-xlsform-'));
    try {
      const file = join(folder, 'formulario.xlsx');
      writeFileSync(file, await writeXlsx(formWorkbook(modelSheets(model))));
      expect(timeless(compiled(await readFormWorkbook(file, 'formulario.xlsx')))).toEqual(timeless(model));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it('does not open a workbook that inflates beyond measure', async () => {
    const { writeXlsx } = await import('hucre/xlsx');
    const folder = mkdtempSync(join(tmpdir(), 'yupay-xlsform-'));
    try {
      const file = join(folder, 'bomba.xlsx');
      writeFileSync(file, await writeXlsx({ sheets: [{ name: 'survey', rows: Array.from({ length: 200_000 }, () => ['text', 'a'.repeat(40), 'a'.repeat(40)]) }], stringMode: 'inline' }));
      await expect(readFormWorkbook(file, 'bomba.xlsx')).rejects.toMatchObject({ code: 'bomba-comprimida' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.skipIf(!existsSync(CASES))('does so for every form of the reference that compiles, external lists aside', () => {
    const models = referenceCases().flatMap((one) => {
      const made = compileForm(sheetsOf(one), { id: 'data', root: one.name });
      return made.ok && !sheetsOf(one).some(({ name }) => name.toLowerCase() === 'external_choices') ? [{ test: one.test, model: made.model }] : [];
    });
    expect(models.length).toBeGreaterThan(430);
    for (const { test, model } of models) {
      const again = compileForm(modelSheets(model));
      expect(again.ok ? timeless(again.model) : again.faults, test).toEqual(timeless(model));
    }
  });
});
