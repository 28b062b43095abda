import { at } from '#lib/platform/messages/index.ts';
import { placeView } from '../view-load.ts';
import { viewJson } from '../view.ts';
import type { PlaceRef, Services } from '../services.ts';
import type { Operation } from './operation.ts';
import { list, maybe, PAGE_PARAMETERS, paged, PAGING, record, text } from './schemas.ts';

export const UBIGEO = { name: 'ubigeo', in: 'path', required: true, schema: { type: 'string', pattern: '^\\d{2}(\\d{2}){0,2}$' }, es: 'Código INEI: departamento (2), provincia (4) o distrito (6 cifras)', en: 'INEI code: department (2), province (4) or district (6 digits)', example: '180106' } as const;

const LEVEL = { type: 'string', enum: ['departamento', 'provincia', 'distrito'] } as const;
const REF = record({ ubigeo: text('Código INEI / INEI code'), nombre: text('Nombre / Name') });
const refOf = ({ ubigeo, name }: PlaceRef) => ({ ubigeo, nombre: name });

async function everyPlace(services: Services) {
  const [departments, districts] = await Promise.all([services.departments(), services.points('')]);
  return [...departments.map((place) => ({ ...refOf(place), nivel: 'departamento' })), ...districts.map((place) => ({ ...refOf(place), nivel: 'distrito' }))];
}

const PLACES: Operation = {
  id: 'lugares',
  path: '/lugares',
  group: 'lugares',
  es: 'Lugares: todos los departamentos y distritos, o los que respondan a un nombre o código',
  en: 'Places: every department and district, or those that answer to a name or code',
  parameters: [
    { name: 'q', in: 'query', required: false, schema: { type: 'string', maxLength: 120 }, es: 'Nombre sin tildes, o código INEI, RENIEC, SUNAT o SEC_EJEC. Un homónimo da todos los que se llaman así', en: 'Name without accents, or INEI, RENIEC, SUNAT or SEC_EJEC code. A homonym gives all that carry it', example: 'san marcos' },
    ...PAGE_PARAMETERS,
  ],
  answer: record({ lugares: list(record({ ubigeo: text('Código INEI / INEI code'), nombre: text('Nombre / Name'), nivel: LEVEL })), ...PAGING }),
  run: async ({ services, values }) => {
    const found = values.q === undefined ? await everyPlace(services) : (await services.search(values.q)).hits.map((hit) => ({ ...refOf(hit), nivel: hit.level }));
    const { from, members, next } = paged(values, found.length);
    return { body: { lugares: found.slice(from, from + members.porPagina), ...members }, next };
  },
};

export const FACT = record({
  parte: text('Parte de la página / Part of the page'), concepto: text('Qué se mide / What is measured'), anio: maybe(text('Año / Year')), valor: maybe(text('Decimal exacto; null si no hay dato / Exact decimal; null when there is none')),
  unidad: text('Unidad / Unit'), estado: { type: 'string', enum: ['publicado', 'sin-dato', 'no-aplica', 'reservado'] }, motivo: maybe(text('Por qué no hay dato / Why there is none')),
  recibo: text('Código del recibo / Code of the receipt'), celda: text('Celda del recibo, fila.columna / Cell of the receipt, row.column'), formato: text('Cómo lo imprime la página / How the page prints it'),
});

const PLACE: Operation = {
  id: 'lugar',
  path: '/lugares/{ubigeo}',
  group: 'lugares',
  es: 'Un lugar: quién lo gobierna y cada número de su página, con su recibo y su celda',
  en: 'A place: who governs it and every number of its page, with its receipt and cell',
  parameters: [UBIGEO],
  answer: record({
    ubigeo: text('Código INEI / INEI code'), nombre: text('Nombre / Name'), nivel: LEVEL, departamento: maybe(REF), provincia: maybe(REF),
    municipalidad: maybe(text('Municipalidad / Municipality')), secEjec: maybe(text('Código SIAF / SIAF code')), pagina: text('Dirección de su página / Address of its page'),
    partes: list(record({ parte: text('Parte / Part'), ausente: maybe(text('Por qué no está; null si está / Why it is absent; null when there')) })), hechos: list(FACT),
  }),
  run: async ({ services, language, origin, values }) => {
    const [place, model] = await Promise.all([services.place(values.ubigeo!), placeView(services, values.ubigeo!, language, origin)]);
    const { partes, hechos } = viewJson(model) as { partes: unknown; hechos: unknown };
    return {
      body: {
        ...refOf(place), nivel: place.level, departamento: place.department && refOf(place.department), provincia: place.province && refOf(place.province),
        municipalidad: place.municipality, secEjec: place.secEjec, pagina: `${origin}${at(language, `/lugar/${place.ubigeo}`)}`, partes, hechos,
      },
    };
  },
};

export const PLACE_OPERATIONS: readonly Operation[] = [PLACES, PLACE];
