import { placeNames } from '#lib/indicators/checks/place-names.ts';
import { buildGazetteer } from '#lib/places/gazetteer.ts';
import { buildSearch } from '#lib/places/search.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import type { Framework } from '../framework.ts';
import { frameworkFindings } from '../findings.ts';
import { CHOSEN, frameworkOf, PLAN_QUESTION, textRows } from './plan-rows.ts';
import { placeOf } from './value-cells.ts';

const COLUMNS = ['huella', 'clase', 'regla', 'gravedad', 'es', 'en', 'hechos', 'fuentes', 'usos'] as const;

/** What of the registry of places names are looked up in. */
const REGISTRY = ['ubigeo', 'departamento', 'provincia', 'distrito', 'capital', 'sec_ejec', 'municipalidad'] as const;
const DISTRICT = 'distrito';

function registryOf(rows: readonly TextRow[]) {
  const districts = rows.filter(([list]) => list === DISTRICT).map(([, , , , body]) => {
    const cells = JSON.parse(body!) as (string | null)[];
    return Object.fromEntries(REGISTRY.map((name, index) => [name, cells[index] ?? null]));
  });
  if (districts.length === 0) return null;
  const gazetteer = buildGazetteer(districts);
  return placeNames(gazetteer, buildSearch(gazetteer));
}

/** The indicators that a fact belongs to, so that each indicator's page can say what contradicts it. */
function usesOf({ observations, claims, uses }: Framework): (fact: string) => readonly string[] {
  const known = new Set(uses.map(({ id }) => id as string));
  const owner = new Map<string, string>([...observations, ...claims].flatMap((one) => (one.use === null ? [] : [[one.id, one.use] as const])));
  return (fact) => {
    const bare = fact.replace(/#.*$/u, '');
    const own = [owner.get(bare), bare, bare.split('/')[0]!].find((id) => id !== undefined && known.has(id));
    return own === undefined ? [] : [own];
  };
}

function contradictionRows(rows: readonly TextRow[]): TextRow[] {
  const framework = frameworkOf(rows.filter(([list]) => list !== DISTRICT));
  if (framework === null) return [];
  const usesBy = usesOf(framework);
  return textRows(COLUMNS, frameworkFindings(framework, registryOf(rows)).map(({ hash, kind, rule, severity, es, en, facts }) => ({
    huella: hash, clase: kind, regla: rule, gravedad: severity, es, en, hechos: String(facts.length),
    fuentes: [...new Set(facts.flatMap(({ source }) => (source === null ? [] : [placeOf(source)])))].join(', ') || null,
    usos: [...new Set(facts.flatMap(({ id }) => usesBy(id)))].join(' ') || null,
  })));
}

/** What does not hold in a plan, the gravest first. Values of places are left to the questions of places. */
export const PLAN_CONTRADICCIONES: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-contradicciones',
  es: 'Lo que no concuerda en un plan, de lo más grave a lo menos, con las líneas que lo muestran',
  en: 'What does not agree in a plan, the gravest first, with the lines that show it',
  datasets: ['plan-partes', 'distritos'],
  sql: `
with unicos as (select * from {{distritos}} qualify row_number() over (partition by ubigeo order by rango desc, linea) = 1)
select ${CHOSEN} from {{plan-partes}} where plan = $plan and lugar is null
union all
select '${DISTRICT}', row_number() over (order by ubigeo), ubigeo, linea, to_json([${REGISTRY.join(', ')}])::varchar from unicos
order by parte, orden, clave, linea`,
  columns: COLUMNS,
  derive: contradictionRows,
  coverage: (rows) => `contradicciones halladas: ${rows.length}; graves: ${rows.filter((row) => row[3] === 'high').length}`,
};
