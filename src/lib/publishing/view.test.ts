import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csv, csvCell, factsCsv, FACT_COLUMNS } from './csv.ts';
import { figuresOf, phrase, type ShownFigure } from './phrase.ts';
import { codesOf, facts, viewJson, type PageModel } from './view.ts';

const figure = (cell: string, value: string | null = '10.50'): ShownFigure => ({
  value, state: value === null ? 'not_reported' : 'reported', reason: value === null ? 'en-blanco' : null, format: 'soles-enteros', receipt: 'cd'.repeat(32), code: 'cdcdcdcdcdcd', cell,
});

const MODEL: PageModel = {
  language: 'es', address: '/lugar/180106', origin: 'http://127.0.0.1:8080', title: 'Torata', description: '', overline: '', heading: 'Torata', facts: [], crumbs: [],
  lead: [['Recibió ', { ...figure('1.canon'), format: 'soles-cortos' }, ' y gastó ', figure('4.devengado')]],
  parts: [{
    number: 4, id: 'por-anio', title: ['Año por año'], absent: null, codes: ['cdcdcdcdcdcd'],
    blocks: [{ kind: 'table', summary: '', table: { id: 't', caption: '', head: '', folded: true, columns: [{ key: 'canon', label: 'Canon', unit: 'soles' }], rows: [{ head: ['2019'], year: '2019', subject: null, cells: [figure('0.canon', null)] }, { head: ['2020'], year: '2020', subject: null, cells: [figure('1.canon')] }] } }],
  }],
};

/** Reads RFC 4180 back. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.filter((row) => row.length > 1 || row[0] !== '');
}

describe('the facts of a page', () => {
  it('are its table’s cells by year, and what stands only in a sentence, each once', () => {
    expect(facts(MODEL).map(({ part, concept, year, figure: { cell } }) => [part, concept, year, cell])).toEqual([
      ['por-anio', 'canon', '2019', '0.canon'], ['por-anio', 'canon', '2020', '1.canon'], ['resumen', 'devengado', null, '4.devengado'],
    ]);
  });

  it('keep a missing value missing in CSV and JSON, with its reason', () => {
    const [, missing] = readCsv(factsCsv(facts(MODEL)).slice(1));
    expect(Object.fromEntries(FACT_COLUMNS.map((column, index) => [column, missing![index]]))).toMatchObject({ valor: '', estado: 'sin-dato', motivo: 'en-blanco', celda: '0.canon' });
    expect(viewJson(MODEL)).toMatchObject({ origen: 'http://127.0.0.1:8080', hechos: [{ valor: null, estado: 'sin-dato' }, { valor: '10.50', recibo: 'cdcdcdcdcdcd' }, {}], recibos: ['cd'.repeat(32)] });
  });
});

describe('the CSV', () => {
  it('lets a spreadsheet run nothing and leaves negative amounts alone', () => {
    expect(['=1+1', '+a', '-2+3', '@x', '\tx', '-12.50', '+5'].map(csvCell)).toEqual(["'=1+1", "'+a", "'-2+3", "'@x", "'\tx", '-12.50', '+5']);
  });

  it('comes back as it went, but for the apostrophes', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ñ', '"', ',', '\n', '\r', '=', '-', '1', ' ') });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const read = readCsv(csv(['h1', 'h2'], rows).slice(1)).slice(1);
        expect(read.map((row) => row.map((text) => text.replace(/^'(?=[=+\-@\t\r])/, '')))).toEqual(rows);
      }),
    );
  });
});

describe('a sentence', () => {
  it('keeps its figures as figures', () => {
    const text = phrase('{lugar} recibió {canon}.', { lugar: 'Torata', canon: figure('0.canon') });
    expect(text).toEqual(['Torata', ' recibió ', figure('0.canon'), '.']);
    expect(figuresOf(text)).toHaveLength(1);
  });

  it('is refused with a hole in it', () => {
    expect(() => phrase('{lugar} recibió {canon}', { lugar: 'Torata' })).toThrow('{canon}');
  });

  it('tells the codes of its receipts, each once', () => {
    expect(codesOf(['a ', figure('0.x'), figure('1.x')], MODEL.parts[0]!.blocks)).toEqual(['cdcdcdcdcdcd']);
  });
});
