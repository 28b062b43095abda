import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { OPERATOR } from '#lib/access/actor.ts';
import { acceptInvitation, invite } from '#lib/access/invitation.ts';
import { hashPassword } from '#lib/access/password.ts';
import { mailAddress } from '#lib/platform/mail-address.ts';
import type { Application } from '#lib/publishing/application.ts';
import { closing } from '../setup/closing.ts';
import { freePort } from '../setup/free-port.ts';
import { identityProvider, type IdentityProvider } from '../setup/identity-provider.ts';
import { mailServer, type MailServer } from '../setup/mail-server.ts';
import { serve, type Served } from '../setup/served.ts';

const toClose = closing();
/** The two doors besides the password: a mail with a link, and an identity provider. */
let mails: MailServer;
let there: IdentityProvider;
let site: Served;
let app: Application;

beforeAll(async () => {
  [mails, there] = toClose(await Promise.all([mailServer(), identityProvider()]));
  const port = await freePort();
  site = toClose(await serve({
    PORT: port, YUPAY_SMTP: mails.url, YUPAY_MAIL_FROM: 'Yupay <avisos@yupay.example>', YUPAY_ORIGIN: `http://127.0.0.1:${port}`,
    YUPAY_OIDC_ISSUER: there.issuer, YUPAY_OIDC_CLIENT: there.client, YUPAY_OIDC_SECRET: there.secret,
  }));
  app = toClose(await site.state.open());
}, 60_000);

const ADDRESS = 'olvida@ejemplo.pe';
const get = (path: string, cookie = '') => fetch(site.address + path, { headers: { cookie }, redirect: 'manual' });
const post = (path: string, fields: Record<string, string>) => fetch(site.address + path, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: site.address, accept: 'text/html' }, redirect: 'manual' });
const cookieOf = (answer: Response, name: string): string => new RegExp(`${name}=[^;]*`).exec(answer.headers.get('set-cookie') ?? '')?.[0] ?? '';

test('a forgotten password is mended by a mail with a link that works once; an address that nobody has is told the same and gets nothing', async () => {
  const token = await invite(app.pool, OPERATOR, { address: mailAddress(ADDRESS)!, organisation: null, grants: [] });
  await acceptInvitation(app.pool, token, 'Persona que olvida', { stored: await hashPassword('la clave que se olvidó') });
  const told = await Promise.all([ADDRESS, 'nadie@ejemplo.pe', 'no es un correo'].map(async (correo) => {
    const answer = await post('/panel/olvido', { correo });
    return [answer.status, answer.headers.get('location')];
  }));
  expect(told).toEqual(Array.from({ length: 3 }, () => [303, '/panel/olvido?enviado']));
  await post('/en/panel/olvido', { correo: ADDRESS });
  for (let n = 0; n < 150 && mails.mails.length === 0; n += 1) await sleep(100);
  await sleep(1_500);
  expect(mails.mails.map(({ to }) => to)).toEqual([ADDRESS]);
  const [{ text, headers, subject }] = mails.mails as [(typeof mails.mails)[number]];
  expect([subject, headers.has('list-unsubscribe')]).toEqual(['Enlace para poner otra clave en Yupay', false]);
  const link = /\/invitacion\/[\w-]{43}/.exec(text)![0];
  expect(await (await get(link)).text()).toContain('Clave nueva');
  expect(JSON.stringify((await app.pool.query('select * from correo')).rows)).not.toContain(link.slice(12));
  expect((await post(link, { clave: 'cuatro llamas cruzan el puente' })).status).toBe(303);
  expect((await get(link)).status).toBe(404);
  expect((await post('/panel/entrar', { correo: ADDRESS, clave: 'la clave que se olvidó' })).status).toBe(403);
  expect((await post('/panel/entrar', { correo: ADDRESS, clave: 'cuatro llamas cruzan el puente' })).status).toBe(303);
}, 60_000);

test('an invited person accepts with the identity provider and signs in by it; what the browser kept is good for once', async () => {
  const token = await invite(app.pool, OPERATOR, { address: mailAddress('llega@ejemplo.pe')!, organisation: null, grants: [] });
  expect(await (await get(`/invitacion/${token}`)).text()).toContain(`/panel/entrar/proveedor?invitacion=${token}`);
  there.next({ sub: 'quien', email: 'llega@ejemplo.pe', email_verified: true, name: 'Persona que llega' });
  const arrive = async (path: string) => {
    const departure = await get(path);
    const back = there.visit(departure.headers.get('location')!);
    return [cookieOf(departure, 'yupay_vuelta'), back, await get(back.pathname + back.search, cookieOf(departure, 'yupay_vuelta'))] as const;
  };
  const [kept, back, first] = await arrive(`/panel/entrar/proveedor?invitacion=${token}`);
  expect([first.status, first.headers.get('location')]).toEqual([303, '/panel']);
  expect(await (await get('/panel', cookieOf(first, 'yupay_persona'))).text()).toContain('Persona que llega');
  expect((await get(back.pathname + back.search, kept)).status).toBe(403);
  const [, other, second] = await arrive('/en/panel/entrar/proveedor');
  expect(second.headers.get('location')).toBe('/en/panel');
  const refused = await get(other.pathname + other.search);
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining('no empezó en este navegador')]);
  expect(refused.headers.get('set-cookie') ?? '').not.toContain('yupay_persona');
}, 30_000);

test('behind an origin of its own a person signs in, and the operator’s panel is as it was', async () => {
  expect((await get('/panel/cargas')).status).toBe(403);
  expect((await get('/panel/personas')).headers.get('location')).toMatch(/^\/panel\/entrar\?ir=/);
});
