import { YupayError } from '#lib/kernel/errors.ts';
import type { FormModel } from '#lib/surveys/form/model.ts';
import { firstFault, formStep, hasUnseen, type FormStep, type Sheet } from '#lib/surveys/public/form-step.ts';
import type { Fields } from '#lib/surveys/public/posted.ts';
import type { PublicFormPage } from './services.ts';

/** Fields of ours, told from the form's by a sign that no path has. */
export const OWN = { page: '~pagina', instance: '~instancia', version: '~version', seen: '~vista', language: '~idioma', action: '~accion' } as const;

/** Fields of a form, and codes of one question: a browser posts no more of any form that a person could answer. */
const MOST_FIELDS = 5_000;
const MOST_CODES = 500;

function fieldsOf(posted: URLSearchParams): Fields {
  const fields = new Map<string, string[]>();
  for (const [name, value] of posted) {
    if (name.startsWith('~')) continue;
    const values = fields.get(name) ?? [];
    values.push(value);
    fields.set(name, values);
    if (values.length > MOST_CODES || fields.size > MOST_FIELDS) throw new YupayError('solicitud-mala', { detalle: 'demasiados campos' });
  }
  return fields;
}

/** Adds an empty turn of a repeat, so that the next page shows it. */
function withMore(fields: Fields, action: string): Fields {
  const [, repeat] = /^agregar:([^~]{1,300})$/.exec(action) ?? [];
  if (repeat === undefined) return fields;
  const times = [...fields.keys()].flatMap((name) => (name.startsWith(`${repeat}[`) ? [Number(/^\[(\d{1,3})\]/.exec(name.slice(repeat.length))?.[1] ?? 0)] : []));
  return new Map([...fields, [`${repeat}[${Math.max(1, ...times) + 1}]/~`, ['']]]);
}

/** A language of the form, the default one where another is asked for. */
export const languageIn = ({ languages, defaultLanguage }: FormModel, wanted: string | null): string => (wanted !== null && languages.includes(wanted) ? wanted : defaultLanguage);

/** The answers that were posted, with the turn of a repeat that a button asked for. */
export const answersOf = (posted: URLSearchParams): Fields => withMore(fieldsOf(posted), posted.get(OWN.action) ?? '');

/** The page that was posted, from 0. */
export const pageIn = (posted: URLSearchParams): number => Number(/^\d{1,3}$/.exec(posted.get(OWN.page) ?? '')?.[0] ?? 0);

export interface Shown {
  readonly step: FormStep;
  readonly notice: PublicFormPage['notice'];
}

/** What to show after a button; null when the form is whole and may be sent. */
export function nextStep(sheet: Sheet, posted: URLSearchParams): Shown | null {
  const [page, action] = [pageIn(posted), posted.get(OWN.action) ?? ''];
  const show = (at: number, judged = false, notice: Shown['notice'] = null): Shown => ({ step: formStep(sheet, at, judged), notice });
  if (action === 'atras') return show(page - 1);
  if (action !== 'seguir') return show(page);
  const here = formStep(sheet, page, true);
  if (hasUnseen(here, new Set(posted.getAll(OWN.seen)))) return show(page, false, 'nuevas');
  if (here.asked.some((one) => one.kind === 'pregunta' && one.fault !== null)) return { step: here, notice: 'corregir' };
  if (!here.last) return show(page + 1);
  const fault = firstFault(sheet);
  return fault === null ? null : show(fault, true, 'corregir');
}
