import { redirect } from '@sveltejs/kit';
import { at } from '#lib/platform/messages/index.ts';
import { grantWords } from '../../../_page/grant-words.ts';
import { said } from '../../../_page/said.ts';
import { keepSession, signedIn } from '../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals: { language, services }, request, setHeaders, url } = event;
  setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const account = (await services.people.account(request))!;
  const names = new Map((await services.people.organisations()).map(({ id, name }) => [id, name]));
  return {
    language, done: url.searchParams.has('hecho'), ...account, organisation: account.organisation === null ? null : (names.get(account.organisation) ?? account.organisation),
    roles: account.grants.map((grant) => ({ words: grantWords(grant, names, language), role: grant.role })),
    sessions: account.sessions.map((one) => ({ ...one, since: one.since.toISOString(), seen: one.seen.toISOString() })),
  };
};

export const actions: Actions = {
  default: async ({ cookies, getClientAddress, locals, request, url }) => {
    try {
      const session = await locals.services.people.changeAccount(request, getClientAddress());
      if (session !== null) keepSession(cookies, url, session);
    } catch (error) {
      return said(error, locals.language);
    }
    redirect(303, `${at(locals.language, '/panel/cuenta')}?hecho`);
  },
};
