import type { Actor } from '#lib/access/actor.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { enumerators, makeEnumerator, renewEnumerator, revokeEnumerator } from '#lib/surveys/intake/enumerator.ts';
import { formVersions, stepsFrom, takeFormStep, workbookOf, xformOf, type FormStep } from '#lib/surveys/intake/form-version.ts';
import { openForms, openToPublic } from '#lib/surveys/public/open-form.ts';
import { editorServices } from '../form-editor/editor-services.ts';
import type { Host } from '../host.ts';
import { SHEET_TYPE } from '../plans/plan-files.ts';
import { smallForm } from '../server/own-form.ts';
import { receiveUpload, type UploadLimits } from '../server/upload.ts';
import { surveyKeeper } from '../server/survey-keeper.ts';
import type { Services } from '../services.ts';
import { bringFormFile, bringWorkbook } from './bring-form.ts';
import { bringInstrument } from './bring-instrument.ts';
import { liveSurveyInstruments } from '../surveys/live-instruments.ts';
import { phoneSetup } from './phone-setup.ts';
import type { BroughtForm, FormServices } from './services.ts';

/** A questionnaire, or a file of one: a recorded question in each language, a list of places. */
const LIMITS: UploadLimits = { bytes: 16_000_000, said: '16 MB', letters: 400 };
/** Room for the names of a hundred forms. */
const MOST_FORM_BYTES = 32_000;

const STEPS: readonly FormStep[] = ['publicar', 'cerrar-pronto', 'reabrir', 'cerrar'];

const unknownAction = () => new YupayError('solicitud-mala', { detalle: 'no se conoce esa acción' });

const fileName = (form: string, version: string, extension: string): string => `${`${form}-${version}`.replace(/[^\w.-]+/g, '_').slice(0, 100)}.${extension}`;

async function change({ application }: Host, actor: Actor, request: Request): Promise<BroughtForm | null> {
  const { pool, folders, loads } = application;
  if ((request.headers.get('content-type') ?? '').startsWith('multipart/form-data')) {
    const upload = await receiveUpload(folders.staging, request, LIMITS);
    if (upload.fields.accion !== 'archivo') return bringWorkbook(application, actor, upload);
    await bringFormFile(application, actor, upload);
    return null;
  }
  const form = await smallForm(request);
  const action = form.get('accion');
  if (action === 'cuestionario') return bringInstrument(application, actor, form.get('cuestionario') ?? '');
  if (action === 'abrir' || action === 'reservar') {
    await openToPublic(pool, actor, form.get('formulario') ?? '', action === 'abrir');
    return null;
  }
  const step = STEPS.find((one) => one === action);
  if (step === undefined) throw unknownAction();
  await takeFormStep(pool, actor, form.get('formulario') ?? '', form.get('version') ?? '', step, loads.clock());
  return null;
}

async function changeEnumerators({ application: { pool, recordKeys } }: Host, actor: Actor, request: Request, origin: string): ReturnType<FormServices['changeEnumerators']> {
  const form = await smallForm(request, MOST_FORM_BYTES);
  const code = (form.get('codigo') ?? '').trim().toUpperCase();
  if (form.get('accion') === 'retirar') {
    await revokeEnumerator(pool, actor, code);
    return null;
  }
  if (form.get('accion') === 'renovar') return phoneSetup(origin, await renewEnumerator(pool, await recordKeys.secret(), actor, code));
  if (form.get('accion') !== 'crear') throw unknownAction();
  const forms = form.getAll('formulario');
  return phoneSetup(origin, await makeEnumerator(pool, await recordKeys.secret(), actor, code, forms.length === 0 ? null : forms));
}

/** Forms and enumerators over the open application. Each question begins by who asks. */
export function formServices(host: Host, services: () => Services): FormServices {
  const { pool } = host.application;
  const enter = surveyKeeper(services);
  return {
    editor: editorServices(host, enter),
    list: async (request) => {
      await enter(request);
      const open = new Set(await openForms(pool));
      return (await formVersions(pool)).map((one) => ({ ...one, steps: stepsFrom(one.state), open: open.has(one.form) }));
    },
    instruments: async (request) => {
      await enter(request);
      return (await liveSurveyInstruments(host.application)).map(({ code, version, title }) => ({ code, version, title }));
    },
    change: async (request) => change(host, await enter(request), request),
    download: async (request, form, version, what) => {
      await enter(request);
      if (what === 'xlsx') return { bytes: await workbookOf(pool, form, version), type: SHEET_TYPE, name: fileName(form, version, 'xlsx') };
      const [found] = (await formVersions(pool, form)).filter((one) => one.version === version);
      return { bytes: Buffer.from(await xformOf(pool, form, version, found?.state === 'borrador')), type: 'text/xml; charset=utf-8', name: fileName(form, version, 'xml') };
    },
    enumerators: async (request) => {
      await enter(request);
      return { enumerators: await enumerators(pool), forms: [...new Set((await formVersions(pool)).map(({ form }) => form))] };
    },
    changeEnumerators: async (request, origin) => changeEnumerators(host, await enter(request), request, origin),
  };
}
