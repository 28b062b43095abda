import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { centimos, soles } from '#lib/kernel/money.ts';
import { Lake } from '#lib/platform/lake.ts';
import { rebuilder } from '#lib/provenance/load/rebuild.ts';
import type { LoadReport } from '#lib/provenance/load/load.ts';
import { verifyReceipt, type Evidence, type Level } from '#lib/provenance/verify.ts';
import { generateTransferencias } from '#lib/treasury/generator/index.ts';
import { municipalitiesForGenerator } from '../../cli/municipalities.ts';
import { closing } from '../../../tests/setup/closing.ts';
import { load, write } from '../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import type { Application } from './application.ts';
import { PageCache } from './http/page-cache.ts';
import { DATASETS, findQuery, REVISION_QUERIES } from './questions.ts';
import { RECIPES } from './registry.ts';
import { changedRows, loadRevision } from './revision-load.ts';
import { text } from './answer.ts';
import { createServices } from './server.ts';
import type { Services } from './services.ts';
import { facts, viewJson, type PageModel } from './view.ts';
import { localEvidence } from './verify/evidence-local.ts';

const toClose = closing();
let state: TestState;
let app: Application;
let services: Services;
let lake: Lake;
let first: LoadReport;
let second: LoadReport;
/** What the second file says otherwise, told apart from the page: amount added by district, in céntimos. */
const edits = new Map<string, bigint>();

/** Gives the first line of a district another credited amount; one district loses all its lines, another changes a word. */
function revise(source: string): string {
  const lines = source.split('\n');
  const cells = (line: string) => line.split(',');
  const districtOf = (line: string) => `${cells(line).at(11)}${cells(line).at(13)}${cells(line).at(15)}`;
  const touch = (ubigeo: string, change: (line: string) => string) => {
    const at = lines.findIndex((line) => districtOf(line) === ubigeo);
    expect(at).toBeGreaterThan(0);
    lines[at] = change(lines[at]!);
  };
  for (const [ubigeo, amount] of [['180106', 123_456n], ['180101', -5n]] as const) {
    touch(ubigeo, (line) => {
      const row = cells(line);
      row[row.length - 1] = soles(centimos(row.at(-1)!)! + amount);
      edits.set(ubigeo, amount);
      return row.join(',');
    });
  }
  touch('180201', (line) => line.replace('ASIGNACION NORMAL', 'ASIGNACION').replace('INTERESES DE ASIGNACION', 'INTERESES'));
  return lines.filter((line) => districtOf(line) !== '180301').join('\n');
}

beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
  lake = toClose(await Lake.open({ memory: '500MB', threads: 1, temporary: state.folder }));
  services = createServices({ application: app, cache: new PageCache(), origin: null, panel: false, startImport: async () => '', cancelImport: () => false });
  const path = join(state.folder, '2024-Transferencias.csv');
  generateTransferencias({ rows: 900, seed: 5, year: 2024, path, municipalities: municipalitiesForGenerator().filter((place) => place.ubigeo.startsWith('18')) });
  // Without quotes, so that the test may cut its lines at commas.
  const source = readFileSync(path, 'utf8').replace(/"([^"]*)"/g, (_, cell: string) => cell.replaceAll(',', ' '));
  first = await load(app, write(state.folder, 'primero.csv', source));
  second = await load(app, write(state.folder, 'revisado.csv', revise(source)));
});

const model = (language: 'es' | 'en' = 'es'): Promise<PageModel> => services.revision(second.capture, null, language, 'http://x');
const plain = (page: PageModel) => page.lead.map((said) => said.map((piece) => (typeof piece === 'string' ? piece : piece.value)).join(''));

async function verdict(code: string, level: Level, evidence: Partial<Evidence> = {}) {
  const { signal } = new AbortController();
  const verifier = { evidence: { ...localEvidence(app), ...evidence }, lake, datasets: DATASETS, findQuery, signal, checked: new Map(), rebuild: rebuilder({ lake, recipes: RECIPES, corrections: [], signal }) };
  const outcome = await verifyReceipt(verifier, code, level);
  return outcome.verdict;
}

describe('a file that its publisher revised', () => {
  it('names the file it replaces, and the first of its kind none', async () => {
    const [after, before] = await Promise.all([second, first].map(({ capture }) => services.capture(capture)));
    expect([after!.replaces, before!.replaces]).toEqual([first.capture, null]);
    expect(plain(await services.revision(first.capture, null, 'es', ''))).toEqual(['Este archivo no reemplaza a ninguno: es el primero que se cargó de su clase y su año.']);
  });

  it('says which districts changed, also where no sum did, and no other', async () => {
    const { details, years } = await loadRevision(app, second.capture);
    expect(details).toHaveLength(1);
    const { districts } = details[0]!;
    const found = districts.body.rows.map((_, row) => text(districts, row, 'grupo')).sort();
    expect(found).toEqual(['180101', '180106', '180201', '180301']);
    expect(text(years!, 0, 'distritos_distintos')).toBe('4');
    expect(plain(await model())[0]).toBe('En 2024 cambió lo que el archivo dice de 4 de 21 distritos.');
    expect(plain(await model('en'))[0]).toBe('In 2024, what the file says of 4 of 21 districts changed.');
  });

  it('says by how much, to the céntimo, and an absence is not a zero', async () => {
    const { details, years } = await loadRevision(app, second.capture);
    const { districts } = details[0]!;
    const row = (ubigeo: string) => districts.body.rows.findIndex((_, index) => text(districts, index, 'grupo') === ubigeo);
    for (const [ubigeo, amount] of edits) expect(text(districts, row(ubigeo), 'acreditado_diferencia'), ubigeo).toBe(soles(amount));
    expect(['acreditado_despues', 'acreditado_diferencia', 'filas_despues'].map((column) => text(districts, row('180301'), column))).toEqual([null, null, null]);
    expect(text(districts, row('180201'), 'acreditado_diferencia')).toBe('0.00');
    const gone = centimos(text(districts, row('180301'), 'acreditado_antes')!)!;
    const total = [...edits.values()].reduce((sum, amount) => sum + amount, -gone);
    expect(text(years!, 0, 'acreditado_diferencia')).toBe(soles(total));
    const notes = (await model()).parts.flatMap((part) => part.blocks).flatMap((block) => (block.kind === 'table' ? block.table.rows : [])).map(({ head, note }) => `${String(head[0])}: ${note ?? ''}`);
    expect(notes.filter((note) => /ya no está|las sumas/.test(note)).sort()).toEqual(['Ilo (180301): ya no está', 'Omate (180201): las sumas no cambiaron']);
  });

  it('has every number in a receipt that verifies up to the captured file', async () => {
    const page = await model();
    const codes = [...new Set(facts(page).map(({ figure }) => figure.code))];
    expect(codes).toHaveLength(2);
    for (const code of codes) expect(await verdict(code, 3)).toBe('igual');
    expect(JSON.stringify(viewJson(page))).toContain('"concepto":"acreditado_diferencia · 180106 Torata"');
  });

  it('is found out when a digest is altered, and said unavailable when there is none', async () => {
    const { years } = await loadRevision(app, second.capture);
    const local = localEvidence(app);
    const altered = async (hash: string) => (await local.digests(hash)).map((item, index) => (index === 0 ? { ...item, digest: '0'.repeat(64) } : item));
    expect(await verdict(years!.code, 2, { digests: altered })).toBe('distinto');
    expect(await verdict(years!.code, 2, { digests: async (hash) => (await local.digests(hash)).slice(1) })).toBe('distinto');
    const { YupayError } = await import('#lib/kernel/errors.ts');
    expect(await verdict(years!.code, 2, { digests: async () => Promise.reject(new YupayError('entrada-no-disponible', { que: 'x', detalle: 'y' })) })).toBe('no-disponible');
  });

  it('does not need the lines of a national file, only their digests and the summary', async () => {
    const { years } = await loadRevision(app, second.capture);
    const lines = years!.body.inputs.filter((input) => input.dataset === 'transferencias').map((input) => input.parquet);
    expect(lines).toHaveLength(2);
    const parquet = async (hash: string) => (lines.includes(hash) ? Promise.reject(new Error('the lines were asked for')) : app.parquets.path(hash));
    expect(await verdict(years!.code, 2, { parquet })).toBe('igual');
  });

  it('keeps its receipts in force after another revision, for they speak of these two files', async () => {
    const { years } = await loadRevision(app, second.capture);
    await load(app, write(state.folder, 'tercero.csv', readFileSync(join(state.folder, 'revisado.csv'), 'utf8').split('\n').slice(0, 400).join('\n')));
    expect((await services.receipt(years!.code)).status).toBe('vigente');
    expect((await loadRevision(app, second.capture)).years!.code).toBe(years!.code);
  });
});

describe('a file of several years that was revised', () => {
  const HEADER = 'anio,ubigeo,sec_ejec,municipalidad,canon_minero,total_transferencias,poblacion,linea_original';
  const table = (amounts: Readonly<Record<number, string>>) => `${HEADER}\n${Object.entries(amounts).map(([year, amount], index) => `${year},180106,301486,M,${amount},2.00,3.00,${index + 2}`).join('\n')}\n`;

  it('names every year that changed and each that did not, and gives each changed one a page', async () => {
    const years = [2012, 2013, 2014, 2015, 2016, 2017];
    await load(app, write(state.folder, 'canon-1.csv', table(Object.fromEntries(years.map((year) => [year, '1.00'])))));
    const { capture } = await load(app, write(state.folder, 'canon-2.csv', table(Object.fromEntries(years.map((year) => [year, year === 2013 ? '1.00' : '1.50'])))));
    const page = await services.revision(capture, null, 'es', '');
    expect(page.parts.map(({ id }) => id)).toEqual(['totales', 'distritos-2017', 'distritos-2016', 'distritos-2015', 'como', 'llevar']);
    const [totals] = page.parts;
    const links = totals!.blocks.flatMap((block) => (block.kind === 'links' ? block.items : []));
    expect(links.map(({ href }) => href)).toEqual([2017, 2016, 2015, 2014, 2012].map((year) => `/fuente/${capture}/cambios/${year}`));
    expect(JSON.stringify(totals)).toContain('Sin ningún cambio: 2013.');
    const one = await services.revision(capture, '2012', 'es', '');
    expect([one.parts[0]!.id, plain(one)]).toEqual(['distritos-2012', ['En 2012 cambió lo que el archivo dice de 1 de 1 distritos.']]);
    for (const year of ['2013', '1999']) await expect(services.revision(capture, year, 'es', '')).rejects.toMatchObject({ code: 'no-encontrado' });
    await expect(services.revision(first.capture, '2024', 'es', '')).rejects.toMatchObject({ code: 'no-encontrado' });
  });
});

describe('the questions about revisions', () => {
  it('can be asked of every dataset, with both files missing or the same one twice', async () => {
    for (const query of REVISION_QUERIES) {
      const empty = await app.answers.answer(query, { antes: '0'.repeat(64), despues: '0'.repeat(64), ...(query.parameters.includes('anio') ? { anio: '2024' } : {}) });
      expect(empty.body.rows, query.id).toEqual([]);
    }
    const { rows } = await app.pool.query(`select c.captura, array_agg(distinct p.conjunto) as sets from carga c join particion p on p.carga = c.id group by c.captura`);
    for (const { captura, sets } of rows as { captura: string; sets: string[] }[]) {
      const query = sets.map((set) => findQuery(`cambios-${set}`)).find((found) => found !== null)!;
      const same = await app.answers.answer(query, { antes: captura, despues: captura });
      expect(changedRows(same), query.id).toEqual([]);
      expect(same.body.rows.length, query.id).toBeGreaterThan(0);
    }
  });

  it('refuse a capture that nobody knows', async () => {
    await expect(services.revision('f'.repeat(64), null, 'es', '')).rejects.toMatchObject({ code: 'fuente-no-existe' });
    await expect(services.revision('../etc', null, 'es', '')).rejects.toMatchObject({ code: 'fuente-no-existe' });
  });
});
