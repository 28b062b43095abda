import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

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

export const migrations: Record<string, Migration> = { '005-access': first };
