import { ROLES } from '#lib/access/actor.ts';
import { dayInWords } from '#lib/publishing/day.ts';
import { grantWords } from '../../../_page/grant-words.ts';
import { said } from '../../../_page/said.ts';
import { signedIn } from '../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { locals: { language, services }, request, setHeaders } = event;
  setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { organisations, people, invitations, everything } = await services.people.directory(request);
  const names = new Map(organisations.map(({ id, name }) => [id, name]));
  const named = (id: string | null) => (id === null ? null : (names.get(id) ?? id));
  return {
    language, organisations, everything, roles: [...ROLES],
    people: people.map((person) => ({ ...person, works: named(person.organisation), grants: person.grants.map((grant) => ({ ...grant, words: grantWords(grant, names, language) })) })),
    invitations: invitations.map(({ id, address, organisation, grants, expires }) => ({ id, address, works: named(organisation), words: grants.map((grant) => grantWords(grant, names, language)), expires: dayInWords(expires.slice(0, 10), language) })),
  };
};

export const actions: Actions = {
  default: async ({ locals, request, url }) => {
    try {
      const { link } = await locals.services.people.changeDirectory(request);
      return { message: null, link: link === null ? null : `${url.origin}${link}` };
    } catch (error) {
      return said(error, locals.language);
    }
  },
};
