import type { SearchAnswer, Services } from '#lib/publishing/services.ts';

export interface Found {
  readonly text: string;
  readonly near: boolean;
  readonly answer: SearchAnswer;
}

/** Longest text looked for; a name of a place is far shorter. */
const LONGEST = 120;
const DEGREES = /^-?\d{1,3}(\.\d{1,8})?$/;

/** `?q=` by name or code, `?lat=&lon=` by nearness. What is no number of degrees is no position. */
export async function findPlaces(services: Services, url: URL): Promise<Found> {
  const text = (url.searchParams.get('q') ?? '').slice(0, LONGEST).replace(/\p{C}/gu, ' ').trim();
  const [latitude, longitude] = [url.searchParams.get('lat') ?? '', url.searchParams.get('lon') ?? ''];
  if (text === '' && DEGREES.test(latitude) && DEGREES.test(longitude)) {
    return { text: '', near: true, answer: await services.nearest(Number(latitude), Number(longitude)) };
  }
  return { text, near: false, answer: await services.search(text) };
}
