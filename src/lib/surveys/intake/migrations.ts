import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A form that phones hold is never altered: answers are read by it years later. A draft may be replaced. */
const FROZEN = `
  create or replace function formulario_congelado() returns trigger language plpgsql as $$ begin
    if old.estado = 'borrador' then return case tg_op when 'DELETE' then old else new end; end if;
    if tg_op = 'DELETE' then raise exception 'una versión publicada no se borra'; end if;
    if (new.formulario, new.version, new.modelo, new.xform, new.xlsform, new.hash, new.publicada) is distinct from (old.formulario, old.version, old.modelo, old.xform, old.xlsform, old.hash, old.publicada) then
      raise exception 'una versión publicada no se cambia';
    end if;
    if (old.estado, new.estado) not in (('publicado', 'cerrando'), ('publicado', 'publicado'), ('cerrando', 'publicado'), ('cerrando', 'cerrado'), ('cerrando', 'cerrando'), ('cerrado', 'cerrado')) then
      raise exception 'una versión no pasa de % a %', old.estado, new.estado;
    end if;
    return new;
  end $$`;

/** A backup that is restored brings versions before their files. */
const FROZEN_FILES = `
  create or replace function formulario_archivo_congelado() returns trigger language plpgsql as $$ begin
    if exists (select from formulario_version v where v.formulario = coalesce(new.formulario, old.formulario) and v.version = coalesce(new.version, old.version) and v.estado <> 'borrador') and current_setting('yupay.restaura', true) is distinct from 'si' then
      raise exception 'los archivos de una versión publicada no se cambian';
    end if;
    return case tg_op when 'DELETE' then old else new end;
  end $$`;

const forms: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table formulario (id text primary key check (length(id) between 1 and 200), instrumento text, titulos jsonb not null, creado timestamptz not null default now())`.execute(db);
    await sql`
      create table formulario_version (
        formulario text not null references formulario (id), version text not null check (length(version) <= 200),
        estado text not null default 'borrador' check (estado in ('borrador', 'publicado', 'cerrando', 'cerrado')),
        modelo jsonb not null, xform text not null, xlsform bytea, hash text not null check (hash = md5(xform)),
        subida timestamptz not null default now(), por text not null, publicada timestamptz, cerrada timestamptz,
        primary key (formulario, version), check ((estado = 'borrador') = (publicada is null)), check ((estado = 'cerrado') = (cerrada is not null))
      )`.execute(db);
    await sql`create unique index formulario_un_borrador on formulario_version (formulario) where estado = 'borrador'`.execute(db);
    await sql`
      create table formulario_archivo (
        formulario text not null, version text not null, nombre text not null check (nombre !~ '[/\\\\]' and length(nombre) between 1 and 200),
        tipo text not null, hash text not null, contenido bytea not null,
        primary key (formulario, version, nombre), foreign key (formulario, version) references formulario_version (formulario, version) on delete cascade
      )`.execute(db);
    await sql.raw(FROZEN).execute(db);
    await sql.raw(FROZEN_FILES).execute(db);
    await sql`create trigger formulario_congelado before update or delete on formulario_version for each row execute function formulario_congelado()`.execute(db);
    await sql`create trigger formulario_archivo_congelado before insert or update or delete on formulario_archivo for each row execute function formulario_archivo_congelado()`.execute(db);
  },
};

/** A code and never a name: who carries which code is the field team's own list, on paper (Law 29733). */
const enumerators: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table encuestador (
        codigo text primary key check (codigo ~ '^[A-Z]{1,3}-[0-9]{1,4}$'), clave text not null unique check (clave ~ '^[0-9a-f]{64}$'), ha1 bytea not null,
        formularios text[], creado timestamptz not null default now(), por text not null, revocado timestamptz
      )`.execute(db);
  },
};

const submissions: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table envio (
        numero bigint generated always as identity primary key, formulario text not null references formulario (id), version text not null, instancia text not null,
        llave text not null unique, crudo bytea not null, igualdad text not null check (igualdad ~ '^[0-9a-f]{64}$'),
        estado text not null default 'recibido' check (estado ~ '^[a-z-]{1,30}$'), prueba boolean not null, incompleto boolean not null, anterior bigint unique references envio (numero),
        encuestador text references encuestador (codigo), recibido timestamptz not null default now(), destruido timestamptz,
        unique (formulario, instancia)
      )`.execute(db);
    await sql`create index envio_por_estado on envio (estado, numero)`.execute(db);
    await sql`
      create table envio_cuarentena (
        numero bigint generated always as identity primary key, formulario text not null references formulario (id), version text, llave text not null unique, crudo bytea not null,
        igualdad text not null, motivo text not null, encuestador text references encuestador (codigo), recibido timestamptz not null default now(), destruido timestamptz,
        unique (formulario, igualdad)
      )`.execute(db);
    await sql`
      create table envio_archivo (
        numero bigint generated always as identity primary key, envio bigint references envio (numero), cuarentena bigint references envio_cuarentena (numero), tipo text not null, bytes bigint not null,
        cifrado text not null unique check (cifrado ~ '^[0-9a-f]{64}$'), sello bytea not null, igualdad text not null check (igualdad ~ '^[0-9a-f]{64}$'), recibido timestamptz not null default now(),
        check (num_nonnulls(envio, cuarentena) = 1), unique (envio, igualdad), unique (cuarentena, igualdad)
      )`.execute(db);
    await sql`
      create table envio_alerta (
        numero bigint generated always as identity primary key, envio bigint not null references envio (numero), codigo text not null, pregunta text, detalle text,
        cuando timestamptz not null default now(), resuelta timestamptz, por text, nota text
      )`.execute(db);
    await sql`create index envio_alerta_de_envio on envio_alerta (envio)`.execute(db);
  },
};

/** Migrations of forms and of what phones send, by the name under which they are recorded. */
export const migrations: Record<string, Migration> = { '071-survey-forms': forms, '072-survey-enumerators': enumerators, '073-survey-submissions': submissions };
