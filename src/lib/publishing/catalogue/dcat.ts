import { at } from '#lib/platform/messages/index.ts';
import { publishersIn, yearsIn, type Catalogue, type CatalogueEntry, type PublishedPartition } from './catalogue.ts';
import { licenceAddress } from './data-package.ts';

/** The vocabularies are written into the document, so that it reads without fetching a context from anywhere. */
const CONTEXT = {
  dcat: 'http://www.w3.org/ns/dcat#',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  spdx: 'http://spdx.org/rdf/terms#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

const words = (es: string, en: string) => [{ '@value': es, '@language': 'es' }, { '@value': en, '@language': 'en' }];
const ref = (id: string) => ({ '@id': id });
const typed = (value: string, type: string) => ({ '@value': value, '@type': `xsd:${type}` });
const IANA = 'https://www.iana.org/assignments/media-types/';

function parquetDistribution(partition: PublishedPartition, origin: string) {
  const name = `Parquet ${partition.year ?? ''} ${partition.series}`.replace(/\s+/g, ' ').trim();
  return {
    '@id': `${origin}/parquet/${partition.parquet}`,
    '@type': 'dcat:Distribution',
    'dct:title': words(name, name),
    'dcat:downloadURL': ref(`${origin}/parquet/${partition.parquet}`),
    'dcat:accessURL': ref(`${origin}/fuente/${partition.capture}`),
    'dcat:mediaType': ref(`${IANA}application/vnd.apache.parquet`),
    'dcat:byteSize': typed(String(partition.bytes), 'nonNegativeInteger'),
    'dct:modified': typed(partition.since, 'dateTime'),
    'spdx:checksum': { '@type': 'spdx:Checksum', 'spdx:algorithm': ref('spdx:checksumAlgorithm_sha256'), 'spdx:checksumValue': typed(partition.parquet, 'hexBinary') },
    ...(partition.licence === null ? {} : { 'dct:license': licenceAddress(partition.licence) === null ? partition.licence : ref(licenceAddress(partition.licence)!) }),
  };
}

function textDistribution(id: string, format: 'csv' | 'json' | 'xlsx', type: string, origin: string) {
  const url = `${origin}/datos/${id}/filas.${format}`;
  return { '@id': url, '@type': 'dcat:Distribution', 'dct:title': words(format.toUpperCase(), format.toUpperCase()), 'dcat:downloadURL': ref(url), 'dcat:accessURL': ref(`${origin}/datos/${id}`), 'dcat:mediaType': ref(`${IANA}${type}`) };
}

function dataset(entry: CatalogueEntry, origin: string) {
  const years = yearsIn(entry);
  const { id, es, en } = entry.dataset;
  return {
    '@id': `${origin}/datos/${id}`,
    '@type': 'dcat:Dataset',
    'dct:identifier': id,
    'dct:title': words(es, en),
    'dct:description': words(`${es}: cada fila con su archivo y su línea.`, `${en}: every row with its file and its line.`),
    'dct:publisher': publishersIn(entry).map((name) => ({ '@type': 'foaf:Agent', 'foaf:name': name })),
    'dct:modified': typed(entry.partitions.map(({ since }) => since).sort().at(-1)!, 'dateTime'),
    'dcat:landingPage': ref(`${origin}/datos/${id}`),
    ...(years.length === 0 ? {} : { 'dct:temporal': { '@type': 'dct:PeriodOfTime', 'dcat:startDate': typed(`${years[0]}-01-01`, 'date'), 'dcat:endDate': typed(`${years.at(-1)}-12-31`, 'date') } }),
    'dcat:distribution': [
      textDistribution(id, 'csv', 'text/csv', origin),
      textDistribution(id, 'xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', origin),
      ...entry.partitions.map((partition) => parquetDistribution(partition, origin)),
    ],
  };
}

/** The catalogue as DCAT 3 in JSON-LD, for open-data portals that harvest. */
export function dcat(catalogue: Catalogue, origin: string) {
  return {
    '@context': CONTEXT,
    '@id': `${origin}/datos`,
    '@type': 'dcat:Catalog',
    'dct:title': words('Datos de Yupay', 'Data of Yupay'),
    'dct:description': words('Dinero minero y gasto público del Perú: hechos con fecha, fuente y línea.', 'Mining money and public spending of Peru: facts with date, source and line.'),
    'dct:language': ['es', 'en'],
    'dct:publisher': { '@type': 'foaf:Agent', 'foaf:name': 'Yupay' },
    'foaf:homepage': ref(`${origin}${at('es', '/')}`),
    ...(catalogue.modified === null ? {} : { 'dct:modified': typed(catalogue.modified, 'dateTime') }),
    'dcat:dataset': catalogue.entries.filter(({ partitions }) => partitions.length > 0).map((entry) => dataset(entry, origin)),
  };
}
