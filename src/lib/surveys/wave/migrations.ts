import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** A survey and its rounds, each with how it was drawn. */
const rounds: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table encuesta (
        codigo text primary key check (codigo ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'), instrumento text not null, quien text not null, creada timestamptz not null default now()
      )`.execute(db);
    await sql`
      create table ola (
        encuesta text not null references encuesta (codigo), codigo text not null check (codigo ~ '^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$'), version text not null, lugares text[] not null check (cardinality(lugares) > 0),
        desde date not null, hasta date not null check (hasta >= desde), muestra text not null check (muestra in ('probabilistica', 'conveniencia', 'grupos')),
        estrato_solo text not null default 'fail' check (estrato_solo in ('fail', 'adjust', 'average', 'remove', 'certainty')), calibracion text not null default 'ninguna' check (calibracion in ('ninguna', 'post-estratificacion', 'rastrillo', 'lineal')),
        tope numeric check (tope > 1), anterior text, revisitada boolean not null default false, claves jsonb not null default '{}', visitas jsonb,
        estado text not null default 'preparada' check (estado in ('preparada', 'campo', 'pesos', 'publicada', 'cerrada')), quien text not null, creada timestamptz not null default now(), publicada date, cerrada timestamptz,
        primary key (encuesta, codigo), foreign key (encuesta, anterior) references ola (encuesta, codigo), check (anterior <> codigo), check (not revisitada or anterior is not null)
      )`.execute(db);
  },
};

/** Primary units with their chances, margins of the population, and each factor of each weight. */
const sample: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table ola_upm (
        encuesta text not null, ola text not null, upm text not null, estrato text not null, lugar text not null check (lugar ~ '^[0-9]{6}$'), area text not null, zona text not null,
        conglomerados_estrato integer check (conglomerados_estrato > 0), probabilidad numeric not null check (probabilidad > 0 and probabilidad <= 1), viviendas integer not null check (viviendas > 0),
        seleccionadas integer not null check (seleccionadas > 0 and seleccionadas <= viviendas), elegibles integer not null check (elegibles >= 0 and elegibles <= seleccionadas), celda text not null,
        primary key (encuesta, ola, upm), foreign key (encuesta, ola) references ola (encuesta, codigo)
      )`.execute(db);
    await sql`
      create table ola_margen (
        encuesta text not null, ola text not null, margen text not null, codigo text not null, orden integer not null, total numeric not null check (total > 0), fuente text not null,
        primary key (encuesta, ola, margen, codigo), foreign key (encuesta, ola) references ola (encuesta, codigo)
      )`.execute(db);
    await sql`
      create table ola_peso (
        encuesta text not null, ola text not null, envio bigint not null, diseno double precision not null, no_respuesta double precision not null, calibracion double precision not null, recorte double precision not null, peso double precision not null check (peso >= 0),
        primary key (encuesta, ola, envio), foreign key (encuesta, ola) references ola (encuesta, codigo)
      )`.execute(db);
  },
};

/** Results given back: noted once, and what was noted stays; a later note of the same area stands beside it. */
const returned: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table ola_devolucion (
        numero bigint generated always as identity primary key, encuesta text not null, ola text not null, zona text not null, fecha date not null, idioma text not null, mujeres integer not null check (mujeres >= 0), hombres integer not null check (hombres >= 0),
        observaron text, quien text not null, cuando timestamptz not null default now(), foreign key (encuesta, ola) references ola (encuesta, codigo)
      )`.execute(db);
    await sql`create trigger solo_agregar before update or delete on ola_devolucion for each row execute function solo_agregar()`.execute(db);
  },
};

/** What each published version was worked from: it stays, for the version stays readable. */
const versions: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table ola_version (
        numero bigint generated always as identity primary key, encuesta text not null, ola text not null, personas jsonb not null, cuentas jsonb not null, cuando timestamptz not null default now(),
        foreign key (encuesta, ola) references ola (encuesta, codigo)
      )`.execute(db);
    await sql`create trigger solo_agregar before update or delete on ola_version for each row execute function solo_agregar()`.execute(db);
  },
};

/** Migrations of rounds, by the name under which they are recorded. */
export const migrations: Record<string, Migration> = { '075-survey-rounds': rounds, '076-survey-samples': sample, '077-survey-returns': returned, '091-survey-versions': versions };
