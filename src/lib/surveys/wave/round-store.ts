import type { Queryable } from '#lib/platform/database.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { MarginTotal, PrimaryUnit, RoundReturn, SurveyRound } from './round.ts';

const ROUNDS = `select o.encuesta as survey, o.codigo as code, e.instrumento as instrument, o.version, o.lugares as places, to_char(o.desde, 'YYYY-MM-DD') as "from", to_char(o.hasta, 'YYYY-MM-DD') as "to", o.muestra as sample,
  o.estrato_solo as lonely, o.calibracion as calibration, o.tope::float8 as trim, o.anterior as previous, o.revisitada as revisited, o.claves as keys, o.visitas as visits, o.estado as state from ola o join encuesta e on e.codigo = o.encuesta`;

/** A round. `hold` keeps any other change of it waiting until the transaction ends. Throws `ola-no-existe`. */
export async function roundOf(client: Queryable, survey: string, code: string, hold = false): Promise<SurveyRound> {
  const { rows } = await client.query(`${ROUNDS} where o.encuesta = $1 and o.codigo = $2${hold ? ' for update of o' : ''}`, [survey, code]);
  if (rows.length === 0) throw new YupayError('ola-no-existe', { codigo: code.slice(0, 64) });
  return rows[0] as SurveyRound;
}

/** Every round, each survey's oldest first. */
export async function allRounds(client: Queryable): Promise<SurveyRound[]> {
  return (await client.query(`${ROUNDS} order by o.encuesta, o.desde, o.codigo`)).rows as SurveyRound[];
}

export async function unitsOf(client: Queryable, survey: string, code: string): Promise<PrimaryUnit[]> {
  const { rows } = await client.query(
    `select upm, estrato as stratum, lugar as place, area, zona as zone, conglomerados_estrato as population, probabilidad::float8 as probability, viviendas as dwellings, seleccionadas as selected, elegibles as eligible, celda as cell
    from ola_upm where encuesta = $1 and ola = $2 order by upm`, [survey, code],
  );
  return rows as PrimaryUnit[];
}

export async function marginsOf(client: Queryable, survey: string, code: string): Promise<MarginTotal[]> {
  return (await client.query('select margen as margin, codigo as code, total::float8 as total, fuente as source from ola_margen where encuesta = $1 and ola = $2 order by margen, orden', [survey, code])).rows as MarginTotal[];
}

export async function returnsOf(client: Queryable, survey: string, code: string): Promise<RoundReturn[]> {
  const { rows } = await client.query(`select zona as zone, to_char(fecha, 'YYYY-MM-DD') as date, idioma as language, mujeres as women, hombres as men, observaron as contested from ola_devolucion where encuesta = $1 and ola = $2 order by numero`, [survey, code]);
  return rows as RoundReturn[];
}
