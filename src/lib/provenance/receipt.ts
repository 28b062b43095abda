import type pg from 'pg';
import { canonicalJson, sha256, type Canonical } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { TextRow } from '#lib/platform/lake.ts';
import type { Figure, FigureFormat, FigureState } from './figure.ts';
import { queryName, sqlHash, type PublishedQuery, type QueryInput } from './query.ts';

/** The hashed body of a receipt (DESIGN §5.4). Code version and status live outside. */
export interface ReceiptBody {
  readonly query: string;
  readonly sqlSha256: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly inputs: readonly QueryInput[];
  readonly unit: string;
  readonly priceBase: string;
  readonly columns: readonly string[];
  readonly rows: readonly TextRow[];
  readonly rowCount: number;
  readonly coverage: string;
}

export interface Receipt {
  readonly sha256: string;
  /** First 12 hex digits, as printed; longer where two receipts would collide. */
  readonly code: string;
  readonly body: ReceiptBody;
}

const CODE_LENGTH = 12;

export function makeReceipt(query: PublishedQuery, parameters: Readonly<Record<string, string>>, inputs: readonly QueryInput[], rows: readonly TextRow[]): Receipt {
  const body: ReceiptBody = {
    query: queryName(query),
    sqlSha256: sqlHash(query),
    parameters,
    inputs,
    unit: query.unit,
    priceBase: query.priceBase,
    columns: query.columns,
    rows,
    rowCount: rows.length,
    coverage: query.coverage(rows),
  };
  return fromBody(body);
}

function fromBody(body: ReceiptBody): Receipt {
  const hash = receiptHash(body);
  return { sha256: hash, code: hash.slice(0, CODE_LENGTH), body };
}

/** Level 1 of verification: the hash of the body as it stands. */
export const receiptHash = (body: ReceiptBody): string => sha256(canonicalJson(body as unknown as Canonical));

/** A printed cell of a receipt. A null cell is "not reported" with `reason`, a message key. */
export function cell(receipt: Receipt, row: number, column: string, format: FigureFormat, absent: { state: FigureState; reason: string } = { state: 'not_reported', reason: 'sin-dato' }): Figure {
  const index = receipt.body.columns.indexOf(column);
  if (index < 0 || row < 0 || row >= receipt.body.rows.length) throw new RangeError(`receipt ${receipt.code} has no cell ${row}.${column}`);
  const value = receipt.body.rows[row]![index] ?? null;
  return { value, state: value === null ? absent.state : 'reported', reason: value === null ? absent.reason : null, format, receipt: receipt.sha256, cell: `${row}.${column}` };
}

/** The text of a cell by its printed reference; null when there is no such cell. */
export function cellText(body: ReceiptBody, reference: string): { value: string | null } | null {
  const match = /^(\d+)\.([\w-]+)$/.exec(reference);
  const index = match ? body.columns.indexOf(match[2]!) : -1;
  const row = match ? body.rows[Number(match[1])] : undefined;
  return index < 0 || !row ? null : { value: row[index] ?? null };
}

export async function keepReceipt(client: pg.Pool | pg.ClientBase, receipt: Receipt, key: string): Promise<void> {
  await client.query('insert into recibo (sha256, cuerpo) values ($1, $2) on conflict do nothing', [receipt.sha256, canonicalJson(receipt.body as unknown as Canonical)]);
  await client.query('insert into respuesta (clave, recibo) values ($1, $2) on conflict (clave) do update set recibo = excluded.recibo', [key, receipt.sha256]);
}

const parse = (row: { sha256: string; cuerpo: string }): Receipt => ({ sha256: row.sha256, code: row.sha256.slice(0, CODE_LENGTH), body: JSON.parse(row.cuerpo) as ReceiptBody });

export async function rememberedReceipt(client: pg.Pool, key: string): Promise<Receipt | null> {
  const { rows } = await client.query('select r.sha256, r.cuerpo from respuesta a join recibo r on r.sha256 = a.recibo where a.clave = $1', [key]);
  return rows.length === 0 ? null : parse(rows[0]);
}

/**
 * Finds a receipt by its printed code or full hash. Throws `recibo-no-existe`, or `recibo-ambiguo` when two begin alike.
 * The body comes as stored, unchecked: `verify` is what checks it.
 */
export async function findReceipt(client: pg.Pool, code: string): Promise<Receipt> {
  if (!/^[0-9a-f]{12,64}$/.test(code)) throw new YupayError('recibo-no-existe', { codigo: code.slice(0, 64) });
  const { rows } = await client.query(`select sha256, cuerpo from recibo where sha256 like $1 || '%' limit 2`, [code]);
  if (rows.length === 0) throw new YupayError('recibo-no-existe', { codigo: code });
  if (rows.length > 1) throw new YupayError('recibo-ambiguo', { codigo: code });
  return parse(rows[0]);
}
