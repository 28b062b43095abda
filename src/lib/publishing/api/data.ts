import { YupayError } from '#lib/kernel/errors.ts';
import { publishersIn, rowsIn, yearsIn } from '../catalogue/catalogue.ts';
import { tableSchema } from '../catalogue/table-schema.ts';
import type { Operation } from './operation.ts';
import { list, maybe, PAGE_PARAMETERS, paged, pageOf, PAGING, record, ROW, text, whole } from './schemas.ts';

const DATASET = { name: 'conjunto', in: 'path', required: true, schema: { type: 'string', pattern: '^[a-z][a-z0-9-]{2,60}$' }, es: 'Nombre del conjunto, como en /conjuntos', en: 'Name of the dataset, as in /conjuntos', example: 'canon-minero' } as const;

const SUMMARY = { id: text('Nombre / Name'), es: text('En español'), en: text('In English'), filas: whole('Filas / Rows'), anios: list({ type: 'integer' }), editores: list({ type: 'string' }) };

const DATASETS: Operation = {
  id: 'conjuntos',
  path: '/conjuntos',
  group: 'datos',
  es: 'Los conjuntos de datos, con sus filas y años',
  en: 'The datasets, with their rows and years',
  parameters: [],
  answer: record({ version: text('Estado de los datos; cambia con cada carga / State of the data; changes with every load'), actualizado: maybe(text('Momento UTC / UTC moment')), conjuntos: list(record(SUMMARY)) }),
  run: async ({ services }) => {
    const { entries, version, modified } = await services.catalogue();
    return { body: { version, actualizado: modified, conjuntos: entries.map((entry) => ({ id: entry.dataset.id, es: entry.dataset.es, en: entry.dataset.en, filas: rowsIn(entry), anios: yearsIn(entry), editores: publishersIn(entry) })) } };
  },
};

const PARTITION = record({
  anio: maybe({ type: 'integer' }), serie: text('Formato publicado / Published layout'), filas: whole('Filas / Rows'), parquet: text('Huella del Parquet / Hash of the Parquet'), bytes: whole('Tamaño / Size'),
  captura: text('Huella del archivo capturado / Hash of the captured file'), carga: text('Huella de la carga / Hash of the load'), raiz: text('Raíz de la huella lógica / Root of the logical digest'), editor: text('Quién lo publica / Publisher'), licencia: maybe(text('Licencia / Licence')), desde: text('Momento UTC en que entró / UTC moment since it is live'),
});

const DATASET_ONE: Operation = {
  id: 'conjunto',
  path: '/conjuntos/{conjunto}',
  group: 'datos',
  es: 'Un conjunto: su diccionario (Table Schema) y los archivos que lo forman',
  en: 'A dataset: its codebook (Table Schema) and the files that make it',
  parameters: [DATASET],
  answer: record({ ...SUMMARY, esquema: { type: 'object', additionalProperties: true }, particiones: list(PARTITION) }),
  run: async ({ services, language, values }) => {
    const entry = (await services.catalogue()).entries.find(({ dataset }) => dataset.id === values.conjunto);
    if (!entry) throw new YupayError('conjunto-no-existe', { codigo: values.conjunto! });
    const { dataset, partitions } = entry;
    return {
      body: {
        id: dataset.id, es: dataset.es, en: dataset.en, filas: rowsIn(entry), anios: yearsIn(entry), editores: publishersIn(entry), esquema: tableSchema(dataset, language),
        particiones: partitions.map((part) => ({ anio: part.year, serie: part.series, filas: part.rows, parquet: part.parquet, bytes: part.bytes, captura: part.capture, carga: part.load, raiz: part.root, editor: part.publisher, licencia: part.licence, desde: part.since })),
      },
    };
  },
};

const ROWS: Operation = {
  id: 'filas',
  path: '/conjuntos/{conjunto}/filas',
  group: 'datos',
  es: 'Filas de un conjunto tal como se cargaron, cada una con su captura y su línea',
  en: 'Rows of a dataset as they were loaded, each with its capture and line',
  parameters: [
    DATASET,
    { name: 'lugar', in: 'query', required: false, schema: { type: 'string', pattern: '^\\d{2}(\\d{2}){0,2}$' }, es: 'Ubigeo de 2, 4 o 6 cifras', en: 'Place code of 2, 4 or 6 digits', example: '180106' },
    { name: 'anio', in: 'query', required: false, schema: { type: 'integer', minimum: 1990, maximum: 2099 }, es: 'Año', en: 'Year', example: '2020' },
    ...PAGE_PARAMETERS,
  ],
  answer: record({ conjunto: text('Nombre / Name'), columnas: list({ type: 'string' }), filas: list(ROW), ...PAGING }),
  run: async ({ services, values }) => {
    const { number, size } = pageOf(values);
    const { columns, rows, total } = await services.rows(values.conjunto!, { lugar: values.lugar ?? '', anio: values.anio ?? '' }, { offset: (number - 1) * size, limit: size });
    const { members, next } = paged(values, total);
    return { body: { conjunto: values.conjunto!, columnas: columns, filas: rows.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index] ?? null]))), ...members }, next };
  },
};

export const DATA_OPERATIONS: readonly Operation[] = [DATASETS, DATASET_ONE, ROWS];
