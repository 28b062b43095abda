import type { Migration } from 'kysely/migration';
import { migrations as frameworks } from '#lib/frameworks/migrations.ts';
import { migrations as rankings } from '#lib/indicators/ranking/migrations.ts';
import { migrations as instruments } from '#lib/indicators/instruments/migrations.ts';
import { migrations as access } from '#lib/access/migrations.ts';
import { migrations as field } from '#lib/surveys/field/migrations.ts';
import { migrations as formEditor } from '#lib/surveys/editor/migrations.ts';
import { migrations as intake } from '#lib/surveys/intake/migrations.ts';
import { migrations as keying } from '#lib/surveys/keying/migrations.ts';
import { migrations as publicForms } from '#lib/surveys/public/migrations.ts';
import { migrations as review } from '#lib/surveys/review/migrations.ts';
import { migrations as rounds } from '#lib/surveys/wave/migrations.ts';
import { migrations as places } from '#lib/places/migrations.ts';
import { migrations as provenance } from '#lib/provenance/migrations.ts';
import { migrations as audio } from './audio/migrations.ts';
import { migrations as mail } from './mail/migrations.ts';

/** Every room's migrations; their names sort in the order in which they run. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = { ...access, ...provenance, ...places, ...frameworks, ...instruments, ...rankings, ...intake, ...field, ...rounds, ...publicForms, ...review, ...formEditor, ...keying, ...mail, ...audio };
