import { randomUUID } from 'node:crypto';
import { asYupayError, YupayError } from '#lib/kernel/errors.ts';
import { KNOWN } from '#lib/surveys/form/known-questions.ts';
import type { FormModel } from '#lib/surveys/form/model.ts';
import { answerText, everyQuestion } from '#lib/surveys/form/evaluate/form-instance.ts';
import { versionJudge } from '#lib/surveys/intake/version-judge.ts';
import { closeSheet, formStep, openSheet, type Sheet } from '#lib/surveys/public/form-step.ts';
import { openForm } from '#lib/surveys/public/open-form.ts';
import { writeInstance } from '#lib/surveys/public/write-instance.ts';
import type { Host } from '../host.ts';
import { ClientLimit, clientOf } from '../mail/client-limit.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import type { PublicFormServices } from './services.ts';
import { answersOf, languageIn, nextStep, OWN, pageIn } from './turn.ts';

/** A workshop of two hundred people behind one address may answer at once; a program that floods may not. */
const MOST_SENT = 300;

/** All the answers of a long form, carried from page to page. */
const MOST_BYTES = 400_000;

const INSTANCE = /^uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function withdrawalCode({ instance }: Sheet): string | null {
  const found = [...everyQuestion(instance.placed)].find(({ node }) => node.name === KNOWN.withdrawal);
  return found === undefined || answerText(found) === '' ? null : answerText(found);
}

/** What is no refusal of ours is not told in detail. */
function refusalOf(error: unknown): YupayError {
  const refused = asYupayError(error);
  if (refused.code !== 'interno') return refused;
  console.error(error);
  return new YupayError('interno', { detalle: '–' });
}

/** Forms that anybody answers, over the open application. Nothing of an answer is kept before it is sent. */
export function publicFormServices({ application }: Host): PublicFormServices {
  const { pool, intake, loads } = application;
  const limit = new ClientLimit(MOST_SENT);
  const judgeOf = (model: FormModel) => versionJudge(pool, model, loads.clock());
  const pageOf = (model: FormModel, language: string) => ({ title: model.title, form: model.id, version: model.version, languages: model.languages, language });

  /** Whether other answers of the same one had come before: those are kept, whether a finger was impatient or somebody went back. */
  async function send(sheet: Sheet, instance: string): Promise<boolean> {
    closeSheet(sheet);
    try {
      await intake.receive({ xml: writeInstance(sheet.judge, sheet.instance, instance), files: [], incomplete: false, enumerator: null, draft: false });
      return false;
    } catch (error) {
      if (error instanceof YupayError && error.code === 'envio-distinto') return true;
      throw error;
    }
  }

  return {
    begin: async (form, wanted) => {
      const model = await openForm(pool, form, null);
      const language = languageIn(model, wanted);
      return { ...pageOf(model, language), step: formStep(openSheet(await judgeOf(model), null, language), 0, false), instance: `uuid:${randomUUID()}`, notice: null, withdrawal: null, before: false };
    },
    answer: async (form, request, peer) => {
      checkOwnForm(request);
      const posted = await smallForm(request, MOST_BYTES);
      const model = await openForm(pool, form, posted.get(OWN.version));
      const [language, instance] = [languageIn(model, posted.get(OWN.language)), posted.get(OWN.instance) ?? ''];
      if (!INSTANCE.test(instance)) throw new YupayError('solicitud-mala', { detalle: OWN.instance });
      const judge = await judgeOf(model);
      const sheet = openSheet(judge, answersOf(posted), language);
      const page = { ...pageOf(model, language), notice: null, instance, withdrawal: null, before: false };
      const shown = nextStep(sheet, posted);
      if (shown !== null) return { page: { ...page, ...shown }, refused: null };
      try {
        limit.enter(clientOf(peer, request.headers.get('x-forwarded-for')), loads.clock());
        const withdrawal = withdrawalCode(sheet);
        return { page: { ...page, step: null, withdrawal, before: await send(sheet, instance) }, refused: null };
      } catch (error) {
        // What was sent is used up: it is opened anew, so that nobody has to answer again.
        return { page: { ...page, step: formStep(openSheet(judge, answersOf(posted), language), pageIn(posted), false) }, refused: refusalOf(error) };
      }
    },
  };
}

