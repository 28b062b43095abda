import type { Tally } from '#lib/provenance/recipe.ts';
import { districtUbigeo } from '#lib/kernel/ubigeo.ts';

/**
 * District of an investment. The registry writes `990000` and "-MUL.DEP-" where an investment lies in several
 * departments, and codes that end in zeros where it lies in a whole province or department: those are of no district.
 */
export function districtOf(text: string, tally: Tally): string | null {
  const place = districtUbigeo(text.trim().replace(/\.0+$/, ''));
  if (place === null || place.code.endsWith('00')) return null;
  if (place.repaired) tally('ceros-repuestos');
  return place.code;
}

const DEGREES = /^-?\d{1,3}(\.\d+)?$/;
const NOWHERE = /^-?0+(\.0+)?$/;

/**
 * Coordinates as the source writes them, both or none. 0/0 lies in the Gulf of Guinea and means that nobody gave any;
 * what lies outside Peru's latitudes and longitudes is a slip, left out and counted.
 */
export function coordinates(latitude: string, longitude: string, tally: Tally): { readonly latitud: string | null; readonly longitud: string | null } {
  const none = { latitud: null, longitud: null };
  const [lat, lon] = [latitude.trim(), longitude.trim()];
  if (lat === '' || lon === '' || (NOWHERE.test(lat) && NOWHERE.test(lon))) return none;
  const inside = DEGREES.test(lat) && DEGREES.test(lon) && Number(lat) > -19 && Number(lat) < 1 && Number(lon) > -82 && Number(lon) < -68;
  if (inside) return { latitud: lat, longitud: lon };
  tally('coordenadas-fuera-del-peru');
  return none;
}
