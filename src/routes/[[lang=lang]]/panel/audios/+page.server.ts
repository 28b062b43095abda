import { placeOrNull } from '#lib/publishing/place-or-null.ts';
import { labelOf, notesOf } from '#lib/publishing/audio/listen.ts';
import type { PageServerLoad } from './$types';

/** Recordings, for whoever opened the panel on this machine; with `lugar`, the form that enters one. */
export const load: PageServerLoad = async ({ locals: { services, language }, request, url, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  const asked = (url.searchParams.get('lugar') ?? '').trim();
  const place = /^\d{2}(\d{2}){0,2}$/.test(asked) ? asked : null;
  const { recordings, told } = await services.audio.panel(request, place);
  const names = new Map(await Promise.all([...new Set([...recordings.map((one) => one.place), ...(place === null ? [] : [place])])].map(async (code) => [code, (await placeOrNull(services, code))?.name ?? code] as const)));
  return {
    language, place, name: place === null ? null : names.get(place)!, sentence: told?.sentence ?? null,
    kept: url.searchParams.has('guardado'), changed: url.searchParams.has('hecho'),
    recordings: recordings.map((one) => ({ ...one, name: names.get(one.place)!, label: labelOf(one, language), notes: notesOf(one, language) })),
  };
};
