import { YupayError } from '#lib/kernel/errors.ts';
import { rowsOf, text, type Answer } from '../answer.ts';
import type { PlacePoint, Services } from '../services.ts';
import { roundRow, surveyPlace } from './survey-ref.ts';

/** Columns of an estimate as a map tells it. */
const TOLD = ['medida', 'titulo', 'tipo', 'respuesta', 'n', 'valor', 'bajo', 'alto', 'avisos', 'reservado'] as const;
const NUMBERS = new Set<string>(['n', 'valor', 'bajo', 'alto']);

const told = (answer: Answer, row: number) => Object.fromEntries(TOLD.map((name) => {
  const own = text(answer, row, name);
  return [name, own !== null && NUMBERS.has(name) ? Number(own) : own];
}));

/** Of a round in one place everybody is of that place. */
const isOf = (answer: Answer, row: number, ubigeo: string, only: boolean): boolean => (only ? text(answer, row, 'ambito') === null : text(answer, row, 'codigo') === ubigeo);

/**
 * What a round tells of each municipality, at the published point of its capital: nobody's house, and no place where anybody
 * was interviewed. An estimate that is kept back is null with its reason. Throws `encuesta-no-existe`, `ola-no-existe`.
 */
export async function roundGeoJson(services: Services, id: string, round: string, origin: string): Promise<unknown> {
  const place = await surveyPlace(services, id, 'es', origin);
  const ubigeos = text(place.list, roundRow(place, round), 'lugares')!.split(' ');
  const [answer, points] = await Promise.all([services.answer('encuesta-estimaciones', { encuesta: id, ola: round }), services.points('')]);
  const known = new Map<string, PlacePoint>(points.map((one) => [one.ubigeo, one]));
  const features = ubigeos.map((ubigeo) => {
    const point = known.get(ubigeo);
    if (point === undefined) throw new YupayError('lugar-no-existe', { codigo: ubigeo });
    const geometry = point.longitude === null || point.latitude === null ? null : { type: 'Point', coordinates: [point.longitude, point.latitude] };
    const estimates = rowsOf(answer).filter((row) => isOf(answer, row, ubigeo, ubigeos.length === 1)).map((row) => told(answer, row));
    return { type: 'Feature', id: ubigeo, geometry, properties: { ubigeo, nombre: point.name, punto: 'capital del distrito', encuesta: id, ola: round, recibo: answer.code, comprobacion: `${origin}/recibo/${answer.code}`, estimaciones: estimates } };
  });
  return { type: 'FeatureCollection', features };
}
