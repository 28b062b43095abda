import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Messages that wait to be sent, and what came of those that could not be. Neither holds an address or a text. */
const outbox: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table correo (
        id uuid primary key default gen_random_uuid(),
        suscriptor uuid not null references suscriptor (id) on delete cascade,
        tipo text not null check (tipo in ('confirmacion', 'novedades')),
        idioma text not null check (idioma in ('es', 'en')),
        temas jsonb not null,
        creado timestamptz not null default now(),
        intentos integer not null default 0,
        siguiente timestamptz not null default now()
      )`.execute(db);
    await sql`create index correo_por_turno on correo (siguiente)`.execute(db);
    await sql`
      create table correo_fallo (
        numero bigint generated always as identity primary key,
        cuando timestamptz not null default now(),
        tipo text not null,
        codigo text not null,
        consecuencia text not null check (consecuencia in ('reintento', 'descartado', 'baja'))
      )`.execute(db);
  },
};

/** A message may also be to somebody who has an account. */
const toPeople: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      alter table correo
        alter column suscriptor drop not null,
        add column persona uuid references persona (id) on delete cascade,
        add check (num_nonnulls(suscriptor, persona) = 1),
        drop constraint correo_tipo_check,
        add constraint correo_tipo_check check (tipo in ('confirmacion', 'novedades', 'clave'))`.execute(db);
  },
};

/** Reminders of what a person still owes to a plan: at most one a day, none to whoever asked for none. */
const reminders: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      alter table correo
        drop constraint correo_tipo_check,
        add constraint correo_tipo_check check (tipo in ('confirmacion', 'novedades', 'clave', 'recordatorio'))`.execute(db);
    await sql`alter table persona add column sin_recordatorios timestamptz`.execute(db);
    await sql`create table recordatorio (persona uuid not null references persona (id) on delete cascade, dia date not null, primary key (persona, dia))`.execute(db);
    await sql`
      create table recordatorio_enlace (
        huella text primary key check (huella ~ '^[0-9a-f]{64}$'),
        persona uuid not null references persona (id) on delete cascade,
        creado timestamptz not null default now()
      )`.execute(db);
  },
};

/** Of which milestones of a period's deadline a person was told, so that each is told once. */
const milestones: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table recordatorio_hito (
        persona uuid not null references persona (id) on delete cascade,
        plan text not null references plan (id),
        periodo text not null,
        hito text not null check (hito in ('siete', 'uno', 'despues')),
        primary key (persona, plan, periodo, hito)
      )`.execute(db);
  },
};

export const migrations: Record<string, Migration> = { '021-mail': outbox, '041-mail-to-people': toPeople, '064-reminders': reminders, '065-reminder-milestones': milestones };
