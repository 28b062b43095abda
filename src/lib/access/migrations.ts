import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { people } from './people-migration.ts';

/** The minimum of the room: the operator of this machine, their sessions, and the audit of what they do. */
const first: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table ficha (huella text primary key, creada timestamptz not null default now(), vence timestamptz not null)`.execute(db);
    await sql`create table sesion (huella text primary key, creada timestamptz not null default now(), vence timestamptz not null)`.execute(db);
    await sql`
      create table auditoria (
        numero bigint generated always as identity primary key,
        cuando timestamptz not null default now(),
        quien text not null,
        accion text not null,
        detalle jsonb not null default '{}'
      )`.execute(db);
  },
};

/** Who asked to be told by mail: addresses encrypted each under a key that is not in the database, and what they asked for. */
const subscriptions: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table suscriptor (
        id uuid primary key,
        indice text not null unique,
        direccion bytea not null,
        enlace text not null unique,
        rechazos integer not null default 0,
        ultimo timestamptz
      )`.execute(db);
    await sql`
      create table suscripcion (
        suscriptor uuid not null references suscriptor (id) on delete cascade,
        tema text not null,
        idioma text not null check (idioma in ('es', 'en')),
        consentimiento integer not null,
        pedida timestamptz not null default now(),
        confirmada timestamptz,
        vista bigint not null default 0,
        primary key (suscriptor, tema)
      )`.execute(db);
    await sql`create table pedido_aviso (indice text not null, cuando timestamptz not null default now())`.execute(db);
  },
};

// Migrations of rooms below ran before this one existed: it must sort after them.
export const migrations: Record<string, Migration> = { '005-access': first, '020-subscriptions': subscriptions, '040-people': people };
