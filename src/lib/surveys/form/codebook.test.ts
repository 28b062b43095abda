import { describe, expect, it } from 'vitest';
import { markdownSheets } from '../../../../tests/setup/xlsform-cases.ts';
import { codebook, personalPaths } from './codebook.ts';
import { compileForm } from './compile/compile-form.ts';
import { writeXForm } from './xform/write-xform.ts';
import type { FormModel } from './model.ts';

function compiled(text: string): FormModel {
  const made = compileForm(markdownSheets(text));
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  return made.model;
}

const MODEL = compiled(`
| survey |
| | type | name | label | label::English (en) | relevant | required | yupay::personal | yupay::serie |
| | begin group | agua | Agua | Water | | | | |
| | select_one sn | tiene | ¿Tiene agua? | Is there water? | | yes | | agua-1 |
| | begin repeat | corte | Corte | Cut | \${tiene} = '1' | | | |
| | integer | horas | ¿Cuántas horas? | How many hours? | . > 0 | no | | |
| | end repeat | | | | | | | |
| | end group | | | | | | | |
| | text | apodo | ¿Cómo le dicen? | What do they call you? | | | sí | |
| | geopoint | casa | Casa | Home | | | | |
| | geopoint | plaza | Plaza | Square | | | no | |
| | note | gracias | Gracias | Thank you | | | | |
| choices |
| | list_name | name | label | label::English (en) |
| | sn | 1 | Sí | Yes |
| | sn | 0 | No | None |
`);

describe('the codebook', () => {
  const entries = codebook(MODEL);
  const of = (name: string) => entries.find((entry) => entry.name === name)!;

  it('gives each question its path, its words in each language, its codes and its series', () => {
    expect(of('tiene')).toMatchObject({ path: 'agua/tiene', kind: 'one', list: 'sn', required: true, series: 'agua-1' });
    expect(of('tiene').label).toEqual([{ language: 'default', text: '¿Tiene agua?' }, { language: 'English (en)', text: 'Is there water?' }]);
    expect(of('tiene').codes.map(({ code, label }) => [code, label.map(({ text }) => text)])).toEqual([['1', ['Sí', 'Yes']], ['0', ['No', 'None']]]);
    expect(of('horas').series).toBe('horas');
  });

  it('tells the skips on the way and the repeats around', () => {
    expect(of('horas')).toMatchObject({ kind: 'whole', asked: ["${tiene} = '1'", '. > 0'], repeats: ['corte'], required: false });
  });

  it('tells what points at a person: by its type, unless its author says otherwise', () => {
    expect(entries.filter(({ personal }) => personal).map(({ path }) => path)).toEqual(['apodo', 'casa']);
    expect(personalPaths(MODEL)).toEqual(new Set(['apodo', 'casa']));
  });

  it('holds what is made of a personal answer as personal, however far, unless its author says no', () => {
    const model = compiled(`
| survey |
| | type | name | label | calculation | default | yupay::personal |
| | begin repeat | hijo | Hijo | | | |
| | text | apodo | Apodo | | | sí |
| | end repeat | | | | | |
| | date | nacio | ¿Cuándo nació? | | | sí |
| | calculate | saludo | | concat('Hola ', \${nacio}) | | |
| | calculate | dos | | \${saludo} | | |
| | calculate | edad | | int((today() - \${nacio}) div 365) | | no |
| | calculate | decena | | int(\${edad} div 10) | | |
| | date | otra | Otra | | \${last-saved#nacio} | |
| | select_one \${apodo} | mayor | ¿Quién es mayor? | | | |
| settings |
| | form_id | instance_name |
| | f | \${saludo} |
`);
    expect(codebook(model).filter(({ personal }) => personal).map(({ name }) => name)).toEqual(['apodo', 'nacio', 'saludo', 'dos', 'otra', 'mayor']);
    expect(model.warnings.filter(({ code }) => code === 'personal-por-origen').map(({ row }) => row)).toEqual([6, 7, 10, 11]);
    expect(model.warnings.map(({ code }) => code)).toContain('nombre-con-persona');
  });

  it('gives two questions of one name two series, and lets none of two questions be the same', () => {
    const twins = (columns: string): string => `
| survey |
| | type | name | label | yupay::serie |
| | begin group | a | A | |
| | text | nota | Nota | ${columns} |
| | end group | | | |
| | begin group | b | B | |
| | text | nota | Nota | |
| | end group | | | |
| | text | otra | Otra | |
`;
    expect(codebook(compiled(twins(''))).map(({ series }) => series)).toEqual(['a/nota', 'b/nota', 'otra']);
    const refused = (text: string): string[] => {
      const made = compileForm(markdownSheets(text));
      return made.ok ? [] : made.faults.map(({ code, row }) => `${code} ${row}`);
    };
    expect(refused(twins('otra'))).toEqual(['serie-repetida 8']);
    expect(refused(twins('con espacio'))).toEqual(['serie-mala 3']);
    expect(refused('| survey |\n| | type | name | label | yupay::personal |\n| | text | a | A | quizá |')).toEqual(['personal-valor 2']);
  });

  it('keeps those columns of ours out of what phones read', () => {
    expect(writeXForm(MODEL)).not.toMatch(/yupay|personal|serie|agua-1/i);
  });
});
