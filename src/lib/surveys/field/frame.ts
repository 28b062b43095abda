import { YupayError } from '#lib/kernel/errors.ts';

/** A primary unit that may be drawn: a block, a hamlet, a listed site. */
export interface FrameUnit {
  readonly code: string;
  readonly name: string;
  readonly stratum: string;
  /** Ubigeo of its district. */
  readonly place: string;
  readonly area: string;
  /** Area to which results will be given back, in words that people there use. */
  readonly zone: string;
  /** Dwellings: its size in the draw. */
  readonly dwellings: number;
  /** Degrees, where somebody took them; of the unit and never of a home. */
  readonly point: { readonly latitude: number; readonly longitude: number } | null;
}

/** Something wrong in a frame, by the row in which its author finds it. */
export interface FrameFinding {
  readonly row: number;
  readonly es: string;
  readonly en: string;
}

/** A row of a pasted frame, all as text. */
export interface FrameRow {
  readonly row: number;
  readonly upm: string;
  readonly nombre: string;
  readonly estrato: string;
  readonly lugar: string;
  readonly ambito: string;
  readonly zona: string;
  readonly viviendas: string;
  readonly lat: string;
  readonly lon: string;
}

/** Whether a ubigeo is of a district, or which districts are written almost like it. */
export type KnowsPlace = (ubigeo: string) => { readonly known: boolean; readonly near: readonly string[] };

const CODE = /^[0-9A-Za-z-]{2,30}$/;
const MOST_SHOWN = 40;

const degrees = (text: string): number | null => (text.trim() === '' ? null : Number(text.replace(',', '.')));

function findingsOf(one: FrameRow, seen: ReadonlySet<string>, knows: KnowsPlace): FrameFinding[] {
  const found: FrameFinding[] = [];
  const say = (es: string, en: string): void => void found.push({ row: one.row, es, en });
  if (!CODE.test(one.upm)) say(`el código «${one.upm.slice(0, 30)}» lleva de 2 a 30 letras sin tilde, cifras o guiones`, `the code "${one.upm.slice(0, 30)}" has 2 to 30 unaccented letters, digits or hyphens`);
  else if (seen.has(one.upm)) say(`el código ${one.upm} ya está en otra fila`, `the code ${one.upm} is in another row already`);
  for (const name of ['nombre', 'estrato', 'ambito', 'zona'] as const) if (one[name].trim() === '' || one[name].length > 120) say(`falta «${name}», o es muy largo`, `"${name}" is missing, or too long`);
  const { known, near } = knows(one.lugar);
  if (!known) say(`no hay un distrito con el ubigeo ${one.lugar.slice(0, 10)}${near.length > 0 ? `; parecidos: ${near.join(', ')}` : ''}`, `no district has the ubigeo ${one.lugar.slice(0, 10)}${near.length > 0 ? `; near ones: ${near.join(', ')}` : ''}`);
  if (!/^[1-9]\d{0,6}$/.test(one.viviendas.trim())) say(`«viviendas» es un número entero mayor que cero: ${one.viviendas.slice(0, 20)}`, `"viviendas" is a whole number above zero: ${one.viviendas.slice(0, 20)}`);
  const [lat, lon] = [degrees(one.lat), degrees(one.lon)];
  const sound = lat === null && lon === null ? true : lat !== null && lon !== null && Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
  if (!sound) say('«lat» y «lon» van juntas, en grados', '"lat" and "lon" go together, in degrees');
  return found;
}

/** Judges a whole frame before a row of it is kept: all that is wrong, or the units. Pure. */
export function readFrame(rows: readonly FrameRow[], knows: KnowsPlace): { readonly units: readonly FrameUnit[]; readonly findings: readonly FrameFinding[] } {
  const seen = new Set<string>();
  const findings = rows.flatMap((one) => {
    const found = findingsOf(one, seen, knows);
    seen.add(one.upm);
    return found;
  });
  if (findings.length > 0) return { units: [], findings: findings.slice(0, MOST_SHOWN) };
  return {
    findings: [],
    units: rows.map((one) => {
      const [latitude, longitude] = [degrees(one.lat), degrees(one.lon)];
      return { code: one.upm, name: one.nombre.trim(), stratum: one.estrato.trim(), place: one.lugar, area: one.ambito.trim(), zone: one.zona.trim(), dwellings: Number(one.viviendas), point: latitude === null || longitude === null ? null : { latitude, longitude } };
    }),
  };
}

/** Throws `marco-malo` with the first things that are wrong. */
export function refuseFrame(findings: readonly FrameFinding[]): never {
  const told = (language: 'es' | 'en', row: string): string => findings.slice(0, 8).map((one) => `${row} ${one.row}: ${one[language]}`).join('; ');
  throw new YupayError('marco-malo', { cuantos: String(findings.length), detalle: told('es', 'fila'), detail: told('en', 'row') });
}
