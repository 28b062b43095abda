import { beforeAll, describe, expect, it } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import { acceptInvitation, invite } from '#lib/access/invitation.ts';
import { actorOf, removePerson } from '#lib/access/person.ts';
import { mailAddress } from '#lib/platform/mail-address.ts';
import { closing } from '../../../../tests/setup/closing.ts';
import { identityProvider, type IdentityProvider, type Lie } from '../../../../tests/setup/identity-provider.ts';
import { testState, type TestState } from '../../../../tests/setup/state.ts';
import type { Application } from '../application.ts';
import { personFor, Provider } from './provider.ts';

const toClose = closing();
let state: TestState;
let app: Application;
let there: IdentityProvider;
let provider: Provider;
beforeAll(async () => {
  [state, there] = toClose(await Promise.all([testState('vacio'), identityProvider()]));
  app = toClose(await state.open());
  provider = new Provider({ issuer: new URL(there.issuer), client: there.client, secret: there.secret });
});

const ORIGIN = 'http://127.0.0.1:3000';
const invited = (address: string): Promise<string> => invite(app.pool, OPERATOR, { address: mailAddress(address)!, organisation: null, grants: [] });

/** A whole visit: there, recognised as somebody, and back. Gives the account's id. */
async function visit(claims: Record<string, unknown>, { token = null, lie = {} }: { token?: string | null; lie?: Lie } = {}): Promise<string> {
  there.next(claims, lie);
  const { address, kept } = await provider.depart(ORIGIN, 'es', token);
  const { claimed, token: carried } = await provider.arrive(there.visit(address), kept);
  return personFor(app.pool, claimed, carried);
}

const REFUSED = { code: 'proveedor-negado' };

describe('somebody whom the provider vouches for', () => {
  it('accepts an invitation to the address that it verified, and comes back by the provider’s own name for them', async () => {
    const id = await visit({ sub: 'u1', email: 'Una@ejemplo.pe', email_verified: true, name: 'Una Persona' }, { token: await invited('una@ejemplo.pe') });
    expect(await actorOf(app.pool, id)).toMatchObject({ name: 'Una Persona', operator: false });
    expect(await visit({ sub: 'u1', email: 'otra@ejemplo.pe', email_verified: false })).toBe(id);
  });

  it('is linked to the account that their verified address already has', async () => {
    const id = await acceptInvitation(app.pool, await invited('dos@ejemplo.pe'), 'Dos', { stored: 'x' });
    expect(await visit({ sub: 'u2', email: 'dos@ejemplo.pe', email_verified: true })).toBe(id);
  });

  it('gets a name that can be printed, whatever the provider calls them', async () => {
    const id = await visit({ sub: 'u3', email: 'tres@ejemplo.pe', email_verified: true, name: 'Tres\r\nBcc: x@ejemplo.pe' }, { token: await invited('tres@ejemplo.pe') });
    expect((await actorOf(app.pool, id))!.name).toBe('tres');
  });

  it.each([
    ['nobody invited', { sub: 'n1', email: 'nadie@ejemplo.pe', email_verified: true }],
    ['whose address it did not verify', { sub: 'n2', email: 'dos@ejemplo.pe', email_verified: false }],
    ['whose address it says nothing of', { sub: 'n3', email: 'dos@ejemplo.pe' }],
    ['who says "true" in letters', { sub: 'n4', email: 'dos@ejemplo.pe', email_verified: 'true' }],
    ['without an address', { sub: 'n5', email_verified: true }],
  ])('does not get in: %s', async (_, claims) => {
    await expect(visit(claims)).rejects.toMatchObject(REFUSED);
  });

  it('does not take an invitation to somebody else, which stays for them', async () => {
    const token = await invited('cuatro@ejemplo.pe');
    await expect(visit({ sub: 'n6', email: 'ladron@ejemplo.pe', email_verified: true }, { token })).rejects.toMatchObject(REFUSED);
    expect(await visit({ sub: 'u4', email: 'cuatro@ejemplo.pe', email_verified: true }, { token })).toMatch(/^[0-9a-f-]{36}$/);
    await expect(visit({ sub: 'n7', email: 'cuatro@ejemplo.pe', email_verified: true }, { token })).rejects.toMatchObject({ code: 'enlace-usado' });
  });

  it('no longer gets in once the account was removed', async () => {
    const id = await visit({ sub: 'u5', email: 'cinco@ejemplo.pe', email_verified: true }, { token: await invited('cinco@ejemplo.pe') });
    await removePerson(app.pool, OPERATOR, id);
    await expect(visit({ sub: 'u5', email: 'cinco@ejemplo.pe', email_verified: true })).rejects.toMatchObject(REFUSED);
  });
});

describe('an answer is refused', () => {
  const truth = { sub: 'u2', email: 'dos@ejemplo.pe', email_verified: true };
  it.each<[string, Lie]>([
    ['of another visit (nonce)', { claims: { nonce: 'otro' } }],
    ['for another client (audience)', { claims: { aud: 'otro-cliente' } }],
    ['of another issuer', { claims: { iss: 'https://ajeno.example' } }],
    ['that expired', { claims: { exp: 1 } }],
    ['that nobody signed', { signature: 'none' }],
    ['signed with a key that is not published', { signature: 'otra-clave' }],
  ])('%s', async (_, lie) => {
    expect(await visit(truth)).toMatch(/^[0-9a-f-]{36}$/);
    await expect(visit(truth, { lie })).rejects.toMatchObject(REFUSED);
  });

  it('that comes to another browser, with another state, without a code, or twice', async () => {
    there.next(truth);
    const [one, other] = [await provider.depart(ORIGIN, 'es', null), await provider.depart(ORIGIN, 'es', null)];
    await expect(provider.arrive(there.visit(one.address), other.kept)).rejects.toMatchObject(REFUSED);
    for (const kept of [undefined, '', 'x', Buffer.from('{"state":1}').toString('base64url')]) await expect(provider.arrive(there.visit(one.address), kept)).rejects.toMatchObject(REFUSED);
    await expect(provider.arrive(new URL(`${ORIGIN}/panel/entrar/vuelta?error=access_denied`), one.kept)).rejects.toMatchObject(REFUSED);
    const back = there.visit(one.address);
    await provider.arrive(back, one.kept);
    await expect(provider.arrive(back, one.kept)).rejects.toMatchObject(REFUSED);
  });

  it('of a provider that is not there, in words, and is asked again the next time', async () => {
    const nobody = new Provider({ issuer: new URL('http://127.0.0.1:9'), client: 'x', secret: 'x' });
    for (let n = 0; n < 2; n++) await expect(nobody.depart(ORIGIN, 'es', null)).rejects.toMatchObject(REFUSED);
  });
});
