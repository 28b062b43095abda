/**
 * The language varieties in which people are spoken to and asked: recordings today, questionnaires later. A variety is
 * what its speakers and the schools tell apart, which is finer than a language's code and sometimes wider than one.
 */
export type VarietyId = 'quechua-ancash' | 'quechua-cajamarca' | 'quechua-cusco-collao' | 'quechua-puno' | 'aimara' | 'castellano';

export interface Variety {
  readonly id: VarietyId;
  readonly es: string;
  readonly en: string;
  /** BCP 47, as `lang` takes it. The macrolanguage where no narrower code is known to fit: a wrong one misleads a screen reader. */
  readonly tag: string;
  /** ISO 639-3 codes proposed for it that nobody has confirmed with speakers; they are never printed as the tag. */
  readonly unconfirmed: readonly string[];
  /** Departments (INEI code) where it is put first; an order of a list, not a map of who speaks it. To be confirmed with the Ministry of Culture's map. */
  readonly departments: readonly string[];
}

/** In the order in which the project's terms name them; Spanish last, for people who do not read. */
export const VARIETIES: readonly Variety[] = [
  // Áncash spans several ISO codes (Huaylas, Conchucos, Corongo, Sihuas): none names the whole.
  { id: 'quechua-ancash', es: 'Quechua de Áncash', en: 'Áncash Quechua', tag: 'qu', unconfirmed: ['qwh', 'qxn', 'qxo', 'qwa', 'qws'], departments: ['02'] },
  { id: 'quechua-cajamarca', es: 'Quechua de Cajamarca', en: 'Cajamarca Quechua', tag: 'qvc', unconfirmed: [], departments: ['06'] },
  { id: 'quechua-cusco-collao', es: 'Quechua Cusco-Collao', en: 'Cusco-Collao Quechua', tag: 'quz', unconfirmed: ['qve'], departments: ['08', '03', '04'] },
  { id: 'quechua-puno', es: 'Quechua de Puno', en: 'Puno Quechua', tag: 'qxp', unconfirmed: [], departments: ['21'] },
  { id: 'aimara', es: 'Aimara', en: 'Aymara', tag: 'ay', unconfirmed: ['ayr', 'ayc'], departments: ['21', '18', '23'] },
  { id: 'castellano', es: 'Castellano', en: 'Spanish', tag: 'es-PE', unconfirmed: [], departments: [] },
];

/** The variety of an id; null when there is none. */
export const findVariety = (id: string): Variety | null => VARIETIES.find((variety) => variety.id === id) ?? null;

/** The varieties as a place lists them: its region's own first, Spanish last, the rest as they come. */
export function varietiesFor(ubigeo: string): readonly Variety[] {
  const department = ubigeo.slice(0, 2);
  const own = VARIETIES.filter(({ departments }) => departments.includes(department)).sort((a, b) => a.departments.indexOf(department) - b.departments.indexOf(department));
  return [...own, ...VARIETIES.filter((variety) => !own.includes(variety))];
}
