import type { PublishedQuery } from '#lib/provenance/query.ts';
import { documentOf, SCALARS } from '../parts/document.ts';
import { frameworkOf, partsSql, PLAN_QUESTION, textRows } from './plan-rows.ts';

const COLUMNS = ['plan', 'titulo', 'clase', 'idioma', 'desde', 'hasta', 'titular', 'version', 'estado', 'nodos', 'indicadores', 'valores', 'periodos', 'afirmaciones', 'registros'] as const;
const COUNTED = { nodos: 'nodes', indicadores: 'uses', valores: 'observations', periodos: 'periods', afirmaciones: 'claims', registros: 'registers' } as const;

/** Every plan, sheet and programme that is loaded. */
export const PLANES: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'planes',
  es: 'Planes, fichas y programas cargados, con lo que cada uno contiene',
  en: 'Plans, sheets and programmes that are loaded, with what each of them holds',
  parameters: [],
  sql: `
with cuentas as (
  select plan, ${Object.entries(COUNTED).map(([name, list]) => `count(*) filter (where parte = '${list}') as ${name}`).join(', ')} from {{plan-partes}} group by plan
), titulares as (select plan, clave, cuerpo from {{plan-partes}} where parte = 'organisations')
select p.plan, p.clave, p.cuerpo, t.cuerpo as organizacion, ${Object.keys(COUNTED).map((name) => `c.${name}`).join(', ')}
from {{plan-partes}} p join cuentas c on c.plan = p.plan left join titulares t on t.plan = p.plan and p.clave = 'owner' and p.cuerpo = '"' || t.clave || '"'
where p.parte = '${SCALARS}' order by p.plan, p.clave`,
  columns: COLUMNS,
  derive: (rows) => textRows(COLUMNS, [...Map.groupBy(rows, ([plan]) => plan!).entries()].map(([plan, own]) => {
    const head = documentOf(own.map(([, member, body]) => ({ member: member!, position: null, value: JSON.parse(body!) as unknown }))) as Readonly<Record<string, string>> & { readonly period: { readonly start: string; readonly end: string } };
    const owner = own.find(([, member]) => member === 'owner')?.[3] ?? null;
    const counts = Object.fromEntries(Object.keys(COUNTED).map((name, index) => [name, own[0]![4 + index] ?? null]));
    return {
      plan, titulo: head.title!, clase: head.kind!, idioma: head.language!, desde: head.period.start, hasta: head.period.end, version: head.version!, estado: head.state!,
      titular: owner === null ? null : (JSON.parse(owner) as { name: string }).name, ...counts,
    };
  })),
  coverage: (rows) => (rows.length === 0 ? 'nadie ha cargado ningún plan' : `planes cargados: ${rows.length}`),
};

const PERIODS = ['periodo', 'etiqueta', 'desde', 'hasta', 'vence', 'cierre'] as const;

/** The periods of a plan, oldest first, with the reason of each lock. */
export const PLAN_PERIODOS: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-periodos',
  es: 'Periodos de un plan, con su cierre',
  en: 'Periods of a plan, with their lock',
  sql: partsSql(`parte in ('plan', 'periods')`),
  columns: PERIODS,
  derive: (rows) => textRows(PERIODS, [...(frameworkOf(rows)?.periods ?? [])].sort((a, b) => (a.start < b.start ? -1 : 1)).map(({ id, label, start, end, dueAt, lock }) => ({ periodo: id, etiqueta: label, desde: start, hasta: end, vence: dueAt, cierre: lock?.reason ?? null }))),
  coverage: (rows) => `periodos: ${rows.length}`,
};
