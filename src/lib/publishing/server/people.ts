import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { OPERATOR, ROLES, type Actor } from '#lib/access/actor.ts';
import { countAttempt } from '#lib/access/attempt.ts';
import { auditedActions, auditTrail, publicTrail } from '#lib/access/audit-trail.ts';
import { findInvitation } from '#lib/access/invitation.ts';
import { organisations } from '#lib/access/organisation.ts';
import { actorOf, credentials, holders, livePerson, namesOf } from '#lib/access/person.ts';
import { endSessionByToken, PERSON_COOKIE, personOfSession, sessionsOf } from '#lib/access/person-session.ts';
import { SubscriptionKeys } from '#lib/access/subscription-keys.ts';
import { insist } from '#lib/access/permission.ts';
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { mailAddress } from '#lib/platform/mail-address.ts';
import type { Host } from '../host.ts';
import { clientOf } from '../mail/client-limit.ts';
import { queueReset } from '../mail/person-mail.ts';
import { isReminded } from '../mail/reminder.ts';
import { accept, changeAccount, openFor, signIn, type Visit } from '../people/account.ts';
import { changeDirectory, directoryOf } from '../people/directory.ts';
import { personFor, Provider } from '../people/provider.ts';
import type { AccountView, InvitationView, PeopleServices } from '../people/services.ts';
import { cookie } from './cookie.ts';
import { checkOwnForm, smallForm } from './own-form.ts';
import { asksOperator } from './panel.ts';

/** An answer takes at least so long, so that its time tells nobody whether the address was known. */
const EVEN_MS = 400;

/** Queues a link for whoever has the address; does nothing, and says nothing, when nobody does. */
async function forgetPassword(pool: pg.Pool, typed: string, language: Language): Promise<void> {
  const address = mailAddress(typed);
  const { id } = address === null ? { id: null } : await credentials(pool, address);
  if (id !== null) await queueReset(pool, id, language);
}

const tokenOf = (request: Request): string | null => cookie(request, PERSON_COOKIE) ?? null;

/** A form of our own page, read whole. Throws `origen-ajeno`, `solicitud-mala`. */
async function ownForm(request: Request): Promise<URLSearchParams> {
  checkOwnForm(request);
  return smallForm(request);
}

async function actorFor(host: Host, request: Request): Promise<Actor | null> {
  const { pool } = host.application;
  const token = tokenOf(request);
  const person = token === null ? null : await personOfSession(pool, token);
  // A person who is signed in acts as themself, even on the operator's machine.
  if (person !== null) return actorOf(pool, person);
  return (await asksOperator(host, request)) ? OPERATOR : null;
}

async function invitationView(host: Host, token: string): Promise<InvitationView> {
  const { pool } = host.application;
  const { by, address, organisation, grants, expires } = await findInvitation(pool, token);
  return { by: (await namesOf(pool, [by])).get(by) ?? by, address, organisation, grants, expires: expires.toISOString() };
}

async function accountOf(host: Host, request: Request): Promise<AccountView | null> {
  const { pool } = host.application;
  const actor = await actorFor(host, request);
  if (actor === null) return null;
  if (actor.operator) return { name: actor.name, address: null, password: false, operator: true, organisation: null, grants: [], sessions: [], reminded: false };
  const [person, sessions, reminded] = await Promise.all([livePerson(pool, actor.id), sessionsOf(pool, actor.id, tokenOf(request)), isReminded(pool, actor.id)]);
  const { stored } = await credentials(pool, mailAddress(person.address!)!);
  return { name: person.name, address: person.address, password: stored !== null, operator: false, organisation: person.organisation, grants: person.grants, sessions, reminded };
}

/** Throws `proveedor-negado`: this site has no provider. */
function refuseProvider(): never {
  throw new YupayError('proveedor-negado', { detalle: 'este sitio no usa ninguno', detail: 'this site uses none' });
}

/** People, over the open application. Nothing of it is asked by a public page. */
export function peopleServices(host: Host): PeopleServices {
  const { pool, folders, configuration } = host.application;
  const provider = configuration.identity === null ? null : new Provider(configuration.identity);
  const wanted = (): Provider => provider ?? refuseProvider();
  const keys = new SubscriptionKeys(folders.root);
  const visit = async (request: Request, peer: string): Promise<Visit> => ({
    pool, key: await keys.index(), client: clientOf(peer, request.headers.get('x-forwarded-for')), agent: request.headers.get('user-agent'), brought: tokenOf(request),
  });
  const actor = (request: Request) => actorFor(host, request);
  return {
    actor,
    provider: provider?.host ?? null,
    depart: async (url, language, token) => wanted().depart(url.origin, language, token),
    arrive: async (request, url, kept) => {
      const { claimed, language, token } = await wanted().arrive(url, kept);
      const person = await personFor(pool, claimed, token);
      return { language, session: await openFor({ pool, agent: request.headers.get('user-agent'), brought: tokenOf(request) }, person) };
    },
    signIn: async (request, peer) => signIn(await visit(request, peer), await ownForm(request)),
    signOut: async (request) => {
      checkOwnForm(request);
      const token = tokenOf(request);
      if (token !== null) await endSessionByToken(pool, token);
    },
    mails: configuration.mail !== null,
    forgotten: async (request, peer, language) => {
      const form = await ownForm(request);
      if (configuration.mail === null) throw new YupayError('correo-cerrado');
      const { key, client } = await visit(request, peer);
      const typed = (form.get('correo') ?? '').trim();
      await countAttempt(pool, key, { address: `olvido ${typed}`, client });
      await Promise.all([forgetPassword(pool, typed, language), sleep(EVEN_MS)]);
    },
    invitation: (token) => invitationView(host, token),
    accept: async (request, token) => accept({ pool, agent: request.headers.get('user-agent'), brought: tokenOf(request) }, token, await ownForm(request)),
    account: (request) => accountOf(host, request),
    changeAccount: async (request, peer) => {
      const form = await ownForm(request);
      const asking = await actor(request);
      if (asking === null || asking.operator) throw new YupayError('entrada-negada');
      return changeAccount(await visit(request, peer), asking.id, form);
    },
    directory: async (request) => directoryOf(pool, await actor(request)),
    changeDirectory: async (request) => changeDirectory(pool, await actor(request), await ownForm(request)),
    audit: async (request, filter) => {
      insist(await actor(request), 'administrar', {});
      const [entries, actions] = await Promise.all([auditTrail(pool, filter), auditedActions(pool)]);
      return { entries, actions };
    },
    publicAudit: (before) => publicTrail(pool, before),
    organisations: () => organisations(pool),
    helpers: async (request, { papeles = '', organizacion = '' }) => {
      const asking = await actor(request);
      if (asking === null) return [];
      return holders(pool, asking, ROLES.filter((role) => papeles.split(' ').includes(role)), { organisation: organizacion || null });
    },
  };
}
