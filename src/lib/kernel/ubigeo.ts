/** INEI's place code: 2 digits a department, 4 a province, 6 a district. The leading zero is part of it. */
export type Ubigeo = string & { readonly __ubigeo: unique symbol };

/** MEF's code of an executing unit, six digits; municipalities are 30xxxx. */
export type SecEjec = string & { readonly __secEjec: unique symbol };

export type PlaceLevel = 'departamento' | 'provincia' | 'distrito';

const LEVEL: Record<number, PlaceLevel> = { 2: 'departamento', 4: 'provincia', 6: 'distrito' };

/** Parses a 2-, 4- or 6-digit code whose department is 01–25. Null otherwise. */
export function ubigeo(text: string): Ubigeo | null {
  if (!/^\d{2}(\d{2}){0,2}$/.test(text)) return null;
  const department = Number(text.slice(0, 2));
  return department >= 1 && department <= 25 ? (text as Ubigeo) : null;
}

/**
 * A district code that a spreadsheet may have stripped of its leading zero: `"10701"` is `"010701"`.
 * `repaired` tells whether a zero was put back, so that it can be counted.
 */
export function districtUbigeo(text: string): { code: Ubigeo; repaired: boolean } | null {
  const repaired = /^\d{5}$/.test(text);
  const code = ubigeo(repaired ? `0${text}` : text);
  return code !== null && code.length === 6 ? { code, repaired } : null;
}

export function levelOf(code: Ubigeo): PlaceLevel {
  return LEVEL[code.length]!;
}

/** The codes that contain this one, outermost first: `"180106"` → `["18", "1801"]`. */
export function ancestors(code: Ubigeo): Ubigeo[] {
  return [2, 4].filter((length) => length < code.length).map((length) => code.slice(0, length) as Ubigeo);
}

/** Pads MEF's numeric spelling to six digits: `"1693"` → `"001693"`. Null when it is not a code. */
export function secEjec(text: string): SecEjec | null {
  return /^\d{1,6}$/.test(text) ? (text.padStart(6, '0') as SecEjec) : null;
}
