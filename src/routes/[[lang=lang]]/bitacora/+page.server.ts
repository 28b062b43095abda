import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const asked = url.searchParams.get('pagina') ?? '1';
  return { language: locals.language, origin: url.origin, log: await locals.services.log(/^[1-9]\d{0,6}$/.test(asked) ? Number(asked) : 1) };
};
