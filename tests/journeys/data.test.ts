import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import jsonld from 'jsonld';
import datapackage from 'datapackage';
import { readSheet } from 'read-excel-file/node';
import { beforeAll, expect, test } from 'vitest';
import { closing } from '../setup/closing.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
/** What is taken away opens in the programs that it is for, and says what the pages say. */
let site: Served;
beforeAll(async () => {
  site = toClose(await serve());
}, 60_000);

const get = (path: string) => fetch(site.address + path);
const json = async (path: string) => (await get(path)).json() as Promise<never>;
const lines = (text: string) => text.replace(/^\uFEFF/, '').trimEnd().split('\r\n');

test('the catalogue is a valid Data Package whose resources are there', async () => {
  const descriptor = await json('/datos/datapackage.json');
  const { valid, errors } = await datapackage.validate(descriptor);
  expect([valid, errors.map(String)]).toEqual([true, []]);
  const { resources } = descriptor as { resources: { name: string; path: string; schema: { fields: { name: string }[] }; yupay: { filas: number; parquet: { hash: string; path: string }[] } }[] };
  expect(resources.map(({ name }) => name)).toContain('canon-minero');
  for (const { path, schema, yupay } of resources) {
    expect(lines(await (await fetch(path)).text())[0]!.split(','), path).toEqual(schema.fields.map(({ name }) => name));
    expect(yupay.filas, path).toBeGreaterThan(0);
  }
  expect((await fetch(resources[0]!.yupay.parquet[0]!.path)).headers.get('etag')).toBe(`"${resources[0]!.yupay.parquet[0]!.hash.slice(7)}"`);
});

test('a strict reader of Data Packages casts every row of every resource by its schema', async () => {
  const descriptor = (await json('/datos/datapackage.json')) as { resources: { name: string; path: string; yupay: { filas: number } }[] };
  const folder = mkdtempSync(join(tmpdir(), 'yupay-paquete-'));
  for (const resource of descriptor.resources) {
    writeFileSync(join(folder, `${resource.name}.csv`), (await (await fetch(resource.path)).text()).replace(/^\uFEFF/, ''));
    const table = await datapackage.Resource.load({ ...resource, path: `${resource.name}.csv`, dialect: { lineTerminator: '\r\n' } }, { basePath: folder });
    expect((await table.read()).length, resource.name).toBe(resource.yupay.filas);
  }
  rmSync(folder, { recursive: true });
}, 60_000);

test('the catalogue parses as DCAT: every dataset has a title, a publisher and a file', async () => {
  const quads = (await jsonld.toRDF(await json('/datos/dcat.jsonld'), { documentLoader: () => Promise.reject(new Error('nothing is fetched')) })) as { subject: { value: string }; predicate: { value: string }; object: { value: string } }[];
  const objects = (subject: string, predicate: string) => quads.filter((quad) => quad.subject.value === subject && quad.predicate.value === predicate).map((quad) => quad.object.value);
  const datasets = quads.filter((quad) => quad.object.value === 'http://www.w3.org/ns/dcat#Dataset').map((quad) => quad.subject.value);
  expect(datasets.length).toBeGreaterThan(2);
  for (const dataset of datasets) {
    expect(objects(dataset, 'http://purl.org/dc/terms/title').length, dataset).toBe(2);
    expect(objects(dataset, 'http://purl.org/dc/terms/publisher').length, dataset).toBeGreaterThan(0);
    for (const file of objects(dataset, 'http://www.w3.org/ns/dcat#distribution')) {
      const [url] = objects(file, 'http://www.w3.org/ns/dcat#downloadURL');
      expect((await fetch(url!, { method: 'HEAD' })).status, url).toBe(200);
    }
  }
});

test('CSV, JSON, Excel and Parquet of a place hold the same rows, and the sum of a figure is the page’s', async () => {
  const asked = '?lugar=180106&anio=2020';
  const [row] = (await json(`/datos/canon-minero/filas.json${asked}`)) as { canon: string; ubigeo: string; linea: string; captura: string }[];
  const [header, line] = lines(await (await get(`/datos/canon-minero/filas.csv${asked}`)).text());
  expect(line!.split(',')[header!.split(',').indexOf('canon')]).toBe(row!.canon);
  const sheet = await readSheet(Buffer.from(await (await get(`/datos/canon-minero/filas.xlsx${asked}`)).arrayBuffer()));
  const column = (name: string) => sheet[0]!.indexOf(name);
  expect([sheet.length, sheet[1]![column('canon')], sheet[1]![column('ubigeo')]]).toEqual([2, Number(row!.canon), '180106']);
  const page = (await json('/lugar/180106.json')) as { hechos: { concepto: string; anio: string | null; valor: string }[] };
  expect(page.hechos.find((fact) => fact.concepto === 'canon' && fact.anio === '2020')?.valor).toBe(row!.canon);
  expect((await get(`/fuente/${row!.captura}`)).status).toBe(200);
});

test('what a dataset lacks, or nobody knows, is refused in words', async () => {
  const refusals = await Promise.all(['/datos/nada-de-eso', '/datos/nada-de-eso/filas.csv', '/datos/canon-minero/filas.csv?anio=20', '/datos/canon-minero/filas.json?lugar=1%27', '/datos/distritos/filas.csv?anio=2020'].map(get));
  expect(refusals.map(({ status }) => status)).toEqual([404, 404, 400, 400, 400]);
});

test('a year or a place without rows is an empty table with its header', async () => {
  expect(lines(await (await get('/datos/canon-minero/filas.csv?anio=1999')).text()).length).toBe(1);
  expect(await json('/datos/canon-minero/filas.json?lugar=999999')).toEqual([]);
});
