import { tidy } from '#lib/kernel/text.ts';
import { personalRefusal } from '#lib/places/recipes/personal.ts';
import { readMoney } from '#lib/provenance/reading/numbers.ts';
import type { FactRow, RawRecord, RejectedRow, RowRecipe, Tally } from '#lib/provenance/recipe.ts';
import { CONTRATACIONES } from './datasets.ts';

/** JSON whose numbers are the text that the source writes: no float is made of an amount. */
export type Json = null | boolean | string | readonly Json[] | { readonly [key: string]: Json };

/** Deepest of a release's own lists; a release has at most a few hundred awards. */
const MOST = 2_000;
const LONGEST = 1_000;

const object = (value: Json | undefined): { readonly [key: string]: Json } => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as { readonly [key: string]: Json }) : {});
const list = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : []);

function words(value: Json | undefined): string | null {
  const text = typeof value === 'string' ? tidy(value).slice(0, LONGEST) : '';
  return text === '' ? null : text;
}

/** A code of an investment that a text names as such; digits alone are not one. */
export function cuiIn(text: string | null): string | null {
  return /\b(?:CUI|C[ÓO]DIGO\s+[ÚU]NICO(?:\s+DE\s+INVERSI[ÓO]N(?:ES)?)?)[^\d\n]{0,20}(\d{7})(?!\d)/iu.exec(text ?? '')?.[1] ?? null;
}

interface Supplier {
  readonly ruc: string | null;
  readonly name: string | null;
}

/**
 * `PE-RUC-20…` is a legal person. Numbers that begin 10, 15 or 17 are natural persons: neither number nor name is kept
 * (Law 29733), and no more is known of a supplier without a number.
 */
export function supplierOf(value: Json | undefined, tally: Tally): Supplier {
  const supplier = object(value);
  const ruc = /^(?:PE-RUC-)?(\d{11})$/.exec(words(supplier['id']) ?? '')?.[1] ?? null;
  if (ruc !== null && ruc.startsWith('20')) return { ruc, name: words(supplier['name']) };
  tally('proveedores-reservados');
  return { ruc: null, name: null };
}

class Refused extends Error {
  readonly rejection: RejectedRow;

  constructor(reason: string, reasonEn: string) {
    super(reason);
    this.rejection = { reason, reasonEn };
  }
}

function money(value: Json | undefined): { monto: string | null; moneda: string | null } {
  const { amount, currency } = object(value);
  if (amount === undefined || amount === null) return { monto: null, moneda: null };
  const reading = typeof amount === 'string' ? readMoney(amount, 'punto') : { ok: false as const };
  if (!reading.ok) throw new Refused(`«${String(amount).slice(0, 40)}» no es un monto`, `"${String(amount).slice(0, 40)}" is not an amount`);
  const code = words(currency);
  if (reading.value !== null && !/^[A-Z]{3}$/.test(code ?? '')) throw new Refused('hay un monto sin moneda', 'there is an amount without a currency');
  return { monto: reading.value, moneda: code };
}

/** A title is kept unless it seems to hold a person's number, telephone or address. */
function title(text: string | null, tally: Tally): string | null {
  if (text === null || !personalRefusal({ line: 0, byteOffset: null, cells: { T: text }, raw: '' }, ['T'])) return text;
  tally('titulos-reservados');
  return null;
}

function stage(etapa: string, value: Json | undefined, suppliers: readonly Json[], tally: Tally): FactRow {
  const part = object(value);
  const [named, described] = [words(part['title']), words(part['description'])];
  const who = suppliers.length === 1 ? supplierOf(suppliers[0], tally) : { ruc: null, name: null };
  return {
    etapa, id: words(part['id']), titulo: title(named, tally), cui: cuiIn(named) ?? cuiIn(described), estado: words(part['status']), ...money(part['value']),
    proveedor_ruc: who.ruc, proveedor: who.name, proveedores: suppliers.length === 0 ? null : String(suppliers.length),
  };
}

function stagesOf(release: { readonly [key: string]: Json }, tally: Tally): FactRow[] {
  const [awards, contracts] = [list(release['awards']), list(release['contracts'])];
  if (awards.length + contracts.length > MOST) throw new Refused(`trae más de ${MOST} adjudicaciones y contratos`, `holds more than ${MOST} awards and contracts`);
  const tender = object(release['tender']);
  const cui = cuiIn(words(tender['title'])) ?? cuiIn(words(tender['description']));
  // A contract names its award, and the award its suppliers.
  const suppliersOf = new Map(awards.map((award) => [words(object(award)['id']), list(object(award)['suppliers'])]));
  const rows = [
    ...(Object.keys(tender).length === 0 ? [] : [stage('licitacion', tender, [], tally)]),
    ...awards.map((award) => stage('adjudicacion', award, list(object(award)['suppliers']), tally)),
    ...contracts.map((contract) => stage('contrato', contract, suppliersOf.get(words(object(contract)['awardID'])) ?? [], tally)),
  ];
  return rows.map((row) => ({ ...row, cui: row['cui'] ?? cui }));
}

function read(record: RawRecord, _context: Readonly<Record<string, string>>, tally: Tally): readonly FactRow[] | RejectedRow {
  const release = JSON.parse(record.cells['JSON'] ?? 'null', keepNumbers) as Json;
  const { ocid, id, date, buyer } = object(release);
  const day = words(date)?.slice(0, 10) ?? '';
  if (!/^ocds-[\w.-]{1,120}$/.test(words(ocid) ?? '')) return { reason: 'no tiene un OCID', reasonEn: 'has no OCID' };
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(day)) return { reason: 'no dice el día de su publicación', reasonEn: 'does not say the day of its release' };
  try {
    const head = { anio: day.slice(0, 4), fecha: day, ocid: words(ocid), publicacion: words(id), comprador_id: words(object(buyer)['id']), comprador: words(object(buyer)['name']) };
    const rows = stagesOf(object(release), tally);
    if (rows.length === 0) return { reason: 'no trae licitación, adjudicación ni contrato', reasonEn: 'holds no tender, award or contract' };
    return rows.map((row) => ({ ...head, ...row }));
  } catch (thrown) {
    if (thrown instanceof Refused) return thrown.rejection;
    throw thrown;
  }
}

/** Leaves each number as the digits that the source wrote. */
function keepNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' ? (context?.source ?? String(value)) : value;
}

/** Contracting data of OECE under the Open Contracting Data Standard, releases of one package. Licence CC BY 4.0. */
export const CONTRATACIONES_OCDS: RowRecipe = {
  way: 'rows',
  id: 'contrataciones-ocds',
  version: 1,
  dataset: CONTRATACIONES,
  format: 'json',
  publisher: 'OECE (CC BY 4.0)',
  es: 'Contrataciones públicas, paquete OCDS',
  en: 'Public procurement, OCDS package',
  years: [2000, null],
  precedence: 20,
  maxBytes: 512_000_000,
  required: [['ocid'], ['id'], ['date'], ['tag']],
  optional: [],
  open: true,
  // A natural person may be a supplier.
  reserved: true,
  // A package is a page of the service: one must not replace another.
  series: (_context, facts) => `contrataciones-ocds-${facts[0]?.['publicacion'] ?? facts[0]?.['ocid'] ?? '0'}`.slice(0, 300),
  read,
};
