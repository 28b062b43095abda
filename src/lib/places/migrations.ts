import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

type Db = Kysely<unknown>;

/** The tree of places. PostgreSQL 15 SQL. */
async function createPlaces(db: Db): Promise<void> {
  await sql`
    create table lugar (
      ubigeo text primary key check (ubigeo ~ '^[0-9]{2}([0-9]{2}){0,2}$'),
      nivel text not null check (nivel in ('departamento', 'provincia', 'distrito')),
      padre text references lugar (ubigeo),
      nombre text not null check (nombre <> ''),
      clave text not null,
      capital text,
      altitud numeric,
      latitud double precision check (latitud between -90 and 90),
      longitud double precision check (longitud between -180 and 180),
      sec_ejec text check (sec_ejec ~ '^[0-9]{6}$'),
      municipalidad text,
      reniec text check (reniec ~ '^[0-9]{6}$'),
      sunat text check (sunat ~ '^[0-9]{6}$'),
      check (length(ubigeo) = case nivel when 'departamento' then 2 when 'provincia' then 4 else 6 end),
      check ((padre is null) = (nivel = 'departamento')),
      check (padre is null or padre = left(ubigeo, length(ubigeo) - 2)),
      check ((latitud is null) = (longitud is null))
    )`.execute(db);
  await sql`create index lugar_por_padre on lugar (padre)`.execute(db);
  await sql`create index lugar_por_sec_ejec on lugar (sec_ejec) where nivel = 'distrito'`.execute(db);
}

/** Other spellings of a place, and what sources say of its creation and changes (also of places that are gone). */
async function createNamesAndEvents(db: Db): Promise<void> {
  await sql`
    create table lugar_nombre (
      ubigeo text not null references lugar (ubigeo),
      nombre text not null check (nombre <> ''),
      clave text not null,
      tipo text not null,
      primary key (ubigeo, tipo, nombre)
    )`.execute(db);
  await sql`create index lugar_nombre_por_clave on lugar_nombre (clave)`.execute(db);
  await sql`
    create table lugar_evento (
      id bigint generated always as identity primary key,
      ubigeo text not null,
      tipo text not null,
      fecha text check (fecha ~ '^[0-9]{4}(-[0-9]{2}-[0-9]{2})?$'),
      norma text,
      texto text,
      fuente text not null,
      unique nulls not distinct (ubigeo, tipo, fecha, norma)
    )`.execute(db);
}

/**
 * No foreign key to `lugar` in either: the sources hold districts that no longer exist and lack some that do (DATA §5).
 */
async function createPopulationAndBoundaries(db: Db): Promise<void> {
  await sql`
    create table poblacion (
      ubigeo text not null check (ubigeo ~ '^[0-9]{6}$'),
      anio integer not null check (anio between 1900 and 2200),
      personas numeric not null check (personas >= 0),
      serie text not null,
      primary key (ubigeo, anio, serie)
    )`.execute(db);
  await sql`
    create table limite (
      ubigeo text not null check (ubigeo ~ '^[0-9]{2}([0-9]{4})?$'),
      orden integer not null,
      nivel text not null check (nivel in ('distrito', 'departamento')),
      nombre text,
      norma text,
      fecha text,
      geometria jsonb,
      serie text not null,
      primary key (ubigeo, orden, serie)
    )`.execute(db);
}

/** Peasant communities and populated centres: their own name, one or more districts, no boundary unless an official one. */
async function createCommunities(db: Db): Promise<void> {
  await sql`
    create table comunidad (
      id bigint generated always as identity primary key,
      codigo text not null unique check (codigo <> ''),
      tipo text not null check (tipo in ('comunidad-campesina', 'comunidad-nativa', 'centro-poblado')),
      nombre text not null check (nombre <> ''),
      clave text not null,
      latitud double precision check (latitud between -90 and 90),
      longitud double precision check (longitud between -180 and 180),
      limite_oficial boolean not null default false,
      geometria jsonb,
      fuente text not null check (fuente <> ''),
      check ((latitud is null) = (longitud is null)),
      constraint comunidad_sin_limite_inventado check (geometria is null or limite_oficial)
    )`.execute(db);
  await sql`
    create table comunidad_distrito (
      comunidad bigint not null references comunidad (id) on delete cascade,
      ubigeo text not null references lugar (ubigeo) check (length(ubigeo) = 6),
      fuente text not null check (fuente <> ''),
      primary key (comunidad, ubigeo)
    )`.execute(db);
  await sql`create index comunidad_por_distrito on comunidad_distrito (ubigeo)`.execute(db);
}

/** Offices and their dated mandates. */
async function createOffices(db: Db): Promise<void> {
  await sql`
    create table cargo (
      id bigint generated always as identity primary key,
      ubigeo text not null references lugar (ubigeo),
      tipo text not null check (tipo in ('alcaldia-distrital', 'alcaldia-provincial', 'gobernacion-regional')),
      unique (ubigeo, tipo)
    )`.execute(db);
  await sql`
    create table mandato (
      id bigint generated always as identity primary key,
      cargo bigint not null references cargo (id) on delete cascade,
      tipo text not null check (tipo in ('elegido', 'encargado', 'vacancia', 'revocatoria')),
      desde date not null,
      hasta date,
      titular text,
      norma text,
      fuente text not null check (fuente <> ''),
      check (hasta is null or hasta >= desde),
      constraint mandato_vacio_sin_titular check (tipo <> 'vacancia' or titular is null),
      unique (cargo, desde, tipo)
    )`.execute(db);
}

const TABLES = ['mandato', 'cargo', 'comunidad_distrito', 'comunidad', 'limite', 'poblacion', 'lugar_evento', 'lugar_nombre', 'lugar'];

const first: Migration = {
  async up(db: Db) {
    await createPlaces(db);
    await createNamesAndEvents(db);
    await createPopulationAndBoundaries(db);
    await createCommunities(db);
    await createOffices(db);
  },
  async down(db: Db) {
    for (const table of TABLES) await sql`drop table ${sql.table(table)}`.execute(db);
  },
};

/**
 * Lists of communities and of mandates are loaded by series, each replacing its own former rows, and may come before the
 * registry does: their districts are checked against the shipped codes when read, not by a foreign key. The office is
 * named and its holder is not, so the column for a name goes.
 */
const listsBySeries: Migration = {
  async up(db: Db) {
    await sql`alter table comunidad add column serie text not null, add column fecha text check (fecha ~ '^[0-9]{4}(-[0-9]{2}-[0-9]{2})?$'),
      drop constraint comunidad_codigo_key, add unique (codigo, serie)`.execute(db);
    await sql`alter table comunidad_distrito drop constraint comunidad_distrito_ubigeo_fkey, drop column fuente`.execute(db);
    await sql`alter table cargo drop constraint cargo_ubigeo_fkey, drop constraint cargo_tipo_check,
      add check (ubigeo ~ '^[0-9]{6}$'), add check (tipo in ('alcalde', 'regidor'))`.execute(db);
    await sql`alter table mandato add column serie text not null, drop column titular,
      drop constraint mandato_cargo_desde_tipo_key, add unique (cargo, desde, tipo, serie)`.execute(db);
  },
};

/** Migrations of this room, by the name under which they are recorded. */
export const migrations: Record<string, Migration> = { '015-places': first, '016-lists-by-series': listsBySeries };
