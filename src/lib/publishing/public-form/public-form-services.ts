import { randomUUID } from 'node:crypto';
import { YupayError } from '#lib/kernel/errors.ts';
import type { FormModel } from '#lib/surveys/form/model.ts';
import { answerText, everyQuestion } from '#lib/surveys/form/evaluate/form-instance.ts';
import { formJudge } from '#lib/surveys/form/evaluate/inspect.ts';
import { closeSheet, firstFault, formStep, hasUnseen, openSheet, type FormStep, type Sheet } from '#lib/surveys/public/form-step.ts';
import { openForm } from '#lib/surveys/public/open-form.ts';
import type { Fields } from '#lib/surveys/public/posted.ts';
import { writeInstance } from '#lib/surveys/public/write-instance.ts';
import { KNOWN } from '#lib/surveys/review/extract.ts';
import type { Host } from '../host.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import { SendLimit } from './send-limit.ts';
import type { PublicFormPage, PublicFormServices } from './services.ts';

/** All the answers of a long form, carried from page to page. */
const MOST_BYTES = 400_000;

const INSTANCE = /^uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Fields of ours, told from the form's by a sign that no path has. */
const OWN = { page: '~pagina', instance: '~instancia', seen: '~vista', language: '~idioma', action: '~accion' } as const;

function fieldsOf(posted: URLSearchParams): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of posted) {
    if (name.startsWith('~')) continue;
    fields.set(name, [...(fields.get(name) ?? []), value]);
  }
  return fields;
}

const languageIn = ({ languages, defaultLanguage }: FormModel, wanted: string | null): string => (wanted !== null && languages.includes(wanted) ? wanted : defaultLanguage);

interface Turn {
  readonly sheet: Sheet;
  readonly page: number;
  readonly action: string;
  readonly seen: ReadonlySet<string>;
}

interface Shown {
  readonly step: FormStep;
  readonly notice: PublicFormPage['notice'];
}

/** What to show after a button; null when the form is whole and may be sent. */
function next({ sheet, page, action, seen }: Turn): Shown | null {
  const show = (at: number, judged = false, notice: Shown['notice'] = null): Shown => ({ step: formStep(sheet, at, judged), notice });
  if (action === 'atras') return show(page - 1);
  if (action !== 'seguir') return show(page);
  const here = formStep(sheet, page, true);
  if (hasUnseen(here, seen)) return show(page, false, 'nuevas');
  if (here.asked.some((one) => one.kind === 'pregunta' && one.fault !== null)) return { step: here, notice: 'corregir' };
  if (!here.last) return show(page + 1);
  const fault = firstFault(sheet);
  return fault === null ? null : show(fault, true, 'corregir');
}

/** Adds an empty turn of a repeat, so that the next page shows it. */
function withMore(fields: Fields, action: string): Fields {
  const [, repeat] = /^agregar:([^~]{1,300})$/.exec(action) ?? [];
  if (repeat === undefined) return fields;
  const times = [...fields.keys()].flatMap((name) => (name.startsWith(`${repeat}[`) ? [Number(/^\[(\d{1,3})\]/.exec(name.slice(repeat.length))?.[1] ?? 0)] : []));
  return new Map([...fields, [`${repeat}[${Math.max(1, ...times) + 1}]/~`, ['']]]);
}

function withdrawalCode({ instance }: Sheet): string | null {
  const found = [...everyQuestion(instance.placed)].find(({ node }) => node.name === KNOWN.withdrawal);
  return found === undefined || answerText(found) === '' ? null : answerText(found);
}

/** Forms that anybody answers, over the open application. Nothing of an answer is kept before it is sent. */
export function publicFormServices({ application }: Host): PublicFormServices {
  const { pool, intake, loads } = application;
  const limit = new SendLimit(() => loads.clock().getTime());
  const judgeOf = (model: FormModel) => formJudge(model, { now: loads.clock(), uuid: randomUUID });
  const pageOf = (model: FormModel, language: string) => ({ title: model.title, form: model.id, version: model.version, languages: model.languages, language });

  async function send(sheet: Sheet, instance: string): Promise<string | null> {
    const code = withdrawalCode(sheet);
    closeSheet(sheet);
    try {
      await intake.receive({ xml: writeInstance(sheet.judge, sheet.instance, instance), files: [], incomplete: false, enumerator: null, draft: false });
    } catch (error) {
      // Sent twice, by a reload or an impatient finger: the first one is kept.
      if (!(error instanceof YupayError && error.code === 'envio-distinto')) throw error;
    }
    return code;
  }

  return {
    begin: async (form, wanted) => {
      const model = await openForm(pool, form);
      const language = languageIn(model, wanted);
      return { ...pageOf(model, language), step: formStep(openSheet(judgeOf(model), null, language), 0, false), instance: `uuid:${randomUUID()}`, notice: null, withdrawal: null };
    },
    answer: async (form, request, client) => {
      checkOwnForm(request);
      const posted = await smallForm(request, MOST_BYTES);
      const model = await openForm(pool, form);
      const [language, action, instance] = [languageIn(model, posted.get(OWN.language)), posted.get(OWN.action) ?? '', posted.get(OWN.instance) ?? ''];
      if (!INSTANCE.test(instance)) throw new YupayError('solicitud-mala', { detalle: OWN.instance });
      const sheet = openSheet(judgeOf(model), withMore(fieldsOf(posted), action), language);
      const page = Number(/^\d{1,3}$/.exec(posted.get(OWN.page) ?? '')?.[0] ?? 0);
      const shown = next({ sheet, page, action, seen: new Set(posted.getAll(OWN.seen)) });
      if (shown !== null) return { ...pageOf(model, language), ...shown, instance, withdrawal: null };
      limit.count(client);
      return { ...pageOf(model, language), step: null, notice: null, instance, withdrawal: await send(sheet, instance) };
    },
  };
}

