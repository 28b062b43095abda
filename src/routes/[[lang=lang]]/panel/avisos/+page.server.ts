import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, request, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
  return { language: locals.language, mail: await locals.services.panel.mail(request) };
};
