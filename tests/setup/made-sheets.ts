import type pg from 'pg';
import { OPERATOR } from '#lib/access/actor.ts';
import { compileForm } from '#lib/surveys/form/compile/compile-form.ts';
import { writeXForm } from '#lib/surveys/form/xform/write-xform.ts';
import { keepDraft } from '#lib/surveys/intake/form-version.ts';

interface MadeSheets {
  readonly survey: readonly (readonly string[])[];
  readonly choices?: readonly (readonly string[])[];
  readonly title?: string;
  readonly version?: string;
  readonly default_language?: string;
}

/** Compiles sheets and keeps the form as a draft. */
export async function keepSheets(pool: pg.Pool, id: string, { survey, choices = [], title = id, version = '1', default_language = 'default' }: MadeSheets): Promise<void> {
  const made = compileForm([{ name: 'survey', rows: survey }, { name: 'choices', rows: choices }, { name: 'settings', rows: [['form_title', 'form_id', 'version', 'default_language'], [title, id, version, default_language]] }]);
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  await keepDraft(pool, OPERATOR, { model: made.model, xform: writeXForm(made.model), xlsform: null, instrument: null, files: [] });
}
