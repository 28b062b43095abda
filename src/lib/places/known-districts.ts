import document from '../../../facts/codigos-distritos.json' with { type: 'json' };

const CODES: ReadonlySet<string> = new Set(document.provincias.flatMap(({ distritos }) => distritos.split(' ')));

/**
 * Whether the shipped registry has the district (`facts/codigos-distritos.json`, written from it). Recipes ask this and
 * not the database, so that the same bytes give the same facts on a stranger's machine. A recipe that asks it raises
 * its version when the list changes.
 */
export const isKnownDistrict = (code: string): boolean => CODES.has(code);

export const KNOWN_DISTRICTS: readonly string[] = [...CODES];
