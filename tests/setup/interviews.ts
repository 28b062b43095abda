import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { OPERATOR } from '#lib/access/actor.ts';
import type { Application } from '#lib/publishing/application.ts';
import { compileForm } from '#lib/surveys/form/compile/compile-form.ts';
import { jsonSheets } from '#lib/surveys/form/sheets/from-json.ts';
import { writeXForm } from '#lib/surveys/form/xform/write-xform.ts';
import { keepDraft, takeFormStep } from '#lib/surveys/intake/form-version.ts';
import type { Enumerator } from '#lib/surveys/intake/enumerator.ts';
import { readBatch } from '#lib/surveys/review/read-batch.ts';

export const PERCEPTION = 'percepcion';

/** The shipped questionnaire on perception, published. */
export async function publishPerception({ pool }: Application): Promise<void> {
  const shipped = (JSON.parse(readFileSync('facts/encuestas.json', 'utf8')) as { instruments: { code: string; sheets: Parameters<typeof jsonSheets>[0] }[] }).instruments.find(({ code }) => code === PERCEPTION)!;
  const made = compileForm(jsonSheets({ ...shipped.sheets }));
  if (!made.ok) throw new Error(JSON.stringify(made.faults));
  await keepDraft(pool, OPERATOR, { model: made.model, xform: writeXForm(made.model), xlsform: null, instrument: PERCEPTION, files: [] });
  await takeFormStep(pool, OPERATOR, PERCEPTION, '1', 'publicar', new Date());
}

export interface MadeInterview {
  readonly instance?: string;
  readonly deprecated?: string;
  readonly unit?: string;
  readonly dwelling?: string;
  readonly visit?: string;
  readonly outcome?: string;
  readonly accepts?: string;
  readonly age?: string;
  readonly code?: string;
  readonly phone?: string;
  readonly remark?: string;
  readonly place?: string;
  readonly minutes?: number;
  readonly answers?: Readonly<Record<string, string>>;
}

const tag = (name: string, text: string): string => `<${name}>${text}</${name}>`;

/** An interview of nobody, as a phone writes it: complete and without anything to look at, unless it is told otherwise. */
export function madeInterview({ instance = `uuid:${randomUUID()}`, deprecated, unit = 'U-01', dwelling = '1', visit = '1', outcome = 'completa', accepts = 'si', age = '40', code = randomUUID().slice(0, 8), phone = '', remark = '', place = '-9.5300 -77.5300 3000 5', minutes = 20, answers = {} }: MadeInterview = {}): Buffer {
  const began = Date.parse('2026-11-20T14:00:00.000Z');
  const asked = outcome === 'completa' && accepts === 'si';
  const said = (names: string, values: Readonly<Record<string, string>>): string => names.split(' ').map((name) => tag(name, asked ? (answers[name] ?? values[name] ?? '') : '')).join('');
  const parts = [
    tag('inicio', new Date(began).toISOString()), tag('fin', new Date(began + minutes * 60_000).toISOString()), tag('fecha', '2026-11-20'), tag('equipo', 'equipo-1'),
    tag('visita_g', tag('upm', unit) + tag('vivienda', dwelling) + tag('visita', visit) + tag('resultado', outcome)),
    tag('seleccion', tag('adultos', ['vacia', 'sin_contacto'].includes(outcome) ? '' : '2') + tag('elegida', '1')),
    tag('consentimiento', outcome === 'completa' ? tag('idioma', 'es') + tag('consentimiento_version', '2026-11') + tag('fines', 'estadistica verificacion') + tag('acepta', accepts) + (asked ? tag('modo_consentimiento', answers.modo_consentimiento ?? 'oral_testigo') : '') + tag('codigo_retiro', code) : ''),
    tag('persona', said('sexo edad educ', { sexo: 'mujer', edad: age, educ: 'primaria' })), tag('exposicion', said('e1 e2 e3', { e1: 'no', e3: 'no' })), tag('acceso', said('a1 a2 a3 a4', { a1: 'no' })),
    tag('comprension', said('c1 c2 c3 c4 c5', { c1: 'renta', c2: 'mitad', c3: 'obras', c4: 'universidades', c5: 'ns' })),
    tag('percepcion', said('p1 p2 p3 p4 p5', { p1: 'poco', p2: 'siempre', p3: 'no', p4: 'no', p5: 'mucho' }) + tag('p6', remark)), tag('cierre', tag('ubicacion', asked ? place : '') + tag('telefono', phone)),
  ];
  return Buffer.from(`<data id="${PERCEPTION}" version="1">${parts.join('')}<meta>${tag('instanceID', instance)}${deprecated === undefined ? '' : tag('deprecatedID', deprecated)}</meta></data>`);
}

/** Sends one as a phone does; gives its number. */
export async function sendInterview({ intake }: Application, interview: MadeInterview = {}, enumerator: Enumerator | null = null): Promise<number> {
  return (await intake.receive({ xml: madeInterview(interview), files: [], incomplete: false, enumerator, draft: false })).number;
}

/** Reads all that nobody has read. */
export async function readAll({ pool, recordKeys }: Application): Promise<void> {
  while ((await readBatch({ pool, keys: recordKeys, now: () => new Date(), retentionDays: 90 })) > 0);
}
