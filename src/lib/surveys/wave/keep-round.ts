import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { insist } from '#lib/access/permission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import { dateText } from '#lib/indicators/model/date.ts';
import { missingZones, ROUND_STEPS, type MarginTotal, type PrimaryUnit, type RoundReturn, type RoundStep, type SurveyRound } from './round.ts';
import { returnsOf, roundOf, unitsOf } from './round-store.ts';
import type { WeightFactors } from './weights.ts';

/** A sentence of one field, in both languages. */
const bad = (es: string, en: string): YupayError => new YupayError('ola-dato', { detalle: es, detail: en });

const isDay = (text: string): boolean => text.length === 10 && dateText(text) !== null;
const isCode = (text: string): boolean => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(text);

export type NewRound = Omit<SurveyRound, 'state' | 'visits'>;

function checkRound({ survey, code, from, to, places, previous, revisited }: NewRound): void {
  if (!isCode(survey) || !isCode(code)) throw bad('el código lleva letras sin tilde, cifras y guion', 'the code has unaccented letters, digits and hyphens');
  if (!isDay(from) || !isDay(to) || to < from) throw bad('las fechas del trabajo de campo se escriben AAAA-MM-DD, la primera antes que la última', 'the days of fieldwork are written YYYY-MM-DD, the first before the last');
  if (places.length === 0 || places.some((place) => !/^\d{6}$/.test(place))) throw bad('cada lugar es el ubigeo de un distrito', 'each place is the ubigeo of a district');
  if (revisited && previous === null) throw bad('solo se vuelve a los conglomerados de una ola anterior', 'only the clusters of a previous round are visited again');
}

/** Begins a round, and its survey with the first one. Throws `sin-permiso`, `ola-dato`, `ola-repetida`, `ola-no-existe`. */
export async function beginRound(pool: pg.Pool, actor: Actor, given: NewRound): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  checkRound(given);
  const { survey, code, instrument, version, places, from, to, sample, lonely, calibration, trim, previous, revisited, keys } = given;
  return transaction(pool, async (client) => {
    await client.query('insert into encuesta (codigo, instrumento, quien) values ($1, $2, $3) on conflict (codigo) do nothing', [survey, instrument, actor.id]);
    const { rows } = await client.query('select instrumento from encuesta where codigo = $1', [survey]);
    if (rows[0].instrumento !== instrument) throw bad('una encuesta es siempre del mismo cuestionario', 'a survey is always of the same questionnaire');
    if (previous !== null) await roundOf(client, survey, previous);
    const { rowCount } = await client.query(
      `insert into ola (encuesta, codigo, version, lugares, desde, hasta, muestra, estrato_solo, calibracion, tope, anterior, revisitada, claves, quien) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
      [survey, code, version, places, from, to, sample, lonely, calibration, trim, previous, revisited, JSON.stringify(keys), actor.id],
    );
    if (rowCount === 0) throw new YupayError('ola-repetida', { codigo: code });
    await audit(client, actor.id, 'ola-empezar', { encuesta: survey, ola: code, muestra: sample });
  });
}

/** Throws `ola-paso` where the round is in another state. */
function insistState(round: SurveyRound, states: readonly SurveyRound['state'][]): void {
  if (!states.includes(round.state)) throw new YupayError('ola-paso', { estado: round.state, admitidos: states.join(', ') });
}

function checkUnit({ upm, stratum, area, zone, cell, place, probability, dwellings, selected, eligible }: PrimaryUnit, { places }: SurveyRound): void {
  if ([upm, stratum, area, zone, cell].some((text) => text.trim() === '' || text.length > 120)) throw bad('a un conglomerado le falta un nombre', 'a cluster lacks a name');
  if (!places.includes(place)) throw bad(`el conglomerado ${upm} no es de un lugar de la ola`, `cluster ${upm} is of no place of the round`);
  const counts = [dwellings, selected, eligible].every(Number.isInteger) && dwellings >= selected && selected > 0 && selected >= eligible && eligible >= 0;
  if (!(probability > 0 && probability <= 1) || !counts) throw bad(`los números del conglomerado ${upm} no cuadran`, `the numbers of cluster ${upm} do not fit`);
}

/** Puts the whole sample of a round: its primary units and the totals of the population. Throws `sin-permiso`, `ola-paso`, `ola-dato`. */
export async function keepSample(pool: pg.Pool, actor: Actor, survey: string, code: string, units: readonly PrimaryUnit[], margins: readonly MarginTotal[]): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  return transaction(pool, async (client) => {
    const round = await roundOf(client, survey, code, true);
    insistState(round, ['preparada', 'campo', 'pesos']);
    units.forEach((unit) => checkUnit(unit, round));
    if (new Set(units.map(({ upm }) => upm)).size < units.length || new Set(margins.map((one) => `${one.margin}\u0000${one.code}`)).size < margins.length) throw bad('un conglomerado o un código está dos veces', 'a cluster or a code is there twice');
    if (margins.some(({ total }) => !(total > 0))) throw bad('los totales de población son mayores que cero', 'totals of the population are above zero');
    for (const table of ['ola_upm', 'ola_margen']) await client.query(`delete from ${table} where encuesta = $1 and ola = $2`, [survey, code]);
    for (const one of units) {
      await client.query('insert into ola_upm values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)', [survey, code, one.upm, one.stratum, one.place, one.area, one.zone, one.population, one.probability, one.dwellings, one.selected, one.eligible, one.cell]);
    }
    for (const [at, one] of margins.entries()) await client.query('insert into ola_margen values ($1, $2, $3, $4, $5, $6, $7)', [survey, code, one.margin, one.code, at, one.total, one.source]);
    await audit(client, actor.id, 'ola-muestra', { encuesta: survey, ola: code, conglomerados: units.length });
  });
}

/** The round, held until the transaction ends, if it may take a step. Throws `sin-permiso`, `ola-no-existe`, `ola-paso`, `ola-dato`, `ola-devoluciones`. */
export async function insistStep(client: pg.PoolClient, actor: Actor, survey: string, code: string, step: RoundStep): Promise<SurveyRound> {
  insist(actor, 'llevar-encuesta', {});
  const round = await roundOf(client, survey, code, true);
  insistState(round, ROUND_STEPS[step].from);
  const units = await unitsOf(client, survey, code);
  if (step === 'abrir-campo' && round.sample === 'probabilistica' && units.length === 0) throw bad('una muestra por sorteo necesita sus conglomerados antes de salir al campo', 'a drawn sample needs its clusters before fieldwork');
  if (step === 'cerrar') {
    const returns = await returnsOf(client, survey, code);
    const missing = units.length > 0 ? missingZones(units, returns) : returns.length === 0 ? [...round.places] : [];
    if (missing.length > 0) throw new YupayError('ola-devoluciones', { zonas: missing.slice(0, 12).join(', ') + (missing.length > 12 ? '…' : '') });
  }
  return round;
}

/** Takes a step inside somebody's transaction; `today` is the day of publication. Throws as `insistStep`. */
export async function moveRound(client: pg.PoolClient, actor: Actor, survey: string, code: string, step: RoundStep, today: string): Promise<void> {
  await insistStep(client, actor, survey, code, step);
  await client.query(`update ola set estado = $3, publicada = case when $3 = 'publicada' then coalesce(publicada, $4::date) else publicada end, cerrada = case when $3 = 'cerrada' then now() end where encuesta = $1 and codigo = $2`, [survey, code, ROUND_STEPS[step].to, today]);
  await audit(client, actor.id, `ola-${step}`, { encuesta: survey, ola: code });
}

export const takeRoundStep = (pool: pg.Pool, actor: Actor, survey: string, code: string, step: Exclude<RoundStep, 'publicar'>, today: string): Promise<void> => transaction(pool, (client) => moveRound(client, actor, survey, code, step, today));

/** Notes what came of the visits. Throws `sin-permiso`, `ola-paso`, `ola-dato`. */
export async function keepVisits(pool: pg.Pool, actor: Actor, survey: string, code: string, visits: NonNullable<SurveyRound['visits']>): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  const { eligible, ...counts } = visits;
  if (!(eligible >= 0 && eligible <= 1) || Object.values(counts).some((count) => !Number.isInteger(count) || count < 0) || counts.complete === 0) throw bad('las visitas son cuentas enteras, con alguna entrevista completa', 'visits are whole counts, with some complete interview');
  return transaction(pool, async (client) => {
    insistState(await roundOf(client, survey, code, true), ['campo', 'pesos', 'publicada']);
    await client.query('update ola set visitas = $3 where encuesta = $1 and codigo = $2', [survey, code, JSON.stringify(visits)]);
    await audit(client, actor.id, 'ola-visitas', { encuesta: survey, ola: code });
  });
}

/** Notes that results went back to an area. Throws `sin-permiso`, `ola-paso`, `ola-dato`. */
export async function noteReturn(pool: pg.Pool, actor: Actor, survey: string, code: string, { zone, date, language, women, men, contested }: RoundReturn): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  if (!isDay(date) || language.trim() === '' || ![women, men].every((count) => Number.isInteger(count) && count >= 0 && count < 100_000) || women + men === 0) throw bad('la devolución lleva fecha, idioma y cuántas mujeres y hombres asistieron', 'a giving back has its date, its language and how many women and men came');
  if ((contested ?? '').length > 2_000) throw bad('lo que observaron pasa de 2000 letras', 'what they contested is longer than 2000 characters');
  return transaction(pool, async (client) => {
    const round = await roundOf(client, survey, code, true);
    insistState(round, ['publicada']);
    const units = await unitsOf(client, survey, code);
    const zones = units.length > 0 ? units.map((unit) => unit.zone) : round.places;
    if (!zones.includes(zone)) throw bad(`«${zone.slice(0, 80)}» no es una zona de la muestra`, `"${zone.slice(0, 80)}" is no area of the sample`);
    await client.query('insert into ola_devolucion (encuesta, ola, zona, fecha, idioma, mujeres, hombres, observaron, quien) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)', [survey, code, zone, date, language.trim(), women, men, contested?.trim() || null, actor.id]);
    await audit(client, actor.id, 'ola-devolver', { encuesta: survey, ola: code });
  });
}

/** Keeps each factor of each interview's weight, in place of what an earlier run gave; inside somebody's transaction. */
export async function keepWeights(client: pg.PoolClient, survey: string, code: string, submissions: readonly string[], { design, nonResponse, calibration, trimming, weight }: WeightFactors): Promise<void> {
  await client.query('delete from ola_peso where encuesta = $1 and ola = $2', [survey, code]);
  await client.query(
    'insert into ola_peso (encuesta, ola, envio, diseno, no_respuesta, calibracion, recorte, peso) select $1, $2, * from unnest($3::bigint[], $4::float8[], $5::float8[], $6::float8[], $7::float8[], $8::float8[])',
    [survey, code, submissions, ...[design, nonResponse, calibration, trimming, weight].map((column) => Array.from(column))],
  );
}
