import type { Dossier } from '../model/dossier.ts';
import { unitsOf, usesPinnedVersion, valueOf } from '../model/invariants.ts';
import type { Wording } from '../model/source.ts';
import { contentWords, numbersSaid } from '../model/wording.ts';
import { grouped, usesById, useTitle } from './figures.ts';
import { finding, shownFacts, type Check, type FactRef, type Finding } from './finding.ts';

interface Worded {
  readonly id: string;
  readonly title: { readonly es: string; readonly en: string };
  readonly wordings: readonly Wording[];
}

const wordedOf = (dossier: Dossier): readonly Worded[] => [
  ...dossier.nodes.map(({ id, wordings }) => ({ id, title: { es: id, en: id }, wordings })),
  ...dossier.uses.map((use) => ({ id: use.id, title: useTitle(dossier, use), wordings: use.wordings })),
];

const without = (words: readonly string[], others: readonly string[]): string[] => words.filter((word, at) => !others.includes(word) && words.indexOf(word) === at);

const percentages = (text: string): string[] => numbersSaid(text).flatMap(({ value, percent }) => (percent ? [value] : []));

/** Share of different words from which two wordings are taken for two definitions. */
const ANOTHER_DEFINITION = 0.25;

function compareWordings({ id, title, wordings }: Worded): Finding[] {
  const [plan, monitoring] = (['plan', 'monitoring'] as const).map((variant) => wordings.find((one) => one.variant === variant));
  if (plan === undefined || monitoring === undefined) return [];
  const [before, after] = [contentWords(plan.text), contentWords(monitoring.text)];
  const [lost, gained] = [without(before, after), without(after, before)];
  if (lost.length + gained.length === 0) return [];
  const facts: FactRef[] = [plan, monitoring].map((one) => ({ id: `${id}:${one.variant}`, value: one.text, source: one.source }));
  const different = (lost.length + gained.length) / new Set([...before, ...after]).size;
  const conditions = without(percentages(plan.text), percentages(monitoring.text));
  const shown = (words: readonly string[]): string => (words.length === 0 ? '–' : words.map((word) => word.replace('porciento', ' %')).join(', '));
  const found = [finding('definition_match', 'palabras-del-plan', different >= ANOTHER_DEFINITION ? 'high' : 'medium', facts, {
    es: `${title.es} no dice lo mismo en el plan y en el seguimiento: se pierde «${shown(lost)}» y se agrega «${shown(gained)}» (líneas ${plan.source.line} y ${monitoring.source.line}).`,
    en: `${title.en} does not say the same in the plan and in its monitoring: "${shown(lost)}" is lost and "${shown(gained)}" is added (lines ${plan.source.line} and ${monitoring.source.line}).`,
  })];
  if (conditions.length > 0) {
    found.push(finding('definition_match', 'condicion-perdida', 'medium', facts, {
      es: `${title.es} pierde en el seguimiento su condición de ${conditions.join(', ')} %.`,
      en: `${title.en} loses in its monitoring its condition of ${conditions.join(', ')}%.`,
    }));
  }
  return found;
}

/** Values that used another version of a definition than the approved one (invariant 7), of each indicator in one finding. */
function otherVersions(dossier: Dossier): Finding[] {
  const uses = usesById(dossier);
  const variants = dossier.observations.filter((one) => usesPinnedVersion(one, uses.get(one.use)!.version, '').length > 0);
  return [...grouped(variants, ({ use }) => use)].map(([id, group]) => {
    const title = useTitle(dossier, uses.get(id)!);
    const facts = group.map((one) => ({ id: one.id, value: valueOf(one) ?? one.text ?? '–', source: one.sources[0] ?? null }));
    return finding('definition_match', 'version-fijada', 'medium', facts, {
      es: `${title.es} se aprobó con la versión ${uses.get(id)!.version} de su definición y estos valores usan otra: ${shownFacts(facts, 'es')}.`,
      en: `${title.en} was approved with version ${uses.get(id)!.version} of its definition and these values use another: ${shownFacts(facts, 'en')}.`,
    });
  });
}

/** An indicator or a statement says the same in the plan and where it is monitored. */
export const definitionMatch: Check = { kind: 'definition_match', run: (dossier) => [...wordedOf(dossier).flatMap(compareWordings), ...otherVersions(dossier)] };

/** One sentence stands for several indicators. */
export const repeatedWording: Check = {
  kind: 'repeated_wording',
  run: (dossier) => {
    const worded = dossier.uses.flatMap((use) => use.wordings.map((one) => ({ use, one })));
    return [...grouped(worded, ({ one }) => `${one.variant} ${contentWords(one.text).join(' ')}`).values()].flatMap((group) => {
      if (new Set(group.map(({ use }) => use.id)).size < 2) return [];
      const facts = group.map(({ use, one }) => ({ id: `${use.id}:${one.variant}`, value: use.id, source: one.source }));
      const text = group[0]!.one.text;
      return [finding('repeated_wording', 'una-frase-dos-indicadores', 'low', facts, {
        es: `La misma frase sirve a varios indicadores: «${text}», ${shownFacts(facts, 'es')}. Diga qué mide cada nivel.`,
        en: `One sentence serves several indicators: "${text}", ${shownFacts(facts, 'en')}. Say what each level measures.`,
      })];
    });
  },
};

/** Numbers that the prose says are those of the facts that it cites, or of their wording. */
export const narrativeNumbers: Check = {
  kind: 'narrative_numbers',
  run: (dossier) => {
    const uses = usesById(dossier);
    const facts = new Map([...dossier.observations, ...dossier.claims].map((one) => [one.id as string, one]));
    return dossier.narratives.flatMap(({ id, cites, text, source }) => {
      const cited = cites.flatMap((name) => facts.get(name) ?? []);
      if (cited.length === 0) return [];
      const texts = [...cited, ...cites].flatMap((one) => uses.get(typeof one === 'string' ? one : (one.use ?? ''))?.wordings ?? []).map((one) => one.text);
      const known = [...cited.flatMap((one) => [valueOf(one), 'outOf' in one ? one.outOf : null, ...('parts' in one ? one.parts.map(({ value }) => value) : [])]), ...texts.flatMap(numbersSaid).map(({ value }) => value)];
      const stray = numbersSaid(text).map(({ value }) => value).filter((value) => !known.some((one) => one !== null && unitsOf(one) === unitsOf(value)));
      if (stray.length === 0) return [];
      const refs = cited.map((one) => ({ id: one.id, value: valueOf(one) ?? one.text ?? '–', source: 'sources' in one ? (one.sources[0] ?? null) : one.source }));
      const own = { id, value: stray.join(', '), source };
      return [finding('narrative_numbers', 'texto-contra-cuadro', 'high', [own, ...refs], {
        es: `El texto dice ${shownFacts([own], 'es')}, que no está en los valores de los que habla: ${shownFacts(refs, 'es')}.`,
        en: `The text says ${shownFacts([own], 'en')}, which is not among the values that it speaks of: ${shownFacts(refs, 'en')}.`,
      })];
    });
  },
};
