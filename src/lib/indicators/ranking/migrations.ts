import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const CALENDAR = `
  create table calendario_electoral (
    id integer generated always as identity primary key,
    lugar text check (lugar ~ '^\\d{2}(\\d{2}){0,2}$'),
    desde date not null,
    hasta date not null check (hasta >= desde),
    que text not null check (que <> ''),
    norma text not null check (norma <> ''),
    verificado_por text,
    quien text not null,
    cuando timestamptz not null default now(),
    retirado timestamptz
  )`;

const HOLIDAYS = `
  create table feriado (
    dia date primary key,
    nombre text not null check (nombre <> ''),
    norma text not null check (norma <> ''),
    quien text not null,
    cuando timestamptz not null default now()
  )`;

/** What is ranked is a receipt: the table that was notified is the very one that is released. */
const RANKINGS = `
  create table ranking (
    id integer generated always as identity primary key,
    indice text not null,
    anio text not null check (anio ~ '^\\d{4}$'),
    recibo text not null check (recibo ~ '^[0-9a-f]{64}$'),
    estado text not null default 'borrador' check (estado in ('borrador', 'notificado', 'publicado', 'reemplazado', 'retirado', 'descartado')),
    quien text not null,
    creado timestamptz not null default now(),
    notificado date,
    medio text,
    publicado date,
    excepcion text,
    motivo text,
    check ((estado in ('borrador', 'descartado')) or (notificado is not null and medio is not null)),
    check (estado not in ('publicado', 'reemplazado', 'retirado') or publicado is not null)
  )`;

const REPLIES = `
  create table ranking_replica (
    id integer generated always as identity primary key,
    ranking integer not null references ranking (id),
    ubigeo text not null check (ubigeo ~ '^\\d{6}$'),
    cargo text not null check (cargo <> ''),
    texto text not null check (texto <> ''),
    dia date not null,
    quien text not null,
    cuando timestamptz not null default now()
  )`;

const rankings: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of [CALENDAR, HOLIDAYS, RANKINGS, REPLIES]) await sql.raw(statement).execute(db);
    await sql`create unique index ranking_publicado on ranking (indice, anio) where estado = 'publicado'`.execute(db);
    await sql`create unique index ranking_abierto on ranking (indice, anio) where estado in ('borrador', 'notificado')`.execute(db);
    // The function came with the plans' tables, which are older.
    await sql`create trigger solo_agregar before update or delete on ranking_replica for each row execute function solo_agregar()`.execute(db);
  },
};

/** Release of rankings, and the calendar that holds it back. */
export const migrations: Record<string, Migration> = { '055-rankings': rankings };
