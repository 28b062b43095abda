import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What was answered is never rewritten: a later row takes its place and it stays readable. */
const APPEND_ONLY = ['evaluacion_respuesta', 'evaluacion_paso'] as const;

/** Filled copies while they are worked on. What the public reads is never here: it is the capture of the published copies. */
const first: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table evaluacion (
        numero bigint generated always as identity primary key, instrumento text not null, version text not null,
        entidad text not null, entidad_nombre text not null, lugar text, organizacion text, observador text not null, quien text not null, fecha text not null,
        estado text not null default 'borrador' check (estado in ('borrador', 'presentada', 'devuelta', 'revisada', 'publicada')),
        concilia bigint[] not null default '{}', motivo text, muestra_evidencia boolean not null default false, creada timestamptz not null default now(), publicada date
      )`.execute(db);
    await sql`create index evaluacion_de_entidad on evaluacion (instrumento, entidad)`.execute(db);
    await sql`
      create table evaluacion_respuesta (
        numero bigint generated always as identity primary key, evaluacion bigint not null references evaluacion (numero), item text not null, fila integer not null check (fila between 1 and 200),
        estado text not null check (estado in ('valor', 'no-aplica', 'no-observado')), valor text, direccion text, evidencia text check (evidencia ~ '^[0-9a-f]{64}$'),
        momento timestamptz, nota text, anterior bigint unique references evaluacion_respuesta (numero), quien text not null, cuando timestamptz not null default now(),
        check ((estado = 'valor') = (valor is not null))
      )`.execute(db);
    await sql`create unique index evaluacion_respuesta_primera on evaluacion_respuesta (evaluacion, item, fila) where anterior is null`.execute(db);
    await sql`
      create table evaluacion_paso (
        numero bigint generated always as identity primary key, evaluacion bigint not null references evaluacion (numero), paso text not null,
        de text not null, a text not null, quien text not null, nombre text not null, cuando timestamptz not null default now(), comentario text
      )`.execute(db);
    await sql`
      create table evidencia (
        sha256 text primary key check (sha256 ~ '^[0-9a-f]{64}$'), tipo text not null, bytes bigint not null, quien text not null, cuando timestamptz not null default now()
      )`.execute(db);
    await sql`create or replace function solo_agregar() returns trigger language plpgsql as $$ begin raise exception 'la tabla % solo admite filas nuevas', tg_table_name; end $$`.execute(db);
    for (const table of APPEND_ONLY) await sql`create trigger solo_agregar before update or delete on ${sql.table(table)} for each row execute function solo_agregar()`.execute(db);
  },
};

/** Migrations of filled copies, by the name under which they are recorded. */
export const migrations: Record<string, Migration> = { '070-instruments': first };
