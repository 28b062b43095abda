import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const frames: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table marco (numero bigint generated always as identity primary key, nombre text not null unique check (length(nombre) between 1 and 120), fuente text not null, quien text not null, cuando timestamptz not null default now())`.execute(db);
    await sql`
      create table marco_unidad (
        marco bigint not null references marco (numero), codigo text not null check (codigo ~ '^[0-9A-Za-z-]{2,30}$'), nombre text not null, estrato text not null, lugar text not null check (lugar ~ '^[0-9]{6}$'), area text not null, zona text not null,
        viviendas integer not null check (viviendas > 0), lat numeric(8, 5), lon numeric(8, 5), primary key (marco, codigo), check ((lat is null) = (lon is null))
      )`.execute(db);
    await sql`create trigger solo_agregar before update or delete on marco_unidad for each row execute function solo_agregar()`.execute(db);
  },
};

/** A draw with its seed: what was drawn is kept beside it, and anybody draws it again. */
const draws: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table muestra (
        numero bigint generated always as identity primary key, marco bigint not null references marco (numero), nombre text not null unique check (length(nombre) between 1 and 120),
        conglomerados integer not null check (conglomerados > 0), reparto text not null check (reparto in ('proporcional', 'igual')), minimo integer not null check (minimo >= 0), viviendas integer not null check (viviendas > 0), semilla bigint not null, quien text not null, cuando timestamptz not null default now()
      )`.execute(db);
    await sql`
      create table muestra_unidad (
        muestra bigint not null references muestra (numero), codigo text not null, probabilidad double precision not null check (probabilidad > 0 and probabilidad <= 1), segura boolean not null, del_estrato integer not null, elegidas integer not null check (elegidas > 0), primera integer not null check (primera > 0), cada integer not null check (cada > 0),
        primary key (muestra, codigo)
      )`.execute(db);
    await sql`create trigger solo_agregar before update or delete on muestra for each row execute function solo_agregar()`.execute(db);
    await sql`create trigger solo_agregar before update or delete on muestra_unidad for each row execute function solo_agregar()`.execute(db);
    await sql`
      create table asignacion (
        muestra bigint not null, codigo text not null, encuestador text not null references encuestador (codigo), quien text not null, cuando timestamptz not null default now(),
        primary key (muestra, codigo), foreign key (muestra, codigo) references muestra_unidad (muestra, codigo)
      )`.execute(db);
    await sql`
      create table cuota (
        muestra bigint not null references muestra (numero), pregunta text not null check (length(pregunta) between 1 and 64), codigo text not null check (length(codigo) between 1 and 64), meta integer not null check (meta > 0), primary key (muestra, pregunta, codigo)
      )`.execute(db);
  },
};

/** Where the first dwelling was drawn: what is kept already, and in a backup of before, was drawn in the first step of the list. */
const firstDwelling: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table muestra add column primera_entre text not null default 'primer-paso' check (primera_entre in ('primer-paso', 'toda-la-lista'))`.execute(db);
  },
};

/** Migrations of frames and draws, by the name under which they are recorded. */
export const migrations: Record<string, Migration> = { '085-survey-frames': frames, '086-survey-draws': draws, '092-survey-first-dwelling': firstDwelling };
