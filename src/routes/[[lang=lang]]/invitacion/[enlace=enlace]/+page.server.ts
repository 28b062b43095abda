import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { dayInWords } from '#lib/publishing/day.ts';
import { grantWords } from '../../../_page/grant-words.ts';
import { said } from '../../../_page/said.ts';
import { keepSession } from '../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Opening the link changes nothing: machines that look through messages open links. Only its form does. */
export const load: PageServerLoad = async ({ locals, params, setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store', 'referrer-policy': 'same-origin' });
  const { language, services } = locals;
  const { by, address, organisation, grants, expires } = await services.people.invitation(params.enlace);
  const names = new Map((await services.people.organisations()).map(({ id, name }) => [id, name]));
  return {
    language, by, address, token: params.enlace, provider: services.people.provider, expires: dayInWords(expires.slice(0, 10), language),
    organisation: organisation === null ? null : (names.get(organisation) ?? organisation), roles: grants.map((grant) => ({ words: grantWords(grant, names, language), role: grant.role })),
  };
};

export const actions: Actions = {
  default: async ({ cookies, locals, params, request, url }) => {
    try {
      keepSession(cookies, url, await locals.services.people.accept(request, params.enlace));
    } catch (error) {
      return said(error, locals.language);
    }
    redirect(303, at(locals.language, '/panel'));
  },
};
