import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const ORGANISATIONS = `
  create table organizacion (
    id text primary key check (id ~ '^[A-Za-z0-9][A-Za-z0-9._/@-]{0,63}$'),
    nombre text not null,
    creada timestamptz not null default now()
  )`;

/** A removed person keeps the number that the audit calls them by, and nothing that says who they were. */
const PEOPLE = `
  create table persona (
    id uuid primary key default gen_random_uuid(),
    numero integer generated always as identity unique,
    nombre text,
    correo text unique,
    clave text,
    organizacion text references organizacion (id),
    creada timestamptz not null default now(),
    retirada timestamptz,
    check (retirada is null or num_nonnulls(nombre, correo, clave) = 0),
    check (retirada is not null or num_nonnulls(nombre, correo) = 2)
  )`;

const GRANTS = `
  create table papel (
    id integer generated always as identity primary key,
    persona uuid not null references persona (id) on delete cascade,
    papel text not null check (papel in ('reader', 'reporter', 'reviewer', 'editor', 'administrator')),
    organizacion text references organizacion (id),
    marco text,
    lugar text check (lugar ~ '^\\d{2}(\\d{2}){0,2}$'),
    desde timestamptz not null default now(),
    por text not null,
    unique nulls not distinct (persona, papel, organizacion, marco, lugar)
  )`;

const INVITATIONS = `
  create table invitacion (
    id uuid primary key default gen_random_uuid(),
    huella text not null unique,
    persona uuid references persona (id) on delete cascade,
    correo text,
    organizacion text references organizacion (id),
    papeles jsonb not null default '[]',
    por text not null,
    creada timestamptz not null default now(),
    vence timestamptz not null,
    check (num_nonnulls(persona, correo) = 1)
  )`;

const SESSIONS = `
  create table sesion_persona (
    id uuid primary key default gen_random_uuid(),
    huella text not null unique,
    persona uuid not null references persona (id) on delete cascade,
    agente text not null,
    creada timestamptz not null default now(),
    vista timestamptz not null default now(),
    vence timestamptz not null
  )`;

const IDENTITIES = `
  create table identidad (
    emisor text not null,
    sujeto text not null,
    persona uuid not null references persona (id) on delete cascade,
    creada timestamptz not null default now(),
    primary key (emisor, sujeto)
  )`;

const UNLOCKS = `
  create table desbloqueo (
    id integer generated always as identity primary key,
    persona uuid not null references persona (id),
    marco text not null,
    periodo text not null,
    desde timestamptz not null default now(),
    hasta timestamptz not null,
    motivo text not null check (length(motivo) >= 10),
    por text not null
  )`;

/** What the public may read of the audit, written when it happens: the role of that day, not of today. */
const PUBLISHED = `
  alter table auditoria
    add column publica boolean not null default false,
    add column papel text,
    add column organizacion text,
    add column direccion text`;

/** Organisations and people: who they are, what they may, how they come in, and what they were let do beyond a deadline. */
export const people: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [ORGANISATIONS, PEOPLE, GRANTS, INVITATIONS, SESSIONS, IDENTITIES, UNLOCKS, PUBLISHED]) await sql.raw(statement).execute(db);
    await sql`create table intento (indice text not null, cuando timestamptz not null default now())`.execute(db);
    await sql`create index intento_por_indice on intento (indice, cuando)`.execute(db);
    await sql`create index auditoria_publica on auditoria (numero) where publica`.execute(db);
  },
};
