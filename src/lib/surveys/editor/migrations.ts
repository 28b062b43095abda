import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** The sheets as their author wrote them: a model forgets what it has no use for, and an edit must not. */
const editor: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table formulario_version add column hojas jsonb`.execute(db);
    await sql`
      create function formulario_hojas_congeladas() returns trigger language plpgsql as $$ begin
        if old.estado <> 'borrador' and new.hojas is distinct from old.hojas then raise exception 'una versión publicada no se cambia'; end if;
        return new;
      end $$`.execute(db);
    await sql`create trigger hojas_congeladas before update on formulario_version for each row execute function formulario_hojas_congeladas()`.execute(db);
    await sql`
      create table formulario_variedad (
        formulario text not null references formulario (id), variedad text not null check (variedad ~ '^[a-z][a-z-]{0,63}$'), oficina text not null default '' check (length(oficina) <= 200),
        retrotraduccion date, retrotraduccion_oficina text not null default '' check (length(retrotraduccion_oficina) <= 200),
        prueba date, prueba_lugar text not null default '' check (length(prueba_lugar) <= 200), prueba_personas integer check (prueba_personas between 1 and 100000), notas text not null default '' check (length(notas) <= 2000),
        quien text not null, cuando timestamptz not null default now(), primary key (formulario, variedad)
      )`.execute(db);
  },
};

/** Migrations of the form editor, by the name under which they are recorded. */
export const migrations: Record<string, Migration> = { '088-form-editor': editor };
