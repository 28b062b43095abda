import type { Dossier } from '../model/dossier.ts';
import { sumOf, targetHasBasis, unitsOf, valueOf } from '../model/invariants.ts';
import { inForce, type Observation } from '../model/observation.ts';
import type { Member } from '../model/payload.ts';
import { actorOf, type IndicatorUse } from '../model/use.ts';
import { spellingKey } from '../model/wording.ts';
import { figuresOf, grouped, refOf, sameNumber, useTitle, type Figure } from './figures.ts';
import { finding, shownFacts, type Check, type Finding } from './finding.ts';
import type { PlaceNames } from './place-names.ts';

const tuple = ({ axes, place }: Observation): string => JSON.stringify([place, ...axes.map(({ axis, value }) => `${axis}=${value}`).sort()]);

/** What was reached counts places or groups for which no target was set. */
function beyondTarget(dossier: Dossier, use: IndicatorUse, own: readonly Observation[]): Finding[] {
  return [...grouped(own, ({ component }) => component).values()].flatMap((group) => {
    const parts = group.filter((one) => tuple(one) !== JSON.stringify([null]));
    const aimed = new Set(parts.filter(({ kind }) => kind === 'target').map(tuple));
    const reached = parts.filter((one) => one.kind === 'actual' && valueOf(one) !== null);
    const stray = reached.filter((one) => !aimed.has(tuple(one)));
    if (aimed.size === 0 || stray.length === 0) return [];
    const sum = (some: readonly Observation[]): string => sumOf(some.map((one) => valueOf(one)!));
    const [all, inside, target] = [sum(reached), sum(reached.filter((one) => aimed.has(tuple(one)))), sum(parts.filter(({ kind }) => kind === 'target'))];
    const [title, facts] = [useTitle(dossier, use), stray.map((one) => ({ ...refOf(one), value: `${one.axes.map(({ value }) => value).join(', ')}: ${valueOf(one)}` }))];
    return [finding('scope', 'sin-meta', 'medium', facts, {
      es: `${title.es} cuenta lo que no tiene meta: ${shownFacts(facts, 'es')}. Dentro de la meta son ${inside} de ${target}; con todo, ${all}.`,
      en: `${title.en} counts what has no target: ${shownFacts(facts, 'en')}. Within the target they are ${inside} of ${target}; with everything, ${all}.`,
    })];
  });
}

function outsideScope(member: Member, scope: readonly string[], places: PlaceNames | null): boolean {
  if (scope.some((name) => spellingKey(name) === spellingKey(member.name))) return false;
  return places?.liesInAny(member, scope) !== true;
}

/** Names that lie outside the places to which the wording of the indicator, or of its result, confines it. */
function beyondPlaces(dossier: Dossier, use: IndicatorUse, figures: readonly Figure[], places: PlaceNames | null): Finding[] {
  const scope = use.scope.length > 0 ? use.scope : (dossier.nodes.find(({ id }) => id === use.node)?.scope ?? []);
  if (scope.length === 0) return [];
  const stray = figures.flatMap(({ members, ref }) => members.filter((one) => outsideScope(one, scope, places)).map(({ name }) => ({ ...ref, value: name })));
  if (stray.length === 0) return [];
  const title = useTitle(dossier, use);
  return [finding('scope', 'fuera-del-ambito', 'low', stray, {
    es: `${title.es} se limita a ${scope.join(', ')} y nombra además: ${shownFacts(stray, 'es')}.`, en: `${title.en} is confined to ${scope.join(', ')} and names besides: ${shownFacts(stray, 'en')}.`,
  })];
}

/** What is counted is what the target and the wording speak of. */
export const scopeHolds: Check = {
  kind: 'scope',
  run: (dossier, places) => {
    const [values, figures] = [grouped(inForce(dossier.observations), ({ use }) => use), grouped(figuresOf(dossier), ({ use }) => use ?? '')];
    return dossier.uses.flatMap((use) => [...beyondTarget(dossier, use, values.get(use.id) ?? []), ...beyondPlaces(dossier, use, figures.get(use.id) ?? [], places)]);
  },
};

/** The same bodies answer for an indicator in the plan and in its monitoring. */
export const responsibleMatch: Check = {
  kind: 'responsible_match',
  run: (dossier) => dossier.uses.flatMap((use) => {
    const [plan, monitoring] = (['plan', 'monitoring'] as const).map((variant) => use.responsibilities.filter((one) => one.variant === variant));
    const actors = (some: typeof plan): string[] => [...new Set((some ?? []).map(actorOf))].sort();
    const [before, after] = [actors(plan), actors(monitoring)];
    if (before.length === 0 || after.length === 0 || before.join() === after.join()) return [];
    const names = (ids: readonly string[]): string => ids.map((id) => dossier.organisations.find((one) => one.id === id)!.name).join(', ');
    const facts = [{ id: `${use.id}:plan`, value: names(before), source: plan![0]!.source }, { id: `${use.id}:monitoring`, value: names(after), source: monitoring![0]!.source }];
    const title = useTitle(dossier, use);
    return [finding('responsible_match', 'quien-responde', 'medium', facts, {
      es: `De ${title.es} responde en el plan ${names(before)} y en el seguimiento ${names(after)}.`, en: `${title.en} is answered for in the plan by ${names(before)} and in the monitoring by ${names(after)}.`,
    })];
  }),
};

/** Data and work come from projects that the document lists. */
export const sourceRegistered: Check = {
  kind: 'source_registered',
  run: ({ registers, citedSources }) => {
    const projects = registers.filter(({ kind }) => kind === 'projects').flatMap(({ rows }) => rows);
    if (projects.length === 0) return [];
    const listed = projects.map(({ name }) => spellingKey(name));
    const strays = citedSources.filter(({ name }) => !listed.some((one) => one.includes(spellingKey(name))));
    return [...grouped(strays, ({ name }) => spellingKey(name)).values()].map((same) => {
      const facts = same.map(({ id, name, source }) => ({ id, value: name, source }));
      const uses = [...new Set(same.flatMap((one) => one.uses))].join(', ');
      return finding('source_registered', 'fuente-sin-proyecto', 'medium', facts, {
        es: `${shownFacts(facts, 'es')} da datos de ${uses} y no está en la lista de proyectos (${projects.length}).`,
        en: `${shownFacts(facts, 'en')} gives data on ${uses} and is not in the list of projects (${projects.length}).`,
      });
    });
  },
};

/** One body is first by one measure and last by another: no contradiction, but the two are never averaged. */
export const twoMeasures: Check = {
  kind: 'two_measures',
  run: (dossier) => [...grouped(dossier.claims.filter(({ entity, extreme }) => entity !== null && extreme !== null), ({ entity, kind }) => `${spellingKey(entity!)} ${kind}`).values()].flatMap((group) => {
    const first = group.filter(({ extreme }) => extreme === 'highest');
    const last = group.filter(({ extreme, magnitude }) => extreme === 'lowest' && first.every((one) => one.magnitude !== magnitude));
    if (first.length === 0 || last.length === 0) return [];
    const facts = [...first, ...last].map(refOf);
    return [finding('two_measures', 'primero-y-ultimo', 'low', facts, {
      es: `${group[0]!.entity} es primero por una medida y último por otra: ${shownFacts(facts, 'es')}. Son dos medidas; no se promedian.`,
      en: `${group[0]!.entity} is first by one measure and last by another: ${shownFacts(facts, 'en')}. They are two measures; they are not averaged.`,
    })];
  }),
};

/** A sum of promises that mixes ceilings, rounded figures or payers shows its parts. */
export const mixedSum: Check = {
  kind: 'mixed_sum',
  run: ({ registers }) => registers.flatMap((register) => {
    const paid = register.rows.filter(({ amount }) => amount !== null);
    const kinds = new Set(paid.map(({ qualifier }) => qualifier));
    const payers = new Set(paid.map(({ payer }) => payer));
    if (paid.length < 2 || (kinds.size < 2 && payers.size < 2)) return [];
    const facts = paid.map(({ n, amount, source }) => ({ id: `${register.id}[${n}]`, value: amount!, source }));
    return [finding('mixed_sum', 'promesas-de-varias-clases', 'low', facts, {
      es: `«${register.title}» mezcla topes, montos redondeados o pagadores distintos: ${shownFacts(facts, 'es')}. Una suma se muestra con sus partes.`,
      en: `"${register.title}" mixes ceilings, rounded amounts or different payers: ${shownFacts(facts, 'en')}. A sum is shown with its parts.`,
    })];
  }),
};

/** Where the plan does not say whether a target is a level or an increase, and the two readings give different verdicts. */
export const targetBasis: Check = {
  kind: 'target_basis',
  run: (dossier) => {
    const whole = grouped(inForce(dossier.observations).filter(({ axes, place }) => axes.length === 0 && place === null), ({ use, component }) => `${use}/${component}`);
    return dossier.uses.flatMap((use) => use.components.flatMap(({ key }) => twoReadings(dossier, use, whole.get(`${use.id}/${key}`) ?? [])));
  },
};

/** A target that is missed as a level and reached as an increase, where the definition does not say which it is (invariant 8). */
function twoReadings(dossier: Dossier, use: IndicatorUse, own: readonly Observation[]): Finding[] {
  const definition = dossier.definitions.find(({ id, version }) => id === use.definition && version === use.version)!;
  const facts = (['baseline', 'actual', 'target'] as const).flatMap((kind) => own.find((one) => one.kind === kind && valueOf(one) !== null) ?? []);
  if (targetHasBasis(definition, '').length === 0 || facts.length < 3) return [];
  const [base, actual, target] = facts.map((one) => unitsOf(valueOf(one)!)) as [bigint, bigint, bigint];
  if (base <= 0n || actual >= target || base + actual < target) return [];
  const [title, refs] = [useTitle(dossier, use), facts.map(refOf)];
  const exactly = sameNumber(sumOf(facts.slice(0, 2).map((one) => valueOf(one)!)), valueOf(facts[2]!)!);
  return [finding('target_basis', 'nivel-o-aumento', exactly ? 'medium' : 'low', refs, {
    es: `${title.es} no dice si su meta es un nivel o un aumento: leída como nivel no se alcanza, y sumada a la línea de base sí (${shownFacts(refs, 'es')}).`,
    en: `${title.en} does not say whether its target is a level or an increase: as a level it is not reached, and added to the baseline it is (${shownFacts(refs, 'en')}).`,
  })];
}
