import type { Dossier } from '../model/dossier.ts';
import { unitsOf, valueOf } from '../model/invariants.ts';
import { figuresOf, grouped, refOf, titleOf, usesById, useTitle, type Figure } from './figures.ts';
import { finding, shownFacts, type Check, type Finding } from './finding.ts';

function outside(dossier: Dossier, { value, magnitude, unit }: Figure): boolean {
  if (value === null) return false;
  const own = dossier.magnitudes.find(({ id }) => id === magnitude);
  const kind = dossier.units.find(({ id }) => id === unit)?.kind;
  const at = unitsOf(value);
  if (own?.min != null && at < unitsOf(own.min)) return true;
  if (own?.max != null && at > unitsOf(own.max)) return true;
  return kind === 'count' && (at < 0n || value.includes('.'));
}

/** A value lies within what its magnitude allows, a count is a natural number, and a part is no more than its whole. */
export const range: Check = {
  kind: 'range',
  run: (dossier) => [
    ...figuresOf(dossier).filter((figure) => outside(dossier, figure)).map(({ ref, magnitude }) => {
      const title = titleOf(dossier, magnitude);
      return finding('range', 'limites', 'high', [ref], { es: `«${title.es}» no puede valer ${shownFacts([ref], 'es')}.`, en: `"${title.en}" cannot be ${shownFacts([ref], 'en')}.` });
    }),
    ...dossier.observations.flatMap((one) => {
      const ref = refOf(one);
      const number = valueOf(one);
      if (number === null || one.outOf === null || unitsOf(number) <= unitsOf(one.outOf)) return [];
      return [finding('range', 'parte-y-todo', 'high', [ref], { es: `Se cuentan ${shownFacts([ref], 'es')} de un total de ${one.outOf}.`, en: `${shownFacts([ref], 'en')} are counted of a total of ${one.outOf}.` })];
    }),
  ],
};

/** A percentage of k items can only be a whole number of items. */
export const multipleOf: Check = {
  kind: 'multiple_of',
  run: (dossier) => figuresOf(dossier).flatMap(({ value, magnitude, ref }) => {
    const items = dossier.magnitudes.find(({ id }) => id === magnitude)?.items ?? null;
    if (value === null || items === null || (unitsOf(value) * BigInt(items)) % (100n * unitsOf('1')) === 0n) return [];
    const title = titleOf(dossier, magnitude);
    return [finding('multiple_of', 'porcentaje-de-piezas', 'high', [ref], {
      es: `«${title.es}» se mide sobre ${items}; ${shownFacts([ref], 'es')} por ciento no da un número entero de ellos.`,
      en: `"${title.en}" is measured over ${items}; ${shownFacts([ref], 'en')} per cent is no whole number of them.`,
    })];
  }),
};

/** Baseline, target and what was reached have one unit, and all are numbers or none is: else no ratio is worked out. */
export const unitMatch: Check = {
  kind: 'unit_match',
  run: (dossier) => [...grouped(figuresOf(dossier).filter(({ use, component, kind }) => use !== null && component !== null && kind !== null), ({ use, component }) => `${use}/${component}`)].flatMap(([magnitude, group]) => {
    const title = titleOf(dossier, magnitude);
    const facts = group.map(({ ref }) => ref);
    const units = [...new Set(group.flatMap(({ unit }) => unit ?? []))].map((id) => dossier.units.find((one) => one.id === id)!.title);
    const found: Finding[] = [];
    if (units.length > 1) {
      found.push(finding('unit_match', 'una-unidad', 'high', facts, {
        es: `En «${title.es}» se mezclan unidades (${units.map(({ es }) => es).join(', ')}): ${shownFacts(facts, 'es')}. No se calcula ninguna proporción.`,
        en: `In "${title.en}" units are mixed (${units.map(({ en }) => en).join(', ')}): ${shownFacts(facts, 'en')}. No ratio is worked out.`,
      }));
    }
    return [...found, ...wordsAgainstNumbers(dossier, magnitude, group)];
  }),
};

function wordsAgainstNumbers(dossier: Dossier, magnitude: string, group: readonly Figure[]): Finding[] {
  const target = group.find(({ kind, value }) => kind === 'target' && value !== null);
  const worded = dossier.observations.filter((one) => one.payload?.form === 'text' && one.kind !== 'target' && `${one.use}/${one.component}` === magnitude);
  if (target === undefined || worded.length === 0) return [];
  const title = titleOf(dossier, magnitude);
  const facts = [target.ref, ...worded.map(refOf)];
  return [finding('unit_match', 'palabras-por-numero', 'medium', facts, {
    es: `La meta de «${title.es}» es ${shownFacts([target.ref], 'es')}; la línea de base o el avance son un texto, así que no se comparan: ${shownFacts(facts.slice(1), 'es')}.`,
    en: `The target of "${title.en}" is ${shownFacts([target.ref], 'en')}; the baseline or the value reached is a text, so they are not compared: ${shownFacts(facts.slice(1), 'en')}.`,
  })];
}

/** What was counted (programmed, delivered, in use) is what the indicator speaks of. */
export const natureMatches: Check = {
  kind: 'nature',
  run: (dossier) => {
    const uses = usesById(dossier);
    return dossier.observations.flatMap((one) => {
      const use = uses.get(one.use)!;
      const defined = dossier.definitions.find(({ id, version }) => id === use.definition && version === one.version)?.nature ?? null;
      if (one.nature === null || defined === null || one.nature === defined) return [];
      const [title, ref] = [useTitle(dossier, use), refOf(one)];
      return [finding('nature', 'programado-hecho-usado', 'medium', [ref], {
        es: `${title.es} habla de lo que ya se usa o se entregó, y el valor ${shownFacts([ref], 'es')} sale de lo programado o de otra etapa.`,
        en: `${title.en} speaks of what is used or delivered, and the value ${shownFacts([ref], 'en')} comes from what is programmed or from another stage.`,
      })];
    });
  },
};
