import type { RequestHandler } from './$types';

/** A file of a submission, for whoever reviews it. */
export const GET: RequestHandler = ({ locals, params: { numero, archivo }, request }) => locals.services.reviews.file(request, numero, archivo);
