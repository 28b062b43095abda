/**
 * What is published as data: every dataset with its columns, and the live partitions that hold its facts. The page, the
 * Data Package, the DCAT catalogue and the API are all made from this one value, so they can never disagree.
 */
import type { Dataset } from '#lib/provenance/recipe.ts';

/** One live partition of a dataset: the facts of one year and series. */
export interface PublishedPartition {
  /** Null when the dataset has no year. */
  readonly year: number | null;
  readonly series: string;
  readonly rows: number;
  /** SHA-256 of the Parquet, for `/parquet/<sha256>`. */
  readonly parquet: string;
  /** Size of the Parquet in bytes. */
  readonly bytes: number;
  /** SHA-256 of the captured file, for `/fuente/<sha256>`. */
  readonly capture: string;
  /** SHA-256 of the load's record. */
  readonly load: string;
  /** Root of the logical digest. */
  readonly root: string;
  readonly publisher: string;
  readonly title: string;
  readonly licence: string | null;
  /** The source's own cut-off date, when it says one. */
  readonly cutoff: string | null;
  /** ISO moment at which this partition became the live one, UTC. */
  readonly since: string;
}

export interface CatalogueEntry {
  readonly dataset: Dataset;
  /** In the order of years and series; none when nobody loaded the dataset. */
  readonly partitions: readonly PublishedPartition[];
}

export interface Catalogue {
  /** Every dataset that this Yupay knows, loaded ones first, each group by id. */
  readonly entries: readonly CatalogueEntry[];
  /** Name of the state of all data; it changes with every load. */
  readonly version: string;
  /** When the newest partition became live; null when nothing is loaded. */
  readonly modified: string | null;
}

export function makeCatalogue(datasets: readonly Dataset[], partitions: readonly (PublishedPartition & { readonly dataset: string })[], version: string): Catalogue {
  const entries = datasets.map((dataset) => ({ dataset, partitions: partitions.filter((partition) => partition.dataset === dataset.id) }));
  const rank = (entry: CatalogueEntry) => (entry.partitions.length === 0 ? 1 : 0);
  entries.sort((a, b) => rank(a) - rank(b) || (a.dataset.id < b.dataset.id ? -1 : 1));
  const moments = partitions.map(({ since }) => since).sort();
  return { entries, version, modified: moments.at(-1) ?? null };
}

export const rowsIn = ({ partitions }: CatalogueEntry): number => partitions.reduce((sum, { rows }) => sum + rows, 0);

/** Years held, oldest first, each once. */
export const yearsIn = ({ partitions }: CatalogueEntry): number[] => [...new Set(partitions.flatMap(({ year }) => year ?? []))].sort((a, b) => a - b);

/** Who publishes the sources behind a dataset, each once, by name. */
export const publishersIn = ({ partitions }: CatalogueEntry): string[] => [...new Set(partitions.map(({ publisher }) => publisher))].sort();

/** `2004–2020`, `2012–2022, 2024`: runs of years joined, gaps left open. */
export function spanOfYears(years: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const year of years) {
    const last = runs.at(-1);
    if (last && last[1] === year - 1) last[1] = year;
    else runs.push([year, year]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}–${to}`)).join(', ');
}

/** Columns of a download: the dataset's own, then where each row comes from. */
export const PROVENANCE_COLUMNS = [
  { name: 'serie', type: 'text', es: 'Serie: de qué formato publicado viene la fila', en: 'Series: the published layout that the row comes from' },
  { name: 'captura', type: 'text', es: 'Huella (SHA-256) del archivo capturado', en: 'Hash (SHA-256) of the captured file' },
  { name: 'linea', type: 'integer', es: 'Línea física en el archivo capturado', en: 'Physical line in the captured file' },
] as const;

export const downloadColumns = (dataset: Dataset) => [...dataset.columns, ...PROVENANCE_COLUMNS];
