import type { Heading } from './sheet.ts';

export type SheetKind = 'survey' | 'choices' | 'settings' | 'external_choices' | 'entities' | 'osm';

/** Other names of a column, and the nested name of those that say something of the bind, the control or the media. */
const SURVEY: readonly (readonly [string, string])[] = [
  ['type', 'type'], ['command', 'type'], ['name', 'name'], ['tag', 'name'], ['value', 'name'],
  ['label', 'label'], ['caption', 'label'], ['hint', 'hint'], ['guidance_hint', 'guidance_hint'],
  ['image', 'media::image'], ['big-image', 'media::big-image'], ['big_image', 'media::big-image'], ['audio', 'media::audio'], ['video', 'media::video'], ['media', 'media'],
  ['relevant', 'bind::relevant'], ['relevance', 'bind::relevant'], ['required', 'bind::required'], ['skippable', 'bind::required'],
  ['read_only', 'bind::readonly'], ['readonly', 'bind::readonly'], ['constraint', 'bind::constraint'],
  ['constraint_message', 'bind::jr:constraintMsg'], ['constraining_message', 'bind::jr:constraintMsg'], ['required_message', 'bind::jr:requiredMsg'],
  ['calculate', 'bind::calculate'], ['calculation', 'bind::calculate'], ['noapperrorstring', 'bind::jr:noAppErrorString'], ['no_app_error_string', 'bind::jr:noAppErrorString'],
  ['save_to', 'bind::entities:saveto'], ['bind', 'bind'], ['body', 'control'], ['control', 'control'], ['instance', 'instance'],
  ['appearance', 'control::appearance'], ['repeat_count', 'control::jr:count'], ['count', 'control::jr:count'], ['jr:count', 'control::jr:count'], ['autoplay', 'control::autoplay'],
  ['rows', 'control::rows'], ['intent', 'control::intent'], ['compact_tag', 'instance::odk:tag'],
  ['default', 'default'], ['parameters', 'parameters'], ['trigger', 'trigger'], ['choice_filter', 'choice_filter'], ['disabled', 'disabled'], ['query', 'query'], ['sms_field', 'sms_field'],
  ['yupay::personal', 'yupay::personal'], ['yupay::serie', 'yupay::serie'],
];

const LISTS: readonly (readonly [string, string])[] = [
  ['list_name', 'list_name'], ['name', 'name'], ['value', 'name'], ['label', 'label'], ['caption', 'label'], ['hint', 'hint'],
  ['image', 'media::image'], ['big-image', 'media::big-image'], ['big_image', 'media::big-image'], ['audio', 'media::audio'], ['video', 'media::video'], ['media', 'media'],
];

const SETTINGS: readonly (readonly [string, string])[] = [
  ['form_title', 'title'], ['set_form_title', 'title'], ['title', 'title'], ['form_id', 'form_id'], ['set_form_id', 'form_id'], ['id_string', 'id_string'], ['name', 'name'], ['version', 'version'],
  ['default_language', 'default_language'], ['instance_name', 'instance_name'], ['style', 'style'], ['submission_url', 'submission_url'], ['public_key', 'public_key'],
  ['auto_send', 'auto_send'], ['auto_delete', 'auto_delete'], ['client_editable', 'client_editable'], ['allow_choice_duplicates', 'allow_choice_duplicates'], ['clean_text_values', 'clean_text_values'],
  ['sms_keyword', 'sms_keyword'], ['prefix', 'prefix'], ['delimiter', 'delimiter'], ['instance_xmlns', 'instance_xmlns'], ['omit_instanceid', 'omit_instanceid'], ['namespaces', 'namespaces'], ['attribute', 'attribute'],
];

const ENTITIES: readonly (readonly [string, string])[] = [
  ['list_name', 'list_name'], ['dataset', 'list_name'], ['label', 'label'], ['entity_id', 'entity_id'], ['create_if', 'create_if'], ['update_if', 'update_if'], ['repeat', 'repeat'],
];

const NAMES: Readonly<Record<SheetKind, ReadonlyMap<string, string>>> = {
  survey: new Map(SURVEY), choices: new Map(LISTS), external_choices: new Map(LISTS), settings: new Map(SETTINGS), entities: new Map(ENTITIES),
  osm: new Map([...LISTS, ['tag_list', 'list_name'], ['list_name', 'list_name']]),
};

/** What may be written in several languages; anything after it in a heading is a language. */
const TRANSLATED = new Set(['label', 'hint', 'guidance_hint', 'media::image', 'media::big-image', 'media::audio', 'media::video', 'bind::jr:constraintMsg', 'bind::jr:requiredMsg', 'bind::jr:noAppErrorString']);

const snake = (text: string): string => text.trim().toLowerCase().replace(/ +/g, '_');

/** Whether a column means nothing but what its author does with it. */
export const isAuthors = (kind: SheetKind, { written, key }: Heading): boolean => written.trim() !== '' && key === written && !NAMES[kind].has(snake(written));

/** Parts of a heading; single colons divide only in a sheet that has no double ones, for `jr:count` has one of its own. */
function partsOf(written: string, doubled: boolean): string[] {
  if (doubled || written.includes('::')) return written.split('::').map((part) => part.trim());
  const parts = written.split(':').map((part) => part.trim());
  const own = parts.indexOf('jr');
  if (own >= 0 && own + 1 < parts.length) parts.splice(own, 2, `jr:${parts[own + 1]!}`);
  return parts;
}

/** What a heading means in a sheet of that kind. A column that is nobody's keeps the name that its author gave. */
export function readHeading(kind: SheetKind, written: string, doubled: boolean): Heading {
  const names = NAMES[kind];
  const whole = names.get(snake(written));
  if (whole !== undefined) return { written, key: whole, language: '' };
  const [first = '', ...rest] = partsOf(written, doubled);
  const known = names.get(snake(first));
  if (known === undefined) return { written, key: written, language: '' };
  const tokens = [...known.split('::'), ...rest];
  const depth = tokens[0] === 'media' || tokens[0] === 'bind' ? 2 : 1;
  const nested = tokens.slice(0, depth).join('::');
  if (TRANSLATED.has(nested)) return { written, key: nested, language: tokens.slice(depth).join('::') };
  return { written, key: tokens.join('::'), language: '' };
}
