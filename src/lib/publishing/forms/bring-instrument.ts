import type { Actor } from '#lib/access/actor.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { compileForm } from '#lib/surveys/form/compile/compile-form.ts';
import { jsonSheets } from '#lib/surveys/form/sheets/from-json.ts';
import { writeXForm } from '#lib/surveys/form/xform/write-xform.ts';
import { keepDraft } from '#lib/surveys/intake/form-version.ts';
import type { Application } from '../application.ts';
import { liveSurveyInstruments, surveyInstrumentBy } from '../surveys/live-instruments.ts';
import type { BroughtForm } from './services.ts';

/** Keeps a loaded questionnaire as a draft, to be tried on a phone and published. Throws `instrumento-no-existe`, `formulario-publicado`. */
export async function bringInstrument(application: Pick<Application, 'pool' | 'captures'>, actor: Actor, named: string): Promise<BroughtForm> {
  const [code = '', version = ''] = named.split('@');
  const sheets = jsonSheets({ ...surveyInstrumentBy(await liveSurveyInstruments(application), code, version).sheets });
  const compiled = compileForm(sheets);
  if (!compiled.ok) return { kept: null, faults: compiled.faults, warnings: compiled.warnings };
  const { model } = compiled;
  if (model.id !== code || model.version !== version) throw new YupayError('instrumento-no-existe', { codigo: `${model.id} ${model.version}`.slice(0, 64) });
  await keepDraft(application.pool, actor, { model, xform: writeXForm(model), xlsform: null, instrument: code, files: [], sheets });
  return { kept: { form: model.id, version: model.version }, faults: [], warnings: model.warnings };
}
