import { mkdirSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type pg from 'pg';
import { OPERATOR } from '#lib/access/actor.ts';
import { issueToken, openSession, SESSION_COOKIE } from '#lib/access/operator.ts';
import { readConfiguration } from '#lib/platform/settings.ts';
import { openApplication } from '#lib/publishing/application.ts';
import { compileForm } from '#lib/surveys/form/compile/compile-form.ts';
import { jsonSheets } from '#lib/surveys/form/sheets/from-json.ts';
import { writeXForm } from '#lib/surveys/form/xform/write-xform.ts';
import { keepDraft, takeFormStep } from '#lib/surveys/intake/form-version.ts';
import { startServer } from './pages.ts';
import { median, number, type Section } from './report.ts';

const ROWS = 20_000;
/** The first run warms the code; it is not counted. */
const RUNS = 6;
const FORM = 'medida-exportes';
const TEXTS = ['upm', 'barrio'];
const NUMBERS = ['edad', 'adultos'];
const CODES = ['sexo', 'oyo', 'agua', 'basura', 'serenazgo', 'vias', 'responde', 'estudios'];

/** A form of twelve questions and as many approved answers of nobody as are exported. */
async function prepare(pool: pg.Pool): Promise<void> {
  const question = (type: string) => (name: string) => ({ type, name, label: name });
  const compiled = compileForm(jsonSheets({
    survey: [...TEXTS.map(question('text')), ...NUMBERS.map(question('integer')), ...CODES.map(question('select_one escala'))],
    choices: ['1', '2', '3'].map((name) => ({ list_name: 'escala', name, label: name })), settings: [{ form_id: FORM, form_title: FORM, version: '1' }],
  }));
  if (!compiled.ok) throw new Error('the form of the measurement does not compile');
  await keepDraft(pool, OPERATOR, { model: compiled.model, xform: writeXForm(compiled.model), xlsform: null, instrument: null, files: [] });
  await takeFormStep(pool, OPERATOR, FORM, '1', 'publicar', new Date());
  await pool.query(`insert into envio (formulario, version, instancia, llave, crudo, igualdad, estado, prueba, incompleto)
    select $1, '1', 'uuid:' || n, 'medida-' || n, '\\x00', repeat('0', 64), 'aprobado', false, false from generate_series(1, $2::int) n`, [FORM, ROWS]);
  const members = [...TEXTS.map((name) => `'${name}', '${name} ' || numero % 400`), ...NUMBERS.map((name) => `'${name}', (18 + numero % 60)::text`), ...CODES.map((name, at) => `'${name}', (1 + (numero + ${at}) % 3)::text`)];
  await pool.query(`insert into envio_respuesta (envio, datos, entrevista) select numero, jsonb_build_object(${members.join(', ')}), true from envio where formulario = $1`, [FORM]);
  await pool.query('analyze envio, envio_respuesta');
}

interface Taken {
  readonly first: number;
  readonly whole: number;
  readonly rows: number;
  readonly bytes: number;
}

const take = (agent: Agent, url: string, cookie: string): Promise<Taken> => new Promise((resolve, reject) => {
  const began = performance.now();
  request(url, { agent, headers: { cookie } }, (response) => {
    if (response.statusCode !== 200) return reject(new Error(`the export was answered ${response.statusCode}`));
    let [first, lines, bytes] = [0, 0, 0];
    response.on('data', (chunk: Buffer) => {
      first ||= performance.now() - began;
      bytes += chunk.length;
      for (const byte of chunk) if (byte === 10) lines += 1;
    });
    response.on('end', () => resolve({ first, whole: performance.now() - began, rows: lines - 1, bytes }));
    response.on('error', reject);
  }).on('error', reject).end();
});

/** How soon a team has its answers as CSV, from the server as it runs. */
export async function benchExports(data: string, say: (line: string) => void): Promise<Section> {
  mkdirSync(data, { recursive: true });
  const server = await startServer(data, '0,1');
  const environment = { YUPAY_DATA: data };
  const application = await openApplication(readConfiguration(environment), environment);
  const agent = new Agent({ keepAlive: true });
  try {
    await prepare(application.pool);
    const cookie = `${SESSION_COOKIE}=${await openSession(application.pool, await issueToken(application.pool))}`;
    say(`exporting ${number(ROWS)} submissions…`);
    const all: Taken[] = [];
    for (let run = 0; run < RUNS; run += 1) all.push(await take(agent, `${server.address}/panel/formularios/${FORM}/respuestas.csv`, cookie));
    if (all.some(({ rows }) => rows !== ROWS)) throw new Error('an export lost rows');
    return sectionOf(all.slice(1));
  } finally {
    agent.destroy();
    await application.close();
    await server.stop();
  }
}

function sectionOf(all: readonly Taken[]): Section {
  const [first, whole] = [median(all.map((one) => one.first)), median(all.map((one) => one.whole))];
  return {
    title: 'Export of answers (`exportes`)',
    how: `${number(ROWS)} approved submissions of a form of ${TEXTS.length + NUMBERS.length + CODES.length} questions, asked for as CSV over HTTP by somebody signed in and read to the end; server and database share two cores. Medians of ${all.length}.`,
    measures: [
      { what: 'first byte', value: `${first.toFixed(1)} ms`, target: '< 50 ms', met: first < 50 },
      { what: 'whole file', value: `${number(whole)} ms`, target: '< 1,000 ms', met: whole < 1_000 },
      { what: 'its bytes', value: number(all[0]!.bytes), target: '', met: null },
    ],
  };
}
