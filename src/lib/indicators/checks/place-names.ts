import type { PlaceLevel } from '#lib/kernel/ubigeo.ts';
import type { Gazetteer } from '#lib/places/gazetteer.ts';
import { liesIn, type Place } from '#lib/places/place.ts';
import type { Search } from '#lib/places/search.ts';
import type { Member } from '../model/payload.ts';
import { spellingKey } from '../model/wording.ts';

/** What the registry knows of a printed name: one place, several of that name, one of another level, or none. */
export type NameAnswer =
  | { readonly kind: 'one'; readonly name: string; readonly code: string }
  | { readonly kind: 'several' }
  | { readonly kind: 'other-level'; readonly level: PlaceLevel; readonly name: string }
  | { readonly kind: 'none' };

/** The registry of places, as checks need it. */
export interface PlaceNames {
  answer(member: Member): NameAnswer;
  /** Whether any place bears that name. */
  isName(name: string): boolean;
  /** Whether the member lies in one of the places named; null where the registry cannot tell. */
  liesInAny(member: Member, names: readonly string[]): boolean | null;
}

/** "Distrital" is printed of a municipality that the registry has as a province's: found by the seat's alias only. */
function isProvincesOwn(member: Member, place: Place): boolean {
  return member.level === 'distrito' && place.municipality?.kind === 'provincial' && spellingKey(place.name) !== spellingKey(member.name);
}

/** Answers from the gazetteer that is in force. */
export function placeNames(gazetteer: Gazetteer, search: Search): PlaceNames {
  const contextOf = ({ within }: Member) => {
    const container = within === null ? null : search.resolveName(within, { level: 'departamento' });
    return container?.kind === 'unique' ? { within: container.place.ubigeo } : {};
  };
  const answer = (member: Member): NameAnswer => {
    const context = contextOf(member);
    const found = search.resolveName(member.name, { ...context, ...(member.level === null ? {} : { level: member.level }) });
    if (found.kind === 'homonyms') return { kind: 'several' };
    if (found.kind === 'unique' && !isProvincesOwn(member, found.place)) return { kind: 'one', name: found.place.name, code: found.place.ubigeo };
    if (found.kind === 'unique') return { kind: 'other-level', level: 'provincia', name: gazetteer.get(found.place.parent!)!.name };
    const anywhere = search.resolveName(member.name, context);
    const province = anywhere.kind === 'unique' && member.level === 'provincia' ? gazetteer.get(anywhere.place.ubigeo.slice(0, 4))! : null;
    // The registry has other spellings of districts only; a capital that is spelt so tells its province.
    if (province !== null && spellingKey(province.name) === spellingKey(member.name)) return { kind: 'one', name: province.name, code: province.ubigeo };
    const other = anywhere.kind === 'unique' ? anywhere.place : anywhere.kind === 'homonyms' ? anywhere.places[0]! : null;
    return other === null ? { kind: 'none' } : { kind: 'other-level', level: other.level, name: other.name };
  };
  const names = new Set(gazetteer.places.map((place) => spellingKey(place.name)));
  const codesOf = (name: string): readonly Place[] => {
    const found = search.resolveName(name);
    return found.kind === 'unique' ? [found.place] : found.kind === 'homonyms' ? found.places : [];
  };
  return {
    answer,
    isName: (name) => names.has(spellingKey(name)),
    liesInAny: (member, scope) => {
      const own = answer(member);
      const places = scope.map(codesOf);
      if (own.kind !== 'one' || places.some((some) => some.length === 0)) return null;
      return places.some((some) => some.some((place) => liesIn(own.code as Place['ubigeo'], place.ubigeo)));
    },
  };
}
