import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Files that somebody brought and has not confirmed: what they would do, held until then. */
const dryRuns: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table plan_importacion (
        id bigint generated always as identity primary key, plan text not null references plan (id), version integer not null, archivo text not null,
        quien text not null, cuando timestamptz not null default now(), motivo text, cambios jsonb not null, rechazos jsonb not null, edicion jsonb, aplicada timestamptz
      )`.execute(db);
    await sql`create index plan_importacion_por_plan on plan_importacion (plan)`.execute(db);
  },
};

/** Who answers without an account, and how what they said came. */
const asking: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table plan_enlace (
        id bigint generated always as identity primary key, huella text not null unique check (huella ~ '^[0-9a-f]{64}$'), plan text not null references plan (id),
        periodo text not null, organizacion text not null, quien text not null, creado timestamptz not null default now(), vence timestamptz not null, retirado timestamptz
      )`.execute(db);
    await sql`create index plan_enlace_por_plan on plan_enlace (plan)`.execute(db);
    await sql`alter table plan_valor add column via text check (via in ('enlace', 'planilla'))`.execute(db);
    await sql`alter table plan_importacion add column entrega integer`.execute(db);
  },
};

/** The Word template of a plan's own report, by language. */
const reportTemplates: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table plan_plantilla (
        plan text not null references plan (id), idioma text not null check (idioma in ('es', 'en')), archivo bytea not null, quien text not null, cuando timestamptz not null default now(),
        primary key (plan, idioma)
      )`.execute(db);
  },
};

/** Migrations of what is exchanged of a plan, by the name under which they are recorded. */
export const exchangeMigrations: Record<string, Migration> = { '061-plan-importacion': dryRuns, '062-plan-enlace': asking, '063-plan-plantilla': reportTemplates };
