import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '#lib/kernel/errors.ts';
import { Lake } from '#lib/platform/lake.ts';
import { rebuilder } from '#lib/provenance/load/rebuild.ts';
import { verifyReceipt } from '#lib/provenance/verify.ts';
import oracle from '../../../tests/fixtures/oracles/canon.json' with { type: 'json' };
import { closing } from '../../../tests/setup/closing.ts';
import { load, write } from '../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import { text, type Answer } from './answer.ts';
import type { Application } from './application.ts';
import { PageCache } from './http/page-cache.ts';
import { plainText, type Phrase } from './phrase.ts';
import { DATASETS, findQuery } from './questions.ts';
import { RECIPES } from './registry.ts';
import { createServices } from './server.ts';
import type { Services } from './services.ts';
import { localEvidence } from './verify/evidence-local.ts';
import { placeView } from './view-load.ts';
import { facts, type PageModel } from './view.ts';

/**
 * The oracle's synthetic department as real files in a state of its own: a registry of eight invented districts, loaded by
 * the recipe of the shipped one, under codes of Moquegua, whose real districts this state has never heard of.
 */
const CODES: Readonly<Record<string, string>> = { A: '180101', B: '180102', C: '180103', D: '180201', E: '180202', F: '180301', G: '180302', H: '180303' };
const LETTERS = Object.keys(CODES);
const YEARS = { uno: '2020', dos: '2019', alterado: '2018', incompleto: '2017', ajeno: '2016', sinProductor: '2015', sinIndice: '2014', peso: '2013' } as const;

const registry = () => {
  const header = 'ubigeo,departamento,provincia,distrito,capital,categoria,altitud,latitud,longitud,sec_ejec,municipalidad,reniec,sunat,linea_inei';
  const rows = oracle.districts.map(({ district, province }, index) => `${CODES[district]},Ejemplo,Provincia ${province},Distrito ${district},Capital ${district},Pueblo,1000,-17.${index},-70.${index},30000${index},MUNICIPALIDAD DISTRITAL ${district},${CODES[district]},${CODES[district]},${index + 2}`);
  return [header, ...rows, ''].join('\n');
};

type Needs = Partial<Record<'population' | 'nbi' | 'producing', string>>;

function needs(year: string, producing: readonly string[], change: (letter: string) => Needs | null = () => ({})): string[] {
  return oracle.districts.flatMap(({ district, population, nbi_pct }) => {
    const own = change(district);
    if (own === null) return [];
    return [`${year};${CODES[district]};${own.population ?? population};${own.nbi ?? nbi_pct};${own.producing ?? (producing.includes(district) ? 'sí' : 'no')};Oráculo sintético`];
  });
}

function indices(year: string, rows: readonly { district: string; index10dec: string }[], change: (letter: string, index: string) => string | null = (_, index) => index): string[] {
  const own = rows.flatMap(({ district, index10dec }) => {
    const index = change(district, index10dec);
    return index === null ? [] : [`${year};RM de ejemplo ${year};${CODES[district]};Municipalidad Distrital ${district};${index}`];
  });
  return [...own, `${year};RM de ejemplo ${year};18;GOBIERNO REGIONAL DE EJEMPLO;0.2500000000`];
}

const NEEDS = [
  'anio;ubigeo;poblacion;nbi;productor;fuente',
  ...needs(YEARS.uno, ['A']),
  ...needs(YEARS.dos, ['A', 'G']),
  ...needs(YEARS.alterado, ['A']),
  ...needs(YEARS.incompleto, ['A'], (letter) => (letter === 'H' ? null : {})),
  ...needs(YEARS.ajeno, ['A']), `${YEARS.ajeno};180399;10;10;no;Oráculo sintético`,
  ...needs(YEARS.sinProductor, []),
  ...needs(YEARS.sinIndice, ['A']),
  ...needs(YEARS.peso, ['A'], () => ({ nbi: '0' })),
  '',
].join('\n');

const CASE_1 = oracle.case1.rows;
const CASE_2 = oracle.case2_two_producing.rows;
const INDICES = [
  'anio;norma;ubigeo;beneficiario;indice',
  ...indices(YEARS.uno, CASE_1),
  ...indices(YEARS.dos, CASE_2),
  ...indices(YEARS.alterado, CASE_1, (letter, index) => (letter === 'E' ? '0.0401247819' : index)),
  ...[YEARS.incompleto, YEARS.ajeno, YEARS.sinProductor, YEARS.peso].flatMap((year) => indices(year, CASE_1)),
  ...indices(YEARS.sinIndice, CASE_1, (letter, index) => (letter === 'B' ? null : index)),
  '',
].join('\n');

const toClose = closing();
let state: TestState;
let app: Application;
let services: Services;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
  for (const [name, content] of [['registro.csv', registry()], ['necesidades.csv', NEEDS], ['indices.csv', INDICES]] as const) {
    const report = await load(app, write(state.folder, name, content));
    expect(report.rejected, name).toBe(0);
  }
  services = createServices({ application: app, cache: new PageCache(), origin: null, panel: false, startImport: async () => '', cancelImport: () => false });
});

const explained = (letter: string) => services.answer('indice-explicado', { ubigeo: CODES[letter]! });
const rowOf = (answer: Answer, year: string) => answer.body.rows.findIndex((row) => row[0] === year);
const cellsOf = (answer: Answer, year: string, ...columns: string[]) => columns.map((column) => text(answer, rowOf(answer, year), column));
const said = (phrase: Phrase, language: Language = 'es') => plainText(phrase, language).replaceAll('\u00a0', ' ');
const partOf = (model: PageModel, id: string) => model.parts.find((part) => part.id === id)!;
const words = (model: PageModel, id: string) => partOf(model, id).blocks.flatMap((block) => (block.kind === 'prose' ? block.phrases.map((phrase) => said(phrase, model.language)) : []));

describe('the index of each district of the synthetic department', () => {
  it.each([[YEARS.uno, CASE_1], [YEARS.dos, CASE_2]] as const)('is explained to the last of its ten decimals, with its parts and no difference: %s', async (year, rows) => {
    for (const { district, part10, part25, part40, index10dec } of rows) {
      const answer = await explained(district);
      expect(cellsOf(answer, year, 'parte_10', 'parte_25', 'parte_40', 'indice_formula', 'indice_publicado', 'diferencia'), district).toEqual([part10, part25, part40, index10dec, index10dec, '0.0000000000']);
      expect(cellsOf(answer, year, 'distritos', 'distritos_del_departamento', 'norma', 'motivo')).toEqual(['8', '8', `RM de ejemplo ${year}`, null]);
    }
  });

  it('shows a published index that is off by 1e-10, and only for that district', async () => {
    expect(cellsOf(await explained('E'), YEARS.alterado, 'indice_formula', 'indice_publicado', 'diferencia')).toEqual(['0.0401247818', '0.0401247819', '0.0000000001']);
    expect(cellsOf(await explained('F'), YEARS.alterado, 'diferencia')).toEqual(['0.0000000000']);
  });

  it('is refused, never approximated, when one district of the registry lacks its needs', async () => {
    const answer = await explained('A');
    expect(cellsOf(answer, YEARS.incompleto, 'parte_10', 'parte_25', 'parte_40', 'indice_formula', 'diferencia', 'indice_publicado', 'distritos', 'motivo')).toEqual([null, null, null, null, null, '0.1592988158', '7', 'faltan-distritos']);
    expect(answer.body.coverage).toBe('4 de 8 años explicados; 2013: población por necesidades suma cero; 2015: ningún distrito productor; 2016: hay distritos fuera del registro; 2017: falta 1 distrito');
  });

  it('is refused with its reason for a district outside the registry, for want of a producer and where nobody weighs anything', async () => {
    const answer = await explained('A');
    for (const [year, reason] of [[YEARS.ajeno, 'distritos-ajenos'], [YEARS.sinProductor, 'sin-productor'], [YEARS.peso, 'sin-peso']] as const) {
      expect(cellsOf(answer, year, 'indice_formula', 'diferencia', 'motivo')).toEqual([null, null, reason]);
    }
  });

  it('has no difference where the resolution lacks the district', async () => {
    expect(cellsOf(await explained('B'), YEARS.sinIndice, 'indice_formula', 'indice_publicado', 'diferencia', 'motivo')).toEqual(['0.1995828715', null, null, null]);
  });
});

describe('the indices of a department', () => {
  it('add to one within rounding, with the region’s exact quarter, and stand beside the formula', async () => {
    const answer = await services.answer('indices-de-lugares', { prefijo: '18' });
    expect(answer.body.rows).toHaveLength(8);
    const first = ['anio', 'suma_publicada', 'tolerancia', 'suma_es_uno', 'indice_region', 'region_exacta', 'publicados'].map((column) => text(answer, 0, column));
    expect(first).toEqual([YEARS.uno, '1.0000000000', '0.00000000045', 'true', '0.2500000000', 'true', '9']);
    for (const [row, { index10dec }] of CASE_1.entries()) expect(['indice_publicado', 'indice_formula', 'diferencia'].map((column) => text(answer, row, column))).toEqual([index10dec, index10dec, '0.0000000000']);
  });

  it('of a province are its own districts, explained over the whole department', async () => {
    const answer = await services.answer('indices-de-lugares', { prefijo: '1802' });
    expect(answer.body.rows.map((row) => [row[1], row[3], row[5]])).toEqual([['180201', '0.0988846699', '1.0000000000'], ['180202', '0.0401247818', '1.0000000000']]);
  });
});

describe('the pages', () => {
  it('of a district say its index, the three parts, the difference in words and which of the two holds', async () => {
    const page = await placeView(services, CODES['A']!, 'es', 'http://127.0.0.1');
    expect(said(partOf(page, 'de-donde-sale').title)).toBe('El índice de Distrito A en 2020 es 0.1592988158: esa fracción de cada sol de canon minero del departamento le toca.');
    const lines = words(page, 'de-donde-sale');
    expect(lines).toContain('Lo publica el Ministerio de Economía y Finanzas (MEF) para Municipalidad Distrital A (RM de ejemplo 2020). El índice publicado es el que vale; la fórmula solo lo explica.');
    expect(lines).toContain('Con la población y las necesidades básicas insatisfechas de los 8 distritos del departamento, la fórmula da 0.1592988158; la diferencia es 0.0000000000.');
    expect(lines).toContain('Sus tres partes según la fórmula: 0.1000000000 por producir (del 10 %), 0.0388561921 por la provincia (del 25 %) y 0.0204426237 por el departamento (del 40 %).');
    const listed = facts(page).filter(({ part, year, unit }) => part === 'de-donde-sale' && year === YEARS.uno && unit === 'índice').map(({ concept, figure }) => `${concept} ${figure.value}`);
    expect(listed).toEqual(['parte_10 0.1000000000', 'parte_25 0.0388561921', 'parte_40 0.0204426237', 'indice_formula 0.1592988158', 'indice_publicado 0.1592988158', 'diferencia 0.0000000000']);
  });

  it('of a department say the sum, the region’s quarter and each difference, in both languages', async () => {
    const page = await placeView(services, '18', 'es', '');
    expect(said(partOf(page, 'indices').title)).toBe('En 2020, los 9 índices publicados del departamento suman 1.0000000000.');
    expect(words(page, 'indices')).toContain('Con el del gobierno regional suman uno, salvo el redondeo, que puede apartarlos hasta 0.00000000045.');
    expect(words(page, 'indices')).toContain('El índice del gobierno regional es 0.2500000000, un cuarto exacto, como manda la ley.');
    expect(facts(page).filter(({ part }) => part === 'indices')).toHaveLength(8 * 3 + 5);
    const english = await placeView(services, '18', 'en', '');
    expect(words(english, 'indices')).toContain('The formula was computed with the 8 districts of the department.');
  });

  it('verify number by number: every receipt behind them is made again from the captured files', async () => {
    const lake = await Lake.open({ memory: '500MB', threads: 1, temporary: state.folder });
    const { signal } = new AbortController();
    const verifier = { evidence: localEvidence(app), lake, datasets: DATASETS, findQuery, signal, checked: new Map(), rebuild: rebuilder({ lake, recipes: RECIPES, corrections: [], signal }) };
    for (const code of [CODES['A']!, '18']) {
      const page = await placeView(services, code, 'es', '');
      const codes = [...new Set(facts(page).filter(({ unit }) => unit === 'índice').map(({ figure }) => figure.code))];
      expect(codes.length).toBeGreaterThan(0);
      for (const receipt of codes) expect((await verifyReceipt(verifier, receipt, 3)).verdict).toBe('igual');
    }
    lake.close();
  });

  it('set what the index gives beside what was credited, once the department’s transfers are loaded (EITI 5.2)', async () => {
    const header = 'ANO_PRC,MES_PRC,MES_PRC_NOMBRE,GRUPO_TRANSFERENCIA,GRUPO_TRANSFERENCIA_NOMBRE,TIPO_ENTIDAD,TIPO_ENTIDAD_NOMBRE,PLIEGO,PLIEGO_NOMBRE,SEC_EJEC,EJECUTORA_NOMBRE,DEPARTAMENTO_EJECUTORA,DEPARTAMENTO_EJECUTORA_NOMBRE,PROVINCIA_EJECUTORA,PROVINCIA_EJECUTORA_NOMBRE,DISTRITO_EJECUTORA,DISTRITO_EJECUTORA_NOMBRE,RUBRO,RUBRO_NOMBRE,FUENTE,FUENTE_NOMBRE,RECURSO,RECURSO_NOMBRE,ORIGEN_OPERACION_NOMBRE,MONTO_AUTORIZADO,MONTO_ACREDITADO';
    const line = (kind: string, code: string, unit: string, authorised: string, credited = authorised) => `2020,7,JULIO,1,RECURSOS AUTORIZADOS,${kind},X,,,${unit},ENTIDAD DE EJEMPLO,${code.slice(0, 2)},EJEMPLO,${code.slice(2, 4)},EJEMPLO,${code.slice(4)},EJEMPLO,18,CANON Y SOBRECANON,5,RECURSOS DETERMINADOS,H,SUB CUENTA - CANON MINERO,ASIGNACION NORMAL,${authorised},${credited}`;
    // The oracle's hundred million, each beneficiary its own; what district A was credited falls one sol short.
    const rows = CASE_1.map(({ district, amount }, at) => line('M', CODES[district]!, `30000${at}`, amount, district === 'A' ? '15929880.58' : amount));
    await load(app, write(state.folder, '2020-Transferencias.csv', [header, ...rows, line('R', '180101', '000900', '25000000'), ''].join('\n')));
    const lines = words(await placeView(services, CODES['A']!, 'es', ''), 'de-donde-sale');
    expect(lines).toContain('Según el índice publicado, de los S/ 100,000,000 que se repartieron en 2020 en el departamento le tocaban S/ 15,929,882; se le acreditaron S/ 15,929,881: una diferencia de −S/ 1.00.');
    expect(words(await placeView(services, CODES['B']!, 'es', ''), 'de-donde-sale').join(' ')).toContain('una diferencia de S/ 0.00');
  });

  it('say what is missing when newer indices come without needs, and refuse once a district of the registry lacks them', async () => {
    await load(app, write(state.folder, 'indices-2021.csv', ['anio;norma;ubigeo;beneficiario;indice', ...indices('2021', CASE_1, (letter, index) => (letter === 'A' ? index : null)), ''].join('\n')));
    const alone = await placeView(services, CODES['A']!, 'es', '');
    expect(words(alone, 'de-donde-sale')).toContain('Con qué explicarlo no está: nadie ha cargado la población y las necesidades básicas de los distritos de este departamento para 2021.');
    const region = await placeView(services, '18', 'es', '');
    expect(words(region, 'indices')).toContain('La fórmula no se calcula para 2021: hay datos de 0 de los 8 distritos del departamento, y una parte no se estima sin el todo.');
    expect(words(region, 'indices')[0]).toMatch(/^No suman uno: se apartan más de los 0\.0000000001/);
    await load(app, write(state.folder, 'necesidades-2021.csv', ['anio;ubigeo;poblacion;nbi;productor;fuente', ...needs('2021', ['A'], (letter) => (letter === 'B' ? null : {})), ''].join('\n')));
    const refused = await placeView(services, CODES['A']!, 'es', '');
    expect(words(refused, 'de-donde-sale')).toContain('La fórmula no se calcula para 2021: hay datos de 7 de los 8 distritos del departamento, y una parte no se estima sin el todo.');
  });
});
