import { fill, messages } from '#lib/platform/messages/index.ts';
import { logFeed } from '#lib/publishing/share/log-feed.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { services, language }, params, url }) => {
  const { name, ubigeo } = await services.place(params.ubigeo);
  const words = messages(language).data.feed;
  return logFeed(await services.changesOf(ubigeo), { title: fill(words.place, { lugar: name }), subtitle: fill(words.placeText, { lugar: name }), language, origin: url.origin, page: `/lugar/${ubigeo}` });
};
