import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256 } from '#lib/kernel/canonical.ts';
import { avancePercent, centimos } from '#lib/kernel/money.ts';
import { INSTRUMENTOS_DOCUMENTO } from '#lib/indicators/instruments/recipe.ts';
import { PLAN_DOCUMENTO } from '#lib/frameworks/parts/recipe.ts';
import { INSTRUMENTOS_DE_ENCUESTA } from '#lib/surveys/report/instruments-recipe.ts';
import { jsonParts } from '#lib/provenance/reading/json.ts';
import { headerKey, type FactRow, type RawRecord, type RowRecipe } from '#lib/provenance/recipe.ts';
import { HECHOS_REGISTRO } from '#lib/places/recipes/hechos-registro.ts';
import { HECHOS_CANON } from '#lib/treasury/recipes/hechos-canon.ts';
import { HECHOS_PRESUPUESTO } from '#lib/treasury/recipes/hechos-presupuesto.ts';
import { HECHOS_EITI, HECHOS_EITI_SECTORES } from '#lib/treasury/eiti/recipes.ts';
import { factFiles, HAND_WRITTEN } from '../build-facts.ts';
import { ORIGINALS, readOriginals, readSheet, splitLine } from './originals.ts';
import { CORRECTIONS, registroRows, repairYen } from './registro.ts';
import { FROM_CONSULTA, FROM_PANEL, SEED_MUNICIPALITIES } from './treasury.ts';

const SAMPLES = resolve(process.env['YUPAY_SAMPLES'] ?? '../shared/data');
const withSamples = describe.skipIf(!existsSync(join(SAMPLES, ORIGINALS.canon)));
const shipped = (file: string) => readFileSync(join('facts', file), 'utf-8');
const whole = JSON.parse(shipped('manifest.json')) as {
  tables: { file: string; recipe: string; dataset: string; sha256: string; rows: number; columns: string[]; originals: { name: string; sha256: string; rows: number }[] }[];
  documents: { file: string; sha256: string }[];
};

/** The tables of cells, apart from the plans, instruments and questionnaires, whose documents are tables of parts. */
const manifest = { ...whole, tables: whole.tables.filter(({ file }) => file.endsWith('.csv')) };
const documents = whole.tables.filter(({ file }) => file.endsWith('.json'));

type Cells = Record<string, string>;

function tableOf(file: string): Cells[] {
  const [header, ...lines] = shipped(file).trimEnd().split('\n').map((line) => splitLine(line, ','));
  return lines.map((cells) => Object.fromEntries(header!.map((name, at) => [name, cells[at]!])));
}

function readBy(recipe: RowRecipe, row: Cells) {
  const cells = Object.fromEntries(Object.entries(row).map(([name, cell]) => [headerKey(name), cell]));
  return recipe.read({ line: 2, byteOffset: null, cells, raw: '' }, {}, () => undefined);
}

const RECIPES = { 'registro-distritos.csv': HECHOS_REGISTRO, 'canon-minero.csv': HECHOS_CANON, 'presupuesto-municipal.csv': HECHOS_PRESUPUESTO, 'eiti-totales.csv': HECHOS_EITI, 'eiti-sectores.csv': HECHOS_EITI_SECTORES } as const;

describe('the shipped tables', () => {
  it('have the bytes and the rows that the manifest says, and no other table lies beside them', () => {
    for (const { file, sha256: hash } of [...whole.tables, ...whole.documents]) expect(sha256(readFileSync(join('facts', file)))).toBe(hash);
    for (const { file, rows } of manifest.tables) expect(tableOf(file)).toHaveLength(rows);
    expect(readdirSync('facts').filter((name) => name.endsWith('.csv')).sort()).toEqual(manifest.tables.map((table) => table.file).sort());
  });

  it.each(manifest.tables)('$file is read whole by its own recipe into its dataset’s columns', ({ file, recipe: id, dataset, columns }) => {
    const recipe = RECIPES[file as keyof typeof RECIPES];
    expect([recipe.id, recipe.dataset.id]).toEqual([id, dataset]);
    const known = [...recipe.required, ...recipe.optional].map(([name]) => name);
    expect(columns.map(headerKey).sort()).toEqual([...known].sort());
    const datasetColumns = recipe.dataset.columns.map((column) => column.name).sort();
    for (const row of tableOf(file)) {
      const facts = readBy(recipe, row);
      expect(Array.isArray(facts)).toBe(true);
      expect(Object.keys((facts as FactRow[])[0]!).sort()).toEqual(datasetColumns);
    }
  });

  it.each(documents)('$file is a document that is accepted whole, with as many parts as the manifest says', async ({ file, recipe, dataset, rows }) => {
    const records: RawRecord[] = [];
    for await (const record of jsonParts(join('facts', file), null, () => undefined)) records.push(record as RawRecord);
    const reader = [PLAN_DOCUMENTO, INSTRUMENTOS_DOCUMENTO, INSTRUMENTOS_DE_ENCUESTA].find(({ id }) => id === recipe)!;
    const survey = reader.survey!();
    for (const record of records) survey.see(record);
    const context = survey.context();
    const facts = records.flatMap((record) => reader.read(record, context, () => undefined) as FactRow[]);
    expect([reader.id, reader.dataset.id, facts.length]).toEqual([recipe, dataset, rows]);
  });

  it('hold facts only: codes, names, capitals’ coordinates and amounts', () => {
    const allowed = new Set(['ubigeo', 'departamento', 'provincia', 'distrito', 'capital', 'categoria', 'altitud', 'latitud', 'longitud', 'sec_ejec', 'municipalidad', 'reniec', 'sunat',
      'linea_inei', 'linea_mef', 'linea_equivalencia', 'anio', 'canon_minero', 'total_transferencias', 'poblacion', 'linea_original', 'nivel', 'nombre', 'pia', 'pim', 'certificado',
      'comprometido_anual', 'comprometido', 'devengado', 'girado', 'avance_publicado', 'rubro08_recaudado', 'rubro18_recaudado', 'total_recaudado', 'fecha_corte', 'parcial', 'informe', 'sector', 'publicado',
      'ingresos_gobierno_usd', 'pagos_empresas_usd', 'empresas', 'conciliador', 'direccion', 'por_empresa', 'por_producto', 'por_flujo', 'observado', 'producto', 'volumen', 'unidad']);
    expect(manifest.tables.flatMap((table) => table.columns).filter((column) => !allowed.has(column))).toEqual([]);
    for (const { file } of [...whole.tables, ...whole.documents]) expect(shipped(file)).not.toMatch(/coordinates|Polygon|¥(?!.*"yen")|\uFFFD|\r/);
  });

  it('say Torata, San Marcos and Baños del Inca as the sources do', () => {
    const canon = tableOf('canon-minero.csv');
    expect(canon.find((row) => row['ubigeo'] === '180106' && row['anio'] === '2015')!['canon_minero']).toBe('30591944.00');
    expect(canon.find((row) => row['ubigeo'] === '021014' && row['anio'] === '2015')!['canon_minero']).toBe('61139756.21');
    expect(canon.filter((row) => row['ubigeo'] === '060108')).toEqual([]);
    expect(tableOf('registro-distritos.csv').find((row) => row['ubigeo'] === '060108')).toMatchObject({ distrito: 'Los Baños del Inca', municipalidad: 'MUNICIPALIDAD DISTRITAL DE LOS BAÑOS DEL INCA', sec_ejec: '300556' });
  });

  it('keep 24 blanks of canon blank, and 110 districts in 17 years', () => {
    const canon = tableOf('canon-minero.csv');
    expect(canon.filter((row) => row['canon_minero'] === '')).toHaveLength(24);
    expect(new Set(canon.map((row) => row['ubigeo'])).size).toBe(110);
    expect(canon).toHaveLength(110 * 17);
    expect((readBy(HECHOS_CANON, canon.find((row) => row['canon_minero'] === '')!) as FactRow[])[0]!['canon']).toBeNull();
  });

  it('hold 23 municipalities in 12 whole years, neither 2023 nor 2025', () => {
    const rows = tableOf('presupuesto-municipal.csv');
    expect([...new Set(rows.map((row) => row['ubigeo']))].sort()).toEqual([...SEED_MUNICIPALITIES]);
    expect(rows).toHaveLength(23 * 12);
    expect([...new Set(rows.map((row) => row['anio']))].sort()).toEqual(['2012', '2013', '2014', '2015', '2016', '2017', '2018', '2019', '2020', '2021', '2022', '2024']);
    expect(rows.every((row) => row['parcial'] === 'false')).toBe(true);
  });

  it('print the execution rate that our rule gives, in every row', () => {
    for (const row of tableOf('presupuesto-municipal.csv')) {
      expect(Number(avancePercent(centimos(row['devengado']!)!, centimos(row['pim']!)!))).toBe(Number(row['avance_publicado']));
    }
  });

  it.each([
    ['a letter in an amount', HECHOS_CANON, 'canon-minero.csv', 'canon_minero', '12a'],
    ['a third decimal', HECHOS_CANON, 'canon-minero.csv', 'canon_minero', '1.005'],
    ['a lost leading zero', HECHOS_CANON, 'canon-minero.csv', 'ubigeo', '10701'],
    ['a department that does not exist', HECHOS_REGISTRO, 'registro-distritos.csv', 'ubigeo', '990101'],
    ['no name', HECHOS_REGISTRO, 'registro-distritos.csv', 'distrito', ' '],
    ['a yes for a truth value', HECHOS_PRESUPUESTO, 'presupuesto-municipal.csv', 'parcial', 'sí'],
  ] as const)('refuse a line with %s', (_, recipe, file, column, cell) => {
    const refused = readBy(recipe, { ...tableOf(file)[0]!, [column]: cell });
    expect(refused).toMatchObject({ reason: expect.stringContaining(column.replace('canon_minero', 'canon')), reasonEn: expect.any(String) });
  });
});

/** Physical lines of an original, read here without the script's own reader. */
const physical = (path: string, encoding: 'latin1' | 'utf-8') => readFileSync(join(SAMPLES, path)).toString(encoding).split(/\r?\n/);
const trimmed = (cell: string) => cell.replace(/\s+/g, ' ').trim();

withSamples('every shipped cell against its original', () => {
  it('equals the canon table at linea_original', () => {
    const lines = physical(ORIGINALS.canon, 'latin1');
    for (const row of tableOf('canon-minero.csv')) {
      const [anio, codigo, , municipalidad, , , code, , canon, , , , , , poblacion, total] = lines[Number(row['linea_original']) - 1]!.split(';');
      expect(row).toEqual({
        anio, ubigeo: code!.padStart(6, '0'), sec_ejec: codigo!.split('-')[1], municipalidad: trimmed(municipalidad!), canon_minero: canon,
        total_transferencias: total, poblacion, linea_original: row['linea_original'],
      });
    }
  });

  it('equals the panel and the Consulta Amigable at linea_original', async () => {
    const lines = physical(ORIGINALS.panel, 'utf-8').map((line) => line.split(','));
    const sheet = new Map((await readSheet(SAMPLES, ORIGINALS.consulta)).records.map((record) => [record.line, record.cells]));
    for (const row of tableOf('presupuesto-municipal.csv')) {
      const at = Number(row['linea_original']);
      if (row['anio'] === '2024') {
        const cells = sheet.get(at)!;
        expect([cells['Año'], repairYen(cells['Municipalidad']!)]).toEqual(['2024', `${row['ubigeo']}-${row['sec_ejec']}: ${row['nombre']}`]);
        for (const [column, header] of Object.entries(FROM_CONSULTA)) expect(row[column]).toBe(cells[header]!.replaceAll(',', ''));
        expect([row['rubro08_recaudado'], row['rubro18_recaudado'], row['total_recaudado']]).toEqual(['', '', '']);
      } else {
        const cells = Object.fromEntries(lines[0]!.map((name, index) => [name, lines[at - 1]![index]]));
        for (const [column, header] of Object.entries(FROM_PANEL)) expect(row[column]).toBe(cells[header]);
        expect(row['nombre']).toBe(repairYen(cells['municipalidad']!));
      }
    }
  });

  it('equals INEI, MEF and the equivalences at their lines, but for the corrections that are declared', async () => {
    const inei = physical(ORIGINALS.inei, 'utf-8');
    const codes = physical(ORIGINALS.equivalencia, 'utf-8').map((line) => splitLine(line, ','));
    const sheet = new Map((await readSheet(SAMPLES, ORIGINALS.consulta)).records.map((record) => [record.line, record.cells]));
    const changed: string[] = [];
    for (const row of tableOf('registro-distritos.csv')) {
      const [departamento, provincia, distrito, ubigeo, capital, categoria, altitud, , latitud, longitud] = inei[Number(row['linea_inei']) - 1]!.split(';');
      expect(row).toMatchObject({ departamento, distrito, ubigeo, capital: trimmed(capital!), categoria, altitud, latitud, longitud });
      if (row['provincia'] !== provincia) changed.push(`${ubigeo} ${provincia} ${row['provincia']}`);
      const label = sheet.get(Number(row['linea_mef']))!['Municipalidad']!;
      expect(trimmed(repairYen(label))).toBe(`${ubigeo}-${row['sec_ejec']}: ${row['municipalidad']}`);
      const code = row['linea_equivalencia'] === '' ? null : codes[Number(row['linea_equivalencia']) - 1]!;
      if (code === null) expect([row['reniec'], row['sunat']]).toEqual(['', '']);
      else expect([code[4], code[10]!.trim().replace(/^NA$/, ''), code[16]!.trim().replace(/^NA$/, '')]).toEqual([ubigeo, row['reniec'], row['sunat']]);
    }
    expect(changed).toEqual(CORRECTIONS.map((correction) => `${correction.key} ${correction.from} ${correction.to}`));
  });

  it('gives the same bytes when the facts are built again', async () => {
    const originals = await readOriginals(SAMPLES);
    const written = Object.fromEntries(HAND_WRITTEN.map((name) => [name, shipped(name)]));
    for (const [name, text] of Object.entries(factFiles(originals, written))) expect(sha256(text), name).toBe(sha256(shipped(name)));
  });

  it('mends INEI’s own file, when a person imports it, exactly as the shipped table', () => {
    const { corrections } = JSON.parse(shipped('correcciones.json')) as { corrections: { match: { ubigeo: string }; column: string; from: string; to: string }[] };
    expect(corrections.map(({ match, column, from, to }) => ({ key: match.ubigeo, column, from, to }))).toEqual(CORRECTIONS.map(({ key, column, from, to }) => ({ key, column, from, to })));
  });

  it('stops when a correction’s error is no longer in the source', async () => {
    const originals = await readOriginals(SAMPLES);
    const records = originals.inei.records.map((record) => (record.cells['ubigeo'] === '061306' ? { ...record, cells: { ...record.cells, provincia: 'Santa Cruz' } } : record));
    expect(() => registroRows({ ...originals, inei: { ...originals.inei, records } })).toThrow(expect.objectContaining({ code: 'correccion-vencida' }));
  });
});
