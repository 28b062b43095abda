import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What a submission says without what points at a person; the sealed original stays as it came. */
const answers: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table envio_respuesta (
        envio bigint primary key references envio (numero), datos jsonb not null, entrevista boolean not null, fecha text, segundos integer check (segundos >= 0),
        latitud numeric(5, 3), longitud numeric(6, 3), upm text, vivienda text, visita text, resultado text, idioma text, consentimiento text, modo text, fines text,
        leido timestamptz not null default now(), check ((latitud is null) = (longitud is null))
      )`.execute(db);
    await sql`create index envio_respuesta_por_upm on envio_respuesta (upm, vivienda)`.execute(db);
    await sql`create index envio_por_formulario on envio (formulario, estado, numero)`.execute(db);
    // Whole interviews are judged by the others of their form, so that is done once for many that came.
    await sql`alter table formulario add column calidad_pendiente boolean not null default false`.execute(db);
  },
};

/** What people decided of each submission. A reason is a code, so that it may be counted in public; a note is for the team alone. */
const decisions: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table envio_revision (
        numero bigint generated always as identity primary key, envio bigint not null references envio (numero), paso text not null check (paso in ('aprobar', 'rechazar', 'devolver')),
        motivo text, nota text, quien text not null, cuando timestamptz not null default now(), check ((paso = 'rechazar') = (motivo is not null))
      )`.execute(db);
    await sql`create index envio_revision_de_envio on envio_revision (envio, numero)`.execute(db);
  },
};

/** The day on which what is personal goes, and the keyed index of the code with which a person withdraws. */
const protection: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table envio add column vence timestamptz, add column retiro text check (retiro ~ '^[0-9a-f]{64}$')`.execute(db);
    await sql`create index envio_por_retiro on envio (retiro) where retiro is not null`.execute(db);
    await sql`create index envio_por_vencer on envio (vence) where destruido is null`.execute(db);
  },
};

/** Codes with which somebody withdrew, by their keyed index: what was answered with one may come after it. */
const withdrawals: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table envio_retiro (indice text primary key check (indice ~ '^[0-9a-f]{64}$'), pedido timestamptz not null default now())`.execute(db);
    await sql`create index envio_retiro_por_pedido on envio_retiro (pedido)`.execute(db);
  },
};

/** Migrations of review and protection, by the name under which they are recorded. */
export const migrations: Record<string, Migration> = { '081-survey-answers': answers, '082-survey-decisions': decisions, '083-survey-protection': protection, '096-survey-withdrawals': withdrawals };
