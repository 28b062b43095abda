import type { Pair } from '../model.ts';
import type { At, Findings } from './findings.ts';

/** Parameters of a question, as `key=value` pairs. */
export class Parameters {
  readonly pairs: readonly Pair[];
  readonly at: At;

  constructor(pairs: readonly Pair[], at: At) {
    this.pairs = pairs;
    this.at = at;
  }

  get(name: string): string | null {
    return this.pairs.find((pair) => pair.name === name)?.value ?? null;
  }
}

/** Divided by semicolons, by commas or by blanks. */
function divided(text: string): string[] {
  const by = text.includes(';') ? ';' : text.includes(',') ? ',' : /\s+/;
  return text.split(by).map((part) => part.trim()).filter((part) => part !== '');
}

/** Reads `start=1 end=10`, `start=1;end=10` or `start=1, end=10`; what has no such form is refused. */
export function readParameters(text: string, at: At, findings: Findings): Parameters {
  const pairs: Pair[] = [];
  for (const part of divided(text)) {
    const halves = part.split('=').map((half) => half.trim());
    if (halves.length !== 2 || halves[0] === '') {
      findings.refuse('parametro-mal-escrito', at, { parametro: part });
      return new Parameters([], at);
    }
    pairs.push({ name: halves[0]!.toLowerCase(), value: halves[1]! });
  }
  return new Parameters(pairs, at);
}

const GEO_LINE = ['allow-mock-accuracy', 'incremental', 'reference-geometry'];
const SELECT = ['randomize', 'seed'];

/** The keys that each type takes; a type that is not here ignores what it is given. */
const ACCEPTED: ReadonlyMap<string, readonly string[]> = new Map([
  ['select_one', SELECT], ['select_multiple', SELECT], ['rank', SELECT], ['select_from_file', [...SELECT, 'value', 'label']],
  ['range', ['start', 'end', 'step', 'tick_interval', 'placeholder', 'tick_labelset']],
  ['text', ['rows']], ['image', ['app', 'max-pixels']], ['audio', ['quality']], ['background-audio', ['quality']],
  ['geopoint', ['allow-mock-accuracy', 'capture-accuracy', 'warning-accuracy', 'reference-geometry']], ['geotrace', GEO_LINE], ['geoshape', GEO_LINE],
  ['audit', ['location-priority', 'location-min-interval', 'location-max-age', 'identify-user', 'track-changes', 'track-changes-reasons']],
]);

/** Refuses keys that the type does not take. */
export function checkKeys(type: string, { pairs, at }: Parameters, findings: Findings): void {
  const accepted = ACCEPTED.get(type);
  const unknown = accepted === undefined ? [] : pairs.filter(({ name }) => !accepted.includes(name));
  if (unknown.length > 0) findings.refuse('parametro-desconocido', at, { parametros: unknown.map(({ name }) => name).join(', '), aceptados: accepted!.join(', ') });
}

/** What a parameter adds: attributes of the bind and of the control. */
export interface ParameterEffect {
  readonly bind: readonly Pair[];
  readonly body: readonly Pair[];
}

const QUALITIES = new Set(['normal', 'low', 'voice-only', 'external']);

const isNumber = (text: string): boolean => /^[+-]?(\d+\.?\d*|\.\d+)$/.test(text);

type Effects = (parameters: Parameters, findings: Findings, appearance: string) => ParameterEffect;

const NONE: ParameterEffect = { bind: [], body: [] };

function accuracy(parameters: Parameters, findings: Findings): ParameterEffect {
  const mock = parameters.get('allow-mock-accuracy');
  if (mock !== null && mock !== 'true' && mock !== 'false') findings.refuse('parametro-si-o-no', parameters.at, { parametro: 'allow-mock-accuracy' });
  const body: Pair[] = [];
  for (const [key, attribute] of [['capture-accuracy', 'accuracyThreshold'], ['warning-accuracy', 'unacceptableAccuracyThreshold']] as const) {
    const value = parameters.get(key);
    if (value !== null && !isNumber(value)) findings.refuse('parametro-numero', parameters.at, { parametro: key });
    if (value !== null) body.push({ name: attribute, value });
  }
  return { bind: mock === null ? [] : [{ name: 'odk:allow-mock-accuracy', value: mock }], body };
}

function line(parameters: Parameters, findings: Findings): ParameterEffect {
  const { bind } = accuracy(parameters, findings);
  const incremental = parameters.get('incremental');
  if (incremental === null) return { bind, body: [] };
  if (!['true', 'yes', 'true()'].includes(incremental.toLowerCase())) findings.refuse('incremental', parameters.at);
  return { bind, body: [{ name: 'incremental', value: 'true' }] };
}

const quality = (accepted: (value: string) => boolean): Effects => (parameters, findings) => {
  const value = parameters.get('quality');
  if (value !== null && !accepted(value)) findings.refuse('parametro-valor', parameters.at, { parametro: 'quality', valor: value });
  return value === null ? NONE : { bind: [{ name: 'odk:quality', value }], body: [] };
};

/** Appearances in which another application may take the picture. */
const APP_APPEARANCES = new Set(['', 'annotate']);

function picture(parameters: Parameters, findings: Findings, appearance: string): ParameterEffect {
  const pixels = parameters.get('max-pixels');
  const app = APP_APPEARANCES.has(appearance) ? parameters.get('app') : null;
  if (pixels === null) findings.warn('foto-sin-limite', parameters.at);
  if (pixels !== null && !/^\d+$/.test(pixels)) findings.refuse('parametro-numero', parameters.at, { parametro: 'max-pixels' });
  if (app !== null && !/^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/.test(app)) findings.refuse('aplicacion', parameters.at, { valor: app });
  return { bind: pixels === null ? [] : [{ name: 'orx:max-pixels', value: pixels }], body: app === null ? [] : [{ name: 'intent', value: app }] };
}

function rows(parameters: Parameters, findings: Findings): ParameterEffect {
  const value = parameters.get('rows');
  if (value === null) return NONE;
  if (!/^\d+$/.test(value)) findings.refuse('parametro-numero', parameters.at, { parametro: 'rows' });
  return { bind: [], body: [{ name: 'rows', value }] };
}

const PRIORITIES = new Set(['no-power', 'low-power', 'balanced', 'high-accuracy']);
const PLACE_KEYS = ['location-priority', 'location-min-interval', 'location-max-age'] as const;

function audit(parameters: Parameters, findings: Findings): ParameterEffect {
  const { at } = parameters;
  const places = PLACE_KEYS.map((key) => parameters.get(key));
  if (places.some((value) => value !== null) && places.some((value) => value === null)) findings.refuse('auditoria-lugar', at);
  const [priority, least, age] = places;
  if (priority != null && !PRIORITIES.has(priority)) findings.refuse('parametro-valor', at, { parametro: 'location-priority', valor: priority });
  for (const [key, value] of [['location-min-interval', least], ['location-max-age', age]] as const) if (value != null && !/^\d+$/.test(value)) findings.refuse('parametro-numero', at, { parametro: key });
  if (least != null && age != null && Number(age) < Number(least)) findings.refuse('auditoria-edad', at);
  for (const key of ['identify-user', 'track-changes'] as const) {
    const value = parameters.get(key);
    if (value !== null && value !== 'true' && value !== 'false') findings.refuse('parametro-si-o-no', at, { parametro: key });
  }
  const reasons = parameters.get('track-changes-reasons');
  if (reasons !== null && reasons !== 'on-form-edit') findings.refuse('parametro-valor', at, { parametro: 'track-changes-reasons', valor: reasons });
  return { bind: parameters.pairs.filter(({ name }) => ACCEPTED.get('audit')!.includes(name)).map(({ name, value }) => ({ name: `odk:${name}`, value })), body: [] };
}

const EFFECTS: ReadonlyMap<string, Effects> = new Map<string, Effects>([
  ['geopoint', accuracy], ['geotrace', line], ['geoshape', line], ['image', picture], ['text', rows], ['audit', audit],
  ['audio', quality((value) => QUALITIES.has(value))], ['background-audio', quality((value) => QUALITIES.has(value) && value !== 'external')],
]);

/** What the parameters of a type add to its bind and its control, and what is wrong with them. */
export function parameterEffect(type: string, parameters: Parameters, findings: Findings, appearance: string): ParameterEffect {
  return EFFECTS.get(type)?.(parameters, findings, appearance) ?? NONE;
}
