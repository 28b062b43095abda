import document from '../../../facts/alias-lugares.json' with { type: 'json' };
import { searchKey, tidy } from '#lib/kernel/text.ts';
import { bareMunicipalityName } from './place.ts';

/** A spelling that the registry does not use, with its district. */
export interface AliasFact {
  readonly ubigeo: string;
  readonly nombre: string;
  readonly tipo: string;
  readonly fuente: string;
}

/** The aliases that ship with the project (`facts/alias-lugares.json`). */
export const ALIASES: readonly AliasFact[] = document.alias;

/**
 * Spellings that follow from a municipality's official name: the whole of it, without its title, and each side of
 * `"PROVINCIA - CAPITAL"` and of `"LURIGANCHO (CHOSICA)"`.
 */
export function municipalityAliases(name: string): string[] {
  const bare = bareMunicipalityName(name);
  const sides = bare.split(/\s+-\s+|\s*[()]\s*/).map(tidy).filter((side) => side !== '');
  return [name, bare, ...sides];
}

/** Keeps the first of each spelling, in order, leaving out those that search cannot tell from the name itself. */
export function distinctAliases(name: string, spellings: readonly string[]): string[] {
  const seen = new Set([searchKey(name)]);
  return spellings.filter((spelling) => {
    const key = searchKey(spelling);
    if (key === '' || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
