import type { Sheet } from '../sheets/sheet.ts';
import type { FormSettings, Pair } from '../model.ts';
import type { Findings } from './findings.ts';
import { isName } from './names.ts';

/** The sheet `settings`, read; expressions still as written. */
export interface Settings extends Omit<FormSettings, 'instanceName' | 'entitiesVersion'> {
  readonly id: string;
  readonly title: string;
  readonly root: string;
  readonly version: string;
  readonly defaultLanguage: string;
  readonly instanceName: string | null;
  readonly allowsDuplicates: boolean;
  readonly cleans: boolean;
}

/** What the form is called where its sheet does not say. */
export interface Fallback {
  readonly id: string;
  readonly root: string;
}

const YES = new Set(['yes', 'true', 'true()', 'si', 'sí']);

const NO = new Set(['no', 'false', 'false()']);

/** What people write for no. */
export const saysNo = (text: string): boolean => NO.has(text.trim().toLowerCase());

/** What people write for yes. */
export const saysYes = (text: string): boolean => YES.has(text.trim().toLowerCase());

const NAMESPACE = /([\w.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** What stands in addresses, lists and names of files. */
const SHORT = /^[^\p{Cc}]{0,200}$/u;

/** Longest list of namespaces that is read. */
const LONGEST = 2000;

const PREFIX = /^[A-Za-z_][\w.-]*$/;

/** Prefixes that mean what the XForm says they mean, whoever writes the form. */
const TAKEN = new Set(['h', 'ev', 'xsd', 'jr', 'orx', 'odk', 'entities', 'xml', 'xmlns']);

function namespacesOf(text: string): Pair[] {
  const found: Pair[] = [];
  for (const [, name = '', double, single] of text.matchAll(NAMESPACE)) if (PREFIX.test(name) && !TAKEN.has(name)) found.push({ name, value: double ?? single ?? '' });
  return found;
}

/** Reads the first row of the sheet; a form without one takes what it is called from `fallback`. */
export function readSettings(sheet: Sheet | null, fallback: Fallback, findings: Findings): Settings {
  const row = sheet?.rows[0];
  const said = (key: string): string | null => row?.cell(key)?.text ?? null;
  const at = (key: string) => ({ sheet: 'settings', row: 1, column: row?.cell(key)?.heading.written ?? key });
  if (said('form_id') !== null && said('id_string') !== null) findings.warn('dos-identificadores', at('id_string'));
  if (said('public_key') !== null) findings.refuse('clave-publica', at('public_key'));
  if (said('submission_url') !== null) findings.warn('envio-a-otra-direccion', at('submission_url'), { direccion: said('submission_url')! });
  const name = said('name');
  if (name !== null && !isName(name)) findings.refuse('nombre-malo', at('name'), { nombre: name });
  const id = said('form_id') ?? said('id_string') ?? fallback.id;
  for (const [key, text] of [['form_id', id], ['version', said('version') ?? '']] as const) if (!SHORT.test(text)) findings.refuse('identificador-malo', at(key));
  return {
    id, title: said('title') ?? id, root: name ?? fallback.root, version: said('version') ?? '', defaultLanguage: said('default_language') ?? 'default',
    instanceName: said('instance_name'), style: said('style'), submissionUrl: said('submission_url'), autoSend: said('auto_send'), autoDelete: said('auto_delete'), clientEditable: said('client_editable'),
    smsKeyword: said('sms_keyword'), prefix: said('prefix'), delimiter: said('delimiter'), instanceNamespace: said('instance_xmlns'), omitInstanceId: saysYes(said('omit_instanceid') ?? ''),
    allowsDuplicates: saysYes(said('allow_choice_duplicates') ?? ''), cleans: said('clean_text_values') === null || saysYes(said('clean_text_values')!),
    namespaces: namespacesOf((said('namespaces') ?? '').slice(0, LONGEST)),
    attributes: row?.under('attribute').map(({ name: own, cell }) => ({ name: own, value: cell.text })) ?? [],
  };
}
