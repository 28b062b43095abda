import { beforeAll, describe, expect, it } from 'vitest';
import { messages } from '#lib/platform/messages/index.ts';
import { fixtureServices } from '../../../tests/fixtures/services.ts';
import { mayoralChanges, yearOfDay } from './place-page-mandates.ts';
import type { CommunityView, MandateView } from './services.ts';
import { placeView } from './view-load.ts';
import { viewJson, type PageModel } from './view.ts';

const t = messages('es');
const CAPTURE = 'ab'.repeat(32);
const mandate = (office: MandateView['office'], kind: MandateView['kind'], from: string, until: string | null = null): MandateView =>
  ({ office, kind, from, until, norm: kind === 'vacancia' ? 'Resolución de ejemplo' : null, source: 'Lista de ejemplo', capture: CAPTURE });
const MANDATES = [
  mandate('alcalde', 'elegido', '2015-01-01', '2016-07-14'), mandate('alcalde', 'vacancia', '2016-07-15', '2016-07-15'),
  mandate('alcalde', 'encargado', '2016-07-16'), mandate('regidor', 'revocatoria', '2017-06-11'),
];
const community = (code: string, kind: CommunityView['kind'], name: string, more: Partial<CommunityView> = {}): CommunityView =>
  ({ code, kind, name, elsewhere: [], date: '2016-03-31', source: 'Lista de ejemplo', capture: CAPTURE, ...more });
const COMMUNITIES = [
  community('P', 'centro-poblado', 'Aldea inventada'), community('C', 'comunidad-campesina', 'Zorro de ejemplo', { elsewhere: [{ ubigeo: '180101', name: 'Moquegua' }] }),
];

let torata: PageModel;
let english: PageModel;
let moquegua: PageModel;
let banos: PageModel;
beforeAll(async () => {
  const many = Array.from({ length: 300 }, (_, index) => community(String(index), 'centro-poblado', `Caserío ${index}`));
  const services = await fixtureServices({
    communities: { '180106': { covered: true, communities: COMMUNITIES }, '180101': { covered: true, communities: [] }, '021014': { covered: true, communities: many } },
    mandates: { '180106': MANDATES },
  });
  torata = await placeView(services, '180106', 'es', '');
  english = await placeView(services, '180106', 'en', '');
  moquegua = await placeView(services, '180101', 'es', '');
  banos = await placeView(services, '060108', 'es', '');
  expect((await placeView(services, '021014', 'es', '')).communities).toMatchObject({ items: { length: 40 }, more: { text: 'y 260 más, en el JSON de esta página', href: '/lugar/021014.json' } });
});

const words = (model: PageModel): string[] => model.parts.flatMap((part) => part.blocks).flatMap((block) => (block.kind === 'more' ? [block.summary, ...block.phrases.map((phrase) => phrase.join(''))] : []));
const chartOf = (model: PageModel) => model.parts.flatMap((part) => part.blocks).find((block) => block.kind === 'years')!.chart;

describe('the mandates of a place', () => {
  it('draw a line with its word where the mayoralty changes, besides the general ones', () => {
    expect(chartOf(torata).mandates).toEqual([2007, 2011, 2015, 2019, 2023]);
    expect(chartOf(torata).changes.map(({ at, word }) => `${at.toFixed(2)} ${word}`)).toEqual(['2016.54 vacancia', '2016.54 encargado']);
    expect(chartOf(banos).changes).toEqual([]);
  });

  it('draw none for a councillor, for a general election’s own day nor outside the years shown', () => {
    const of = (...list: MandateView[]) => mayoralChanges(list, 2012, 2016, t).map(({ at }) => at);
    expect(of(mandate('regidor', 'vacancia', '2014-01-01'), mandate('alcalde', 'elegido', '2015-01-01'), mandate('alcalde', 'vacancia', '2011-12-31'), mandate('alcalde', 'vacancia', '2017-01-01'))).toEqual([]);
    expect(of(mandate('alcalde', 'elegido', '2013-07-02'), mandate('alcalde', 'encargado', '2015-01-01'))).toEqual([yearOfDay('2013-07-02'), 2015]);
  });

  it('are told by office and day, with norm and source, in both languages', () => {
    expect(words(torata)).toEqual(expect.arrayContaining([
      'Alcalde elegido, del 1 de enero de 2015 al 14 de julio de 2016. Fuente: Lista de ejemplo.',
      'Vacancia de la alcaldía, el 15 de julio de 2016. Resolución de ejemplo. Fuente: Lista de ejemplo.',
      'Alcalde encargado, desde el 16 de julio de 2016. Fuente: Lista de ejemplo.',
      'Revocatoria de una regiduría, desde el 11 de junio de 2017. Fuente: Lista de ejemplo.',
    ]));
    expect(words(english)).toContain('Vacancy of the mayoralty, on 15 July 2016. Resolución de ejemplo. Source: Lista de ejemplo.');
    expect(words(banos)).not.toContain(t.mandates.summary);
  });
});

describe('the communities of a place', () => {
  it('stand under its name, communities first, with their other districts and their source', () => {
    expect(torata.communities).toEqual({
      title: 'Comunidades y centros poblados de este distrito (2)',
      items: ['Zorro de ejemplo, comunidad campesina; también en Moquegua', 'Aldea inventada, centro poblado'],
      more: null,
      sources: [{ text: 'Fuente: Lista de ejemplo (31 de marzo de 2016)', href: `/fuente/${CAPTURE}` }],
    });
    expect(english.communities?.sources).toEqual([{ text: 'Source: Lista de ejemplo (31 March 2016)', href: `/en/fuente/${CAPTURE}` }]);
  });

  it('that nobody has listed are not said to be none', () => {
    expect(banos.facts.at(-1)).toEqual(['Comunidades y centros poblados de este distrito: nadie ha cargado todavía una lista.']);
    expect(moquegua.facts.at(-1)).toEqual(['Comunidades y centros poblados de este distrito: las listas cargadas de este departamento no nombran ninguno.']);
    expect([banos.communities, moquegua.communities]).toEqual([undefined, undefined]);
  });

  it('are in the page’s JSON with the mandates: null where no list is, empty where it names none', () => {
    const json = (model: PageModel) => viewJson(model) as { comunidades: unknown; mandatos: unknown };
    expect(json(torata).comunidades).toEqual([
      { codigo: 'P', tipo: 'centro-poblado', nombre: 'Aldea inventada', otrosDistritos: [], fecha: '2016-03-31', fuente: 'Lista de ejemplo', captura: CAPTURE },
      { codigo: 'C', tipo: 'comunidad-campesina', nombre: 'Zorro de ejemplo', otrosDistritos: ['180101'], fecha: '2016-03-31', fuente: 'Lista de ejemplo', captura: CAPTURE },
    ]);
    expect((json(torata).mandatos as unknown[])[1]).toEqual({ cargo: 'alcalde', clase: 'vacancia', desde: '2016-07-15', hasta: '2016-07-15', norma: 'Resolución de ejemplo', fuente: 'Lista de ejemplo', captura: CAPTURE });
    expect([json(banos).comunidades, json(moquegua).comunidades, json(banos).mandatos]).toEqual([null, [], []]);
  });
});
