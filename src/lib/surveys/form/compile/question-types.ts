import { isOfVisit } from '../known-questions.ts';
import type { QuestionNode } from '../model.ts';

/** What a type of question brings with it. */
export interface QuestionType {
  readonly type: string;
  readonly bind: string | null;
  readonly control: QuestionNode['control'];
  readonly readonly?: boolean;
  readonly mediatype?: string;
  readonly preload?: { readonly kind: string; readonly params: string | null };
  /** Nobody answers it: the phone fills it in. */
  readonly silent?: boolean;
  /** The answer points at a person unless its author says otherwise: whatever may be written freely is, for it may be a name. */
  readonly personal?: boolean;
  readonly hint?: string;
  readonly constraint?: string;
}

const asked = (type: string, bind: string, more: Partial<QuestionType> = {}): QuestionType => ({ type, bind, control: 'input', ...more });
const upload = (type: string, mediatype: string): QuestionType => ({ type, bind: 'binary', control: 'upload', mediatype, personal: true });
const property = (type: string, params: string): QuestionType => ({ type, bind: 'string', control: null, silent: true, personal: true, preload: { kind: 'property', params } });
const moment = (type: string, bind: string, kind: string): QuestionType => ({ type, bind, control: null, silent: true, preload: { kind, params: type } });

/** The types of XLSForm, each under the names that forms in use give it. */
const TYPES: readonly (readonly [QuestionType, readonly string[]])[] = [
  [asked('text', 'string', { personal: true }), ['text', 'string', 'add text prompt', 'q string']],
  [asked('integer', 'int'), ['integer', 'int', 'add integer prompt', 'q int']],
  [asked('decimal', 'decimal'), ['decimal', 'add decimal prompt', 'q decimal']],
  [asked('percentage', 'int', { constraint: '0 <= . and . <= 100' }), ['percentage', 'add percentage prompt']],
  [asked('date', 'date'), ['date', 'add date prompt', 'q date']],
  [asked('time', 'time'), ['time', 'add time prompt', 'q time']],
  [asked('dateTime', 'dateTime'), ['datetime', 'date time', 'add date time prompt', 'q date time']],
  [asked('note', 'string', { readonly: true }), ['note', 'add note prompt', 'q note']],
  [asked('barcode', 'barcode', { personal: true }), ['barcode', 'add barcode prompt', 'q barcode']],
  [asked('geopoint', 'geopoint', { personal: true }), ['geopoint', 'gps', 'location', 'add location prompt', 'add geopoint prompt', 'q location', 'q geopoint']],
  [asked('geotrace', 'geotrace', { personal: true }), ['geotrace']],
  [asked('geoshape', 'geoshape', { personal: true }), ['geoshape']],
  [asked('phone number', 'string', { constraint: "regex(., '^\\d*$')", hint: 'Enter numbers only.', personal: true }), ['phone number', 'add phone number prompt', 'q phone number']],
  [{ type: 'acknowledge', bind: 'string', control: 'trigger' }, ['acknowledge', 'acknowledge prompt', 'add acknowledge prompt', 'q acknowledge']],
  [{ type: 'trigger', bind: null, control: 'trigger' }, ['trigger']],
  [{ type: 'calculate', bind: 'string', control: null, silent: true }, ['calculate', 'add calculate prompt', 'q calculate']],
  [{ type: 'hidden', bind: 'string', control: null, silent: true, personal: true }, ['hidden']],
  [upload('image', 'image/*'), ['image', 'photo', 'add image prompt', 'add photo prompt', 'q image', 'q picture', 'q photo']],
  [upload('audio', 'audio/*'), ['audio', 'add audio prompt', 'q audio']],
  [upload('video', 'video/*'), ['video', 'add video prompt', 'q video']],
  [upload('file', 'application/*'), ['file', 'add file prompt']],
  [upload('osm', 'osm/*'), ['osm']],
  [moment('start', 'dateTime', 'timestamp'), ['start', 'start time', 'get start time']],
  [moment('end', 'dateTime', 'timestamp'), ['end', 'end time', 'get end time']],
  [moment('today', 'date', 'date'), ['today', 'get today']],
  [property('deviceid', 'deviceid'), ['deviceid', 'device id', 'get device id', 'imei']],
  [property('subscriberid', 'subscriberid'), ['subscriberid', 'subscriber id', 'get subscriber id']],
  [property('simserial', 'simserial'), ['simserial', 'sim id', 'get sim id']],
  [property('phonenumber', 'phonenumber'), ['phonenumber', 'get phone number']],
  [property('username', 'username'), ['username']],
  [property('email', 'email'), ['email']],
  [{ type: 'start-geopoint', bind: 'geopoint', control: null, silent: true, personal: true }, ['start-geopoint']],
  [{ type: 'background-geopoint', bind: 'geopoint', control: null, silent: true, personal: true }, ['background-geopoint']],
  [{ type: 'background-audio', bind: 'binary', control: null, silent: true, personal: true }, ['background-audio']],
  [{ type: 'audit', bind: 'binary', control: null, silent: true, personal: true }, ['audit']],
  [{ type: 'range', bind: 'int', control: 'range' }, ['range']],
  [{ type: 'csv-external', bind: null, control: null, silent: true }, ['csv-external']],
  [{ type: 'xml-external', bind: null, control: null, silent: true }, ['xml-external']],
];

const BY_NAME: ReadonlyMap<string, QuestionType> = new Map(TYPES.flatMap(([type, names]) => [type.type, ...names].map((name) => [name.toLowerCase(), type] as const)));

/** Whether an answer is taken to point at a person where its author does not say. */
export const isPersonal = (type: QuestionType | null, name: string): boolean => type?.personal === true && !(FREE.has(type.type) && isOfVisit(name));

/** Types that take whatever is written. */
const FREE = new Set(['text', 'barcode', 'hidden']);

/** Null for what is no type. */
export function questionType(written: string): QuestionType | null {
  return BY_NAME.get(written.toLowerCase()) ?? BY_NAME.get(written.toLowerCase().replaceAll('_', ' ')) ?? null;
}

export interface SelectType {
  readonly type: 'select_one' | 'select_multiple' | 'rank' | 'select_one_external';
  /** The list, the file with its ending, or a `${reference}`. */
  readonly from: string;
  readonly file: boolean;
  readonly other: boolean;
}

const SELECTS: readonly (readonly [SelectType['type'], boolean, string])[] = [
  ['select_one_external', false, 'select[ _]one[ _]external(?:[ _]from)?'],
  ['select_one', true, 'select[ _]one[ _]from[ _]file'],
  ['select_multiple', true, 'select[ _]multiple[ _]from[ _]file'],
  ['select_one', false, 'add select one prompt using|select[ _]one from|select[ _]one|select1|q select1'],
  ['select_multiple', false, 'add select multiple prompt using|select all that apply from|select all that apply|select[ _]multiple from|select[ _]multiple|q select'],
  ['rank', false, 'rank|odk:rank'],
];

const SELECT_PATTERNS = SELECTS.map(([type, file, names]) => ({ type, file, pattern: new RegExp(`^(?:${names}) +(\\S.*?)( +(?:or[ _]other|or specify other))?$`, 'i') }));

/** A type that names where its choices come from; null for any other. */
export function selectType(written: string): SelectType | null {
  for (const { type, file, pattern } of SELECT_PATTERNS) {
    const found = pattern.exec(written);
    if (found !== null) return { type, file, from: found[1]!.trim(), other: found[2] !== undefined };
  }
  return null;
}

export type BlockKind = 'group' | 'repeat' | 'loop';

const BLOCK = /^(begin|end)[ _](group|lgroup|repeat|looped group|loop)(?: +over +(\S+))?$/i;

/** `begin group`, `end_repeat`, `begin loop over list`… */
export function blockType(written: string): { readonly begins: boolean; readonly kind: BlockKind; readonly over: string | null } | null {
  const found = BLOCK.exec(written);
  if (found === null) return null;
  const word = found[2]!.toLowerCase();
  const kind: BlockKind = word === 'group' ? 'group' : word === 'loop' ? 'loop' : 'repeat';
  return { begins: found[1]!.toLowerCase() === 'begin', kind, over: found[3] ?? null };
}
