import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeXlsx } from 'hucre/xlsx';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Application } from '#lib/publishing/application.ts';
import { findQuery } from '#lib/publishing/questions.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { load, write } from '../../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';

const HEADER = ['programa', 'programa_nombre', 'indicador', 'indicador_nombre', 'unidad', 'base_anio', 'base_valor', 'meta_anio', 'meta_valor', 'anio', 'valor', 'fuente', 'verificacion'];

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
});

type Cells = Partial<Record<(typeof HEADER)[number], string>>;
/** Invented figures. */
const row = (cells: Cells = {}): string[] => {
  const usual: Cells = { programa: '0090', programa_nombre: 'Programa de ejemplo', indicador: 'I1', indicador_nombre: 'Indicador de ejemplo', unidad: '%', base_anio: '2016', base_valor: '46.4', meta_anio: '2021', meta_valor: '60', anio: '2019', valor: '52.5', fuente: 'Informe de ejemplo, p. 3', verificacion: 'Encuesta de ejemplo' };
  return HEADER.map((name) => ({ ...usual, ...cells })[name] ?? '');
};
const csv = (rows: readonly string[][], header = HEADER) => write(state.folder, 'desempeno.csv', `${[header, ...rows].map((cells) => cells.join(';')).join('\n')}\n`);

async function book(rows: readonly (string | number)[][]): Promise<string> {
  const path = join(state.folder, 'desempeno.xlsx');
  writeFileSync(path, await writeXlsx({ sheets: [{ name: 'Desempeño', rows: [['Desempeño de programas, 2019'], HEADER, ...rows] }] }));
  return path;
}

async function answer(id: string, parameters: Record<string, string>): Promise<Record<string, string | null>[]> {
  const { body } = await app.answers.answer(findQuery(id)!, parameters);
  return body.rows.map((cells) => Object.fromEntries(body.columns.map((column, index) => [column, cells[index] ?? null])));
}

describe('the template of performance', () => {
  it('without a file, every answer is empty and says so', async () => {
    const { body } = await app.answers.answer(findQuery('desempeno-por-anio')!, { anio: '2019' });
    expect([body.rowCount, body.coverage]).toEqual([0, 'nadie ha cargado desempeño de programas de lo que se pregunta']);
  });

  it('keeps each value digit by digit, a blank as a gap with its reason, and the zeros that a spreadsheet ate', async () => {
    const report = await load(app, csv([row({ programa: '90' }), row({ indicador: 'I2', valor: '' }), row({ indicador: 'I3', valor: '0', base_valor: '0.10', meta_valor: '0.1' }), row({ indicador: 'I1', anio: '2020', valor: '61' })]));
    expect(report).toMatchObject({ accepted: 4, rejected: 0, recipe: 'desempeno-programas-plantilla@1' });
    const found = await answer('desempeno-por-anio', { anio: '2019' });
    expect(found.map(({ programa, indicador, base_valor: base, valor, avance_pct: walked, avance_motivo: why }) => [programa, indicador, base, valor, walked, why])).toEqual([
      ['0090', 'I1', '46.4', '52.5', '44.8529411765', null],
      ['0090', 'I2', '46.4', null, null, 'sin-medicion'],
      ['0090', 'I3', '0.10', '0', null, 'meta-igual-a-base'],
    ]);
    expect((await answer('desempeno-de-programa', { programa: '0090' })).map(({ indicador, anio, avance_pct: walked }) => [indicador, anio, walked])).toEqual([
      ['I1', '2019', '44.8529411765'], ['I1', '2020', '107.3529411765'], ['I2', '2019', null], ['I3', '2019', null],
    ]);
    expect(await answer('programas-anios', {})).toEqual([
      { anio: '2019', con_gasto: 'false', con_desempeno: 'true', con_medicion: 'true' }, { anio: '2020', con_gasto: 'false', con_desempeno: 'true', con_medicion: 'true' },
    ]);
  });

  it('reads a workbook with a title above as it reads the CSV, and replaces what the CSV gave of that programme and year', async () => {
    const numbers = row({ valor: '53.25' }).map((cell) => (/^\d+(\.\d+)?$/.test(cell) ? Number(cell) : cell));
    expect(await load(app, await book([numbers]))).toMatchObject({ accepted: 1, rejected: 0, recipe: 'desempeno-programas-libro@1' });
    expect((await answer('desempeno-por-anio', { anio: '2019' })).map(({ programa, base_anio: base, valor }) => [programa, base, valor])).toEqual([['0090', '2016', '53.25']]);
    expect(await answer('desempeno-por-anio', { anio: '2020' })).toHaveLength(1);
  });

  it('keeps the files of two programmes side by side', async () => {
    await load(app, csv([row({ programa: '0068', indicador: 'R1' })]));
    expect((await answer('desempeno-por-anio', { anio: '2019' })).map(({ programa }) => programa)).toEqual(['0068', '0090']);
  });

  it.each([
    [{ programa: '9001' }, 'no es un programa con resultados'], [{ programa: '9002' }, 'no es un programa con resultados'], [{ programa: '00901' }, 'no es un código de programa'], [{ programa: '' }, 'no es un código de programa'],
    [{ base_anio: '' }, 'no dice de qué año es'], [{ meta_anio: '' }, 'no dice de qué año es'], [{ meta_anio: 'pronto' }, 'no es un año'], [{ anio: '19' }, 'no es un año'],
    [{ valor: '52,5' }, '«52,5» no es un número'], [{ valor: '1.00000000001' }, 'pasa de 10 decimales'], [{ valor: 'n. d.' }, 'no es un número'], [{ meta_valor: '=1+1' }, 'no es un número'],
    [{ fuente: '' }, 'la columna FUENTE está vacía'], [{ verificacion: ' ' }, 'la columna VERIFICACION está vacía'], [{ unidad: '' }, 'la columna UNIDAD está vacía'],
    [{ anio: '2015' }, 'es anterior al de la línea de base'], [{ meta_anio: '2015' }, 'es anterior al de la línea de base'],
  ] as const)('refuses %j', async (cells, reason) => {
    await expect(load(app, csv([row(cells)]))).rejects.toMatchObject({ code: 'sin-filas', details: { motivo: expect.stringContaining(reason) } });
  });

  it('refuses both lines of an indicator that comes twice in a year, and takes the rest', async () => {
    const report = await load(app, csv([row({ programa: '0001' }), row({ programa: '1', valor: '1' }), row({ programa: '0002' })]), { acceptRejects: true });
    expect(report).toMatchObject({ accepted: 1, rejected: 2 });
  });

  it('refuses a file with data on a person, one that lacks a column, one with a strange one, and one cut short', async () => {
    await expect(load(app, csv([row({ fuente: 'llamar al 987 654 321' })]))).rejects.toMatchObject({ code: 'datos-personales' });
    await expect(load(app, csv([row()], [...HEADER.slice(0, -1), 'responsable']))).rejects.toMatchObject({ code: 'falta-columna' });
    await expect(load(app, csv([[...row(), 'x']], [...HEADER, 'telefono']))).rejects.toMatchObject({ code: 'datos-personales' });
    await expect(load(app, csv([[...row(), 'x']], [...HEADER, 'comentario']))).rejects.toMatchObject({ code: 'encabezado-desconocido' });
    await expect(load(app, write(state.folder, 'cortado.csv', `${HEADER.join(';')}\n0090;"Programa`))).rejects.toMatchObject({ code: 'archivo-cortado' });
  });
});
