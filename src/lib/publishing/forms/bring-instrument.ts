import type { Actor } from '#lib/access/actor.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { jsonSheets } from '#lib/surveys/form/sheets/from-json.ts';
import { draftOfSheets } from '#lib/surveys/intake/draft-of-sheets.ts';
import { keepDraft } from '#lib/surveys/intake/form-version.ts';
import type { Application } from '../application.ts';
import { liveSurveyInstruments, surveyInstrumentBy } from '../surveys/live-instruments.ts';
import type { BroughtForm } from './services.ts';

/** Keeps a loaded questionnaire as a draft, to be tried on a phone and published. Throws `instrumento-no-existe`, `formulario-publicado`. */
export async function bringInstrument(application: Pick<Application, 'pool' | 'captures'>, actor: Actor, named: string): Promise<BroughtForm> {
  const [code = '', version = ''] = named.split('@');
  const sheets = jsonSheets({ ...surveyInstrumentBy(await liveSurveyInstruments(application), code, version).sheets });
  const made = draftOfSheets(sheets);
  if (!made.ok) return { kept: null, faults: made.faults, warnings: made.warnings };
  const { model } = made.draft;
  if (model.id !== code || model.version !== version) throw new YupayError('instrumento-no-existe', { codigo: `${model.id} ${model.version}`.slice(0, 64) });
  await keepDraft(application.pool, actor, { ...made.draft, xlsform: null, instrument: code });
  return { kept: { form: model.id, version: model.version }, faults: [], warnings: model.warnings };
}
