import { tidy } from '#lib/kernel/text.ts';
import type { Dossier } from '../model/dossier.ts';
import type { Member } from '../model/payload.ts';
import type { SourceRef } from '../model/source.ts';
import { spellingKey } from '../model/wording.ts';
import { figuresOf, grouped } from './figures.ts';
import { finding, shownFacts, type Check, type FactRef, type Finding } from './finding.ts';
import type { PlaceNames } from './place-names.ts';

interface Listed {
  readonly member: Member;
  readonly ref: FactRef;
}

function listedPlaces(dossier: Dossier): readonly Listed[] {
  const all = figuresOf(dossier).flatMap(({ members, ref }) => members.filter(({ level }) => level !== null).map((member) => ({ member, ref: { ...ref, value: member.name } })));
  return [...grouped(all, ({ member, ref }) => `${member.name} ${member.level} ${member.within} ${ref.source?.line}`).values()].map((same) => same[0]!);
}

const LEVEL_IN_ENGLISH = { departamento: 'department', provincia: 'province', distrito: 'district' } as const;

function nameFinding({ member, ref }: Listed, places: PlaceNames): Finding[] {
  const answer = places.answer(member);
  if (answer.kind === 'none') {
    return [finding('name_in_gazetteer', 'nombre-desconocido', 'medium', [ref], {
      es: `${shownFacts([ref], 'es')} no está en el registro de lugares${member.within === null ? '' : ` de ${member.within}`}.`,
      en: `${shownFacts([ref], 'en')} is not in the registry of places${member.within === null ? '' : ` of ${member.within}`}.`,
    })];
  }
  if (answer.kind !== 'other-level') return [];
  return [finding('name_in_gazetteer', 'otro-nivel', 'medium', [ref], {
    es: `${shownFacts([ref], 'es')} se da como ${member.level}; en el registro es ${answer.level} (${answer.name}).`,
    en: `${shownFacts([ref], 'en')} is given as a ${LEVEL_IN_ENGLISH[member.level!]}; in the registry it is a ${LEVEL_IN_ENGLISH[answer.level]} (${answer.name}).`,
  })];
}

/** Each place named is in the registry, at the level that the document gives it; homonyms are left to a person. */
export const nameInGazetteer: Check = {
  kind: 'name_in_gazetteer',
  run: (dossier, places) => {
    if (places === null) return [];
    // Whoever looked for a name and left it open has said so.
    const listed = listedPlaces(dossier).filter(({ member }) => !dossier.unresolved.includes(member.name));
    const several = listed.filter(({ member }) => places.answer(member).kind === 'several').map(({ ref }) => ref);
    const open = several.length === 0 ? [] : [finding('name_in_gazetteer', 'homonimos', 'low', several, {
      es: `Sin decir en qué departamento están, estos nombres son de varios lugares: ${shownFacts(several, 'es')}.`,
      en: `Without saying in which department they are, these names are of several places: ${shownFacts(several, 'en')}.`,
    })];
    return [...listed.flatMap((one) => nameFinding(one, places)), ...open];
  },
};

interface Spelt {
  readonly word: string;
  readonly source: SourceRef;
}

const CAPITALISED = /(?<![\p{L}])\p{Lu}\p{Ll}{3,}(?![\p{L}])/gu;

/** Words with a capital inside the sentences of a document: names, for the most part. */
function capitalised(text: string, source: SourceRef): Spelt[] {
  return [...text.normalize('NFC').matchAll(CAPITALISED)].map((match) => ({ word: match[0], source }));
}

function textsOf(dossier: Dossier): readonly { readonly text: string; readonly source: SourceRef }[] {
  return [
    ...[...dossier.nodes, ...dossier.uses].flatMap(({ wordings }) => wordings),
    ...dossier.claims, ...dossier.narratives,
    ...dossier.observations.flatMap(({ text, sources }) => (text === null || sources[0] === undefined ? [] : [{ text, source: sources[0] }])),
    ...dossier.registers.flatMap(({ rows }) => rows.map(({ name, text, source }) => ({ text: `${name}. ${text ?? ''}`, source }))),
  ];
}

/** Every spelling with the first line where it stands. */
function firstOfEach(spelt: readonly Spelt[]): readonly Spelt[] {
  return [...grouped(spelt, ({ word }) => word).values()].map((same) => same.reduce((first, next) => (next.source.line < first.source.line ? next : first)));
}

function lowerCased(dossier: Dossier, places: PlaceNames | null): Spelt[] {
  if (places === null) return [];
  const capitals = new Set(textsOf(dossier).flatMap(({ text, source }) => capitalised(text, source)).map(({ word }) => spellingKey(word)));
  return textsOf(dossier).flatMap(({ text, source }) =>
    [...text.matchAll(/\((\p{Ll}{4,})\)/gu)].filter((match) => capitals.has(spellingKey(match[1]!)) && places.isName(match[1]!)).map((match) => ({ word: match[1]!, source })));
}

/** The same name is spelt in one way all over the document. */
function variants(dossier: Dossier, places: PlaceNames | null): Finding[] {
  const spelt = [...textsOf(dossier).flatMap(({ text, source }) => capitalised(text, source)), ...lowerCased(dossier, places)];
  return [...grouped(firstOfEach(spelt), ({ word }) => spellingKey(word)).values()].flatMap((group) => {
    if (group.length < 2) return [];
    const facts = group.map(({ word, source }) => ({ id: word, value: word, source }));
    return [finding('spelling', 'grafias', 'low', facts, { es: `Un mismo nombre se escribe de varias formas: ${shownFacts(facts, 'es')}.`, en: `One name is spelt in several ways: ${shownFacts(facts, 'en')}.` })];
  });
}

function registrySpelling(dossier: Dossier, places: PlaceNames | null): Finding[] {
  if (places === null) return [];
  return listedPlaces(dossier).flatMap(({ member, ref }) => {
    const answer = places.answer(member);
    if (answer.kind !== 'one' || spellingKey(answer.name) !== spellingKey(member.name) || tidy(answer.name).toLowerCase() === tidy(member.name).toLowerCase()) return [];
    return [finding('spelling', 'grafia-del-registro', 'low', [ref], { es: `${shownFacts([ref], 'es')} se escribe «${answer.name}» en el registro.`, en: `${shownFacts([ref], 'en')} is spelt "${answer.name}" in the registry.` })];
  });
}

export const spelling: Check = { kind: 'spelling', run: (dossier, places) => [...variants(dossier, places), ...registrySpelling(dossier, places)] };
