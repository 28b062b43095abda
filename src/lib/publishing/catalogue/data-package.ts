import type { Language } from '#lib/kernel/errors.ts';
import { at } from '#lib/platform/messages/index.ts';
import { publishersIn, rowsIn, spanOfYears, yearsIn, type Catalogue, type CatalogueEntry } from './catalogue.ts';
import { tableSchema } from './table-schema.ts';

/** Licence names of captures that have an address; others are given by name alone. */
const LICENCES: Readonly<Record<string, string>> = {
  'CC-BY-4.0': 'https://creativecommons.org/licenses/by/4.0/',
  'MIT': 'https://opensource.org/license/mit',
  'MPL-2.0': 'https://www.mozilla.org/MPL/2.0/',
  'ODbL-1.0': 'https://opendatacommons.org/licenses/odbl/1-0/',
};

export const licenceAddress = (licence: string): string | null => LICENCES[licence] ?? null;

function describe(entry: CatalogueEntry, language: Language): string {
  const years = spanOfYears(yearsIn(entry));
  return [entry.dataset[language], years, publishersIn(entry).join(', ')].filter((word) => word !== '').join(' · ');
}

function licences(entry: CatalogueEntry) {
  const known = [...new Set(entry.partitions.flatMap(({ licence }) => licence ?? []))].sort();
  // The profile takes a licence by a short name; what a source says in a sentence goes in `yupay.licencias` alone.
  return known.filter((name) => /^[-\w.]+$/.test(name)).map((name) => ({ name, title: name, ...(licenceAddress(name) === null ? {} : { path: licenceAddress(name)! }) }));
}

function resource(entry: CatalogueEntry, origin: string, language: Language) {
  const { dataset } = entry;
  const known = licences(entry);
  return {
    name: dataset.id,
    title: dataset[language],
    description: describe(entry, language),
    profile: 'tabular-data-resource',
    path: `${origin}/datos/${dataset.id}/filas.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    schema: tableSchema(dataset, language),
    ...(known.length === 0 ? {} : { licenses: known }),
    sources: [...new Map(entry.partitions.map((part) => [part.capture, { title: `${part.publisher}: ${part.title}`, path: `${origin}${at(language, `/fuente/${part.capture}`)}` }])).values()],
    yupay: { filas: rowsIn(entry), licencias: [...new Set(entry.partitions.flatMap(({ licence }) => licence ?? []))], parquet: entry.partitions.map(({ year, series, rows, parquet, bytes, root }) => ({ anio: year, serie: series, filas: rows, path: `${origin}/parquet/${parquet}`, hash: `sha256:${parquet}`, bytes, raiz: root })) },
  };
}

/**
 * The whole catalogue as a Data Package (Frictionless, profile `tabular-data-package`): one resource for each dataset that
 * holds something. `origin` is this Yupay's scheme and host; paths are absolute, for the descriptor travels alone.
 */
export function dataPackage(catalogue: Catalogue, origin: string, language: Language) {
  return {
    profile: 'tabular-data-package',
    name: 'yupay',
    title: language === 'es' ? 'Yupay: dinero minero y gasto público, con recibo' : 'Yupay: mining money and public spending, with receipts',
    homepage: `${origin}${at(language, '/datos')}`,
    version: catalogue.version,
    ...(catalogue.modified === null ? {} : { created: catalogue.modified }),
    resources: catalogue.entries.filter(({ partitions }) => partitions.length > 0).map((entry) => resource(entry, origin, language)),
  };
}
