import { spellingKey } from '#lib/indicators/model/wording.ts';
import type { Member } from '#lib/indicators/model/payload.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import type { Framework } from '../framework.ts';
import { answering, wordsOf } from './advance.ts';
import { CHOSEN, FRAME, frameworkOf, PLAN_QUESTION, textRows } from './plan-rows.ts';

const COLUMNS = ['tipo', 'lugar', 'nodo', 'codigo_nodo', 'texto_nodo', 'usos', 'indicadores', 'responsables', 'responsables_n', 'resultados_n', 'clase', 'uso', 'versiones', 'detalle', 'detalle_en'] as const;
type Found = Partial<Record<(typeof COLUMNS)[number], string | null>>;

/** Rows of the answer to the SQL that hold no part but a place of an indicator's values. */
const PLACE = 'lugar';

interface Mention {
  readonly name: string;
  readonly use: string;
}

const named = (use: string | null, members: readonly Member[]): Mention[] => (use === null ? [] : members.map(({ name }) => ({ name, use })));

/** Places that a plan names of its indicators: of their values, in their lists, in the words that confine them. */
function mentions(framework: Framework, ofValues: readonly TextRow[]): readonly Mention[] {
  const scopes = new Map(framework.nodes.map(({ id, scope }) => [id as string, scope]));
  return [
    ...ofValues.map(([, , use, , place]) => ({ name: place!, use: use! })),
    ...framework.observations.flatMap((one) => [...named(one.use, one.named), ...(one.payload?.form === 'units' ? named(one.use, one.payload.members) : []), ...one.axes.map(({ value }) => ({ name: value, use: one.use as string }))]),
    ...framework.claims.flatMap((one) => named(one.use, one.members)),
    ...framework.uses.flatMap((use) => [...use.scope, ...(scopes.get(use.node) ?? [])].map((name) => ({ name, use: use.id as string }))),
  ];
}

function placeRecords(framework: Framework, ofValues: readonly TextRow[]): Found[] {
  const uses = new Map(framework.uses.map((use) => [use.id as string, use]));
  const nodes = new Map(framework.nodes.map((node) => [node.id as string, node]));
  const byPlace = Map.groupBy(mentions(framework, ofValues).filter(({ use }) => uses.has(use)), ({ name }) => spellingKey(name));
  return [...byPlace.values()].sort((a, b) => a[0]!.name.localeCompare(b[0]!.name, 'es')).flatMap((own) => {
    const byNode = Map.groupBy([...new Set(own.map(({ use }) => use))], (use) => uses.get(use)!.node as string);
    return [...byNode].map(([id, ids]) => {
      const node = nodes.get(id)!;
      const orgs = [...new Set(ids.flatMap((use) => answering(framework, uses.get(use)!)?.split('; ') ?? []))];
      return {
        tipo: 'lugar', lugar: own[0]!.name, nodo: id, codigo_nodo: node.code, texto_nodo: wordsOf(node, 'plan') ?? wordsOf(node, 'monitoring'), usos: ids.join(' '), indicadores: String(ids.length),
        responsables: orgs.join('; ') || null, responsables_n: String(orgs.length), resultados_n: String(byNode.size), clase: orgs.length > 1 ? 'traslape' : byNode.size > 1 ? 'varios-resultados' : 'uno',
      };
    });
  });
}

/** Indicators whose definition has more than one version: plan and monitoring measure different things by one name. */
function disagreements({ uses, definitions }: Framework): Found[] {
  const byId = Map.groupBy(definitions, ({ id }) => id as string);
  return uses.flatMap((use) => {
    const versions = byId.get(use.definition) ?? [];
    return versions.length < 2 ? [] : [{
      tipo: 'desacuerdo', uso: use.id, versiones: String(versions.length), detalle: versions.map(({ title }) => title.es).join(' ↔ '), detalle_en: versions.map(({ title }) => title.en).join(' ↔ '),
    }];
  });
}

function placeRows(rows: readonly TextRow[]): TextRow[] {
  const framework = frameworkOf(rows.filter(([list]) => list !== PLACE));
  if (framework === null) return [];
  const found = placeRecords(framework, rows.filter(([list]) => list === PLACE));
  const [placed, measured] = [new Set(found.map(({ nodo }) => nodo)), new Set(framework.uses.map(({ node }) => node as string))];
  const gaps = framework.nodes.filter(({ id }) => measured.has(id) && !placed.has(id)).map((node): Found => ({ tipo: 'vacio', nodo: node.id, codigo_nodo: node.code, texto_nodo: wordsOf(node, 'plan') ?? wordsOf(node, 'monitoring') }));
  return textRows(COLUMNS, [...found, ...gaps, ...disagreements(framework)]);
}

/** Place by result: where several answer in one result, which results name no place, and where a definition is disputed. */
export const PLAN_LUGARES: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-lugares',
  es: 'Quién hace qué y dónde en un plan: lugares por resultado, traslapes, resultados sin lugar y desacuerdos de definición',
  en: 'Who does what where in a plan: places by result, overlaps, results without a place and disagreements on a definition',
  sql: `
select ${CHOSEN} from {{plan-partes}} where plan = $plan and (parte in (${FRAME}, 'claims') or (parte = 'observations' and lugar is null))
union all
select '${PLACE}', row_number() over (order by uso, lugar), uso, min(linea), lugar from {{plan-partes}} where plan = $plan and parte = 'observations' and lugar is not null group by uso, lugar
order by parte, orden, clave, linea`,
  columns: COLUMNS,
  derive: placeRows,
  coverage: (rows) => {
    const of = (kind: string) => rows.filter(([own]) => own === kind);
    return `lugares nombrados: ${new Set(of('lugar').map((row) => row[1])).size}; resultados sin lugar: ${of('vacio').length}; definiciones en desacuerdo: ${of('desacuerdo').length}`;
  },
};
