import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '#lib/kernel/errors.ts';
import { centimos, soles } from '#lib/kernel/money.ts';
import { yearsSvg } from '#lib/ui/chart/years-svg.ts';
import { fixtureServices } from '../../../tests/fixtures/services.ts';
import { eitiView } from './eiti-load.ts';
import { plainText, type Phrase } from './phrase.ts';
import { facts, viewJson, type Block, type PageModel } from './view.ts';

const said = (phrase: Phrase, language: Language = 'es') => plainText(phrase, language).replaceAll('\u00a0', ' ');
const partOf = (model: PageModel, id: string) => model.parts.find((part) => part.id === id)!;
const find = <K extends Block['kind']>(blocks: readonly Block[], kind: K) => blocks.filter((block): block is Extract<Block, { kind: K }> => block.kind === kind);

/** The shipped table, read here without the page's own query. */
const [header, ...lines] = readFileSync('facts/eiti-totales.csv', 'utf8').trimEnd().replaceAll('"Oil, Gas, Mining"', 'x').split('\n').map((line) => line.split(','));
const shipped = lines.map((cells) => Object.fromEntries(header!.map((name, at) => [name, cells[at]!])));

let es: PageModel;
let en: PageModel;
beforeAll(async () => {
  const services = await fixtureServices();
  es = await eitiView(services, 'es', 'http://127.0.0.1');
  en = await eitiView(services, 'en', '');
});

describe('the page of EITI on a fresh start', () => {
  it('says in its first sentence what both sides said, in dollars, with the net and the gross difference', () => {
    expect(said(es.lead[0]!)).toBe('De 2004 a 2012, las empresas dijeron haber pagado US$ 30,949.6 millones, y el Estado dijo haber recibido de ellas US$ 30,955.3 millones.');
    expect(said(es.lead[1]!)).toBe('La diferencia, empresas menos Estado, es −US$ 5.7 millones: −US$ 1.83 por cada 10,000 dólares recibidos. Sin dejar que un año tape a otro, las diferencias suman US$ 8.9 millones.');
    expect(said(en.lead[0]!, 'en')).toBe('From 2004 to 2012, companies said they paid US$ 30,949.6 million, and government said it received US$ 30,955.3 million from them.');
  });

  it('has every year of the shipped table, both sides and their difference, each with its receipt', () => {
    const found = facts(es).filter(({ part }) => part === 'por-anio');
    const value = (year: string, concept: string) => found.find((fact) => fact.year === year && fact.concept === concept)?.figure.value;
    expect(shipped).toHaveLength(9);
    for (const row of shipped) {
      const [government, companies] = [row['ingresos_gobierno_usd']!, row['pagos_empresas_usd']!];
      expect([value(row['anio']!, 'ingresos_gobierno_usd'), value(row['anio']!, 'pagos_empresas_usd')]).toEqual([government, companies]);
      expect(value(row['anio']!, 'diferencia_usd')).toBe(soles(centimos(companies)! - centimos(government)!));
      expect(value(row['anio']!, 'empresas')).toBe(row['empresas']);
    }
    for (const { figure } of found) expect(figure.receipt).toMatch(/^[0-9a-f]{64}$/);
  });

  it('calls the largest difference by its year and draws it downwards, on a scale of its own', () => {
    const years = partOf(es, 'por-anio');
    expect(said(years.title)).toBe('La mayor diferencia de un año fue la de 2011: −US$ 2.9 millones, en US$ 5,884.3 millones recibidos.');
    const [sides, difference] = find(years.blocks, 'years').map(({ chart }) => chart);
    expect([sides!.panels.length, difference!.panels.length]).toEqual([2, 1]);
    const svg = yearsSvg(difference!, 'es');
    expect(svg).toContain('−US$');
    expect(`${yearsSvg(sides!, 'es')}${svg}`).not.toMatch(/NaN|S\/|undefined/);
    expect(sides!.words.scale).toContain('dólares');
  });

  it('never prints soles, and names the unit of each number', () => {
    const money = facts(es).filter(({ figure }) => figure.format.startsWith('dolares'));
    expect(money.length).toBeGreaterThan(50);
    expect(facts(es).filter(({ figure, unit }) => figure.format.startsWith('soles') || /soles/.test(unit))).toEqual([]);
    expect(money.every(({ unit }) => /^dólares/.test(unit))).toBe(true);
  });

  it('says by sector what the two do not add up to, and leaves the blanks of the newest years blank', () => {
    const sectors = partOf(es, 'por-sector');
    expect(said(sectors.title)).toBe('En 2010, de los US$ 4,358.1 millones que el Estado dijo recibir, US$ 2,849.0 millones fueron de la minería.');
    const found = facts(es).filter(({ part }) => part === 'por-sector');
    const cell = (year: string, concept: string) => found.find((fact) => fact.year === year && fact.concept === concept)!.figure;
    expect(cell('2004', 'resto_gobierno_usd').value).toBe('-0.89');
    expect([cell('2012', 'mineria_gobierno_usd').state, cell('2012', 'mineria_gobierno_usd').reason, cell('2012', 'resto_gobierno_usd').value]).toEqual(['not_reported', 'en-blanco', null]);
  });

  it('says why companies, streams and causes are not there, and which reports have them', () => {
    expect(partOf(es, 'por-empresa').absent).toMatch(/ningún informe cargado con filas por empresa.*los informes de 2011, 2012 sí desagregan por empresa/);
    expect(es.parts.some(({ id }) => id === 'conciliacion')).toBe(false);
    expect(partOf(es, 'que-falta').blocks.flatMap((block) => (block.kind === 'prose' ? block.phrases.map((phrase) => said(phrase)) : [])).join(' ')).toMatch(/Después de 2012:.*Mina por mina.*En soles/);
  });

  it('says who is covered, who reconciled, and links to the reports', () => {
    const method = partOf(es, 'metodo');
    expect(find(method.blocks, 'prose')[0]!.phrases.map((phrase) => said(phrase)).join(' ')).toMatch(/59 en 2012\..*En 2012, la conciliación la hizo Ernst & Young\..*2008, 2009 no es la que publica/);
    expect(find(method.blocks, 'links')[0]!.items.map(({ text }) => text)).toEqual(['Informe de 2004, 2005, 2006, 2007', 'Informe de 2008, 2009, 2010', 'Informe de 2011', 'Informe de 2012']);
  });

  it('leads from EITI 5.2 to the districts’ own part 5', () => {
    const links = find(partOf(es, 'formula').blocks, 'links')[0]!;
    expect(links.items).toHaveLength(6);
    expect(links.items.every(({ href }) => /^\/lugar\/\d{6}#de-donde-sale$/.test(href))).toBe(true);
    expect(find(partOf(en, 'formula').blocks, 'links')[0]!.items[0]!.href).toMatch(/^\/en\/lugar\//);
  });

  it('names for each year the line of the original that it was written down from', async () => {
    const services = await fixtureServices();
    const { code } = await services.answer('eiti-por-anio', {});
    const { origins } = await services.receipt(code);
    expect(origins.map(({ label, line, original }) => [label, line, original?.line])).toEqual(shipped.map((row, index) => [row['anio'], String(index + 2), row['linea_original']]));
  });

  it('gives the same numbers as JSON', () => {
    const json = viewJson(es) as { direccion: string; hechos: { parte: string; formato: string }[]; recibos: string[] };
    expect(json.direccion).toBe('/eiti');
    expect(json.hechos.length).toBe(facts(es).length);
    expect(json.recibos.length).toBeGreaterThanOrEqual(3);
  });
});
