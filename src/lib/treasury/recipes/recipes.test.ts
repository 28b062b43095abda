import { describe, expect, it } from 'vitest';
import { headerKey, type RawRecord, type WideRecipe } from '#lib/provenance/recipe.ts';
import { matchHeader } from '#lib/provenance/reading/match.ts';
import { departmentCode } from '#lib/places/recipes/departments.ts';
import { GASTO_HEADER, TRANSFERENCIAS_HEADER } from '../generator/index.ts';
import { queryDate } from '#lib/provenance/reading/html.ts';
import { CONSULTA_AMIGABLE_HTML } from './consulta-amigable.ts';
import { consultaLabel } from './consulta-label.ts';
import { TREASURY_RECIPES } from './index.ts';
import { yearSurvey } from './year-closed.ts';

const wide = TREASURY_RECIPES.filter((recipe): recipe is WideRecipe => recipe.way === 'wide');

describe('the treasury’s layouts', () => {
  it('give every column of their dataset, and only those', () => {
    for (const recipe of wide) expect(Object.keys(recipe.source).sort()).toEqual(recipe.dataset.columns.map(({ name }) => name).sort());
  });

  it('have ids of their own and say what they are in both languages', () => {
    const ids = TREASURY_RECIPES.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { es, en, publisher } of TREASURY_RECIPES) expect([es, en, publisher].every((text) => text.length > 2)).toBe(true);
  });

  it('know Gasto with 63 columns, with the transaction type’s name as the 64th, in lower case and with older spellings, and no other column', () => {
    const kind = (header: readonly string[]) => {
      const match = matchHeader(header, 'csv', TREASURY_RECIPES);
      return match.kind === 'match' ? match.recipe.id : match.kind;
    };
    expect(GASTO_HEADER).toHaveLength(63);
    expect(kind(GASTO_HEADER)).toBe('gasto-mensual');
    expect(kind([...GASTO_HEADER, 'TIPO_TRANSACCION_NOMBRE'])).toBe('gasto-mensual');
    expect(kind(GASTO_HEADER.map((name) => name.toLowerCase().replace('nivel_gobierno', 'tipo_gobierno')))).toBe('gasto-mensual');
    expect(kind([...GASTO_HEADER, 'PKBZfrKt'])).toBe('extra');
    expect(kind(GASTO_HEADER.filter((name) => name !== 'MONTO_GIRADO'))).toBe('missing');
    expect(kind(TRANSFERENCIAS_HEADER)).toBe('transferencias');
    expect(TRANSFERENCIAS_HEADER).toHaveLength(26);
  });

  it('read the labels of the Consulta Amigable by the shape of their code', () => {
    expect(consultaLabel('060108-300556: MUNICIPALIDAD DISTRITAL DE LOS BAÑOS DEL INCA', '')).toEqual({ nivel: 'municipalidad', ubigeo: '060108', secEjec: '300556', nombre: 'MUNICIPALIDAD DISTRITAL DE LOS BAÑOS DEL INCA' });
    expect(consultaLabel('001-1693: UNIVERSIDAD', 'UNIDAD_EJECUTORA')).toMatchObject({ nivel: 'unidad', secEjec: '001693', ubigeo: null });
    expect(consultaLabel('5-21: PERSONAL', 'GENERICA')).toMatchObject({ nivel: 'generica', nombre: '5-21: PERSONAL' });
    expect(consultaLabel('18: MOQUEGUA', 'DEPARTAMENTO')).toMatchObject({ nivel: 'departamento', ubigeo: '18' });
    expect(consultaLabel('1801: MARISCAL NIETO', 'PROVINCIA')).toMatchObject({ nivel: 'provincia', ubigeo: '1801' });
    // Rubro 18 has the shape of a department's code: only the header tells them apart.
    expect(consultaLabel('18: CANON Y SOBRECANON', 'RUBRO')).toBeNull();
    expect(consultaLabel('990108-300556: X', '')).toBeNull();
    expect(consultaLabel('MUNICIPALIDAD', '')).toBeNull();
  });

  it('keep each query of the Consulta Amigable as a series of its own', () => {
    const series = (context: Record<string, string>) => CONSULTA_AMIGABLE_HTML.series!(context, []);
    const context = { anio: '2019', concepto: 'Unidad Ejecutora', incluye: 'Sólo Proyectos' };
    expect(series(context)).toBe('consulta-amigable:2019:unidad-ejecutora:solo-proyectos');
    expect(series({ ...context, incluye: 'Actividades y Proyectos' })).not.toBe(series(context));
  });

  it('take the last year for partial only below sixty of every hundred soles', () => {
    const verdict = (rows: [string, string, string][]) => {
      const survey = yearSurvey({ year: 'ANIO', pim: 'PIM', devengado: 'DEV', dialect: 'coma-miles' });
      for (const [ANIO, PIM, DEV] of rows) survey.see({ line: 1, byteOffset: null, raw: '', cells: { ANIO, PIM, DEV } } satisfies RawRecord);
      return survey.context();
    };
    expect(verdict([['2024', '1,000', '100'], ['2025', '1,000', '599'], ['2025', '1,000', '600']])).toEqual({ anio_parcial: '2025' });
    expect(verdict([['2025', '1,000', '600']])).toEqual({});
    expect(verdict([['2024', '1,000', '1'], ['2025', '1,000', '900']])).toEqual({});
    expect(verdict([['dos', 'x', 'y']])).toEqual({});
  });

  it('read the date of a query as Peru writes it', () => {
    expect(queryDate('21-septiembre-2021')).toBe('2021-09-21');
    expect(queryDate('1-Setiembre-2021')).toBe('2021-09-01');
    expect(queryDate('1-brumario-2021')).toBeNull();
  });

  it('know departments by their names, accents and Callao’s long name included', () => {
    expect(['Áncash', 'PROVINCIA CONSTITUCIONAL DEL CALLAO', 'madre de dios', 'UCAYALI', 'Cuzco'].map(departmentCode)).toEqual(['02', '07', '17', '25', '08']);
    expect(departmentCode('LIMA METROPOLITANA')).toBeNull();
    expect(headerKey('AÑO')).toBe('ANIO');
  });
});
