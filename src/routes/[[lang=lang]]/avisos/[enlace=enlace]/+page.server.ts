import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the link changes nothing: machines that look through mail open links. Only its buttons do. */
export const load: PageServerLoad = async ({ locals, params, url }) => ({
  language: locals.language, topics: await locals.services.mail.own(params.enlace), done: url.searchParams.has('listo'),
});

export const actions: Actions = {
  default: async ({ locals, params, request }) => {
    const gone = await locals.services.mail.change(request, params.enlace);
    redirect(303, at(locals.language, gone ? '/avisos?borrado' : `/avisos/${params.enlace}?listo`));
  },
};
