import type { Actor } from '#lib/access/actor.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { ALLOCATIONS, dwellingsToVisit } from '#lib/surveys/field/draw.ts';
import { assign, drawnUnits, drawOf, draws, frames, isReplayed, keepDraw, keepFrame, keepQuotas, quotasOf } from '#lib/surveys/field/field-store.ts';
import { readFrame, refuseFrame, type FrameRow, type KnowsPlace } from '#lib/surveys/field/frame.ts';
import { progressBy, progressOf, quotaProgress, visitsTo } from '#lib/surveys/field/progress.ts';
import { enumerators } from '#lib/surveys/intake/enumerator.ts';
import { csv } from '../csv.ts';
import type { Host } from '../host.ts';
import { smallForm } from '../server/own-form.ts';
import { surveyKeeper } from '../server/survey-keeper.ts';
import type { Services } from '../services.ts';
import { pastedTable } from '../survey-desk/pasted-table.ts';
import type { FieldServices, OneDraw, UnitLine } from './services.ts';

/** A frame of some thousand units, pasted. */
const MOST_BYTES = 2_000_000;

export const FRAME_COLUMNS = ['upm', 'nombre', 'estrato', 'lugar', 'ambito', 'zona', 'viviendas', 'lat', 'lon'] as const;
const DRAWN_COLUMNS = ['upm', 'nombre', 'estrato', 'lugar', 'ambito', 'zona', 'viviendas', 'unidades_del_estrato', 'probabilidad', 'segura', 'elegidas', 'primera', 'cada', 'encuestador'] as const;

type Field = (name: string) => string;

function whole(field: Field, name: string): number {
  const text = field(name).trim();
  if (!/^\d{1,15}$/.test(text)) throw new YupayError('muestra-mala', { detalle: `«${name}» es un número entero` });
  return Number(text);
}

async function knowsPlaces(services: Services): Promise<KnowsPlace> {
  const names = new Map((await services.points('')).map(({ ubigeo, name }) => [ubigeo, name]));
  return (ubigeo) => ({ known: names.has(ubigeo), near: [...names].filter(([code]) => code.slice(0, 4) === ubigeo.slice(0, 4)).slice(0, 3).map(([code, name]) => `${code} ${name}`) });
}

const lineOf = (unit: Awaited<ReturnType<typeof drawnUnits>>[number], progress: UnitLine['progress']): UnitLine => ({ ...unit, progress, visits: dwellingsToVisit(unit) });

async function oneOf({ application: { pool } }: Host, number: number): Promise<OneDraw> {
  const draw = await drawOf(pool, number);
  const [units, quotas, people, all] = await Promise.all([drawnUnits(pool, number), quotasOf(pool, number), enumerators(pool), frames(pool)]);
  const visits = await visitsTo(pool, units.map(({ unit }) => unit.code));
  const [byUnit, byPerson] = [progressBy(visits, ({ unit }) => unit), progressBy(visits, ({ enumerator }) => enumerator)];
  const codes = [...new Set([...units.flatMap(({ enumerator }) => (enumerator === null ? [] : [enumerator])), ...byPerson.keys()])].sort();
  return {
    ...draw, frameName: all.find((one) => one.number === draw.frame)?.name ?? '', units: units.map((one) => lineOf(one, byUnit.get(one.unit.code) ?? null)), whole: progressOf(visits), replayed: await isReplayed(pool, draw),
    enumerators: codes.map((code) => ({ code, units: units.filter(({ enumerator }) => enumerator === code).length, progress: byPerson.get(code) ?? null })),
    available: people.filter(({ revoked }) => !revoked).map(({ code }) => code), quotas: quotaProgress(visits, quotas),
  };
}

/** `sexo=mujer: 40`, one a line. */
function quotasIn(text: string): { question: string; code: string; target: number }[] {
  return text.split('\n').map((line) => line.trim()).filter((line) => line !== '').map((line) => {
    const [, question = '', code = '', target = ''] = /^([^=:]+)=([^:]+):\s*(\d+)$/.exec(line) ?? [];
    return { question: question.trim(), code: code.trim(), target: Number(target) };
  });
}

async function take(host: Host, actor: Actor, field: Field, knows: () => Promise<KnowsPlace>, chosen: readonly string[]): Promise<string> {
  const { pool } = host.application;
  const action = field('accion');
  if (action === 'marco') {
    const { units, findings } = readFrame(pastedTable(field('unidades'), FRAME_COLUMNS) as readonly FrameRow[], await knows());
    if (findings.length > 0) refuseFrame(findings);
    await keepFrame(pool, actor, field('nombre'), field('fuente'), units);
    return '/panel/muestras';
  }
  if (action === 'sortear') {
    const allocation = ALLOCATIONS.find((one) => one === field('reparto')) ?? 'proporcional';
    return `/panel/muestras/${await keepDraw(pool, actor, field('nombre'), whole(field, 'marco'), { clusters: whole(field, 'conglomerados'), allocation, least: whole(field, 'minimo'), perCluster: whole(field, 'viviendas'), seed: whole(field, 'semilla') })}`;
  }
  const number = whole(field, 'muestra');
  if (action === 'asignar') await assign(pool, actor, number, chosen, field('encuestador') || null);
  else if (action === 'cuotas') await keepQuotas(pool, actor, number, quotasIn(field('cuotas')));
  else throw new YupayError('solicitud-mala', { detalle: 'no se conoce esa acción' });
  return `/panel/muestras/${number}`;
}

/** Frames, draws and who goes where, over the open application. Each question begins by who asks. */
export function fieldServices(host: Host, services: () => Services): FieldServices {
  const { pool } = host.application;
  const enter = surveyKeeper(services);
  return {
    desk: async (request) => {
      await enter(request);
      const all = await frames(pool);
      return { frames: all, draws: (await draws(pool)).map((draw) => ({ ...draw, frameName: all.find(({ number }) => number === draw.frame)?.name ?? '' })) };
    },
    one: async (request, draw) => {
      await enter(request);
      return oneOf(host, draw);
    },
    route: async (request, number, enumerator) => {
      await enter(request);
      const [draw, { units }, names] = [await drawOf(pool, number), await oneOf(host, number), new Map((await services().points('')).map(({ ubigeo, name }) => [ubigeo, name]))];
      return { draw, enumerator, units: units.filter((one) => one.enumerator === enumerator).map((one) => ({ ...one, placeName: names.get(one.unit.place) ?? one.unit.place })) };
    },
    csv: async (request, number) => {
      await enter(request);
      await drawOf(pool, number);
      return csv(DRAWN_COLUMNS, (await drawnUnits(pool, number)).map(({ unit, probability, certain, population, selected, first, every, enumerator }) => [unit.code, unit.name, unit.stratum, unit.place, unit.area, unit.zone, String(unit.dwellings), String(population), String(probability), certain ? 'sí' : 'no', String(selected), String(first), String(every), enumerator]));
    },
    change: async (request) => {
      const actor = await enter(request);
      const form = await smallForm(request, MOST_BYTES);
      return take(host, actor, (name) => form.get(name) ?? '', () => knowsPlaces(services()), form.getAll('upm'));
    },
  };
}
