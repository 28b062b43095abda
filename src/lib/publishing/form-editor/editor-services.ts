import type { Actor } from '#lib/access/actor.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { dateText } from '#lib/indicators/model/date.ts';
import { findVariety } from '#lib/places/varieties.ts';
import { changedSeries, withNewSeries } from '#lib/surveys/editor/asked.ts';
import { copyForm, emptyForm } from '#lib/surveys/editor/empty-form.ts';
import { keepVarietyRecord, varietyRecords, type VarietyRecord } from '#lib/surveys/editor/variety-record.ts';
import { compileForm } from '#lib/surveys/form/compile/compile-form.ts';
import { everyNode } from '#lib/surveys/form/model.ts';
import { formVersions } from '#lib/surveys/intake/form-version.ts';
import { versionJudge } from '#lib/surveys/intake/version-judge.ts';
import { formStep, openSheet, unaskable } from '#lib/surveys/public/form-step.ts';
import type { Host } from '../host.ts';
import { answersOf, languageIn, nextStep, OWN } from '../public-form/turn.ts';
import { smallForm } from '../server/own-form.ts';
import { editorDesk, questionDesk, varietyDesk } from './desks.ts';
import type { EditorChange, RefusedChange } from './editor-view.ts';
import { keepSheets, openForm } from './open-form.ts';
import { postedEdit } from './posted-edit.ts';
import type { FormEditorServices, FormPreview } from './services.ts';

/** A page of one question in several languages, or all answers of a form that is tried. */
const MOST_BYTES = 400_000;

/** What an address, a file's name and a phone take without harm. */
const ID = /^[A-Za-z][A-Za-z0-9_-]{2,63}$/;

const text = (posted: URLSearchParams, name: string): string => (posted.get(name) ?? '').trim();

async function begin({ application }: Host, actor: Actor, posted: URLSearchParams): Promise<string> {
  const [id, title, from] = [text(posted, 'identificador'), text(posted, 'titulo').slice(0, 200), text(posted, 'copia')];
  if (!ID.test(id) || title === '') throw new YupayError('formulario-id');
  if ((await formVersions(application.pool, id)).length > 0) throw new YupayError('formulario-existe', { formulario: id });
  const sheets = from === '' ? emptyForm({ id, title, greeting: title }) : copyForm((await openForm(application, from)).sheets, id, title);
  const faults = await keepSheets(application, actor, { form: id, sheets, instrument: null, mark: null });
  if (faults.length > 0) throw new YupayError('solicitud-mala', { detalle: faults[0]!.es });
  return id;
}

const refused = (posted: URLSearchParams, more: Partial<RefusedChange>): EditorChange => ({ kept: false, error: null, faults: [], series: [], typed: [...posted], ...more });

async function edit({ application }: Host, actor: Actor, form: string, posted: URLSearchParams): Promise<EditorChange> {
  const opened = await openForm(application, form);
  if (text(posted, 'marca') !== (opened.mark ?? '')) throw new YupayError('formulario-cambiado');
  const edited = postedEdit(opened.sheets, posted);
  const series = opened.published === null ? [] : changedSeries(opened.published, opened.sheets, edited.sheets);
  const same = text(posted, 'misma');
  if (series.length > 0 && same !== 'si' && same !== 'no') return refused(posted, { series });
  const sheets = same === 'no' ? withNewSeries(edited.sheets, series) : edited.sheets;
  const faults = await keepSheets(application, actor, { form, sheets, instrument: opened.instrument, mark: opened.mark });
  return faults.length > 0 ? refused(posted, { faults }) : { kept: true, row: edited.row };
}

/** What cannot be taken comes back with what was written: a form that is long to fill is not lost to one field. */
async function change(host: Host, actor: Actor, form: string, posted: URLSearchParams): Promise<EditorChange> {
  try {
    return await edit(host, actor, form, posted);
  } catch (error) {
    if (!(error instanceof YupayError) || error.code === 'formulario-no-existe') throw error;
    return refused(posted, { error });
  }
}

async function preview({ application }: Host, form: string, posted: URLSearchParams | null, wanted: string | null): Promise<FormPreview> {
  const { sheets } = await openForm(application, form);
  const compiled = compileForm(sheets, { id: form, root: 'data' });
  if (!compiled.ok) throw new YupayError('solicitud-mala', { detalle: compiled.faults[0]!.es });
  const { model } = compiled;
  const language = languageIn(model, posted?.get(OWN.language) ?? wanted);
  const sheet = openSheet(await versionJudge(application.pool, model, application.loads.clock()), posted === null ? null : answersOf(posted), language);
  const shown = posted === null ? { step: formStep(sheet, 0, false), notice: null } : nextStep(sheet, posted);
  const asked = [...everyNode(model.nodes)].flatMap((node) => (node.kind === 'question' && node.control === 'upload' ? [node.name] : []));
  return { form, title: model.title, version: model.version, languages: model.languages, language, shown, phoneOnly: [...new Set([...unaskable(model), ...asked])] };
}

/** A day, or null where none was given. Throws `solicitud-mala`. */
function dayOf(posted: URLSearchParams, name: string): string | null {
  const day = text(posted, name);
  if (day !== '' && (day.length !== 10 || dateText(day) === null)) throw new YupayError('solicitud-mala', { detalle: `${name}: ${day.slice(0, 20)}` });
  return day === '' ? null : day;
}

function recordOf(posted: URLSearchParams): VarietyRecord {
  const variety = findVariety(text(posted, 'variedad'));
  const people = text(posted, 'personas');
  if (variety === null || !/^([1-9]\d{0,4})?$/.test(people)) throw new YupayError('solicitud-mala', { detalle: variety === null ? 'variedad' : `personas: ${people.slice(0, 20)}` });
  return {
    variety: variety.id, office: text(posted, 'oficina').slice(0, 200), backTranslated: dayOf(posted, 'retrotraduccion'), backOffice: text(posted, 'retrotraduccion_oficina').slice(0, 200),
    tested: dayOf(posted, 'prueba'), testPlace: text(posted, 'lugar').slice(0, 200), testPeople: people === '' ? null : Number(people), notes: text(posted, 'notas').slice(0, 2000),
  };
}

/** The form editor over the open application; `enter` gives whoever may use it. */
export function editorServices(host: Host, enter: (request: Request) => Promise<Actor>): FormEditorServices {
  const { application } = host;
  return {
    beginnings: async (request) => {
      await enter(request);
      return [...new Map((await formVersions(application.pool)).map(({ form, title }) => [form, { form, title }])).values()];
    },
    begin: async (request) => begin(host, await enter(request), await smallForm(request)),
    desk: async (request, form) => {
      await enter(request);
      return editorDesk(await openForm(application, form));
    },
    question: async (request, form, row) => {
      await enter(request);
      return questionDesk(await openForm(application, form), row);
    },
    change: async (request, form) => change(host, await enter(request), form, await smallForm(request, MOST_BYTES)),
    preview: async (request, form, language) => {
      await enter(request);
      return preview(host, form, request.method === 'POST' ? await smallForm(request, MOST_BYTES) : null, language);
    },
    varieties: async (request, form) => {
      await enter(request);
      return varietyDesk(await openForm(application, form), await varietyRecords(application.pool, form));
    },
    keepVariety: async (request, form) => keepVarietyRecord(application.pool, await enter(request), form, recordOf(await smallForm(request, 16_000))),
  };
}
