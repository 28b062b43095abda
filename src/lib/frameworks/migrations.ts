import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { exchangeMigrations } from './exchange/migrations.ts';

/** What was said is never rewritten: a later row takes its place and it stays readable. */
const APPEND_ONLY = ['plan_version', 'plan_valor', 'plan_relato', 'entrega_paso', 'plan_firma'] as const;

/** The working copy of plans. What the public reads is never here: it is the capture that `plan.captura` names. */
const first: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table plan (
        id text primary key,
        version integer not null default 1,
        cuerpo jsonb not null,
        captura text check (captura ~ '^[0-9a-f]{64}$')
      )`.execute(db);
    await sql`
      create table plan_version (
        plan text not null references plan (id), version integer not null, que text not null, detalle jsonb not null default '{}',
        quien text not null, cuando timestamptz not null default now(), motivo text, primary key (plan, version)
      )`.execute(db);
    await sql`
      create table entrega (
        id bigint generated always as identity primary key, plan text not null references plan (id), numero integer not null,
        periodo text not null, organizacion text not null, estado text not null default 'borrador'
          check (estado in ('borrador', 'presentada', 'devuelta', 'aprobada', 'publicada', 'retirada')),
        unique (plan, numero)
      )`.execute(db);
    await sql`create unique index entrega_abierta on entrega (plan, periodo, organizacion) where estado in ('borrador', 'presentada', 'devuelta')`.execute(db);
    await sql`
      create table entrega_paso (
        numero bigint generated always as identity primary key, entrega bigint not null references entrega (id), paso text not null,
        de text, a text not null, quien text not null, nombre text not null, cuando timestamptz not null default now(), comentario text
      )`.execute(db);
    await sql`
      create table plan_valor (
        numero bigint generated always as identity unique, plan text not null references plan (id), id text not null,
        entrega bigint references entrega (id), uso text not null, celda text not null, cuerpo jsonb not null,
        documentos jsonb not null default '[]', anterior text, corrige boolean not null default false,
        quien text not null, cuando timestamptz not null default now(),
        primary key (plan, id), foreign key (plan, anterior) references plan_valor (plan, id), unique (plan, anterior)
      )`.execute(db);
    await sql`create unique index plan_valor_primero on plan_valor (plan, celda) where anterior is null`.execute(db);
    await sql`create index plan_valor_por_entrega on plan_valor (entrega)`.execute(db);
    await sql`
      create table plan_relato (
        numero bigint generated always as identity primary key, entrega bigint not null references entrega (id),
        texto text not null, citas jsonb not null default '[]', quien text not null, cuando timestamptz not null default now()
      )`.execute(db);
    await sql`
      create table plan_firma (
        plan text not null, valor text not null, organizacion text not null, quien text not null, cuando timestamptz not null default now(),
        primary key (plan, valor, organizacion), foreign key (plan, valor) references plan_valor (plan, id)
      )`.execute(db);
    await sql`
      create table exencion (
        id bigint generated always as identity primary key, plan text not null references plan (id), huella text not null check (huella ~ '^[0-9a-f]{64}$'),
        motivo text not null check (motivo <> ''), quien text not null, cuando timestamptz not null default now(), hasta date, retirada timestamptz
      )`.execute(db);
    await sql`create unique index exencion_vigente on exencion (plan, huella) where retirada is null`.execute(db);
    await sql`
      create table plan_bloqueo (
        id bigint generated always as identity primary key, plan text not null references plan (id), periodo text not null,
        motivo text not null check (motivo <> ''), quien text not null, desde date not null, levantado timestamptz
      )`.execute(db);
    await sql`create unique index plan_bloqueo_vigente on plan_bloqueo (plan, periodo) where levantado is null`.execute(db);
    await sql`create function solo_agregar() returns trigger language plpgsql as $$ begin raise exception 'la tabla % solo admite filas nuevas', tg_table_name; end $$`.execute(db);
    for (const table of APPEND_ONLY) await sql`create trigger solo_agregar before update or delete on ${sql.table(table)} for each row execute function solo_agregar()`.execute(db);
  },
};

/** Migrations of the working copy, by the name under which they are recorded. */
export const migrations: Record<string, Migration> = { '045-plans': first, ...exchangeMigrations };
