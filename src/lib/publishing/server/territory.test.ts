import { readdirSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { asYupayError } from '#lib/kernel/errors.ts';
import type { LoadReport } from '#lib/provenance/load/load.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { load, write } from '../../../../tests/setup/load.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Application } from '../application.ts';
import { PageCache } from '../http/page-cache.ts';
import { createServices } from '../server.ts';
import type { Services } from '../services.ts';
import { placeView } from '../view-load.ts';

const PLACES = ['codigo;tipo;nombre;distritos;fecha;fuente', 'C1;campesina;Comunidad inventada;180106 180101;2016-03-31;Lista de ejemplo', 'P1;centro poblado;Aldea inventada;180106;;Lista de ejemplo'];
const OFFICES = ['ubigeo;cargo;clase;desde;hasta;norma;fuente', '180106;alcalde;vacancia;2016-07-15;2016-07-15;Resolución de ejemplo;Lista de ejemplo', '180106;alcalde;encargado;2016-07-16;;;Lista de ejemplo'];

const toClose = closing();
let state: TestState;
let app: Application;
let services: Services;
beforeAll(async () => {
  state = toClose(await testState());
  app = toClose(await state.open());
  services = createServices({ application: app, cache: new PageCache(), origin: null, panel: false, startImport: async () => '', cancelImport: () => false });
});

const bring = (lines: readonly string[]): Promise<LoadReport> => load(app, write(state.folder, 'lista.csv', `${lines.join('\n')}\n`));
const names = async (ubigeo: string) => (await services.communities(ubigeo)).communities.map(({ name }) => name);

describe('lists of communities and of mandates', () => {
  it('are not there until somebody loads one', async () => {
    expect(await services.communities('180106')).toEqual({ covered: false, communities: [] });
    expect(await services.mandates('180106')).toEqual([]);
  });

  it('are seen by the page once loaded, each with its capture', async () => {
    const places = await bring(PLACES);
    const offices = await bring(OFFICES);
    expect([places.recipe, places.accepted, offices.recipe, offices.accepted]).toEqual(['comunidades-plantilla@1', 2, 'autoridades-plantilla@1', 2]);
    expect(await services.communities('180101')).toEqual({
      covered: true,
      communities: [{ code: 'C1', kind: 'comunidad-campesina', name: 'Comunidad inventada', elsewhere: [{ ubigeo: '180106', name: 'Torata' }], date: '2016-03-31', source: 'Lista de ejemplo', capture: places.capture }],
    });
    expect([await services.communities('180301'), await services.communities('060108')]).toEqual([{ covered: true, communities: [] }, { covered: false, communities: [] }]);
    expect((await services.mandates('180106')).map(({ office, kind, from, capture }) => [office, kind, from, capture])).toEqual([['alcalde', 'vacancia', '2016-07-15', offices.capture], ['alcalde', 'encargado', '2016-07-16', offices.capture]]);
    const page = await placeView(services, '180106', 'es', '');
    expect(page.communities?.items).toEqual(['Comunidad inventada, comunidad campesina; también en Moquegua', 'Aldea inventada, centro poblado']);
    expect(page.parts.flatMap((part) => part.blocks).find((block) => block.kind === 'years')?.chart.changes.map(({ word }) => word)).toEqual(['vacancia', 'encargado']);
    expect((await services.capture(offices.capture)).loads[0]).toMatchObject({ accepted: 2, groups: [{ ubigeo: '180106', rows: 2 }] });
  });

  it('replace the department’s own former list and leave the others’', async () => {
    await bring([PLACES[0]!, 'C9;campesina;Comunidad de otra parte;060108;2016;Lista de ejemplo']);
    await bring([PLACES[0]!, 'C2;campesina;Otra comunidad inventada;180106;2017;Lista de ejemplo']);
    expect([await names('180106'), await names('180101'), await names('060108')]).toEqual([['Otra comunidad inventada'], [], ['Comunidad de otra parte']]);
  });

  it('that name a person enter nowhere: no capture, no load, no rejected line, no file', async () => {
    const kept = async () => [(await app.pool.query('select (select count(*) from captura) as captures, (select count(*) from carga) as loads')).rows, readdirSync(app.folders.captures, { recursive: true }).length, readdirSync(app.folders.lake, { recursive: true }).length];
    const before = await kept();
    const files = [[`${OFFICES[0]};nombre y apellidos`, `${OFFICES[1]};Alguien`], [...OFFICES, '180106;alcalde;elegido;2019-01-01;;;Alguien, DNI 12345678']];
    for (const lines of files) {
      const path = write(state.folder, 'personas.csv', `${lines.join('\n')}\n`);
      expect(await load(app, path).then(() => 'cargado', (error: unknown) => asYupayError(error).code)).toBe('datos-personales');
    }
    expect(await kept()).toEqual(before);
    expect(readdirSync(app.folders.staging)).toEqual([]);
    expect((await services.mandates('180106')).length).toBe(2);
  });
});
