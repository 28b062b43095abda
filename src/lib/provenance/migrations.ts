import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Captures, loads, live partitions, digests, receipts, the log, and the jobs that a person watches. */
const first: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table captura (
        sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
        registro text not null unique,
        cuerpo jsonb not null,
        creada timestamptz not null default now()
      )`.execute(db);
    await sql`
      create table carga (
        numero bigint generated always as identity primary key,
        id text not null unique check (id ~ '^[0-9a-f]{64}$'),
        captura text not null references captura (sha256),
        receta text not null,
        cuerpo jsonb not null,
        rechazos text,
        creada timestamptz not null default now()
      )`.execute(db);
    await sql`create index carga_por_captura on carga (captura)`.execute(db);
    await sql`
      create table particion (
        id bigint generated always as identity primary key,
        carga text not null references carga (id),
        conjunto text not null,
        anio integer,
        serie text not null,
        precedencia integer not null,
        parquet text not null check (parquet ~ '^[0-9a-f]{64}$'),
        filas bigint not null,
        raiz text not null,
        totales jsonb not null,
        esperados jsonb not null default '[]',
        unique nulls not distinct (carga, conjunto, anio, serie)
      )`.execute(db);
    await sql`
      create table particion_viva (
        conjunto text not null,
        anio integer,
        serie text not null,
        particion bigint not null references particion (id),
        desde timestamptz not null default now(),
        unique nulls not distinct (conjunto, anio, serie)
      )`.execute(db);
    await sql`
      create table digesto (
        particion bigint not null references particion (id),
        grupo text not null,
        filas bigint not null,
        digesto text not null,
        primary key (particion, grupo)
      )`.execute(db);
    await sql`
      create table recibo (
        sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'),
        cuerpo text not null,
        creado timestamptz not null default now()
      )`.execute(db);
    await sql`create index recibo_por_codigo on recibo (sha256 text_pattern_ops)`.execute(db);
    await sql`
      create table respuesta (
        clave text primary key,
        recibo text not null references recibo (sha256)
      )`.execute(db);
    await sql`
      create table bitacora (
        numero bigint primary key,
        cuando timestamptz not null,
        tipo text not null,
        cuerpo text not null,
        anterior text not null,
        huella text not null unique
      )`.execute(db);
    await sql`
      create table trabajo (
        id uuid primary key,
        archivo text not null,
        via text not null check (via in ('orden', 'panel', 'hechos')),
        etapa text not null,
        avance jsonb not null default '{}',
        resultado jsonb,
        error jsonb,
        creado timestamptz not null default now(),
        latido timestamptz not null default now(),
        terminado timestamptz
      )`.execute(db);
  },
};

export const migrations: Record<string, Migration> = { '010-provenance': first };
