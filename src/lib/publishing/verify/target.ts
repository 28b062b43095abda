import { readFile, stat } from 'node:fs/promises';
import { YupayError } from '#lib/kernel/errors.ts';
import { FACT_COLUMNS } from '../csv.ts';
import type { NumberFormat } from '#lib/ui/format.ts';
import { claimsOfPage, type Claim } from './printed.ts';

/** What somebody asks to verify, once read: the receipts it names and the numbers it prints. */
export interface Target {
  readonly kind: 'recibo' | 'pagina' | 'archivo';
  readonly codes: readonly string[];
  readonly claims: readonly Claim[];
  /** Where the target says it comes from, when it says so. */
  readonly origin: string | null;
}

const MAX_FILE = 64 * 1024 * 1024;

const codesOf = (claims: readonly Claim[]): string[] => [...new Set(claims.map((claim) => claim.code))];

function nothing(what: string): YupayError {
  return new YupayError('solicitud-mala', { detalle: `${what} no trae ningún número con recibo` });
}

/** A page's address, a receipt's address (`/recibo/<code>`), or one of their CSV or JSON twins. */
export async function targetOfAddress(address: string, fetchText: (address: string) => Promise<string>): Promise<Target> {
  const url = new URL(address);
  const receipt = /\/recibo\/([0-9a-f]{12,64})(?:\.json)?$/.exec(url.pathname);
  const text = await fetchText(address);
  // A receipt's page prints its cells as they are, without figures: the address names the receipt.
  const claims = receipt && text.trimStart().startsWith('<') ? claimsOfPage(text) : [];
  return receipt ? { kind: 'recibo', codes: [...new Set([receipt[1]!, ...codesOf(claims)])], claims, origin: url.origin } : targetOfText(text, address, url.origin);
}

/** A downloaded page, CSV or JSON. */
export async function targetOfFile(path: string): Promise<Target> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile()) throw new YupayError('archivo-no-existe', { archivo: path });
  if (found.size > MAX_FILE) throw new YupayError('archivo-grande', { archivo: path, limite: '64 MB', tipo: 'verificación' });
  return targetOfText(await readFile(path, 'utf8'), path, null);
}

function targetOfText(text: string, name: string, origin: string | null): Target {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  const claims = start.startsWith('<') ? claimsOfPage(text) : start.startsWith('{') ? claimsOfJson(start, name) : claimsOfCsv(start);
  const codes = start.startsWith('{') && claims.length === 0 ? codesOfReceiptJson(start) : codesOf(claims);
  if (codes.length === 0) throw nothing(name);
  return { kind: start.startsWith('<') ? 'pagina' : 'archivo', codes, claims, origin: origin ?? originIn(start) };
}

const originIn = (text: string): string | null => /"origen"\s*:\s*"(https?:\/\/[^"/]+)"/.exec(text)?.[1] ?? null;

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new YupayError('archivo-ilegible', { archivo: name, tipo: 'JSON', detalle: 'no es JSON' });
  }
}

/** A receipt saved as JSON names itself. */
function codesOfReceiptJson(text: string): string[] {
  const hash = (parseJson(text, 'el archivo') as { sha256?: unknown }).sha256;
  return typeof hash === 'string' && /^[0-9a-f]{64}$/.test(hash) ? [hash] : [];
}

type FactRecord = Readonly<Partial<Record<(typeof FACT_COLUMNS)[number], string | null>>>;

function claimOfFact(fact: FactRecord, where: string): Claim {
  return { code: fact.recibo ?? '', cell: fact.celda ?? '', value: fact.valor ? fact.valor : null, format: (fact.formato ?? 'texto') as NumberFormat, text: null, language: 'es', where };
}

function claimsOfJson(text: string, name: string): Claim[] {
  const facts = (parseJson(text, name) as { hechos?: unknown }).hechos;
  return Array.isArray(facts) ? facts.filter((fact: FactRecord) => fact.recibo).map((fact: FactRecord, index) => claimOfFact(fact, `hecho ${index + 1}`)) : [];
}

/** Our own CSV: quoted cells with doubled quotes, a header that names `recibo`, `celda` and `valor`. */
function claimsOfCsv(text: string): Claim[] {
  const [header, ...rows] = csvRows(text);
  if (!header?.includes('recibo') || !header.includes('celda')) return [];
  return rows
    .map((row, index) => claimOfFact(Object.fromEntries(header.map((name, column) => [name, row[column] ?? null])), `línea ${index + 2}`))
    .filter((claim) => claim.code !== '');
}

function csvRows(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const match of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    row.push(match[1] === undefined ? (match[2] ?? '') : match[1].replaceAll('""', '"'));
    if (match[3] === ',') continue;
    rows.push(row);
    row = [];
    if (match.index + match[0].length >= text.length) break;
  }
  return rows.filter((cells) => cells.length > 1);
}
