import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchKey } from '#lib/kernel/text.ts';
import { ubigeo } from '#lib/kernel/ubigeo.ts';
import { changesOf, seriesBreaks } from './changes.ts';
import { buildGazetteer } from './gazetteer.ts';
import { mandateChanges, mandateOn } from './mandates.ts';
import { bareMunicipalityName, isProvincialCapital, lineage } from './place.ts';
import { perInhabitant, populationOf } from './population.ts';
import { buildSearch, kilometresBetween } from './search.ts';
import { HECHOS_REGISTRO } from './recipes/hechos-registro.ts';
import { headerKey, type FactRow } from '#lib/provenance/recipe.ts';

/** The shipped registry, read by its own recipe; its cells hold no comma, which the first test proves. */
const lines = readFileSync('facts/registro-distritos.csv', 'utf-8').trimEnd().split('\n');
const header = lines[0]!.split(',').map(headerKey);
const facts: FactRow[] = lines.slice(1).map((raw, index) => {
  const cells = raw.split(',');
  const record = { line: index + 2, byteOffset: null, raw, cells: Object.fromEntries(header.map((name, at) => [name, cells[at] ?? ''])) };
  const read = HECHOS_REGISTRO.read(record, {}, () => undefined);
  if (!Array.isArray(read)) throw new Error(`line ${index + 2} rejected`);
  return (read as FactRow[])[0]!;
});
const gazetteer = buildGazetteer(facts);
const search = buildSearch(gazetteer);
const codes = (text: string, limit?: number) => search.find(text, limit).map((match) => match.place.ubigeo);

describe('the gazetteer of the shipped registry', () => {
  it('holds 25 departments, 196 provinces and 1,891 districts', () => {
    expect(lines.every((line) => line.split(',').length === header.length)).toBe(true);
    const count = (level: string) => gazetteer.places.filter((place) => place.level === level).length;
    expect([count('departamento'), count('provincia'), count('distrito')]).toEqual([25, 196, 1891]);
  });

  it('gives each province the municipality of its capital district, and each department its capital', () => {
    for (const place of gazetteer.places) {
      if (place.level === 'provincia') expect(place.municipality).toMatchObject({ kind: 'provincial', seat: `${place.ubigeo}01` });
      if (place.level === 'departamento') expect(place.municipality).toBeNull();
    }
    expect(gazetteer.get('1801')!.municipality!.secEjec).toBe('301481');
    expect(isProvincialCapital(gazetteer.get('180101')!)).toBe(true);
    expect(isProvincialCapital(gazetteer.get('180106')!)).toBe(false);
  });

  it('names the province of Ninabamba Santa Cruz, whatever the source says', () => {
    expect(gazetteer.get('0613')!.name).toBe('Santa Cruz');
    const raw = facts.map((row) => (row['ubigeo'] === '061306' ? { ...row, provincia: 'Ninabamba' } : row));
    expect(buildGazetteer(raw).get('0613')!.name).toBe('Santa Cruz');
  });

  it('keeps the tree whole: every place but a department lies in its parent', () => {
    for (const place of gazetteer.places) {
      if (place.parent === null) expect(place.level).toBe('departamento');
      else expect(gazetteer.childrenOf(place.parent)).toContain(place);
    }
    expect(gazetteer.childrenOf(null)).toHaveLength(25);
    expect(gazetteer.districtsIn(ubigeo('18')!)).toHaveLength(21);
    expect(lineage(ubigeo('180106')!)).toEqual(['18', '1801', '180106']);
  });

  it('builds from a registry without municipalities, as INEI’s is', () => {
    const bare = buildGazetteer(facts.map((row) => ({ ...row, municipalidad: null, sec_ejec: null })));
    expect(bare.get('180106')!.municipality).toBeNull();
    expect(bare.bySecEjec('301486')).toBeNull();
  });

  it('refuses a repeated district and a repeated SEC_EJEC', () => {
    expect(() => buildGazetteer([...facts, facts[0]!])).toThrow(expect.objectContaining({ code: 'hechos-alterados' }));
    expect(() => buildGazetteer(facts.map((row) => (row['ubigeo'] === '180106' ? { ...row, sec_ejec: '300556' } : row)))).toThrow(/300556/);
  });

  it('shares 88 names of municipalities among 227, as MEF writes them', () => {
    const counts = new Map<string, number>();
    for (const place of gazetteer.places) {
      if (place.level !== 'distrito') continue;
      const name = bareMunicipalityName(place.municipality!.name);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    const shared = [...counts.values()].filter((n) => n > 1);
    expect([shared.length, shared.reduce((a, b) => a + b, 0)]).toEqual([88, 227]);
    expect([counts.get('INDEPENDENCIA'), counts.get('COPORAQUE'), counts.get('SANTA ROSA')]).toEqual([4, 2, 10]);
  });
});

describe('search by name', () => {
  it('needs no accents, no order and no small words', () => {
    for (const text of ['Los Baños del Inca', 'banos inca', 'INCA BAÑOS', 'baños del inca', 'los ba¥os del inca']) expect(codes(text)[0]).toBe('060108');
    expect(codes('encanada')[0]).toBe('060105');
    expect(codes('tora')).toContain('180106');
    expect(codes('torata')[0]).toBe('180106');
  });

  it('finds by the municipality’s name and by what other registries write', () => {
    expect(codes('municipalidad provincial de jorge basadre')).toContain('230301');
    expect(codes('kimbiri')[0]).toBe('080907');
    expect(codes('quimbiri')).toContain('080907');
  });

  it('tells homonyms apart by the names of the places around them', () => {
    expect(codes('independencia huaraz')).toEqual(['020105']);
    expect(codes('San Antonio, Mariscal Nieto')).toEqual(['180107']);
    expect(codes('coporaque espinar cusco')).toEqual(['080803']);
    expect(codes('moquegua independencia')).toEqual([]);
  });

  it('puts the whole name before its beginnings and is the same each time', () => {
    const found = search.find('jesus');
    expect(found.slice(0, 2).map((match) => match.place.name)).toEqual(['Jesús', 'Jesús']);
    expect(search.find('jesus')).toEqual(found);
    expect(found.map((match) => match.rank)).toEqual([...found.map((match) => match.rank)].sort());
  });

  it('finds every district by its own name among the first, whatever its accents', () => {
    fc.assert(fc.property(fc.constantFrom(...gazetteer.places), (place) => {
      const found = search.find(searchKey(place.name));
      expect(found.some((match) => match.place === place && match.rank === 0)).toBe(true);
    }), { numRuns: 60 });
  });

  it('answers nothing to blanks, signs and very long text, and never throws', () => {
    expect(search.find('')).toEqual([]);
    expect(search.find('¿?;--')).toEqual([]);
    fc.assert(fc.property(fc.string({ maxLength: 400 }), (text) => { expect(search.find(text).length).toBeLessThanOrEqual(50); }), { numRuns: 60 });
  });
});

describe('search by code and by nearness', () => {
  it('knows ubigeo of two, four and six digits, SEC_EJEC, and a lost leading zero', () => {
    expect(codes('18')).toEqual(['18']);
    expect(codes('1801')).toEqual(['1801']);
    expect(codes('180106')[0]).toBe('180106');
    expect(search.find('300556')[0]).toMatchObject({ by: 'sec_ejec', place: { ubigeo: '060108' } });
    expect(codes('60108')[0]).toBe('060108');
    expect(codes('990101')).toEqual([]);
  });

  it('shows INEI’s district first where RENIEC gives the same code to another', () => {
    const clash = gazetteer.places.find((place) => place.reniec !== null && place.reniec !== place.ubigeo && gazetteer.get(place.reniec) !== null)!;
    const found = search.find(clash.reniec!);
    expect(found[0]).toMatchObject({ by: 'ubigeo', place: { ubigeo: clash.reniec } });
    expect(found.some((match) => match.by === 'reniec' && match.place === clash)).toBe(true);
  });

  it('lists the nearest capitals with their distance', () => {
    const [first, second] = search.near({ latitude: -17.0767, longitude: -70.8442 }, 2);
    expect(first).toMatchObject({ place: { ubigeo: '180106' } });
    expect(first!.kilometres).toBeLessThan(0.1);
    expect(second!.kilometres).toBeGreaterThan(first!.kilometres);
    expect(search.near({ latitude: 200, longitude: 0 }, 3)).toEqual([]);
    // Lima to Cusco is some 570 km.
    expect(kilometresBetween(gazetteer.get('150101')!.coordinates!, gazetteer.get('080101')!.coordinates!)).toBeCloseTo(574, -1);
  });
});

describe('a name alone', () => {
  it('asks about homonyms and never picks', () => {
    for (const [name, count] of [['Jesús', 2], ['Independencia', 4], ['Coporaque', 2]] as const) {
      const answer = search.resolveName(name, { level: 'distrito' });
      expect(answer.kind).toBe('homonyms');
      expect(answer.kind === 'homonyms' && answer.places.length).toBe(count);
    }
    expect(search.resolveName('Cajamarca').kind).toBe('homonyms');
  });

  it('is settled by the place it lies in', () => {
    expect(search.resolveName('Independencia', { within: ubigeo('02')! })).toMatchObject({ kind: 'unique', place: { ubigeo: '020105' } });
    expect(search.resolveName('Coporaque', { within: ubigeo('0808')! })).toMatchObject({ kind: 'unique', place: { ubigeo: '080803' } });
    expect(search.resolveName('Jesús', { within: ubigeo('0601')! })).toMatchObject({ kind: 'unique', place: { ubigeo: '060106' } });
  });

  it('takes the seeds’ “districts” for the provinces they are', () => {
    expect(search.resolveName('Jorge Basadre')).toMatchObject({ kind: 'unique', place: { ubigeo: '2303', level: 'provincia' } });
    expect(search.resolveName('Sánchez Carrión')).toMatchObject({ kind: 'unique', place: { ubigeo: '1309' } });
    expect(search.resolveName('Jorge Basadre', { level: 'distrito' })).toMatchObject({ kind: 'unique', place: { ubigeo: '230301' } });
    expect(search.resolveName('Baños del Inca')).toMatchObject({ kind: 'unique', place: { ubigeo: '060108' } });
  });

  it('resolves to nothing when nobody bears it', () => {
    expect(search.resolveName('Macondo')).toEqual({ kind: 'none' });
    expect(search.resolveName('   ')).toEqual({ kind: 'none' });
  });
});

describe('time', () => {
  it('draws a line where a municipal mandate begins', () => {
    expect(mandateChanges(2010, 2024).map((m) => m.desde)).toEqual(['2011-01-01', '2015-01-01', '2019-01-01', '2023-01-01']);
    expect(mandateChanges(2003, 2027)).toHaveLength(7);
    expect(mandateOn('2022-12-31')?.desde).toBe('2019-01-01');
    expect(mandateOn('1990-01-01')).toBeNull();
  });

  it('breaks the series of Mariscal Nieto where San Antonio appears', () => {
    expect(seriesBreaks('180107')).toMatchObject([{ tipo: 'aparece-en-presupuesto', fecha: '2022' }]);
    expect(seriesBreaks('180101')).toMatchObject([{ tipo: 'serie-cortada', fecha: '2022' }]);
    expect(seriesBreaks('180106')).toEqual([]);
    expect(changesOf('230110')).toMatchObject([{ norma: 'LEY 27415', fecha: '2001-02-02' }]);
  });
});

describe('population', () => {
  const torata = ubigeo('180106')!;
  const canon = (_: string, year: number) => (year === 2015 ? '5874.00' : null);

  it('comes from the population table first, else from the canon table’s own column, and names its source', () => {
    expect(populationOf(torata, 2015, { poblacion: () => '5900', 'canon-minero': canon })).toEqual({ persons: '5900', source: 'poblacion' });
    expect(populationOf(torata, 2015, { 'canon-minero': canon })).toEqual({ persons: '5874.00', source: 'canon-minero' });
  });

  it('is never another year’s, and never zero', () => {
    expect(populationOf(torata, 2016, { 'canon-minero': canon })).toMatchObject({ persons: null, es: expect.stringContaining('2016') });
    expect(populationOf(torata, 2015, { poblacion: () => '0' })).toMatchObject({ persons: null });
  });

  it('divides by half persons exactly, rounding once', () => {
    expect(perInhabitant(3059194400n, '5874.00')).toBe(520803n);
    expect(perInhabitant(6113975621n, '13079.5')).toBe(467447n);
    expect(perInhabitant(-1n, '2')).toBe(-1n);
    expect(perInhabitant(1n, '0')).toBeNull();
  });
});
