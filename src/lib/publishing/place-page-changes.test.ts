import { beforeAll, describe, expect, it } from 'vitest';
import { messages } from '#lib/platform/messages/index.ts';
import { fixtureServices } from '../../../tests/fixtures/services.ts';
import { breakBlocks, foundingFacts } from './place-page-changes.ts';
import type { Services } from './services.ts';
import { placeView } from './view-load.ts';
import type { Block, PageModel } from './view.ts';

const es = messages('es');
const en = messages('en');
let services: Services;
beforeAll(async () => {
  services = await fixtureServices();
});

const factsOf = (model: PageModel) => model.facts.map((fact) => fact.join(''));
const prose = (blocks: readonly Block[]) => blocks.flatMap((block) => (block.kind === 'prose' ? block.phrases.map((phrase) => phrase.join('')) : []));

describe('the creation of a district', () => {
  it('is told with its norm, its date and the source, in both languages', async () => {
    expect(factsOf(await placeView(services, '230110', 'es', ''))).toContain('Creado por LEY 27415 del 2 de febrero de 2001, según Límites distritales 2016');
    expect(factsOf(await placeView(services, '230110', 'en', ''))).toContain('Created by LEY 27415 of 2 February 2001, by Límites distritales 2016');
  });

  it('keeps the source’s own words where it gives no date', () => {
    expect(foundingFacts('010101', 'es', es)).toEqual([['Creación: «EPOCA INDEP.», según Límites distritales 2016']]);
  });

  it('is not told where no source tells it', () => {
    expect(foundingFacts('180107', 'es', es)).toEqual([]);
  });
});

describe('a break of the series', () => {
  it('is said beside the chart', async () => {
    const blocks = (await placeView(services, '180101', 'es', '')).parts.find(({ id }) => id === 'por-anio')!.blocks;
    expect(blocks[0]!.kind).toBe('years');
    expect(prose([blocks[1]!])).toEqual(['La serie no significa lo mismo antes y después de 2022: San Antonio (180107) aparece con presupuesto propio; la serie de Mariscal Nieto se corta. Fuente: MEF, Consulta Amigable 2012–2022 y 2024.']);
  });

  it('says that years before the first and after the last are not zero', () => {
    expect(prose(breakBlocks('180107', 'es', es))[0]).toContain('aparece por primera vez en el presupuesto en 2022: los años anteriores no son cero');
    expect(prose(breakBlocks('160109', 'en', en))[0]).toContain('no longer appears in the budget after 2015');
  });

  it('is not there for a municipality that is in every year', () => {
    expect(breakBlocks('180106', 'es', es)).toEqual([]);
  });
});
