import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, openPool } from '#lib/platform/database.ts';
import { startPostgres, type EmbeddedServer } from '#lib/platform/postgres.ts';
import { openState } from '#lib/platform/state.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';
import { migrations } from './migrations.ts';
import { projectBoundaries, projectChanges, projectEquivalences, projectPlaces, projectPopulation } from './projection.ts';

const folder = mkdtempSync(join(tmpdir(), 'yupay-places-'));
let server: EmbeddedServer;
let pool: pg.Pool;
let client: pg.PoolClient;

beforeAll(async () => {
  chmodSync(folder, 0o755);
  server = await startPostgres(openState(folder), { sync: false });
  pool = openPool(server.connection, 2);
  await migrate(pool, migrations);
  client = await pool.connect();
});

afterAll(async () => {
  client?.release();
  await pool?.end();
  await server?.release();
  rmSync(folder, { recursive: true, force: true });
});

async function* stream(rows: readonly FactRow[]): AsyncIterable<FactRow> {
  yield* rows;
}

const [headerLine, ...lines] = readFileSync('facts/registro-distritos.csv', 'utf-8').trimEnd().split('\n');
const header = headerLine!.split(',');
const registry: FactRow[] = lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [header[at]!, cell === '' ? null : cell])));
const one = async (sql: string, values: unknown[] = []) => (await client.query(sql, values)).rows[0];
const refused = async (sql: string) => {
  await client.query('savepoint a');
  const error = await client.query(sql).then(() => null, (thrown: { constraint?: string; code?: string }) => thrown);
  await client.query('rollback to savepoint a');
  return error;
};

describe('the places in the database', () => {
  it('fills the three levels from the registry, and again without a change', async () => {
    await projectPlaces(client, stream(registry));
    const before = await one('select md5(string_agg(l::text, chr(10) order by ubigeo)) as digest, count(*)::int as n from lugar l');
    const names = await one('select count(*)::int as n from lugar_nombre');
    await projectPlaces(client, stream(registry));
    expect(before.n).toBe(25 + 196 + 1891);
    expect(await one('select md5(string_agg(l::text, chr(10) order by ubigeo)) as digest, count(*)::int as n from lugar l')).toEqual(before);
    expect(await one('select count(*)::int as n from lugar_nombre')).toEqual(names);
    expect(await one(`select nombre, padre, sec_ejec from lugar where ubigeo = '180106'`)).toEqual({ nombre: 'Torata', padre: '1801', sec_ejec: '301486' });
  });

  it('keeps the municipality when a source that names none is loaded after', async () => {
    await projectPlaces(client, stream(registry.map((row) => ({ ...row, sec_ejec: null, municipalidad: null, altitud: '1' }))));
    expect(await one(`select sec_ejec, altitud from lugar where ubigeo = '060108'`)).toEqual({ sec_ejec: '300556', altitud: '1' });
  });

  it('puts equivalences on known districts and skips the others', async () => {
    const rows = [
      { ubigeo: '180106', reniec: '170199', distrito_reniec: 'TORATA', sunat: '180106', distrito_sunat: 'TORAT\uFFFD' },
      { ubigeo: null, reniec: '999999', distrito_reniec: 'X', sunat: null, distrito_sunat: null },
      { ubigeo: '090708', reniec: '080808', distrito_reniec: 'OTRO', sunat: null, distrito_sunat: null },
    ];
    expect(await projectEquivalences(client, stream(rows))).toEqual({ written: 1, skipped: 2 });
    expect(await one(`select reniec from lugar where ubigeo = '180106'`)).toEqual({ reniec: '170199' });
    expect(await one(`select count(*)::int as n from lugar_nombre where tipo in ('reniec', 'sunat')`)).toEqual({ n: 1 });
  });

  it('replaces a year of population and leaves the other years alone', async () => {
    const of = (anio: string, poblacion: string) => stream([{ anio, ubigeo: '180106', poblacion }]);
    await projectPopulation(client, of('2015', '5874.5'));
    await projectPopulation(client, of('2016', '6000'));
    await projectPopulation(client, of('2015', '5875'));
    const { rows } = await client.query('select anio, personas from poblacion order by anio');
    expect(rows).toEqual([{ anio: 2015, personas: '5875' }, { anio: 2016, personas: '6000' }]);
  });

  it('keeps a feature without geometry and one whose code no district has', async () => {
    const rows = [
      { nivel: 'distrito', ubigeo: '180106', nombre: 'TORATA', norma: null, fecha: null, geometria: '{"type":"Point","coordinates":[0,0]}' },
      { nivel: 'distrito', ubigeo: '160109', nombre: 'PUTUMAYO', norma: null, fecha: null, geometria: null },
      { nivel: 'distrito', ubigeo: null, nombre: 'SIN CODIGO', norma: null, fecha: null, geometria: null },
    ];
    expect(await projectBoundaries(client, stream(rows))).toEqual({ written: 2, skipped: 1 });
    await projectBoundaries(client, stream(rows));
    expect(await one('select count(*)::int as n, count(geometria)::int as drawn from limite')).toEqual({ n: 2, drawn: 1 });
    await projectBoundaries(client, stream([{ nivel: 'departamento', ubigeo: '18', nombre: 'MOQUEGUA', norma: null, fecha: null, geometria: null }]));
    expect(await one('select count(*)::int as n from limite')).toEqual({ n: 3 });
  });

  it('holds the shipped changes once, however often they are projected', async () => {
    const { written } = await projectChanges(client);
    await projectChanges(client);
    expect((await one('select count(*)::int as n from lugar_evento')).n).toBe(written);
  });
});

describe('what the database refuses', () => {
  it('draws no boundary of a community that is not official', async () => {
    await client.query('begin');
    const insert = (official: boolean) => `insert into comunidad (codigo, tipo, nombre, clave, limite_oficial, geometria, fuente)
      values ('c1', 'comunidad-campesina', 'Comunidad', 'comunidad', ${official}, '{"type":"Polygon","coordinates":[]}', 'prueba')`;
    expect((await refused(insert(false)))?.constraint).toBe('comunidad_sin_limite_inventado');
    expect(await refused(insert(true))).toBeNull();
    await client.query('rollback');
  });

  it('links a community to several districts, and to districts only', async () => {
    await client.query('begin');
    const { id } = await one(`insert into comunidad (codigo, tipo, nombre, clave, fuente) values ('c2', 'centro-poblado', 'Centro', 'centro', 'prueba') returning id`);
    const link = (code: string) => `insert into comunidad_distrito (comunidad, ubigeo, fuente) values (${id}, '${code}', 'prueba')`;
    expect(await refused(link('1801'))).not.toBeNull();
    await client.query(link('180106'));
    await client.query(link('180101'));
    await client.query('rollback');
  });

  it('gives a vacancy no holder, and an office no end before its start', async () => {
    await client.query('begin');
    const { id } = await one(`insert into cargo (ubigeo, tipo) values ('180106', 'alcaldia-distrital') returning id`);
    const mandate = (kind: string, holder: string, until: string) =>
      `insert into mandato (cargo, tipo, desde, hasta, titular, fuente) values (${id}, '${kind}', '2019-01-01', ${until}, ${holder}, 'prueba')`;
    expect((await refused(mandate('vacancia', `'Alguien'`, 'null')))?.constraint).toBe('mandato_vacio_sin_titular');
    expect(await refused(mandate('elegido', 'null', `'2018-01-01'`))).not.toBeNull();
    expect(await refused(mandate('encargado', 'null', `'2019-06-30'`))).toBeNull();
    await client.query('rollback');
  });
});
