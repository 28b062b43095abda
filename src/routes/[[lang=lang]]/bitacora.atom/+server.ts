import { messages } from '#lib/platform/messages/index.ts';
import { logFeed } from '#lib/publishing/share/log-feed.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals: { services, language }, url }) => {
  const words = messages(language).data.feed;
  return logFeed((await services.log(1)).entries, { title: words.log, subtitle: words.logText, language, origin: url.origin, page: '/bitacora' });
};
