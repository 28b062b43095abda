import type pg from 'pg';
import { transaction, type Queryable } from '#lib/platform/database.ts';
import type { FormModel } from '../form/model.ts';
import type { Alert, Answers } from './extract.ts';
import { qualityFlags, type FlaggedInterview, type Interview } from './quality.ts';
import { qualityQuestions } from './quality-questions.ts';

/** Alerts that depend on the other interviews, and so may come and go while nobody has resolved them. */
const COMPARED: readonly Alert['code'][] = ['muy-corta', 'vivienda-repetida', 'respuestas-iguales', 'siempre-lo-mismo', 'numeros-redondos', 'encuestador-distinto'];

/** Complete interviews of a form that may still count: neither trials, nor rejected, nor replaced by a correction. */
export async function interviewsOf(client: Queryable, form: string): Promise<Interview[]> {
  const { rows } = await client.query(
    `select e.numero as number, e.encuestador as enumerator, r.upm as unit, r.vivienda as dwelling, r.visita as visit, r.segundos as seconds, r.datos as answers from envio e join envio_respuesta r on r.envio = e.numero
    where e.formulario = $1 and e.estado in ('por-revisar', 'aprobado') and r.entrevista and coalesce(r.resultado, 'completa') = 'completa' order by e.numero`, [form],
  );
  return rows.map((row) => ({ ...(row as Omit<Interview, 'number'>), answers: row.answers as Answers, number: Number(row.number) }));
}

const RECHECK = `
  with nueva as (select * from jsonb_to_recordset($2::jsonb) r (number bigint, code text, question text, detail text)),
  sobra as (delete from envio_alerta a using envio e where e.numero = a.envio and e.formulario = $1 and a.codigo = any($3) and a.resuelta is null
    and not exists (select from nueva n where n.number = a.envio and n.code = a.codigo and n.question is not distinct from a.pregunta and n.detail is not distinct from a.detalle))
  insert into envio_alerta (envio, codigo, pregunta, detalle) select n.number, n.code, n.question, n.detail from nueva n
    where not exists (select from envio_alerta a where a.envio = n.number and a.codigo = n.code and a.pregunta is not distinct from n.question and (a.resuelta is not null or a.detalle is not distinct from n.detail))`;

/** Works out again what the interviews of a form say about each other. What a person resolved stays resolved. */
async function recheck(client: pg.PoolClient, form: string): Promise<void> {
  const { rows } = await client.query(`select modelo from formulario_version where formulario = $1 and estado <> 'borrador' order by publicada desc limit 1`, [form]);
  const flags: FlaggedInterview[] = rows.length === 0 ? [] : qualityFlags(await interviewsOf(client, form), qualityQuestions(rows[0].modelo as FormModel));
  await client.query(RECHECK, [form, JSON.stringify(flags), COMPARED]);
  await client.query('update formulario set calidad_pendiente = false where id = $1', [form]);
}

/** Checks one form whose interviews changed since they were last checked; false where there is none. */
export async function recheckNext(pool: pg.Pool): Promise<boolean> {
  return transaction(pool, async (client) => {
    const { rows } = await client.query('select id from formulario where calidad_pendiente order by id limit 1 for no key update skip locked');
    if (rows.length === 0) return false;
    await recheck(client, rows[0].id as string);
    return true;
  });
}
