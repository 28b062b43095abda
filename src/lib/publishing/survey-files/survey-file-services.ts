import { audit } from '#lib/access/audit.ts';
import { answerSheets } from '#lib/surveys/export/answer-columns.ts';
import { countApproved } from '#lib/surveys/export/approved-rows.ts';
import { formVersions } from '#lib/surveys/intake/form-version.ts';
import type { Host } from '../host.ts';
import { surveyKeeper } from '../server/survey-keeper.ts';
import type { Services } from '../services.ts';
import { answersFile, codebookFile, exportedModels } from './answer-files.ts';
import { paperFile, paperOf } from './paper-files.ts';
import type { SurveyFileServices } from './services.ts';

/** Exports and papers over the open application. Each begins by who asks. */
export function surveyFileServices(host: Host, services: () => Services): SurveyFileServices {
  const { pool } = host.application;
  const enter = surveyKeeper(services);
  return {
    desk: async (request, form) => {
      await enter(request);
      const [models, versions, approved] = await Promise.all([exportedModels(pool, form), formVersions(pool, form), countApproved(pool, form)]);
      const [{ title, languages, defaultLanguage }, sheets] = [models[0]!, answerSheets(models)];
      return {
        form, title, approved, languages: [defaultLanguage, ...languages.filter((one) => one !== defaultLanguage)], versions: versions.map(({ version, state }) => ({ version, state })), repeats: sheets.slice(1).map(({ repeats }) => repeats.join(' / ')),
        questions: sheets.flatMap(({ columns }) => columns.filter(({ code }) => code === null).map(({ variable, entry }) => ({ variable, entry }))),
      };
    },
    answers: async (request, form, format, asked) => {
      const actor = await enter(request);
      const file = await answersFile(pool, form, format, asked);
      await audit(pool, actor.id, 'respuestas-exportadas', { formulario: form, archivo: file.name });
      return file;
    },
    codebook: async (request, form, format, asked) => {
      await enter(request);
      return codebookFile(pool, form, format, asked);
    },
    paper: async (request, form, asked, language) => {
      await enter(request);
      return paperOf(pool, form, asked, language);
    },
    paperPdf: async (request, form, asked, language) => {
      await enter(request);
      return paperFile(await paperOf(pool, form, asked, language));
    },
  };
}
