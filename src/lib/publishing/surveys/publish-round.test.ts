import { readFile } from 'node:fs/promises';
import { beforeAll, expect, test } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import { Lake } from '#lib/platform/lake.ts';
import { liveInputs } from '#lib/provenance/live.ts';
import { rebuilder } from '#lib/provenance/load/rebuild.ts';
import type { Receipt } from '#lib/provenance/receipt.ts';
import { verifyReceipt } from '#lib/provenance/verify.ts';
import { SURVEY_QUERIES } from '#lib/surveys/report/queries.ts';
import type { PublishedRound } from '#lib/surveys/report/published-round.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { madeDocuments } from '../../../../tests/setup/made-document.ts';
import { MADE_INSTRUMENT } from '../../../../tests/setup/made-survey.ts';
import { load, write } from '../../../../tests/setup/load.ts';
import { off, surveyOracle } from '../../../../tests/setup/survey-sample.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Application } from '../application.ts';
import { approximate, text } from '../answer.ts';
import { DATASETS, findQuery } from '../questions.ts';
import { RECIPES } from '../registry.ts';
import { localEvidence } from '../verify/evidence-local.ts';
import { placePage } from '../place-page.ts';
import { plainText, type Phrase } from '../phrase.ts';
import type { PlaceView, Services } from '../services.ts';
import { facts, viewJson, type PageModel } from '../view.ts';
import { liveSurveyInstruments, surveyInstrumentBy } from './live-instruments.ts';
import { publishRound, roundText } from './publish-round.ts';
import { cardAnswer, cardView, requireSurvey, roundView, surveyView } from './survey-load.ts';

const [base, second] = madeDocuments();
const accede = second.estimates.find(({ measure, domain }) => measure === 'accede' && domain === null)!;
/** Rounds of other surveys and places: one as documents were before, one of a single place, two that were not compared. */
const others: readonly PublishedRound[] = [
  { ...base, survey: 'de-antes', head: { ...base.head, places: ['180204'] }, estimates: base.estimates.map((one) => (one.withheld === 'reserva' ? { ...one, withheld: 'complementaria' } : one)) },
  { ...second, survey: 'un-solo-lugar', head: { ...second.head, places: ['180205'] }, estimates: [...second.estimates, { ...accede, answer: 'no-sabe' }] },
  ...(['anterior-sin-publicar', 'anterior-cambio'] as const).map((uncompared): PublishedRound => ({ ...second, survey: 'sin-comparar', round: uncompared, head: { ...second.head, uncompared, places: ['180206'] }, changes: [] })),
];
const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
  await publishRound(app, base);
  await publishRound(app, second);
  for (const other of others) await publishRound(app, other);
}, 240_000);

const code = (work: Promise<unknown>) => work.then(() => 'hecho', (error: unknown) => asYupayError(error).code);
const OF_BASE = { encuesta: 'percepcion-prueba', ola: 'linea-base' };
const PARAMETERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'encuestas': {}, 'encuesta-estimaciones': OF_BASE, 'encuesta-pruebas': OF_BASE, 'encuesta-preguntas': OF_BASE, 'encuesta-devoluciones': OF_BASE, 'encuesta-series': { encuesta: 'percepcion-prueba' }, 'encuesta-cambios': { encuesta: 'percepcion-prueba' }, 'libreta': { ubigeo: '180106' },
};
const ask = (id: string): Promise<Receipt> => app.answers.answer(findQuery(id)!, PARAMETERS[id]!);
const rowOf = (answer: Receipt, names: Readonly<Record<string, string | null>>): number => answer.body.rows.findIndex((_, row) => Object.entries(names).every(([column, value]) => text(answer, row, column) === value));

test('a published estimate agrees with the oracle to eight digits, from the document to the receipt', async () => {
  const { w1_nofpc: { mean } } = surveyOracle<{ w1_nofpc: { mean: Record<string, { est: number; se: number }> } }>();
  const answer = await ask('encuesta-estimaciones');
  for (const id of ['expuesto', 'accede']) {
    const row = rowOf(answer, { medida: id, ambito: null });
    expect(off(approximate(text(answer, row, 'valor'))!, mean[id]!.est)).toBeLessThan(1e-8);
    expect(off(approximate(text(answer, row, 'error'))!, mean[id]!.se)).toBeLessThan(1e-8);
    expect(Number(text(answer, row, 'impreso'))).toBeCloseTo(100 * mean[id]!.est, 8);
  }
});

test('every receipt about a survey verifies, down to the captured document read again', async () => {
  const lake = await Lake.open({ memory: '500MB', threads: 1, temporary: state.folder });
  const { signal } = new AbortController();
  const verifier = { evidence: localEvidence(app), lake, datasets: DATASETS, findQuery, signal, checked: new Map(), rebuild: rebuilder({ lake, recipes: RECIPES, corrections: [], signal }) };
  for (const { id } of SURVEY_QUERIES) {
    const answer = await ask(id);
    expect(answer.body.rows.length, id).toBeGreaterThan(0);
    expect([id, (await verifyReceipt(verifier, answer.code, 3)).verdict]).toEqual([id, 'igual']);
  }
  lake.close();
}, 60_000);

test('what is kept back is nowhere: not in the document, the Parquet, a receipt', async () => {
  const hidden = base.estimates.filter(({ withheld }) => withheld !== null);
  expect(hidden.length).toBeGreaterThan(20);
  for (const one of hidden) expect([one.n, one.asked, one.value, one.error, one.low, one.high, one.df, one.effect, one.flags]).toEqual([null, null, null, null, null, null, null, null, []]);
  const live = (await liveInputs(app.pool)).find(({ series }) => series === 'encuesta:percepcion-prueba/linea-base')!;
  const path = app.parquets.path(live.parquet);
  const { rows } = await app.lake.query(`select count(*) filter (where n is null and valor is null and error is null and bajo is null and alto is null and gl is null and efecto is null and avisos is null and preguntados is null), count(*) from read_parquet('${path}') where reservado is not null`, {});
  expect(rows).toEqual([[String(hidden.length), String(hidden.length)]]);
  const answer = await ask('encuesta-estimaciones');
  const kept = answer.body.rows.filter((_, row) => text(answer, row, 'reservado') !== null);
  expect(kept.length).toBe(hidden.length);
  for (const column of ['n', 'preguntados', 'impreso', 'bajo_impreso', 'alto_impreso', 'resto', 'valor', 'error', 'bajo', 'alto', 'gl', 'efecto', 'avisos']) expect(kept.every((row) => row[answer.body.columns.indexOf(column)] === null), column).toBe(true);
});

test('attendance of one to four is kept back, and a word of change only where the data hold it', async () => {
  const returned = await ask('encuesta-devoluciones');
  expect([text(returned, 0, 'mujeres'), text(returned, 0, 'hombres'), text(returned, 0, 'reservado')]).toEqual(['24', null, 'reserva']);
  const answer = await ask('encuesta-cambios');
  expect(text(answer, rowOf(answer, { medida: 'accede', ambito: null }), 'palabra')).toBe('subio');
  expect(text(answer, rowOf(answer, { medida: 'expuesto', ambito: null }), 'palabra')).toBe('sin-cambio');
});

test('a change tells no more of a figure than the figure itself', () => {
  const value = (round: PublishedRound, { measure, domain, code: own }: PublishedRound['changes'][number]) => round.estimates.find((one) => one.measure === measure && one.domain === domain && one.code === own)!.value;
  expect(second.changes.length).toBeGreaterThan(10);
  for (const one of second.changes) expect([one.measure, one.before, one.after]).toEqual([one.measure, value(base, one), value(second, one)]);
});

test('no reason says which hidden number is the small one and which hides it', () => {
  const reasons = new Set(base.estimates.map(({ withheld }) => withheld));
  expect([...reasons].sort()).toEqual(['intervalo-ancho', 'intervalo-ancho-relativo', 'muestra-chica', 'muestra-efectiva-chica', 'reserva', null].sort());
});

test('a document of before, with a reason for each way of keeping back, is still read', async () => {
  expect(wordsOf(await roundView(services, 'de-antes', 'linea-base', 'es', ''))).toContain('porque dejaría calcular otro que se reserva');
});

test('a document that shows what it says to keep back, or names no measure, is refused whole', async () => {
  const shows: PublishedRound = { ...base, round: 'mala', estimates: base.estimates.map((one, at) => (at === 0 ? { ...one, withheld: 'cuenta-pequena' } : one)) };
  expect(await code(publishRound(app, shows))).toBe('encuesta-rechazada');
  expect(await code(publishRound(app, { ...base, round: 'mala', measures: [] }))).toBe('encuesta-rechazada');
  expect((await liveInputs(app.pool)).some(({ series }) => series === 'encuesta:percepcion-prueba/mala')).toBe(false);
});

test('the golden document is what the made sample gives', async () => {
  await expect(roundText(base)).toMatchFileSnapshot('../../../../tests/golden/surveys/linea-base.json');
  const live = (await liveInputs(app.pool)).find(({ series }) => series === 'encuesta:percepcion-prueba/linea-base')!;
  expect(await readFile(app.captures.path(live.capture), 'utf8')).toBe(roundText(base));
});

const PLACE: PlaceView = { ubigeo: '180106', name: 'Torata', latitude: null, longitude: null, level: 'distrito', department: { ubigeo: '18', name: 'Moquegua' }, province: { ubigeo: '1801', name: 'Mariscal Nieto' }, capital: null, municipality: null, secEjec: null, provincial: false, provinces: [], districts: [] };
const services = { answer: (name: string, parameters: Readonly<Record<string, string>>) => app.answers.answer(findQuery(name)!, parameters), place: async () => PLACE } as unknown as Services;
const wordsOf = (model: PageModel): string => {
  const phrases = model.parts.flatMap(({ title, blocks }): Phrase[] => [title, ...blocks.flatMap((block) => (block.kind === 'prose' ? block.phrases : block.kind === 'heading' ? [block.text] : block.kind === 'matrix' ? block.matrix.rows.flatMap(({ head, cells }) => [head, ...cells.flat()]) : []))]);
  return phrases.map((one) => plainText(one, model.language)).join('\n');
};

test('the cycle says what a neighbour reads, and a change only where there is one', async () => {
  const model = await surveyView(services, 'percepcion-prueba', 'es', 'https://yupay.example');
  expect(model.parts.map(({ id }) => id).slice(0, 4)).toEqual(['olas', 'exposicion', 'acceso', 'comprension']);
  const said = wordsOf(model);
  expect(said).toContain('44 (entre 32 y 57)');
  expect(said).toMatch(/34 de cada 100 \(entre 28 y 40\) personas: accede\./);
  expect(said).toContain('Desde la ola linea-base: sin cambio que podamos detectar.');
  expect(said).toMatch(/Desde la ola linea-base: subió 12\./);
  expect(wordsOf(await surveyView(services, 'percepcion-prueba', 'en', ''))).toContain('no change that we can detect');
});

test('what is kept back is in no page, CSV or JSON, and says why', async () => {
  const model = await roundView(services, 'percepcion-prueba', 'linea-base', 'es', '');
  const kept = facts(model).filter(({ figure }) => figure.state === 'suppressed');
  expect(kept.length).toBeGreaterThan(20);
  for (const { figure } of kept) expect([figure.value, typeof figure.reason]).toEqual([null, 'string']);
  const { hechos } = viewJson(model) as { readonly hechos: readonly { readonly estado: string; readonly valor: string | null; readonly motivo: string | null }[] };
  expect(hechos.filter(({ estado }) => estado === 'reservado').every(({ valor, motivo }) => valor === null && motivo !== null)).toBe(true);
  expect(wordsOf(model)).toContain('porque podría delatar lo que dijeron unas pocas personas');
});

test('the report card names who provides each service, a municipality’s own first, and the place page has a sentence of it', async () => {
  const model = await cardView(services, '180106', 'es', '');
  const titles = model.parts.map(({ title }) => plainText(title, 'es'));
  expect(titles.slice(0, 3)).toEqual(['Obras: lo da la municipalidad', 'Agua: la EPS, no es de la municipalidad', 'Información y opinión']);
  expect(await cardAnswer(services, '010101')).toBeNull();
  expect(wordsOf(await cardView({ ...services, place: async () => ({ ...PLACE, ubigeo: '010101' }) } as Services, '010101', 'es', ''))).not.toContain('de cada 100');
  const page = placePage({ place: PLACE, answers: { libreta: (await cardAnswer(services, '180106'))! }, names: new Map(), communities: { covered: false, communities: [] }, mandates: [], language: 'es', now: new Date('2026-03-01'), origin: '' });
  const part = page.parts.find(({ id }) => id === 'la-gente')!;
  expect([part.absent, part.number, plainText(part.title, 'es')]).toEqual([null, 9, 'Lo que dice la gente de Torata']);
  expect(wordsOf({ ...page, parts: [part] })).toMatch(/39 de cada 100 \(entre 29 y 51\) personas: accede\.\nRespondieron 69 personas/);
});

test('nothing is asked of a survey or a round that nobody published', async () => {
  expect(await code(requireSurvey(services, { encuesta: 'nada' }))).toBe('encuesta-no-existe');
  expect(await code(requireSurvey(services, { encuesta: 'percepcion-prueba', ola: 'nada' }))).toBe('ola-no-existe');
  expect(await code(roundView(services, 'percepcion-prueba', 'nada', 'es', ''))).toBe('ola-no-existe');
});

test('questionnaires are loaded as a capture, and refused where a series covers two different questions', async () => {
  const document = (instruments: readonly object[]) => JSON.stringify({ format: 'yupay-encuestas@1', id: 'prueba', instruments });
  const later = { ...MADE_INSTRUMENT, version: '2' };
  await load(app, write(state.folder, 'cuestionarios.json', document([MADE_INSTRUMENT, later])));
  const live = await liveSurveyInstruments(app);
  expect(live).toContainEqual(MADE_INSTRUMENT);
  expect(surveyInstrumentBy(live, MADE_INSTRUMENT.code, '2').version).toBe('2');
  const changed = { ...later, version: '3', measures: later.measures.map((one) => (one.id === 'accede' ? { ...one, value: { holds: { question: 'accede', in: ['0'] } } } : one)) };
  expect(await code(load(app, write(state.folder, 'cambiado.json', document([MADE_INSTRUMENT, changed]))))).toBe('encuesta-rechazada');
  expect(await code(load(app, write(state.folder, 'repetido.json', document([later, later]))))).toBe('encuesta-rechazada');
});

test('a change is told beside the measure, not beside one answer or beside those who do not know', async () => {
  const answer = await app.answers.answer(findQuery('libreta')!, { ubigeo: '180205' });
  const of = (respuesta: string | null) => { const row = rowOf(answer, { medida: 'accede', ambito: null, respuesta }); return [text(answer, row, 'palabra'), text(answer, row, 'tamano_impreso') === null]; };
  expect([of(null), of('no-sabe')]).toEqual([['subio', false], [null, true]]);
});

test('a round that could not be compared with the former one says so, and why', async () => {
  const said = async (ola: string, language: 'es' | 'en') => wordsOf(await roundView(services, 'sin-comparar', ola, language, ''));
  expect(await said('anterior-sin-publicar', 'es')).toContain('de ella no hay nada publicado');
  expect(await said('anterior-cambio', 'es')).toContain('la resta delataría a quienes difieren');
  expect(await said('anterior-sin-publicar', 'en')).toContain('nothing of that round is published');
});
