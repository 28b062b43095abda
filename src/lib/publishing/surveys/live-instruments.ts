import { readFile } from 'node:fs/promises';
import { YupayError } from '#lib/kernel/errors.ts';
import { liveInputs } from '#lib/provenance/live.ts';
import { readSurveyInstrument, type SurveyInstrument } from '#lib/surveys/instrument/instrument.ts';
import { ENCUESTAS_INSTRUMENTOS } from '#lib/surveys/report/dataset.ts';
import type { Application } from '../application.ts';

/** Every version of every questionnaire that is loaded; of two documents with one version the later wins. */
export async function liveSurveyInstruments({ pool, captures }: Pick<Application, 'pool' | 'captures'>): Promise<readonly SurveyInstrument[]> {
  const live = (await liveInputs(pool)).filter(({ dataset }) => dataset === ENCUESTAS_INSTRUMENTOS.id);
  const found = new Map<string, SurveyInstrument>();
  for (const capture of new Set(live.map((one) => one.capture))) {
    const { instruments } = JSON.parse(await readFile(captures.path(capture), 'utf8')) as { readonly instruments: readonly unknown[] };
    for (const one of instruments) {
      const read = readSurveyInstrument(one);
      if (read.ok) found.set(`${read.value.code}\u0000${read.value.version}`, read.value);
    }
  }
  return [...found.values()];
}

/** One version of a questionnaire. Throws `instrumento-no-existe`. */
export function surveyInstrumentBy(instruments: readonly SurveyInstrument[], code: string, version: string): SurveyInstrument {
  const found = instruments.find((one) => one.code === code && one.version === version);
  if (found === undefined) throw new YupayError('instrumento-no-existe', { codigo: `${code} ${version}`.slice(0, 64) });
  return found;
}
