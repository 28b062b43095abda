import type pg from 'pg';
import { OPERATOR } from '#lib/access/actor.ts';
import { keepDraft, type FormFile } from '#lib/surveys/intake/form-version.ts';
import type { FormModel } from '#lib/surveys/form/model.ts';

export const TEST_FORM = 'encuesta-de-prueba';

/** Twelve questions, as the form that submissions per second are counted with. */
export const QUESTIONS = ['fecha', 'distrito', 'nombre', 'edad', 'sexo', 'oyo_del_canon', 'agua', 'basura', 'serenazgo', 'responde_el_alcalde', 'foto', 'otra'] as const;

/** As much of a model as intake reads: it keeps the rest as it came. */
const model = (form: string, version: string): FormModel => ({
  model: 1, id: form, version, title: 'Encuesta de prueba', root: 'data', defaultLanguage: 'default', languages: [], nodes: [], lists: [], instances: [], files: [], entities: [], warnings: [],
} as unknown as FormModel);

const xform = (form: string, version: string): string => `<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>Encuesta de prueba</h:title><model><instance><data id="${form}" version="${version}">${QUESTIONS.map((name) => `<${name}/>`).join('')}<meta><instanceID/></meta></data></instance>${QUESTIONS.map((name) => `<bind nodeset="/data/${name}" type="string"/>`).join('')}</model></h:head><h:body/></h:html>`;

/** A form without a workbook, kept as a draft. */
export const keepTestForm = (pool: pg.Pool, version: string, form = TEST_FORM, files: readonly FormFile[] = []): Promise<void> => keepDraft(pool, OPERATOR, { model: model(form, version), xform: xform(form, version), xlsform: null, instrument: null, files });

type Answers = Partial<Record<(typeof QUESTIONS)[number], string>>;

/** A submission of that form as a phone writes it. Answers enter as they are given, so that a test may break them. */
export function testInstance({ instance, deprecated, version = '1', form = TEST_FORM, ...answers }: Answers & { instance: string | null; deprecated?: string; version?: string; form?: string }, declared = true): string {
  const values: Answers = { fecha: '2026-11-20', distrito: '180106', edad: '40', sexo: 'm', oyo_del_canon: 'si', agua: '3', basura: '2', serenazgo: '4', responde_el_alcalde: 'no', ...answers };
  const meta = `${instance === null ? '' : `<instanceID>${instance}</instanceID>`}${deprecated === undefined ? '' : `<deprecatedID>${deprecated}</deprecatedID>`}`;
  return `${declared ? "<?xml version='1.0' ?>" : ''}<data id="${form}" version="${version}">${QUESTIONS.map((name) => `<${name}>${values[name] ?? ''}</${name}>`).join('')}<meta>${meta}</meta></data>`;
}
