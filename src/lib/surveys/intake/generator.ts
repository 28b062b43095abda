import type { FormModel } from '../form/model.ts';
import type { CompiledForm, FormFile } from './form-version.ts';

/** Questions of a made form: as many as the form that submissions per second are counted with. */
export const MADE_QUESTIONS = ['fecha', 'distrito', 'nombre', 'edad', 'sexo', 'oyo_del_canon', 'agua', 'basura', 'serenazgo', 'responde_el_alcalde', 'foto', 'otra'] as const;

type Answers = Partial<Record<(typeof MADE_QUESTIONS)[number], string>>;

const TITLE = 'Encuesta de prueba';

/** As much of a model as intake reads: it keeps the rest as it came. */
const modelOf = (id: string, version: string): FormModel => ({
  model: 1, id, version, title: TITLE, root: 'data', defaultLanguage: 'default', languages: [], nodes: [], lists: [], instances: [], files: [], entities: [], warnings: [],
} as unknown as FormModel);

function xformOf(id: string, version: string): string {
  const [instance, binds] = [MADE_QUESTIONS.map((name) => `<${name}/>`), MADE_QUESTIONS.map((name) => `<bind nodeset="/data/${name}" type="string"/>`)];
  return `<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title>${TITLE}</h:title><model><instance><data id="${id}" version="${version}">${instance.join('')}<meta><instanceID/></meta></data></instance>${binds.join('')}</model></h:head><h:body/></h:html>`;
}

/** A form of twelve questions without a workbook, for tests and measurements. */
export const madeForm = (id: string, version: string, files: readonly FormFile[] = []): CompiledForm => ({ model: modelOf(id, version), xform: xformOf(id, version), xlsform: null, instrument: null, files });

/** A submission of a made form as a phone writes it. Answers enter as they are given, so that a test may break them. */
export function madeInstance(form: string, version: string, meta: { readonly instance: string | null; readonly deprecated?: string | undefined }, answers: Answers = {}): string {
  const values: Answers = { fecha: '2026-11-20', distrito: '180106', edad: '40', sexo: 'm', oyo_del_canon: 'si', agua: '3', basura: '2', serenazgo: '4', responde_el_alcalde: 'no', ...answers };
  const ids = `${meta.instance === null ? '' : `<instanceID>${meta.instance}</instanceID>`}${meta.deprecated === undefined ? '' : `<deprecatedID>${meta.deprecated}</deprecatedID>`}`;
  return `<data id="${form}" version="${version}">${MADE_QUESTIONS.map((name) => `<${name}>${values[name] ?? ''}</${name}>`).join('')}<meta>${ids}</meta></data>`;
}
