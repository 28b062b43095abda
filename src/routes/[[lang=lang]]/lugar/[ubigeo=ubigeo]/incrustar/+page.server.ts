import { at } from '#lib/platform/messages/index.ts';
import { plainText } from '#lib/publishing/phrase.ts';
import { embedCode } from '#lib/publishing/share/links.ts';
import { placeView } from '#lib/publishing/view-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { language } = locals;
  const model = await placeView(locals.services, params.ubigeo, language, url.origin);
  const parts = model.parts.filter(({ absent, codes }) => absent === null && codes.length > 0).map((part) => {
    const title = plainText(part.title, language);
    return { id: part.id, title, code: embedCode(`${url.origin}${at(language, `/incrustar${model.address}/${part.id}`)}`, `${model.heading}: ${title}`) };
  });
  return { language, name: model.heading, address: model.address, parts };
};
