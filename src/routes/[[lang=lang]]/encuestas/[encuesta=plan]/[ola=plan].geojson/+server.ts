import { roundGeoJson } from '#lib/publishing/surveys/round-geojson.ts';
import type { RequestHandler } from './$types';

/** A round on the map: one point for each municipality. */
export const GET: RequestHandler = async ({ locals, params, url }) =>
  new Response(JSON.stringify(await roundGeoJson(locals.services, params.encuesta, params.ola, url.origin)), { headers: { 'content-type': 'application/geo+json; charset=utf-8', 'access-control-allow-origin': '*' } });
