import { readFileSync } from 'node:fs';
import type pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FactRow } from '#lib/provenance/recipe.ts';
import { closing } from '../../../tests/setup/closing.ts';
import { testState } from '../../../tests/setup/state.ts';
import { communitiesOf, hasCommunitiesAround, projectCommunities } from './communities.ts';
import { mandatesOf, projectMandates } from './offices.ts';
import { projectBoundaries, projectChanges, projectEquivalences, projectPlaces, projectPopulation } from './projection.ts';

const toClose = closing();
let client: pg.PoolClient;

beforeAll(async () => {
  const application = toClose(await toClose(await testState('vacio')).open());
  client = await application.pool.connect();
  toClose({ close: () => client.release() });
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

const community = (codigo: string, distritos: string, more: Partial<FactRow> = {}): FactRow =>
  ({ codigo, tipo: 'campesina', nombre: `Comunidad inventada ${codigo}`, distritos, fecha: '2016', fuente: 'ejemplo', ...more });
const communities = async (ubigeo: string) => (await communitiesOf(client, ubigeo)).map(({ code, name }) => `${code} ${name}`);

describe('communities by district', () => {
  it('are found from every district that they lie in, by name, and again without a change', async () => {
    const rows = [community('Z', '180101 180106', { nombre: 'Árbol de ejemplo', tipo: 'centro-poblado' }), community('A', '180106', { nombre: 'Zarza de ejemplo' })];
    await projectCommunities(client, stream(rows), 's-18');
    await projectCommunities(client, stream(rows), 's-18');
    expect(await communities('180106')).toEqual(['Z Árbol de ejemplo', 'A Zarza de ejemplo']);
    expect((await communitiesOf(client, '180101'))[0]).toEqual({ code: 'Z', kind: 'centro-poblado', name: 'Árbol de ejemplo', districts: ['180101', '180106'], date: '2016', source: 'ejemplo', series: 's-18' });
    expect([await hasCommunitiesAround(client, '180301'), await hasCommunitiesAround(client, '060108')]).toEqual([true, false]);
  });

  it('go when the series’ next list lacks them, and those of another series stay', async () => {
    await projectCommunities(client, stream([community('B', '060108')]), 's-06');
    await projectCommunities(client, stream([community('A', '180106')]), 's-18');
    expect([await communities('180106'), await communities('180101'), await communities('060108')]).toEqual([['A Comunidad inventada A'], [], ['B Comunidad inventada B']]);
  });

  it('are told by the newer of two lists, also when it moves them elsewhere', async () => {
    await projectCommunities(client, stream([community('A', '180101', { fecha: '2020-05-01', nombre: 'Movida' })]), 's-varios');
    expect([await communities('180106'), await communities('180101')]).toEqual([[], ['A Movida']]);
  });
});

describe('mandates by seat', () => {
  const mandate = (cargo: string, clase: string, desde: string, hasta: string | null = null): FactRow => ({ ubigeo: '180106', cargo, clase, desde, hasta, norma: null, fuente: 'ejemplo' });
  const told = async () => (await mandatesOf(client, '180106')).map(({ office, kind, from, until }) => `${from} ${until ?? '…'} ${office} ${kind}`);

  it('come oldest first, once each, and are replaced with their series', async () => {
    const rows = [mandate('alcalde', 'vacancia', '2016-07-15', '2016-07-15'), mandate('alcalde', 'elegido', '2015-01-01', '2016-07-14'), mandate('regidor', 'vacancia', '2016-07-15'), mandate('regidor', 'vacancia', '2016-07-15')];
    await projectMandates(client, stream(rows), 's');
    await projectMandates(client, stream(rows), 's');
    expect(await told()).toEqual(['2015-01-01 2016-07-14 alcalde elegido', '2016-07-15 2016-07-15 alcalde vacancia', '2016-07-15 … regidor vacancia']);
    await projectMandates(client, stream([mandate('alcalde', 'encargado', '2016-07-16')]), 's');
    expect(await told()).toEqual(['2016-07-16 … alcalde encargado']);
    expect(await one('select count(*)::int as n from cargo')).toEqual({ n: 1 });
    expect(await mandatesOf(client, '180101')).toEqual([]);
  });
});

describe('what the database refuses', () => {
  it('draws no boundary of a community that is not official', async () => {
    await client.query('begin');
    const insert = (official: boolean) => `insert into comunidad (codigo, tipo, nombre, clave, limite_oficial, geometria, fuente, serie)
      values ('c1', 'comunidad-campesina', 'Comunidad', 'comunidad', ${official}, '{"type":"Polygon","coordinates":[]}', 'prueba', 'p')`;
    expect((await refused(insert(false)))?.constraint).toBe('comunidad_sin_limite_inventado');
    expect(await refused(insert(true))).toBeNull();
    await client.query('rollback');
  });

  it('links a community to several districts, and to districts only', async () => {
    await client.query('begin');
    const { id } = await one(`insert into comunidad (codigo, tipo, nombre, clave, fuente, serie) values ('c2', 'centro-poblado', 'Centro', 'centro', 'prueba', 'p') returning id`);
    const link = (code: string) => `insert into comunidad_distrito (comunidad, ubigeo) values (${id}, '${code}')`;
    expect(await refused(link('1801'))).not.toBeNull();
    await client.query(link('180106'));
    await client.query(link('180101'));
    await client.query('rollback');
  });

  it('gives an office no end before its start, no kind of its own making and no column for its holder', async () => {
    await client.query('begin');
    const { id } = await one(`insert into cargo (ubigeo, tipo) values ('180106', 'regidor') returning id`);
    const mandate = (kind: string, until: string) => `insert into mandato (cargo, tipo, desde, hasta, fuente, serie) values (${id}, '${kind}', '2019-01-01', ${until}, 'prueba', 'p')`;
    expect(await refused(mandate('elegido', `'2018-01-01'`))).not.toBeNull();
    expect(await refused(mandate('sobrino', 'null'))).not.toBeNull();
    expect(await refused(mandate('encargado', `'2019-06-30'`))).toBeNull();
    await client.query('rollback');
    const { rows } = await client.query(`select column_name from information_schema.columns where table_schema = 'public' and table_name in ('cargo', 'mandato') order by 1`);
    expect([...new Set(rows.map((row) => row.column_name))]).toEqual(['cargo', 'desde', 'fuente', 'hasta', 'id', 'norma', 'serie', 'tipo', 'ubigeo']);
  });
});
