import type { Dossier } from '../model/dossier.ts';
import { spellingKey } from '../model/wording.ts';
import { figuresOf, grouped, sameNumber, sameTime, titleOf, type Figure } from './figures.ts';
import { finding, shownFacts, type Check, type Finding } from './finding.ts';

const disagree = (a: Figure, b: Figure): boolean =>
  a.value !== null && b.value !== null && a.qualifier === 'exact' && b.qualifier === 'exact' && sameTime(a, b) && !sameNumber(a.value, b.value);

const membersKey = (figure: Figure): string => figure.members.map(({ name }) => spellingKey(name)).sort().join('|');

const listsDiffer = (a: Figure, b: Figure): boolean => a.members.length > 0 && b.members.length > 0 && sameTime(a, b) && membersKey(a) !== membersKey(b);

const anyPair = (group: readonly Figure[], holds: (a: Figure, b: Figure) => boolean): boolean => group.some((a, at) => group.slice(at + 1).some((b) => holds(a, b)));

function ofGroup(dossier: Dossier, group: readonly Figure[]): Finding[] {
  const title = titleOf(dossier, group[0]!.magnitude);
  const found: Finding[] = [];
  if (anyPair(group, disagree)) {
    const facts = group.filter(({ value }) => value !== null).map(({ ref }) => ref);
    found.push(finding('equal_across', 'una-cifra-en-cada-lugar', 'high', facts, {
      es: `De «${title.es}» el documento da varias cifras para la misma fecha: ${shownFacts(facts, 'es')}. Elija una y anote por qué.`,
      en: `Of "${title.en}" the document gives several figures for one date: ${shownFacts(facts, 'en')}. Choose one and note why.`,
    }));
  }
  if (anyPair(group, listsDiffer)) {
    const listed = group.filter(({ members }) => members.length > 0);
    const facts = listed.map(({ ref, members }) => ({ ...ref, value: members.map(({ name }) => name).join('; ') }));
    found.push(finding('equal_across', 'una-lista-en-cada-lugar', 'medium', facts, {
      es: `De «${title.es}» el documento lista nombres distintos: ${shownFacts(facts, 'es')}.`,
      en: `Of "${title.en}" the document lists different names: ${shownFacts(facts, 'en')}.`,
    }));
  }
  return found;
}

/** Two figures of one magnitude, kind and date agree, wherever the document prints them. */
export const equalAcross: Check = {
  kind: 'equal_across',
  run: (dossier) => [...grouped(figuresOf(dossier), ({ magnitude, kind, of, unit }) => JSON.stringify([magnitude, kind, of, unit])).values()].flatMap((group) => ofGroup(dossier, group)),
};

/** A number and the list printed with it have one count. */
export const countOfList: Check = {
  kind: 'count_of_list',
  run: (dossier) => figuresOf(dossier).flatMap(({ ref, value, members, magnitude, qualifier }) => {
    if (value === null || members.length === 0 || qualifier !== 'exact' || sameNumber(value, String(members.length))) return [];
    const title = titleOf(dossier, magnitude);
    const names = members.map(({ name }) => name).join(', ');
    return [finding('count_of_list', 'cuenta-y-lista', 'high', [ref], {
      es: `De «${title.es}» se dice ${shownFacts([ref], 'es')} y se nombran ${members.length}: ${names}.`,
      en: `Of "${title.en}" ${shownFacts([ref], 'en')} is said and ${members.length} are named: ${names}.`,
    })];
  }),
};

/** A population in which others are counted changes from one figure to another: rates over it are not comparable. */
function populationDrift(dossier: Dossier): Finding[] {
  const populations = new Set(dossier.magnitudes.filter(({ population }) => population).map(({ id }) => id as string));
  const groups = grouped(figuresOf(dossier).filter(({ magnitude, value }) => populations.has(magnitude) && value !== null), ({ magnitude, of }) => `${magnitude} ${of}`);
  return [...groups.values()].flatMap((group) => (group.every(({ value }) => sameNumber(value!, group[0]!.value!)) ? [] : [driftFinding(titleOf(dossier, group[0]!.magnitude), group.map(({ ref }) => ref))]));
}

function driftFinding(title: { es: string; en: string }, facts: readonly Figure['ref'][]): Finding {
  return finding('denominator_drift', 'mismo-universo', 'medium', facts, {
    es: `El universo cambia en «${title.es}»: ${shownFacts(facts, 'es')}. La cuenta y la proporción pueden decir cosas distintas; muestre ambas.`,
    en: `The whole changes in "${title.en}": ${shownFacts(facts, 'en')}. The count and the rate may say different things; show both.`,
  });
}

/** The total that an indicator is counted in changes between its baseline, its target and what was reached. */
function outOfDrift(dossier: Dossier): Finding[] {
  const counted = dossier.observations.filter(({ outOf }) => outOf !== null);
  return [...grouped(counted, ({ use, component }) => `${use}/${component}`)].flatMap(([magnitude, group]) => {
    if (group.every(({ outOf }) => sameNumber(outOf!, group[0]!.outOf!))) return [];
    return [driftFinding(titleOf(dossier, magnitude), group.map((one) => ({ id: one.id, value: one.outOf!, source: one.sources[0] ?? null })))];
  });
}

export const denominatorDrift: Check = { kind: 'denominator_drift', run: (dossier) => [...populationDrift(dossier), ...outOfDrift(dossier)] };
