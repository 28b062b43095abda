import { searchKey, tidy } from '#lib/kernel/text.ts';
import type { Originals } from './originals.ts';
import { municipalities2024, repairYen, type Row } from './registro.ts';

/** A spelling of a district or province that the registry does not use, and who uses it. */
export interface AliasFact {
  readonly ubigeo: string;
  readonly nombre: string;
  readonly tipo: 'yen' | 'municipalidad-antes' | 'reniec' | 'sunat' | 'semilla';
  readonly fuente: PlaceSource;
}

/** The seeds' own spellings (DATA §3): two of their "districts" are provinces. */
const SEED_ALIASES: readonly (readonly [string, string])[] = [
  ['060108', 'Baños del Inca'], ['060105', 'La Encañada'], ['230301', 'Jorge Basadre'], ['130901', 'Sánchez Carrión'],
  ['180101', 'Mariscal Nieto'], ['211101', 'San Román'], ['080803', 'Coporaque de Espinar'],
];

/** Spellings by other registries and by MEF in other years; deterministic order, none that equals the district's own name. */
export function aliasFacts({ panel, consulta, equivalencia }: Originals, registro: readonly Row[]): AliasFact[] {
  const own = new Map(registro.map((row) => [row['ubigeo']!, row['distrito']!]));
  const now = municipalities2024(consulta);
  const found = new Map<string, AliasFact>();
  const add = (alias: AliasFact) => {
    const known = own.get(alias.ubigeo);
    if (known === undefined || (searchKey(known) === searchKey(alias.nombre) && alias.tipo !== 'yen')) return;
    found.set(`${alias.ubigeo} ${searchKey(alias.nombre)} ${alias.tipo}`, alias);
  };
  for (const [ubigeo, nombre] of SEED_ALIASES) add({ ubigeo, nombre, tipo: 'semilla', fuente: 'semillas' });
  for (const { cells } of panel.records) {
    const ubigeo = cells['ubigeo']!;
    const raw = tidy(cells['municipalidad']!);
    if (raw.includes('¥')) add({ ubigeo, nombre: raw, tipo: 'yen', fuente: 'mef' });
    else if (repairYen(raw) !== now.get(ubigeo)?.name) add({ ubigeo, nombre: raw, tipo: 'municipalidad-antes', fuente: 'mef' });
  }
  for (const { cells } of equivalencia.records) {
    const ubigeo = cells['cod_ubigeo_inei']!;
    for (const tipo of ['reniec', 'sunat'] as const) {
      // "PUEBLO LIBRE / 1" carries a footnote's number; U+FFFD is a letter that the compilation lost: no spelling at all.
      const nombre = tidy(cells[`desc_ubigeo_${tipo}`]!).replace(/ \/ \d+$/, '');
      if (nombre !== '' && nombre !== 'NA' && !nombre.includes('\uFFFD')) add({ ubigeo, nombre, tipo, fuente: tipo });
    }
  }
  return [...found.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

const key = (alias: AliasFact): string => `${alias.ubigeo} ${alias.tipo} ${alias.nombre}`;

/** A dated change in the map of municipalities: what a source says of it and nothing more. */
export interface ChangeFact {
  readonly ubigeo: string;
  readonly nombre: string;
  readonly tipo: 'norma-de-creacion' | 'aparece-en-presupuesto' | 'deja-presupuesto' | 'serie-cortada';
  /** ISO date, or the year alone when the source gives no more; null when the source gives words only. */
  readonly fecha: string | null;
  readonly norma: string | null;
  readonly texto: string | null;
  readonly fuente: PlaceSource;
}

/** The sources that aliases and changes name by key. */
export const PLACE_SOURCES = {
  'limites-2016': 'Límites distritales 2016, columnas DCTO, LEY y FECHA (compilación con licencia MPL-2.0)',
  mef: 'MEF, Consulta Amigable 2012–2022 y 2024',
  reniec: 'RENIEC, según la tabla de equivalencias de ubigeo',
  sunat: 'SUNAT, según la tabla de equivalencias de ubigeo',
  semillas: 'Documentos de partida del proyecto',
} as const;

export type PlaceSource = keyof typeof PLACE_SOURCES;

/** "02/02/2001" → "2001-02-02"; null for "EPOCA INDEP." and the like. */
function isoDate(text: string): string | null {
  const match = /^(\d{2})\/(\d{2})\/(\d{4})$/.exec(text);
  return match ? `${match[3]}-${match[2]}-${match[1]}` : null;
}

function foundingNorms({ limites }: Originals, known: ReadonlySet<string>): ChangeFact[] {
  return limites.records.flatMap(({ cells }) => {
    const date = tidy(cells['FECHA'] ?? '');
    if (!known.has(cells['IDDIST']!) || date === '') return [];
    const iso = isoDate(date);
    const norm = tidy(`${cells['DCTO'] ?? ''} ${cells['LEY'] ?? ''}`);
    return [{
      ubigeo: cells['IDDIST']!,
      nombre: tidy(cells['NOMBDIST']!),
      tipo: 'norma-de-creacion' as const,
      fecha: iso,
      norma: iso === null || /^[-\s]*$/.test(norm) ? null : norm,
      texto: iso === null ? date : null,
      fuente: 'limites-2016' as const,
    }];
  });
}

/** The first and last year that the treasury's tables list each municipality, where it is not the whole span. */
function budgetChanges({ panel, consulta }: Originals): ChangeFact[] {
  const years = new Map<string, { name: string; years: number[] }>();
  for (const { cells } of panel.records) {
    const entry = years.get(cells['ubigeo']!) ?? { name: '', years: [] };
    years.set(cells['ubigeo']!, { name: tidy(repairYen(cells['municipalidad']!)), years: [...entry.years, Number(cells['periodo'])] });
  }
  const now = municipalities2024(consulta);
  for (const [ubigeo, { name }] of now) if (!years.has(ubigeo)) years.set(ubigeo, { name, years: [2024] });
  return [...years].flatMap(([ubigeo, { name, years: listed }]) => {
    const first = Math.min(...listed);
    const last = Math.max(...listed);
    const fact = { ubigeo, nombre: name, norma: null, texto: null, fuente: 'mef' as const };
    const appears = first > 2012 ? [{ ...fact, tipo: 'aparece-en-presupuesto' as const, fecha: String(first) }] : [];
    const leaves = now.has(ubigeo) ? [] : [{ ...fact, tipo: 'deja-presupuesto' as const, fecha: String(last) }];
    return [...appears, ...leaves];
  });
}

/** San Antonio's budget appears in 2022 and the province's municipality loses that part of its series (DATA §5). */
const BROKEN_SERIES: readonly ChangeFact[] = [{
  ubigeo: '180101',
  nombre: 'MUNICIPALIDAD PROVINCIAL DE MARISCAL NIETO - MOQUEGUA',
  tipo: 'serie-cortada',
  fecha: '2022',
  norma: null,
  texto: 'San Antonio (180107) aparece con presupuesto propio; la serie de Mariscal Nieto se corta',
  fuente: 'mef',
}];

/** Every dated change that a source states, by ubigeo. 2023 is in no table: 2024 means "2023 or 2024". */
export function changeFacts(originals: Originals, registro: readonly Row[]): ChangeFact[] {
  const known = new Set(registro.map((row) => row['ubigeo']!));
  const all = [...foundingNorms(originals, known), ...budgetChanges(originals), ...BROKEN_SERIES];
  const order = (change: ChangeFact) => `${change.ubigeo} ${change.tipo} ${change.fecha ?? ''}`;
  return all.sort((a, b) => (order(a) < order(b) ? -1 : order(a) > order(b) ? 1 : 0));
}

/** The districts' codes, a province a line: what a recipe checks a code against without opening the registry. */
export function districtCodes(registro: readonly Row[]): { readonly provincia: string; readonly distritos: string }[] {
  const found = new Map<string, string[]>();
  for (const code of registro.map((row) => row['ubigeo']!).sort()) found.set(code.slice(0, 4), [...(found.get(code.slice(0, 4)) ?? []), code]);
  return [...found].map(([provincia, codes]) => ({ provincia, distritos: codes.join(' ') }));
}
