import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

const openForms: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table formulario add column publico boolean not null default false`.execute(db);
  },
};

/** Migrations of forms that the public answers, by the name under which they are recorded. */
export const migrations: Record<string, Migration> = { '080-public-forms': openForms };
