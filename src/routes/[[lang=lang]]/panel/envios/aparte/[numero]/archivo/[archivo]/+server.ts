import type { RequestHandler } from './$types';

/** A file of what was kept apart, for whoever reviews it. */
export const GET: RequestHandler = ({ locals, params: { numero, archivo }, request }) => locals.services.reviews.fileApart(request, numero, archivo);
