import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Papers and what each of two people typed of them. What was typed is sealed as submissions are: paper holds personal answers too. */
const papers: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table papel_encuesta (
        id bigint generated always as identity primary key, formulario text not null, version text not null, numero text not null check (numero ~ '^[A-Z0-9][A-Z0-9-]{0,29}$'),
        estado text not null default 'una' check (estado in ('una', 'dos', 'difiere', 'listo')), campos integer check (campos >= 0), distintos integer check (distintos between 0 and campos), comparo text, comparado timestamptz,
        envio bigint references envio (numero), unique (formulario, version, numero), foreign key (formulario, version) references formulario_version (formulario, version), check ((estado = 'listo') = (envio is not null)), check ((comparo is null) = (comparado is null))
      )`.execute(db);
    await sql`create table papel_digitacion (papel bigint not null references papel_encuesta (id), quien text not null, llave text not null, sellado bytea not null, cuando timestamptz not null default now(), primary key (papel, quien))`.execute(db);
  },
};

/** Migrations of double keying, by the name under which they are recorded. */
export const migrations: Record<string, Migration> = { '089-keyed-papers': papers };
