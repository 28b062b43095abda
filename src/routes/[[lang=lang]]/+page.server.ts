import { homeView } from '#lib/publishing/view-load.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({
  model: await homeView(locals.services, locals.language, url.origin),
  madeAt: locals.services.now().toISOString().slice(0, 10),
});
