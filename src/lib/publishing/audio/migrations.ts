import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Recordings of what a page says. No foreign key to `lugar`, which a load empties and fills. What must never be true of a
 * published one is written here too, below every rule in code.
 */
const first: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`
      create table grabacion (
        id uuid primary key default gen_random_uuid(),
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        lugar text not null check (lugar ~ '^[0-9]{2}([0-9]{2}){0,2}$'),
        parte text not null check (parte = 'resumen'),
        variedad text not null,
        formato text not null check (formato in ('ogg-opus', 'mp3', 'm4a')),
        milisegundos integer not null check (milisegundos > 0),
        bytes integer not null check (bytes > 0),
        texto text not null check (texto <> ''),
        palabras text,
        frase text not null,
        cifras jsonb not null,
        traduccion text not null check (traduccion in ('ninguna', 'persona', 'maquina', 'maquina-revisada')),
        traductor text,
        traductor_con_nombre boolean not null default false,
        revisor text,
        revisada date,
        voz_consentida boolean not null default false,
        prueba_fecha date,
        prueba_lugar text,
        prueba_personas integer check (prueba_personas >= 0),
        prueba_no_entendido text,
        estado text not null default 'borrador' check (estado in ('borrador', 'publicada', 'retirada')),
        motivo text,
        creada timestamptz not null default now(),
        publicada timestamptz,
        retirada timestamptz,
        borrada timestamptz,
        check ((traduccion = 'ninguna') = (variedad = 'castellano')),
        check (traduccion <> 'maquina-revisada' or (revisor is not null and revisada is not null)),
        check ((prueba_fecha is null) = (prueba_personas is null)),
        constraint grabacion_sin_maquina_sin_revisar check (estado <> 'publicada' or traduccion <> 'maquina'),
        constraint grabacion_voz_consentida check (estado <> 'publicada' or voz_consentida),
        check ((estado = 'borrador') = (publicada is null and retirada is null)),
        check ((estado = 'retirada') = (retirada is not null and motivo is not null)),
        check (borrada is null or estado = 'retirada')
      )`.execute(db);
    await sql`create index grabacion_por_lugar on grabacion (lugar) where estado = 'publicada'`.execute(db);
    await sql`create index grabacion_por_huella on grabacion (sha256)`.execute(db);
  },
};

/** Migrations of recordings, by the name under which they are recorded. */
export const migrations: Record<string, Migration> = { '030-recordings': first };
