import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  language: locals.language,
  origin: url.origin,
  receipt: await locals.services.receipt(params.codigo),
});
