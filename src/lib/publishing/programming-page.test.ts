import { describe, expect, it } from 'vitest';
import { makeReceipt } from '#lib/provenance/receipt.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { PROGRAMACION_DE_LUGAR, PROGRAMACION_DE_LUGARES, PROGRAMACION_POR_FUNCION } from '#lib/treasury/programming/queries.ts';
import { ask, type Row } from '../../../tests/setup/ask.ts';
import type { Answer } from './answer.ts';
import { plainText, type Phrase } from './phrase.ts';
import { programmingListPage } from './programming-list.ts';
import { programmingPage } from './programming-page.ts';
import type { PlaceView } from './services.ts';
import { facts, type Block, type PageModel } from './view.ts';

const said = (phrase: Phrase) => plainText(phrase, 'es').replaceAll('\u00a0', ' ');
const partOf = (model: PageModel, id: string) => model.parts.find((part) => part.id === id)!;
const find = <K extends Block['kind']>(blocks: readonly Block[], kind: K) => blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);
const words = (model: PageModel, id: string) => find(partOf(model, id).blocks, 'prose').flatMap(({ phrases }) => phrases.map(said)).join(' ');

const TORATA: PlaceView = {
  ubigeo: '180106', name: 'Torata', latitude: null, longitude: null, level: 'distrito', department: { ubigeo: '18', name: 'Moquegua' }, province: { ubigeo: '1801', name: 'Mariscal Nieto' },
  capital: null, municipality: 'Municipalidad Distrital de Torata', secEjec: '301486', provincial: false, provinces: [], districts: [],
};
const MOQUEGUA: PlaceView = { ...TORATA, ubigeo: '18', name: 'Moquegua', level: 'departamento', department: null, province: null, municipality: null, secEjec: null, districts: [{ ubigeo: '180106', name: 'Torata', latitude: null, longitude: null }] };

const investment = (funcion: string, pmi_1: string | null, more: Row = {}): Row => ({ anio: 2026, corte: '2026-05-31', registro: 'activas', cui: funcion, funcion, sec_ejec: '301486', en_pmi: true, pmi_1, ...more });
/** Invented figures. */
const FACTS: Readonly<Record<string, readonly Row[]>> = {
  'distritos': [{ ubigeo: '180106', sec_ejec: '301486', municipalidad: 'MUNICIPALIDAD DISTRITAL DE TORATA' }, { ubigeo: '180104', sec_ejec: '301484', municipalidad: 'MUNICIPALIDAD DISTRITAL DE SAMEGUA' }],
  'inversiones': [investment('EDUCACIÓN', '600'), investment('CULTURA Y DEPORTE', '300'), investment('TRANSPORTE', null)],
};
const resources = (more: Row = {}): Row => ({ anio: 2026, ubigeo: '180106', desde: 2026, hasta: 2026, pmi_anio_1: 2026, monto: '1000', documento: 'Oficio de ejemplo', fecha: '2026-02-15', ...more });

async function answer(query: PublishedQuery, parameters: Record<string, string>, ...rows: Row[]): Promise<Answer> {
  const found = await ask(query, parameters, { ...FACTS, 'recursos-disponibles': rows });
  return makeReceipt(query, parameters, [], found.map((row) => query.columns.map((column) => row[column] ?? null)));
}

async function page(...rows: Row[]): Promise<PageModel> {
  const asked = { ubigeo: '180106' };
  return programmingPage({ place: TORATA, periods: await answer(PROGRAMACION_DE_LUGAR, asked, ...rows), functions: await answer(PROGRAMACION_POR_FUNCION, asked, ...rows), now: new Date('2026-11-20T12:00:00Z'), language: 'es', origin: '' });
}

const list = async (...rows: Row[]): Promise<PageModel> =>
  programmingListPage({ place: MOQUEGUA, answer: await answer(PROGRAMACION_DE_LUGARES, { prefijo: '18' }, ...rows), now: new Date('2026-11-20T12:00:00Z'), language: 'es', origin: '' });

describe('the page of a municipality’s programme', () => {
  it('says the share, the threshold and the document, each number with its receipt', async () => {
    const model = await page(resources({ monto: '800' }));
    expect(model.lead.map(said)).toEqual([
      'De los S/ 800 disponibles de 2026 a 2026, la municipalidad de Torata programó S/ 600 en funciones prioritarias: el 75.0 %.', 'Alcanza el umbral de 70.0 %, que se cuenta inclusive.',
      'Lo programado en total, S/ 900, pasa de lo disponible, S/ 800: se muestra como viene, sin recortar.',
    ]);
    expect(words(model, 'cuota')).toContain('2026–2026: Oficio de ejemplo, 15 de febrero de 2026. Corte del archivo de inversiones: 31 de mayo de 2026.');
    const [{ table }] = find(partOf(model, 'cuota').blocks, 'table') as [Extract<Block, { kind: 'table' }>];
    expect(table.rows.map(({ note, cells }) => [note, ...cells.map((cell) => said([cell!]))])).toEqual([['alcanza', 'S/ 800', 'S/ 900', 'S/ 600', '75.0 %', '70.0 %', '3', '1']]);
    for (const { figure } of facts(model)) expect(figure.receipt).toMatch(/^[0-9a-f]{64}$/);
  });

  it('below the threshold says so, and nothing of an excess that there is not', async () => {
    expect((await page(resources())).lead.map(said)).toEqual([expect.stringContaining('el 60.0 %.'), 'No alcanza el umbral de 70.0 %, que se cuenta inclusive.']);
  });

  it('refuses with the reason and no percentage where a part is unknown', async () => {
    const model = await page(resources({ pmi_anio_1: null }));
    expect(model.lead.map(said)).toEqual(['De 2026 a 2026 no hay cuota: el documento no dice qué año es la primera columna del PMI, y no se adivina.']);
    const shares = facts(model).filter(({ concept }) => concept.startsWith('cuota_pct'));
    expect(shares.map(({ figure }) => [figure.value, figure.state, figure.reason])).toEqual([[null, 'not_reported', 'sin-anio-base']]);
  });

  it('without a document says that nothing else takes its place, and still shows what is programmed by function', async () => {
    const model = await page();
    expect(said(model.lead[0]!)).toMatch(/^Nadie ha cargado los recursos disponibles .* no se calcula con otra cosa\.$/);
    expect(partOf(model, 'cuota').absent).not.toBeNull();
    const [{ table }] = find(partOf(model, 'funciones').blocks, 'table') as [Extract<Block, { kind: 'table' }>];
    expect(table.rows.map(({ head, note, cells }) => [said(head), note, said([cells[1]!])])).toEqual([['Educacion', 'prioritaria', 'S/ 600'], ['Transporte', 'prioritaria', '–'], ['Cultura y deporte', undefined, 'S/ 300']]);
    expect(facts(model).some(({ concept }) => concept.startsWith('cuota'))).toBe(false);
  });

  it('prints the rule: which functions count, who says so, that nobody has verified it, and that nothing accrued takes part', async () => {
    expect(words(await page(resources()), 'regla')).toMatch(/Nunca se calcula con lo devengado.*Educación, Salud, Saneamiento, Transporte\. Lista de Yupay, sin verificar.*Nadie ha verificado.*al menos el 70%/);
    expect(words(await page(resources({ desde: 2014, hasta: 2014, pmi_anio_1: 2014 })), 'regla')).toContain('«Los criterios de prioridad considerados son los que establecen las políticas de Estado.»');
  });
});

describe('the list of a department', () => {
  it('says of how many it is known, and that the others are not known to fall short', async () => {
    const model = await list(resources({ monto: '800' }));
    expect(model.lead.map(said)).toEqual(['Municipalidades de Moquegua: 2. Con sus recursos disponibles cargados: 1. Con cuota que se puede calcular: 1. Que alcanzan el umbral: 1.', 'De las demás no se sabe: no quiere decir que no lo alcancen.']);
    const [{ table }] = find(partOf(model, 'municipalidades').blocks, 'table') as [Extract<Block, { kind: 'table' }>];
    expect(table.rows.map(({ head, href, note }) => [said(head), href, note])).toEqual([['Torata, 2026–2026', '/lugar/180106/programacion', 'alcanza']]);
    expect(find(partOf(model, 'no-se-sabe').blocks, 'links')[0]!.items).toEqual([{ href: '/lugar/180104/programacion', text: 'MUNICIPALIDAD DISTRITAL DE SAMEGUA' }]);
  });

  it('without any document says that it cannot be said', async () => {
    const model = await list();
    expect(said(model.lead[0]!)).toBe('De las 2 municipalidades de Moquegua, de ninguna se han cargado los recursos disponibles: no se puede decir cuáles alcanzan el umbral.');
    expect(partOf(model, 'municipalidades').absent).toMatch(/Las columnas de la tabla están en la página de datos/);
  });
});
