import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => ({ language: locals.language, capture: await locals.services.capture(params.huella) });
