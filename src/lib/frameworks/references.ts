import { definitionKey } from '#lib/indicators/model/definition.ts';
import { problem, type Problem } from '#lib/indicators/model/problem.ts';
import type { Framework } from './framework.ts';

type Named = { readonly path: string; readonly id: string | null };

const missing = (known: ReadonlySet<string>, named: readonly Named[]): Problem[] =>
  named.flatMap(({ path, id }) => (id === null || known.has(id) ? [] : [problem('no-existe', path, { codigo: id })]));

function repeated(path: string, ids: readonly string[]): Problem[] {
  const seen = new Set<string>();
  return ids.flatMap((id, index) => (seen.has(id) ? [problem('codigo-repetido', `${path}[${index}]`, { codigo: id })] : (seen.add(id), [])));
}

const idsOf = (items: readonly { readonly id: string }[]): Set<string> => new Set(items.map((item) => item.id));

/** Every id of a fact that prose, claims and waivers may cite. */
export function factIds(framework: Framework): Set<string> {
  const { observations, claims, uses, nodes, columns } = framework;
  return new Set([...observations, ...claims, ...uses, ...nodes, ...columns].map((one) => one.id));
}

const CODED = ['documents', 'organisations', 'units', 'magnitudes', 'columns', 'nodes', 'uses', 'periods', 'observations', 'claims', 'narratives', 'footnotes', 'registers', 'citedSources', 'tables', 'relations', 'conditions', 'deliverables', 'crossCutting', 'budgets', 'cycles'] as const;

function repeatedIds(framework: Framework): Problem[] {
  const versions = framework.definitions.map((one) => definitionKey(one.id, one.version));
  return [...CODED.flatMap((name) => repeated(name, framework[name].map((one) => one.id))), ...repeated('definitions', versions)];
}

function treeReferences({ nodes, links, deliverables, organisations, owner }: Framework): Problem[] {
  const known = idsOf(nodes);
  return [
    ...missing(idsOf(organisations), [{ path: 'owner', id: owner }]),
    ...missing(known, nodes.map((one, at) => ({ path: `nodes[${at}].parent`, id: one.parent }))),
    ...missing(known, links.flatMap((one, at) => [{ path: `links[${at}].from`, id: one.from }, { path: `links[${at}].to`, id: one.to }])),
    ...missing(known, deliverables.map((one, at) => ({ path: `deliverables[${at}].node`, id: one.node }))),
  ];
}

function useReferences({ uses, nodes, definitions, organisations, units, magnitudes }: Framework): Problem[] {
  const versions = new Set(definitions.map((one) => definitionKey(one.id, one.version)));
  const [nodeIds, orgIds, unitIds, magnitudeIds] = [idsOf(nodes), idsOf(organisations), idsOf(units), idsOf(magnitudes)];
  return uses.flatMap((use, at) => [
    ...missing(nodeIds, [{ path: `uses[${at}].node`, id: use.node }]),
    ...missing(versions, [{ path: `uses[${at}].definition`, id: definitionKey(use.definition, use.version) }]),
    ...missing(orgIds, use.responsibilities.flatMap(({ org, via }, n) => [org, via].map((id) => ({ path: `uses[${at}].responsibilities[${n}]`, id })))),
    ...missing(unitIds, use.components.map(({ unit }, n) => ({ path: `uses[${at}].components[${n}].unit`, id: unit }))),
    ...missing(magnitudeIds, use.components.map(({ magnitude }, n) => ({ path: `uses[${at}].components[${n}].magnitude`, id: magnitude }))),
    ...repeated(`uses[${at}].components`, use.components.map(({ key }) => key)),
  ]);
}

function valueReferences({ uses, observations, claims, columns, units, definitions, magnitudes }: Framework): Problem[] {
  const parts = new Set(uses.flatMap((use) => use.components.map(({ key }) => `${use.id}/${key}`)));
  const versions = new Set(definitions.map((one) => definitionKey(one.id, one.version)));
  const definitionOf = new Map(uses.map((use) => [use.id, use.definition]));
  const [columnIds, unitIds, useIds, observationIds] = [idsOf(columns), idsOf(units), idsOf(uses), idsOf(observations)];
  const told = new Set([...idsOf(magnitudes), ...parts]);
  const shared = (list: string, at: number, one: { column: string | null; unit: string | null }): Problem[] => [
    ...missing(columnIds, [{ path: `${list}[${at}].column`, id: one.column }]),
    ...missing(unitIds, [{ path: `${list}[${at}].unit`, id: one.unit }]),
  ];
  return [
    ...observations.flatMap((one, at) => [
      ...missing(parts, [{ path: `observations[${at}].component`, id: `${one.use}/${one.component}` }]),
      ...missing(versions, definitionOf.has(one.use) ? [{ path: `observations[${at}].version`, id: definitionKey(definitionOf.get(one.use)!, one.version) }] : []),
      ...missing(observationIds, [{ path: `observations[${at}].supersedes`, id: one.supersedes }]),
      ...shared('observations', at, one),
    ]),
    ...claims.flatMap((one, at) => [
      ...missing(told, [{ path: `claims[${at}].magnitude`, id: one.magnitude }]),
      ...missing(one.component === null ? useIds : parts, [{ path: `claims[${at}].use`, id: one.component === null ? one.use : `${one.use}/${one.component}` }]),
      ...shared('claims', at, one),
    ]),
  ];
}

/** Whatever names something that the document lacks, or takes a name that is taken. */
export function referenceProblems(framework: Framework): Problem[] {
  const { narratives, footnotes, citedSources, registers, uses, organisations, columns, magnitudes, schemes } = framework;
  const parts = uses.flatMap((use) => use.components.map(({ key }) => `${use.id}/${key}`));
  return [
    ...repeatedIds(framework),
    ...treeReferences(framework),
    ...useReferences(framework),
    ...valueReferences(framework),
    ...missing(factIds(framework), narratives.flatMap((one, at) => one.cites.map((id, n) => ({ path: `narratives[${at}].cites[${n}]`, id })))),
    ...missing(factIds(framework), footnotes.flatMap((one, at) => one.attached.map((id, n) => ({ path: `footnotes[${at}].attached[${n}]`, id })))),
    ...missing(idsOf(uses), citedSources.flatMap((one, at) => one.uses.map((id, n) => ({ path: `citedSources[${at}].uses[${n}]`, id })))),
    ...missing(idsOf(uses), schemes.flatMap((one, at) => one.uses.map((id, n) => ({ path: `schemes[${at}].uses[${n}]`, id })))),
    ...missing(idsOf(columns), registers.map((one, at) => ({ path: `registers[${at}].column`, id: one.column }))),
    ...missing(new Set([...idsOf(magnitudes), ...parts]), registers.map((one, at) => ({ path: `registers[${at}].magnitude`, id: one.magnitude }))),
    ...missing(idsOf(organisations), registers.flatMap((one, at) => one.rows.map((row, n) => ({ path: `registers[${at}].rows[${n}].org`, id: row.org })))),
    ...sourceReferences(framework),
  ];
}

/** Every source of every fact names a document that is there (invariant 12): a locator into nothing is no source. */
function sourceReferences(framework: Framework): Problem[] {
  const known = idsOf(framework.documents);
  const lost: Named[] = [];
  // A path is written only for what is lost: a plan has some hundred thousand sources, nearly all of them right.
  const keys: string[] = [];
  const walk = (value: object): void => {
    if ('document' in value && 'line' in value) {
      if (!known.has(String(value.document))) lost.push({ path: `${keys.join('')}.document`.replace(/^\./, ''), id: String(value.document) });
      return;
    }
    const inList = Array.isArray(value);
    for (const key in value) {
      const inner = (value as Record<string, unknown>)[key];
      if (typeof inner !== 'object' || inner === null) continue;
      keys.push(inList ? `[${key}]` : `.${key}`);
      walk(inner);
      keys.pop();
    }
  };
  walk(framework);
  return missing(known, lost);
}
