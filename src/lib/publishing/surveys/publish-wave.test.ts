import { beforeAll, describe, expect, test } from 'vitest';
import type { Actor, Role } from '#lib/access/actor.ts';
import { asYupayError } from '#lib/kernel/errors.ts';
import { beginRound, keepSample, keepVisits, noteReturn, takeRoundStep, type NewRound } from '#lib/surveys/wave/keep-round.ts';
import type { PublishedRound } from '#lib/surveys/report/published-round.ts';
import type { PrimaryUnit } from '#lib/surveys/wave/round.ts';
import { roundOf } from '#lib/surveys/wave/round-store.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { load, write } from '../../../../tests/setup/load.ts';
import { sampleTable } from '../../../../tests/setup/made-round.ts';
import { MADE_INSTRUMENT } from '../../../../tests/setup/made-survey.ts';
import { off, surveyOracle } from '../../../../tests/setup/survey-sample.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Application } from '../application.ts';
import { liveRound } from './publish-round.ts';
import { closeWave, publishWave, type ApprovedAnswers, type AnswersOf } from './publish-wave.ts';

const PLACES = { M01: '180101', M02: '180106', M03: '180301' } as const;
const person = (role: Role): Actor => ({ id: role, name: role, operator: false, organisations: [], grants: [{ role, organisation: null, framework: null, place: null }] });
const [keeper, reader] = [person('editor'), person('reader')];
const PUBLICATION = { today: '2026-02-01', code: 'prueba' };
const code = (work: Promise<unknown>) => work.then(() => 'hecho', (error: unknown) => asYupayError(error).code);

const round = (own: string, change: Partial<NewRound> = {}): NewRound => ({
  survey: 'percepcion-prueba', code: own, instrument: MADE_INSTRUMENT.code, version: MADE_INSTRUMENT.version, places: Object.values(PLACES), from: '2025-11-10', to: '2025-12-05', sample: 'probabilistica', lonely: 'fail', calibration: 'ninguna', trim: null,
  previous: null, revisited: false, keys: {}, ...change,
});

/** The sample of a wave as it would be drawn: dwellings that one selected household of each unit stands for, of whom all answered. */
function drawn(wave: '1' | '2'): { readonly units: PrimaryUnit[]; readonly answers: ApprovedAnswers } {
  const { sample, table, frame } = sampleTable(wave, PLACES);
  const [upm, strata, weights, adults] = [sample.text('upm'), sample.text('estrato'), sample.numbers('peso'), sample.numbers('adultos')];
  const rows = Map.groupBy(upm.keys(), (row) => upm[row]!);
  const units = [...rows].map(([name, own]): PrimaryUnit => {
    const [first] = own;
    // The oracle's weight is a household's times its adults; the same for all of a unit.
    const household = weights[first!]! / adults[first!]!;
    return { upm: name, stratum: strata[first!]!, place: frame.lugar[first!]!, area: frame.area[first!]!, zone: `Zona ${name}`, population: null, probability: 1 / household, dwellings: own.length, selected: own.length, eligible: own.length, cell: name };
  });
  return { units, answers: { table, submissions: upm.map((_, row) => String(row + 1)), units: upm, adults: Array.from(adults), consent: ['consentimiento-1'], languages: ['es'] } };
}

const onlyRows = ({ table, submissions, units, adults, ...rest }: ApprovedAnswers, holds: (row: number) => boolean): ApprovedAnswers => {
  const own = <T>(cells: readonly T[]): T[] => cells.filter((_, row) => holds(row));
  return { ...rest, submissions: own(submissions), units: own(units), adults: own(adults), table: { rows: own(submissions).length, column: (question) => own(table.column(question)), sets: (question) => own(table.sets(question)) } };
};

const waves = { 'linea-base': drawn('1'), 'ola-2': drawn('2') } as const;
const answersOf: AnswersOf = async ({ code: own }) => waves[own as keyof typeof waves].answers;
const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
  await load(app, write(state.folder, 'cuestionarios.json', JSON.stringify({ format: 'yupay-encuestas@1', id: 'prueba', instruments: [MADE_INSTRUMENT] })));
}, 240_000);
const step = (own: string, name: 'abrir-campo' | 'cerrar-campo' | 'cerrar') => takeRoundStep(app.pool, keeper, 'percepcion-prueba', own, name, '2026-02-01');

test('only whoever keeps surveys begins a round, and a drawn one is not asked before its sample is there', async () => {
  expect(await code(beginRound(app.pool, reader, round('linea-base')))).toBe('sin-permiso');
  expect(await code(beginRound(app.pool, keeper, round('linea-base', { places: ['18'] })))).toBe('ola-dato');
  await beginRound(app.pool, keeper, round('linea-base'));
  expect(await code(beginRound(app.pool, keeper, round('linea-base')))).toBe('ola-repetida');
  expect(await code(step('linea-base', 'abrir-campo'))).toBe('ola-dato');
  const [first] = waves['linea-base'].units;
  expect(await code(keepSample(app.pool, keeper, 'percepcion-prueba', 'linea-base', [{ ...first!, place: '010101' }], []))).toBe('ola-dato');
  expect(await code(keepSample(app.pool, keeper, 'percepcion-prueba', 'linea-base', [first!, first!], []))).toBe('ola-dato');
  await keepSample(app.pool, keeper, 'percepcion-prueba', 'linea-base', waves['linea-base'].units, [{ margin: 'sexo', code: 'M', total: 10_300, source: 'prueba' }, { margin: 'sexo', code: 'H', total: 9_700, source: 'prueba' }]);
  await step('linea-base', 'abrir-campo');
  expect(await code(publishWave(app, keeper, 'percepcion-prueba', 'linea-base', answersOf, PUBLICATION))).toBe('ola-paso');
  await step('linea-base', 'cerrar-campo');
});

test('a round goes from its answers to the public with the oracle’s figures, its factors kept', async () => {
  await keepVisits(app.pool, keeper, 'percepcion-prueba', 'linea-base', { complete: 195, partial: 5, refused: 20, notFound: 10, other: 0, unknownHousehold: 10, unknownOther: 0, eligible: 0.9 });
  const document = await publishWave(app, keeper, 'percepcion-prueba', 'linea-base', answersOf, PUBLICATION);
  const { w1_nofpc: { mean } } = surveyOracle<{ w1_nofpc: { mean: Record<string, { est: number; se: number }> } }>();
  const found = document.estimates.find(({ measure, domain }) => measure === 'expuesto' && domain === null)!;
  expect(off(Number(found.value), mean['expuesto']!.est)).toBeLessThan(1e-8);
  expect(off(Number(found.error), mean['expuesto']!.se)).toBeLessThan(1e-8);
  expect(Number(document.head.response!.least)).toBeCloseTo(195 / 240, 10);
  const { rows } = await app.pool.query(`select count(*)::int as n, max(abs(diseno * no_respuesta * calibracion * recorte - peso)) as off, sum(peso) as sum from ola_peso where ola = 'linea-base'`);
  expect(rows[0]).toMatchObject({ n: 195 });
  expect(rows[0].off).toBeLessThan(1e-9);
  expect(await liveRound(app, 'percepcion-prueba', 'linea-base')).toEqual(document);
});

test('the next one is compared with it, and none is closed before its results went back everywhere', async () => {
  await beginRound(app.pool, keeper, round('ola-2', { previous: 'linea-base', revisited: true, from: '2026-11-01', to: '2026-11-30' }));
  await keepSample(app.pool, keeper, 'percepcion-prueba', 'ola-2', waves['ola-2'].units, []);
  await step('ola-2', 'abrir-campo');
  await step('ola-2', 'cerrar-campo');
  // Somebody of the former round withdrew: beside what it published, its value of today would tell what they said.
  const withdrawn: AnswersOf = async (one) => (one.code === 'linea-base' ? onlyRows(await answersOf(one), (row) => row !== 17) : answersOf(one));
  const alone = await publishWave(app, keeper, 'percepcion-prueba', 'ola-2', withdrawn, { ...PUBLICATION, today: '2027-02-01' });
  expect([alone.changes, alone.head.uncompared]).toEqual([[], 'anterior-cambio']);
  const document = await publishWave(app, keeper, 'percepcion-prueba', 'ola-2', answersOf, { ...PUBLICATION, today: '2027-02-01' });
  const { wave_change } = surveyOracle<{ wave_change: Record<string, { overlap: { diff: number; se: number } }> }>();
  const found = document.changes.find(({ measure, domain }) => measure === 'accede' && domain === null)!;
  expect([found.word, found.previous, document.head.uncompared]).toEqual(['subio', 'linea-base', null]);
  expect(off(Number(found.difference), wave_change['accede']!.overlap.diff)).toBeLessThan(1e-8);
  expect(off(Number(found.error), wave_change['accede']!.overlap.se)).toBeLessThan(1e-8);

  const zones = waves['ola-2'].units.map(({ zone }) => zone);
  const give = (zone: string) => noteReturn(app.pool, keeper, 'percepcion-prueba', 'ola-2', { zone, date: '2027-03-01', language: 'Español', women: 12, men: 3, contested: 'Nada' });
  expect(await code(give('otra zona'))).toBe('ola-dato');
  for (const zone of zones.slice(1)) await give(zone);
  await expect(closeWave(app, keeper, 'percepcion-prueba', 'ola-2', '2027-03-02')).rejects.toMatchObject({ code: 'ola-devoluciones', details: { zonas: zones[0] } });
  expect((await roundOf(app.pool, 'percepcion-prueba', 'ola-2')).state).toBe('publicada');
  await give(zones[0]!);
  await closeWave(app, keeper, 'percepcion-prueba', 'ola-2', '2027-03-02');
  const closed = (await liveRound(app, 'percepcion-prueba', 'ola-2'))!;
  expect([(await roundOf(app.pool, 'percepcion-prueba', 'ola-2')).state, closed.returns.length, closed.returns[0]!.women, closed.returns[0]!.men]).toEqual(['cerrada', zones.length, 12, null]);
  expect(await code(publishWave(app, keeper, 'percepcion-prueba', 'ola-2', answersOf, PUBLICATION))).toBe('ola-paso');
  await expect(app.pool.query('delete from ola_devolucion')).rejects.toThrow('solo admite filas nuevas');
});

test('a round whose former one was never published says that, not that it changed', async () => {
  await beginRound(app.pool, keeper, round('callada', { from: '2024-11-10', to: '2024-12-05' }));
  await beginRound(app.pool, keeper, round('ola-3', { previous: 'callada', from: '2027-11-01', to: '2027-11-30' }));
  await keepSample(app.pool, keeper, 'percepcion-prueba', 'ola-3', waves['ola-2'].units, []);
  await step('ola-3', 'abrir-campo');
  await step('ola-3', 'cerrar-campo');
  expect((await publishWave(app, keeper, 'percepcion-prueba', 'ola-3', async () => waves['ola-2'].answers, PUBLICATION)).head.uncompared).toBe('anterior-sin-publicar');
});

test('an interview of a cluster that was not drawn stops the publication, and nothing is published of it', async () => {
  const { answers } = waves['linea-base'];
  const strange: AnswersOf = async () => ({ ...answers, units: ['X', ...answers.units.slice(1)] });
  expect(await code(publishWave(app, keeper, 'percepcion-prueba', 'linea-base', strange, PUBLICATION))).toBe('muestra-mala');
  expect((await app.pool.query(`select count(*)::int as n from ola_peso where ola = 'linea-base'`)).rows[0].n).toBe(195);
});

test('who was not drawn has parts and no error, and is never compared', async () => {
  await beginRound(app.pool, keeper, round('taller', { sample: 'conveniencia', places: ['180106'] }));
  await step('taller', 'abrir-campo');
  await step('taller', 'cerrar-campo');
  const { answers } = waves['linea-base'];
  const document = await publishWave(app, keeper, 'percepcion-prueba', 'taller', async () => answers, PUBLICATION);
  expect([document.head.weights, document.changes, document.tests]).toEqual([null, [], []]);
  expect(document.estimates.every(({ error, low }) => error === null && low === null)).toBe(true);
  expect(document.estimates.find(({ measure, domain }) => measure === 'expuesto' && domain === null)!.value).toBe((91 / 195).toFixed(12));
});

test('a version that a few people tell from any that was published is refused, however many there are of each', async () => {
  const { answers } = waves['linea-base'];
  const publish = (own: ApprovedAnswers) => publishWave(app, keeper, 'percepcion-prueba', 'taller', async () => own, PUBLICATION);
  const refused = { code: 'ola-diferencia-chica' };
  const corrected = (question: string): ApprovedAnswers => ({ ...answers, table: { ...answers.table, column: (name) => (name === question ? answers.table.column(name).map((cell, row) => (row === 0 ? (cell === '1' ? '0' : '1') : cell)) : answers.table.column(name)) } });
  await expect(publish(onlyRows(answers, (row) => row !== 0))).rejects.toMatchObject({ ...refused, details: { cuantas: '1' } });
  await expect(publish({ ...answers, submissions: ['9001', ...answers.submissions.slice(1)] })).rejects.toMatchObject({ ...refused, details: { cuantas: '2' } });
  await expect(publish(corrected('accede'))).rejects.toMatchObject({ ...refused, details: { cuantas: '1' } });
  expect(await code(publish(corrected('otra-pregunta')))).toBe('hecho');
  expect(await code(publish(onlyRows(answers, (row) => row >= 6)))).toBe('hecho');
  // Five from the live version, but one from the first, which stays readable.
  await expect(publish(onlyRows(answers, (row) => row >= 1))).rejects.toMatchObject({ ...refused, details: { cuantas: '1' } });
  await expect(app.pool.query('delete from ola_version')).rejects.toThrow('solo admite filas nuevas');
});

test('no figure of a version differs from the same of another by what a few people said', async () => {
  const { rows } = await app.pool.query(`select cuentas from ola_version where ola = 'taller' order by numero`);
  const [first, last] = [rows[0].cuentas, rows.at(-1).cuentas] as Record<string, [number, number | null]>[];
  const both = Object.keys(first!).filter((key) => key in last!);
  expect(both.length).toBeGreaterThan(0);
  for (const key of both) {
    const [[n, count], [after, said]] = [first![key]!, last![key]!];
    for (const difference of [after - n, ...(count === null ? [] : [said! - count, after - said! - (n - count)])]) expect([key, difference === 0 || Math.abs(difference) >= 5]).toEqual([key, true]);
  }
  expect((await liveRound(app, 'percepcion-prueba', 'taller'))!.estimates.some(({ withheld }) => withheld === 'reserva')).toBe(true);
});

describe('two rounds of one form in the same days', () => {
  const answers = waves['linea-base'].answers;
  const begun = async (own: string, change: Partial<NewRound> = {}): Promise<string> => {
    const given = round(own, { sample: 'conveniencia', ...change });
    await beginRound(app.pool, keeper, given);
    for (const name of ['abrir-campo', 'cerrar-campo'] as const) await takeRoundStep(app.pool, keeper, given.survey, own, name, '2026-02-01');
    return given.survey;
  };
  const publish = async (own: string, said: ApprovedAnswers, change: Partial<NewRound> = {}) => publishWave(app, keeper, await begun(own, change), own, async () => said, PUBLICATION);

  test('are not published where the interviews of a day, one to four, are all that parts them, even of two surveys', async () => {
    const short = { from: '2025-11-10', to: '2025-12-04' };
    await expect(publish('un-dia-menos', onlyRows(answers, (row) => row >= 3), short)).rejects.toMatchObject({ code: 'ola-diferencia-chica', details: { cuantas: '3' } });
    await expect(publish('un-dia-menos', onlyRows(answers, (row) => row >= 3), { ...short, survey: 'otra-encuesta' })).rejects.toMatchObject({ code: 'ola-diferencia-chica', details: { cuantas: '3' } });
  });

  test('show no figure that differs from the other’s by a few people, and are free in other days', async () => {
    const women = answers.table.column('sexo').flatMap((sex, row) => (sex === 'M' ? [row] : []));
    const men = answers.table.column('sexo').flatMap((sex, row) => (sex === 'H' ? [row] : []));
    const without = new Set([...women.slice(0, 3), ...men.slice(0, 9)]);
    const said = onlyRows(answers, (row) => !without.has(row));
    const of = ({ estimates }: PublishedRound) => estimates.find(({ measure, domain, code: sex }) => measure === 'expuesto' && domain === 'sexo' && sex === 'M')!.withheld;
    expect(of(await publish('doce-menos', said))).not.toBeNull();
    expect(of(await publish('otros-dias', onlyRows(answers, (row) => row >= 1), { from: '2024-11-10', to: '2024-12-05' }))).toBeNull();
  });
});

test('a version is recorded even where its publication fails after its document is read', async () => {
  const count = async () => (await app.pool.query(`select count(*)::int as n from ola_version where ola = 'linea-base'`)).rows[0].n as number;
  const before = await count();
  await app.pool.query(`create function se_corta() returns trigger language plpgsql as $$ begin raise exception 'se corta'; end $$`);
  await app.pool.query('create trigger se_corta before insert on ola_peso execute function se_corta()');
  await expect(publishWave(app, keeper, 'percepcion-prueba', 'linea-base', answersOf, { ...PUBLICATION, code: 'otra-prueba' })).rejects.toThrow('se corta');
  await app.pool.query('drop function se_corta cascade');
  expect([(await liveRound(app, 'percepcion-prueba', 'linea-base'))!.head.code, await count()]).toEqual(['otra-prueba', before + 1]);
  const fewer: AnswersOf = async () => onlyRows(waves['linea-base'].answers, (row) => row !== 17);
  expect(await code(publishWave(app, keeper, 'percepcion-prueba', 'linea-base', fewer, PUBLICATION))).toBe('ola-diferencia-chica');
});
