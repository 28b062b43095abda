import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import type { Framework } from '../framework.ts';
import { wordsOf } from './advance.ts';
import { frameworkOf, linesOf, partsSql, PLAN_QUESTION, textRows } from './plan-rows.ts';
import { placeOf } from './value-cells.ts';

const TREE = ['nodo', 'padre', 'profundidad', 'nivel', 'codigo', 'etiqueta', 'horizonte', 'motivo_horizonte', 'contribucion', 'texto_plan', 'texto_monitoreo', 'fuentes', 'indicadores', 'usos', 'linea'] as const;

/** Nodes in the order in which a reader meets them: each before what hangs from it. */
function inOrder({ nodes }: Framework): readonly { readonly node: Framework['nodes'][number]; readonly depth: number }[] {
  const children = Map.groupBy(nodes, ({ parent }) => parent as string | null);
  const below = (parent: string | null, depth: number): { node: Framework['nodes'][number]; depth: number }[] =>
    [...(children.get(parent) ?? [])].sort((a, b) => a.order - b.order).flatMap((node) => [{ node, depth }, ...below(node.id, depth + 1)]);
  return below(null, 0);
}

function treeRows(rows: readonly TextRow[]): TextRow[] {
  const framework = frameworkOf(rows);
  if (framework === null) return [];
  const [uses, lines] = [Map.groupBy(framework.uses, ({ node }) => node as string), linesOf(rows, 'nodes')];
  return textRows(TREE, inOrder(framework).map(({ node, depth }) => {
    const own = [...(uses.get(node.id) ?? [])].sort((a, b) => a.order - b.order);
    return {
      nodo: node.id, padre: node.parent, profundidad: String(depth), nivel: node.level, codigo: node.code, etiqueta: node.tag, horizonte: node.horizon, motivo_horizonte: node.horizonReason, contribucion: String(node.contribution),
      texto_plan: wordsOf(node, 'plan'), texto_monitoreo: wordsOf(node, 'monitoring'), fuentes: node.wordings.map(({ source }) => placeOf(source)).join(', ') || null,
      indicadores: String(own.length), usos: own.map(({ id }) => id).join(' ') || null, linea: lines.get(node.id) ?? null,
    };
  }));
}

/** The tree of results. */
export const PLAN_ARBOL: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-arbol',
  es: 'Árbol de resultados de un plan, cada enunciado antes de los que cuelgan de él',
  en: 'Tree of results of a plan, each statement before those that hang from it',
  sql: partsSql(`parte in ('plan', 'nodes', 'uses')`),
  columns: TREE,
  derive: treeRows,
  coverage: (rows) => `enunciados: ${rows.length}; con indicadores: ${rows.filter((row) => row[TREE.indexOf('indicadores')] !== '0').length}`,
};

const ANSWER = ['organizacion', 'nombre', 'uso', 'indicador', 'indicador_en', 'papel', 'por', 'por_nombre', 'variante', 'fuente'] as const;

function answerRows(rows: readonly TextRow[]): TextRow[] {
  const framework = frameworkOf(rows);
  if (framework === null) return [];
  const names = new Map(framework.organisations.map(({ id, name }) => [id as string, name]));
  const titles = new Map(framework.definitions.map((one) => [`${one.id}@${one.version}`, one.title]));
  return textRows(ANSWER, framework.uses.flatMap((use) => use.responsibilities.flatMap(({ org, via, role, variant, source }) => {
    const title = titles.get(`${use.definition}@${use.version}`);
    const common = { uso: use.id, indicador: title?.es ?? null, indicador_en: title?.en ?? null, papel: role, variante: variant, fuente: placeOf(source) };
    const own = { ...common, organizacion: org, nombre: names.get(org) ?? org, por: via, por_nombre: via === null ? null : (names.get(via) ?? via) };
    return via === null ? [own] : [own, { ...common, organizacion: via, nombre: names.get(via) ?? via, papel: 'implementer' }];
  })));
}

/** Who answers for which indicator, as plan and monitoring say it; who acts through another is there twice, once for each. */
export const PLAN_RESPONSABLES: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-responsables',
  es: 'Quién responde por cada indicador de un plan, según el plan y según su monitoreo',
  en: 'Who answers for each indicator of a plan, by the plan and by its monitoring',
  sql: partsSql(`parte in ('plan', 'uses', 'organisations', 'definitions')`),
  columns: ANSWER,
  derive: answerRows,
  coverage: (rows) => `responsables: ${new Set(rows.map(([org]) => org)).size}`,
};
