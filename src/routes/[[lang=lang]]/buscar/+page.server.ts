import { findPlaces } from '../../_page/find.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => ({ language: locals.language, ...(await findPlaces(locals.services, url)) });
