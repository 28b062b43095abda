import type pg from 'pg';
import { searchKey } from '#lib/kernel/text.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';
import { ALL_CHANGES, type PlaceChange } from './changes.ts';
import { buildGazetteer } from './gazetteer.ts';
import type { Place } from './place.ts';

/**
 * What a place page reads, written inside the transaction that makes a load visible. Every function may run again with
 * the same rows and leaves the same tables.
 */

export interface Projected {
  readonly written: number;
  /** Rows without the code or the value that the table needs. */
  readonly skipped: number;
}

/** A column of values with its PostgreSQL array type, for `unnest`. */
export type Column = readonly [type: string, values: readonly unknown[]];

export async function insert(client: pg.ClientBase, head: string, columns: readonly Column[], tail: string): Promise<void> {
  const arrays = columns.map(([type], index) => `$${index + 1}::${type}[]`).join(', ');
  await client.query(`${head} select * from unnest(${arrays}) ${tail}`, columns.map(([, values]) => values));
}

export async function* batches<T>(rows: AsyncIterable<T>, size: number): AsyncIterable<T[]> {
  let batch: T[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length === size) { yield batch; batch = []; }
  }
  if (batch.length > 0) yield batch;
}

const INSERT_PLACE = `insert into lugar
  (ubigeo, nivel, padre, nombre, clave, capital, altitud, latitud, longitud, sec_ejec, municipalidad, reniec, sunat)`;

// A source that lacks a column (INEI names no municipality) does not erase what another one gave.
const KEEP_KNOWN = `on conflict (ubigeo) do update set
  nombre = excluded.nombre, clave = excluded.clave,
  ${['capital', 'altitud', 'latitud', 'longitud', 'sec_ejec', 'municipalidad', 'reniec', 'sunat'].map((c) => `${c} = coalesce(excluded.${c}, lugar.${c})`).join(', ')}`;

function placeColumns(places: readonly Place[]): Column[] {
  const of = (value: (place: Place) => unknown) => places.map(value);
  return [
    ['text', of((p) => p.ubigeo)], ['text', of((p) => p.level)], ['text', of((p) => p.parent)], ['text', of((p) => p.name)],
    ['text', of((p) => searchKey(p.name))], ['text', of((p) => p.capital)], ['numeric', of((p) => p.altitude)],
    ['float8', of((p) => p.coordinates?.latitude ?? null)], ['float8', of((p) => p.coordinates?.longitude ?? null)],
    ['text', of((p) => p.municipality?.secEjec ?? null)], ['text', of((p) => p.municipality?.name ?? null)],
    ['text', of((p) => p.reniec)], ['text', of((p) => p.sunat)],
  ];
}

async function insertNames(client: pg.ClientBase, names: readonly { ubigeo: string; name: string; kind: string }[]): Promise<void> {
  await insert(client, 'insert into lugar_nombre (ubigeo, nombre, clave, tipo)', [
    ['text', names.map((n) => n.ubigeo)], ['text', names.map((n) => n.name)], ['text', names.map((n) => searchKey(n.name))], ['text', names.map((n) => n.kind)],
  ], 'on conflict do nothing');
}

/** Fills `lugar` and `lugar_nombre` from DISTRITOS facts: districts, and the provinces and departments that they imply. */
export async function projectPlaces(client: pg.ClientBase, rows: AsyncIterable<FactRow>): Promise<Projected> {
  const all: FactRow[] = [];
  for await (const row of rows) all.push(row);
  const { places } = buildGazetteer(all);
  // Outermost first: a province refers to its department.
  for (const level of ['departamento', 'provincia', 'distrito'] as const) {
    await insert(client, INSERT_PLACE, placeColumns(places.filter((place) => place.level === level)), KEEP_KNOWN);
  }
  await insertNames(client, places.flatMap((place) => [
    { ubigeo: place.ubigeo, name: place.name, kind: 'nombre' },
    ...place.aliases.map((name) => ({ ubigeo: place.ubigeo, name, kind: 'alias' })),
  ]));
  return { written: places.length, skipped: 0 };
}

/** Puts RENIEC's and SUNAT's codes and spellings on the districts that are already there. */
export async function projectEquivalences(client: pg.ClientBase, rows: AsyncIterable<FactRow>): Promise<Projected> {
  let written = 0;
  let seen = 0;
  for await (const batch of batches(rows, 1000)) {
    seen += batch.length;
    const known = batch.filter((row) => row['ubigeo'] != null);
    const { rowCount } = await client.query(
      `update lugar set reniec = coalesce(e.reniec, lugar.reniec), sunat = coalesce(e.sunat, lugar.sunat)
       from unnest($1::text[], $2::text[], $3::text[]) as e (ubigeo, reniec, sunat) where lugar.ubigeo = e.ubigeo`,
      [known.map((r) => r['ubigeo']), known.map((r) => r['reniec'] ?? null), known.map((r) => r['sunat'] ?? null)],
    );
    written += rowCount ?? 0;
    const names = known.flatMap((row) => (['reniec', 'sunat'] as const).flatMap((kind) => {
      const name = row[`distrito_${kind}`];
      // U+FFFD is a letter that the compilation lost: no spelling at all.
      return name == null || name === '' || name.includes('\uFFFD') ? [] : [{ ubigeo: row['ubigeo']!, name, kind }];
    }));
    await insertKnownNames(client, names);
  }
  return { written, skipped: seen - written };
}

/** Names of codes that `lugar` holds; the table of equivalences has others too. */
async function insertKnownNames(client: pg.ClientBase, names: readonly { ubigeo: string; name: string; kind: string }[]): Promise<void> {
  const { rows } = await client.query('select ubigeo from lugar where ubigeo = any($1::text[])', [[...new Set(names.map((n) => n.ubigeo))]]);
  const known = new Set(rows.map((row: { ubigeo: string }) => row.ubigeo));
  await insertNames(client, names.filter((name) => known.has(name.ubigeo)));
}

/** Deletes what the series held of a year or level, the first time that a row of it comes by. */
function replacer(client: pg.ClientBase, sql: string, series: string): (key: string) => Promise<void> {
  const done = new Set<string>();
  return async (key) => {
    if (done.has(key)) return;
    done.add(key);
    await client.query(sql, [series, key]);
  };
}

/** Fills `poblacion`; the years that come replace the series' own earlier ones. A district given twice keeps its first row. */
export async function projectPopulation(client: pg.ClientBase, rows: AsyncIterable<FactRow>, series = 'poblacion'): Promise<Projected> {
  const clear = replacer(client, 'delete from poblacion where serie = $1 and anio = $2::int', series);
  let written = 0;
  let seen = 0;
  for await (const batch of batches(rows, 5000)) {
    const whole = batch.filter((row) => row['ubigeo'] != null && row['anio'] != null && row['poblacion'] != null);
    seen += batch.length;
    written += whole.length;
    for (const row of whole) await clear(row['anio']!);
    await insert(client, 'insert into poblacion (ubigeo, anio, personas, serie)', [
      ['text', whole.map((r) => r['ubigeo'])], ['int', whole.map((r) => r['anio'])], ['numeric', whole.map((r) => r['poblacion'])], ['text', whole.map(() => series)],
    ], 'on conflict do nothing');
  }
  return { written, skipped: seen - written };
}

/**
 * Fills `limite`; the levels that come replace the series' own earlier ones. A feature without geometry stays, for
 * "no boundary" is shown (DATA §5).
 */
export async function projectBoundaries(client: pg.ClientBase, rows: AsyncIterable<FactRow>, series = 'limites'): Promise<Projected> {
  const clear = replacer(client, 'delete from limite where serie = $1 and nivel = $2', series);
  let written = 0;
  let seen = 0;
  for await (const batch of batches(rows, 100)) {
    const coded = batch.map((row, index) => ({ row, order: seen + index })).filter(({ row }) => row['ubigeo'] != null && row['nivel'] != null);
    const of = (column: string) => coded.map(({ row }) => row[column] ?? null);
    seen += batch.length;
    written += coded.length;
    for (const { row } of coded) await clear(row['nivel']!);
    await insert(client, 'insert into limite (ubigeo, orden, nivel, nombre, norma, fecha, geometria, serie)', [
      ['text', of('ubigeo')], ['int', coded.map(({ order }) => order)], ['text', of('nivel')], ['text', of('nombre')], ['text', of('norma')],
      ['text', of('fecha')], ['jsonb', of('geometria')], ['text', coded.map(() => series)],
    ], 'on conflict do nothing');
  }
  return { written, skipped: seen - written };
}

/** Fills `lugar_evento` with the changes that the sources state; by default those that ship with the project. */
export async function projectChanges(client: pg.ClientBase, changes: readonly PlaceChange[] = ALL_CHANGES): Promise<Projected> {
  const of = (value: (change: PlaceChange) => unknown) => changes.map(value);
  await insert(client, 'insert into lugar_evento (ubigeo, tipo, fecha, norma, texto, fuente)', [
    ['text', of((c) => c.ubigeo)], ['text', of((c) => c.tipo)], ['text', of((c) => c.fecha)], ['text', of((c) => c.norma)], ['text', of((c) => c.texto)], ['text', of((c) => c.fuente)],
  ], 'on conflict do nothing');
  return { written: changes.length, skipped: 0 };
}
