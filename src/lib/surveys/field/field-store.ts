import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { audit } from '#lib/access/audit.ts';
import { insist } from '#lib/access/permission.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction, type Queryable } from '#lib/platform/database.ts';
import { CURRENT, drawSample, type DrawnUnit, type DrawRequest, type FirstDwelling } from './draw.ts';
import type { FrameUnit } from './frame.ts';

export interface FrameLine {
  readonly number: number;
  readonly name: string;
  readonly source: string;
  readonly units: number;
  readonly dwellings: number;
  readonly strata: number;
}

export interface Draw extends DrawRequest {
  readonly number: number;
  readonly name: string;
  readonly frame: number;
  readonly among: FirstDwelling;
  readonly when: string;
}

/** A drawn unit with who goes to it. */
export interface AssignedUnit extends DrawnUnit {
  readonly enumerator: string | null;
}

export interface Quota {
  readonly question: string;
  readonly code: string;
  readonly target: number;
}

const nameOf = (text: string): string => {
  const name = text.trim();
  if (name === '' || name.length > 120) throw new YupayError('muestra-mala', { detalle: 'hace falta un nombre de hasta 120 letras' });
  return name;
};

export async function frames(client: Queryable): Promise<FrameLine[]> {
  const { rows } = await client.query(
    `select m.numero::int as number, m.nombre as name, m.fuente as source, count(u.codigo)::int as units, coalesce(sum(u.viviendas), 0)::int as dwellings, count(distinct u.estrato)::int as strata
    from marco m left join marco_unidad u on u.marco = m.numero group by m.numero order by m.numero desc`,
  );
  return rows as FrameLine[];
}

const UNIT = 'u.codigo as code, u.nombre as name, u.estrato as stratum, u.lugar as place, u.area, u.zona as zone, u.viviendas as dwellings, u.lat::float8 as lat, u.lon::float8 as lon';

const unitOf = ({ code, name, stratum, place, area, zone, dwellings, lat, lon }: Record<string, unknown>): FrameUnit =>
  ({ code, name, stratum, place, area, zone, dwellings, point: lat === null ? null : { latitude: lat, longitude: lon } }) as FrameUnit;

export async function frameUnits(client: Queryable, frame: number): Promise<FrameUnit[]> {
  return (await client.query(`select ${UNIT} from marco_unidad u where u.marco = $1 order by u.codigo`, [frame])).rows.map(unitOf);
}

/** Keeps a frame that was judged. Throws `sin-permiso`, `muestra-mala`. */
export async function keepFrame(pool: pg.Pool, actor: Actor | null, name: string, source: string, units: readonly FrameUnit[]): Promise<number> {
  insist(actor, 'llevar-encuesta', {});
  const own = nameOf(name);
  return transaction(pool, async (client) => {
    const { rows } = await client.query('insert into marco (nombre, fuente, quien) values ($1, $2, $3) on conflict do nothing returning numero::int as number', [own, source.trim().slice(0, 300), actor.id]);
    if (rows.length === 0) throw new YupayError('muestra-mala', { detalle: `ya hay un marco «${own}»` });
    const column = (of: (unit: FrameUnit) => unknown): unknown[] => units.map(of);
    await client.query(
      'insert into marco_unidad (marco, codigo, nombre, estrato, lugar, area, zona, viviendas, lat, lon) select $1, * from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::numeric[], $10::numeric[])',
      [rows[0].number, column((unit) => unit.code), column((unit) => unit.name), column((unit) => unit.stratum), column((unit) => unit.place), column((unit) => unit.area), column((unit) => unit.zone), column((unit) => unit.dwellings), column((unit) => unit.point?.latitude ?? null), column((unit) => unit.point?.longitude ?? null)],
    );
    await audit(client, actor.id, 'marco-guardar', { marco: own, unidades: units.length });
    return rows[0].number as number;
  });
}

const DRAWS = `select numero::int as number, nombre as name, marco::int as frame, conglomerados as clusters, reparto as allocation, minimo as least, viviendas as "perCluster", semilla::float8 as seed, primera_entre as among, to_char(cuando at time zone 'America/Lima', 'YYYY-MM-DD') as "when" from muestra`;

export async function draws(client: Queryable): Promise<Draw[]> {
  return (await client.query(`${DRAWS} order by numero desc`)).rows as Draw[];
}

/** Throws `muestra-no-existe`. */
export async function drawOf(client: Queryable, number: number): Promise<Draw> {
  const { rows } = await client.query(`${DRAWS} where numero = $1`, [number]);
  if (rows.length === 0) throw new YupayError('muestra-no-existe', { codigo: String(number) });
  return rows[0] as Draw;
}

/** Draws a sample and keeps it with its seed, once for ever. Throws `sin-permiso`, `muestra-mala`. */
export async function keepDraw(pool: pg.Pool, actor: Actor | null, name: string, frame: number, request: DrawRequest): Promise<number> {
  insist(actor, 'llevar-encuesta', {});
  const own = nameOf(name);
  return transaction(pool, async (client) => {
    const drawn = drawSample(await frameUnits(client, frame), request);
    const { clusters, allocation, least, perCluster, seed } = request;
    const { rows } = await client.query('insert into muestra (marco, nombre, conglomerados, reparto, minimo, viviendas, semilla, primera_entre, quien) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning numero::int as number', [frame, own, clusters, allocation, least, perCluster, seed, CURRENT, actor.id]);
    if (rows.length === 0) throw new YupayError('muestra-mala', { detalle: `ya hay una muestra «${own}»` });
    for (const one of drawn) await client.query('insert into muestra_unidad (muestra, codigo, probabilidad, segura, del_estrato, elegidas, primera, cada) values ($1, $2, $3, $4, $5, $6, $7, $8)', [rows[0].number, one.unit.code, one.probability, one.certain, one.population, one.selected, one.first, one.every]);
    await audit(client, actor.id, 'muestra-sortear', { muestra: own, conglomerados: drawn.length, semilla: String(seed) });
    return rows[0].number as number;
  });
}

/** What was drawn, with who goes where, in the order of strata and codes. */
export async function drawnUnits(client: Queryable, draw: number): Promise<AssignedUnit[]> {
  const { rows } = await client.query(
    `select ${UNIT}, d.probabilidad as probability, d.segura as certain, d.del_estrato as population, d.elegidas as selected, d.primera as first, d.cada as every, a.encuestador as enumerator
    from muestra_unidad d join muestra m on m.numero = d.muestra join marco_unidad u on u.marco = m.marco and u.codigo = d.codigo left join asignacion a on a.muestra = d.muestra and a.codigo = d.codigo where d.muestra = $1 order by u.estrato, u.codigo`, [draw],
  );
  return rows.map(({ probability, certain, population, selected, first, every, enumerator, ...unit }) => ({ unit: unitOf(unit), probability, certain, population, selected, first, every, enumerator }) as AssignedUnit);
}

/** Whether the draw that is kept is the one that its frame and seed give, by the rule of its day. */
export async function isReplayed(client: Queryable, draw: Draw): Promise<boolean> {
  const again = drawSample(await frameUnits(client, draw.frame), draw, draw.among).map(({ unit, probability, first, every, selected }) => [unit.code, probability, first, every, selected].join());
  const kept = (await drawnUnits(client, draw.number)).map(({ unit, probability, first, every, selected }) => [unit.code, probability, first, every, selected].join());
  return again.sort().join('\n') === kept.sort().join('\n');
}

/** Gives units to an enumerator, or takes them back with null. Throws `sin-permiso`, `muestra-mala`. */
export async function assign(pool: pg.Pool, actor: Actor | null, draw: number, units: readonly string[], enumerator: string | null): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  await transaction(pool, async (client) => {
    await client.query('delete from asignacion where muestra = $1 and codigo = any($2)', [draw, units]);
    if (enumerator !== null) {
      const { rowCount } = await client.query(`insert into asignacion (muestra, codigo, encuestador, quien) select d.muestra, d.codigo, e.codigo, $4 from muestra_unidad d join encuestador e on e.codigo = $3 and e.revocado is null where d.muestra = $1 and d.codigo = any($2)`, [draw, units, enumerator, actor.id]);
      if (rowCount !== units.length || units.length === 0) throw new YupayError('muestra-mala', { detalle: 'elija conglomerados de la muestra y a alguien con clave' });
    }
    await audit(client, actor.id, 'muestra-asignar', { muestra: String(draw), encuestador: enumerator ?? '', conglomerados: units.length });
  });
}

/** Puts the quotas of a sample, in place of those that it had. Throws `sin-permiso`, `muestra-mala`. */
export async function keepQuotas(pool: pg.Pool, actor: Actor | null, draw: number, quotas: readonly Quota[]): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  if (new Set(quotas.map(({ question, code }) => `${question}=${code}`)).size < quotas.length || quotas.some(({ question, code, target }) => !/^[\w/-]{1,64}$/.test(question) || !/^[\w.-]{1,64}$/.test(code) || !(Number.isInteger(target) && target > 0))) throw new YupayError('muestra-mala', { detalle: 'cada cuota es pregunta=código y una meta entera, sin repetirse' });
  await transaction(pool, async (client) => {
    await drawOf(client, draw);
    await client.query('delete from cuota where muestra = $1', [draw]);
    for (const { question, code, target } of quotas) await client.query('insert into cuota (muestra, pregunta, codigo, meta) values ($1, $2, $3, $4)', [draw, question, code, target]);
    await audit(client, actor.id, 'muestra-cuotas', { muestra: String(draw), cuotas: quotas.length });
  });
}

export async function quotasOf(client: Queryable, draw: number): Promise<Quota[]> {
  return (await client.query('select pregunta as question, codigo as code, meta as target from cuota where muestra = $1 order by pregunta, codigo', [draw])).rows as Quota[];
}

