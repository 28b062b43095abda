import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from '#lib/kernel/canonical.ts';
import { mailAddress, type MailAddress } from '#lib/platform/mail-address.ts';
import type { Application } from '../publishing/application.ts';
import { writeBackup } from '../publishing/backup.ts';
import { restoreBackup } from '../publishing/restore.ts';
import { closing } from '../../../tests/setup/closing.ts';
import { testState, type TestState } from '../../../tests/setup/state.ts';
import { OPERATOR, type Actor, type Grant } from './actor.ts';
import { auditTrail, publicTrail } from './audit-trail.ts';
import { countAttempt, forgetAttempts } from './attempt.ts';
import { giveGrant, withdrawGrant } from './grant.ts';
import { acceptInvitation, findInvitation, invite, linkIdentity, personOfIdentity, resetByAdministrator, waitingInvitations, withdrawInvitation } from './invitation.ts';
import { keepOrganisation } from './organisation.ts';
import { actorOf, credentials, holders, people, removePerson } from './person.ts';
import { openPersonSession, personOfSession, sessionsOf } from './person-session.ts';
import { isUnlocked, unlock, unlocksOf } from './unlock.ts';

const toClose = closing();
let state: TestState;
let app: Application;
beforeAll(async () => {
  state = toClose(await testState('vacio'));
  app = toClose(await state.open());
  await keepOrganisation(app.pool, OPERATOR, { id: 'mef', name: 'Ministerio de prueba' });
  await keepOrganisation(app.pool, OPERATOR, { id: 'eiti', name: 'Comisión de prueba' });
});

const address = (text: string): MailAddress => mailAddress(text)!;
const grant = (role: Grant['role'], scope: Partial<Grant> = {}): Grant => ({ role, organisation: null, framework: null, place: null, ...scope });
const STORED = { stored: '$argon2id$prueba' };
let count = 0;

/** Somebody new with these roles. */
async function newcomer(grants: Grant[], organisation: string | null = null, by: Actor = OPERATOR): Promise<Actor> {
  const token = await invite(app.pool, by, { address: address(`persona${(count += 1)}@ejemplo.pe`), organisation, grants });
  return (await actorOf(app.pool, await acceptInvitation(app.pool, token, `Persona ${count}`, STORED)))!;
}

describe('an invitation', () => {
  it('makes a person with the roles that it carries, once, and keeps no secret', async () => {
    const token = await invite(app.pool, OPERATOR, { address: address('Una@Ejemplo.pe'), organisation: 'mef', grants: [grant('reporter', { organisation: 'mef', framework: 'alianza' })] });
    expect(await findInvitation(app.pool, token)).toMatchObject({ address: 'una@ejemplo.pe', by: 'operador', organisation: 'mef' });
    expect(JSON.stringify((await app.pool.query('select * from invitacion')).rows)).not.toContain(token);
    const id = await acceptInvitation(app.pool, token, '  Una   Persona ', STORED);
    expect(await actorOf(app.pool, id)).toMatchObject({ name: 'Una Persona', operator: false, organisations: ['mef'], grants: [{ role: 'reporter', organisation: 'mef', framework: 'alianza', place: null }] });
    await expect(acceptInvitation(app.pool, token, 'Otra', STORED)).rejects.toMatchObject({ code: 'enlace-usado' });
    await expect(findInvitation(app.pool, 'x'.repeat(43))).rejects.toMatchObject({ code: 'enlace-usado' });
    await expect(invite(app.pool, OPERATOR, { address: address('una@ejemplo.pe'), organisation: null, grants: [] })).rejects.toMatchObject({ code: 'persona-ya-existe' });
  });

  it('is used by one of two who open it at the same moment', async () => {
    const token = await invite(app.pool, OPERATOR, { address: address('carrera@ejemplo.pe'), organisation: null, grants: [] });
    const both = await Promise.allSettled([acceptInvitation(app.pool, token, 'Uno', STORED), acceptInvitation(app.pool, token, 'Dos', STORED)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('expires, and can be withdrawn', async () => {
    const old = await invite(app.pool, OPERATOR, { address: address('vieja@ejemplo.pe'), organisation: null, grants: [] });
    await app.pool.query("update invitacion set vence = now() - interval '1 second' where huella = $1", [sha256(old)]);
    await expect(acceptInvitation(app.pool, old, 'Tarde', STORED)).rejects.toMatchObject({ code: 'enlace-usado' });
    const token = await invite(app.pool, OPERATOR, { address: address('retirada@ejemplo.pe'), organisation: null, grants: [] });
    expect((await app.pool.query("select 1 from invitacion where correo = 'vieja@ejemplo.pe'")).rowCount).toBe(0);
    const { id } = (await waitingInvitations(app.pool)).find((one) => one.address === 'retirada@ejemplo.pe')!;
    await withdrawInvitation(app.pool, OPERATOR, id);
    await expect(findInvitation(app.pool, token)).rejects.toMatchObject({ code: 'enlace-usado' });
  });

  it('gives no more than who invites administers, and dies with their rights', async () => {
    const local = await newcomer([grant('administrator', { organisation: 'mef' })], 'mef');
    const asked = (grants: Grant[], organisation: string | null) => invite(app.pool, local, { address: address(`otra${(count += 1)}@ejemplo.pe`), organisation, grants });
    await expect(asked([grant('reporter', { organisation: 'eiti' })], 'mef')).rejects.toMatchObject({ code: 'sin-permiso' });
    await expect(asked([], null)).rejects.toMatchObject({ code: 'sin-permiso' });
    await expect(asked([grant('reporter')], 'mef')).rejects.toMatchObject({ code: 'sin-permiso' });
    await expect(asked([grant('reporter', { organisation: 'mef' })], 'eiti')).rejects.toMatchObject({ code: 'sin-permiso' });
    const token = await asked([grant('reporter', { organisation: 'mef' })], 'mef');
    await removePerson(app.pool, OPERATOR, local.id);
    await expect(findInvitation(app.pool, token)).rejects.toMatchObject({ code: 'enlace-usado' });
  });

  it.each([['a line break', 'Ana\r\nBcc: x@ejemplo.pe'], ['a sign that turns the text', 'Ana \u202eeanA'], ['nothing', '   '], ['a megabyte', 'a'.repeat(1_000_000)]])('is not accepted under a name with %s, and stays unused', async (_, name) => {
    const token = await invite(app.pool, OPERATOR, { address: address(`nombre${(count += 1)}@ejemplo.pe`), organisation: null, grants: [] });
    await expect(acceptInvitation(app.pool, token, name, STORED)).rejects.toMatchObject({ code: 'persona-dato' });
    expect(await findInvitation(app.pool, token)).toMatchObject({ by: 'operador' });
  });
});

describe('a session', () => {
  it('has a name that nobody brought, ends the one brought, and is stored as a hash alone', async () => {
    const { id } = await newcomer([]);
    const first = await openPersonSession(app.pool, id, 'Firefox', 'fijada');
    expect(first).not.toBe('fijada');
    const second = await openPersonSession(app.pool, id, 'Firefox', first);
    expect(await personOfSession(app.pool, first)).toBeNull();
    expect(await personOfSession(app.pool, second)).toBe(id);
    expect(JSON.stringify((await app.pool.query('select * from sesion_persona')).rows)).not.toContain(second);
  });

  it('ends when it was not used for half a day, or after two weeks whatever it did', async () => {
    const { id } = await newcomer([]);
    for (const change of ["vista = now() - interval '13 hours'", "vence = now() - interval '1 second'"]) {
      const token = await openPersonSession(app.pool, id, 'Firefox', null);
      await app.pool.query(`update sesion_persona set ${change} where huella = $1`, [sha256(token)]);
      expect(await personOfSession(app.pool, token)).toBeNull();
    }
  });

  it('ends when rights change, so that nobody goes on with others than those they have', async () => {
    const { id } = await newcomer([]);
    for (const change of [() => giveGrant(app.pool, OPERATOR, id, grant('reviewer', { organisation: 'mef' })), async () => withdrawGrant(app.pool, OPERATOR, String((await people(app.pool)).find((one) => one.id === id)!.grants[0]!.id))]) {
      const token = await openPersonSession(app.pool, id, 'Firefox', null);
      await change();
      expect(await personOfSession(app.pool, token)).toBeNull();
    }
    expect(await sessionsOf(app.pool, id, null)).toEqual([]);
    expect((await actorOf(app.pool, id))!.grants).toEqual([]);
  });
});

describe('a person', () => {
  it('who is removed leaves a number behind: no name, address, password, role or session', async () => {
    const gone = await newcomer([grant('editor', { framework: 'alianza' })]);
    const token = await openPersonSession(app.pool, gone.id, 'Firefox', null);
    await linkIdentity(app.pool, gone.id, 'https://proveedor.example', 'sujeto-ido');
    await removePerson(app.pool, OPERATOR, gone.id);
    expect(await personOfSession(app.pool, token)).toBeNull();
    expect(await actorOf(app.pool, gone.id)).toBeNull();
    expect(await personOfIdentity(app.pool, 'https://proveedor.example', 'sujeto-ido')).toBeNull();
    const everything = await Promise.all(['persona', 'papel', 'auditoria', 'invitacion', 'identidad', 'sesion_persona'].map(async (table) => (await app.pool.query(`select * from ${table}`)).rows));
    expect(JSON.stringify(everything)).not.toContain(gone.name.replace('Persona ', 'persona') + '@');
    expect((await auditTrail(app.pool, { action: null, who: gone.id, before: null })).map(({ who }) => who)).toEqual([expect.stringMatching(/^persona retirada \d+$/)]);
  });

  it('is managed only by who administers all that they hold: a bounded administrator never reaches through them', async () => {
    const wide = await newcomer([grant('administrator')], 'mef');
    const local = await newcomer([grant('administrator', { organisation: 'mef' })], 'mef');
    const plain = await newcomer([grant('reporter', { organisation: 'mef' })], 'mef');
    await expect(resetByAdministrator(app.pool, local, wide.id)).rejects.toMatchObject({ code: 'sin-permiso' });
    await expect(removePerson(app.pool, local, wide.id)).rejects.toMatchObject({ code: 'sin-permiso' });
    await expect(giveGrant(app.pool, local, local.id, grant('administrator'))).rejects.toMatchObject({ code: 'sin-permiso' });
    await expect(removePerson(app.pool, null, plain.id)).rejects.toMatchObject({ code: 'sin-permiso' });
    const token = await resetByAdministrator(app.pool, local, plain.id);
    expect((await findInvitation(app.pool, token)).address).toBeNull();
    expect(await acceptInvitation(app.pool, token, '', { stored: 'otra' })).toBe(plain.id);
    expect(await credentials(app.pool, address(`persona${count}@ejemplo.pe`))).toEqual({ id: plain.id, stored: 'otra' });
  });

  it('is named as who can help only to people of the same organisation', async () => {
    const reviewer = await newcomer([grant('reviewer', { organisation: 'eiti' })], 'eiti');
    const colleague = await newcomer([], 'eiti');
    const stranger = await newcomer([], 'mef');
    expect(await holders(app.pool, colleague, ['reviewer'], { organisation: 'eiti' })).toContain(reviewer.name);
    expect(await holders(app.pool, stranger, ['reviewer'], { organisation: 'eiti' })).toEqual([]);
  });

  it('of the provider is one: a name there that is another account’s is refused', async () => {
    const [one, other] = [await newcomer([]), await newcomer([])];
    await linkIdentity(app.pool, one.id, 'https://proveedor.example', 's1');
    await linkIdentity(app.pool, one.id, 'https://proveedor.example', 's1');
    await expect(linkIdentity(app.pool, other.id, 'https://proveedor.example', 's1')).rejects.toMatchObject({ code: 'proveedor-negado' });
    expect(await personOfIdentity(app.pool, 'https://proveedor.example', 's1')).toBe(one.id);
  });
});

describe('tries to sign in', () => {
  it('are five for a client with an address in ten minutes, counted apart for others, and forgotten by who gets in', async () => {
    const key = Buffer.alloc(32, 7);
    const attempt = { address: 'alguien@ejemplo.pe', client: '192.0.2.1' };
    for (let n = 0; n < 5; n++) await countAttempt(app.pool, key, attempt);
    await expect(countAttempt(app.pool, key, attempt)).rejects.toMatchObject({ code: 'demasiados-intentos' });
    await expect(countAttempt(app.pool, key, { ...attempt, address: 'ALGUIEN@ejemplo.pe' })).rejects.toMatchObject({ code: 'demasiados-intentos' });
    await countAttempt(app.pool, key, { ...attempt, client: '192.0.2.2' });
    expect(JSON.stringify((await app.pool.query('select * from intento')).rows)).not.toMatch(/alguien|192\.0/i);
    await forgetAttempts(app.pool, key, attempt);
    await countAttempt(app.pool, key, attempt);
  });

  it('are bounded for a client that tries many addresses, and for an address tried from many clients', async () => {
    const key = Buffer.alloc(32, 8);
    const sprayed = await Promise.allSettled(Array.from({ length: 40 }, (_, n) => countAttempt(app.pool, key, { address: `a${n}@ejemplo.pe`, client: '192.0.2.9' })));
    const spread = await Promise.allSettled(Array.from({ length: 60 }, (_, n) => countAttempt(app.pool, key, { address: 'unica@ejemplo.pe', client: `198.51.100.${n}` })));
    for (const all of [sprayed, spread]) expect(all.filter(({ status }) => status === 'rejected').length).toBeGreaterThanOrEqual(10);
  });
});

describe('an unlock', () => {
  const now = new Date('2026-11-21T12:00:00Z');
  const given = { framework: 'alianza', period: '2026-1', until: new Date('2026-11-25T12:00:00Z'), reason: 'El archivo llegó tarde por el cierre del sistema' };

  it('is of one person, expires, and everybody sees its reason and not whose it is', async () => {
    const late = await newcomer([grant('reporter', { organisation: 'mef' })], 'mef');
    await unlock(app.pool, OPERATOR, late.id, given, '/plan/alianza', now);
    expect(await isUnlocked(app.pool, late.id, 'alianza', '2026-1', now)).toBe(true);
    expect(await isUnlocked(app.pool, late.id, 'alianza', '2026-1', given.until)).toBe(false);
    expect(await isUnlocked(app.pool, late.id, 'alianza', '2026-2', now)).toBe(false);
    expect(await isUnlocked(app.pool, 'operador', 'alianza', '2026-1', now)).toBe(false);
    const seen = await unlocksOf(app.pool, 'alianza');
    expect(seen).toMatchObject([{ reason: given.reason, organisation: 'mef' }]);
    const told = (await publicTrail(app.pool, null)).filter(({ action }) => action === 'desbloquear');
    expect(told).toMatchObject([{ role: 'operador', organisation: 'mef', address: '/plan/alianza' }]);
    expect(JSON.stringify([seen, told])).not.toContain(late.id);
  });

  it('is refused without the right, without a reason, or for longer than a month', async () => {
    const editor = await newcomer([grant('editor')]);
    const open = (actor: Actor, change: Partial<typeof given> = {}) => unlock(app.pool, actor, editor.id, { ...given, ...change }, '/plan/alianza', now);
    await expect(open(editor)).rejects.toMatchObject({ code: 'sin-permiso', details: { norma: 'P5' } });
    await expect(open(OPERATOR, { reason: '   corto   ' })).rejects.toMatchObject({ code: 'persona-dato' });
    await expect(open(OPERATOR, { until: new Date('2027-01-21T12:00:00Z') })).rejects.toMatchObject({ code: 'persona-dato' });
    await expect(open(OPERATOR, { until: new Date(NaN) })).rejects.toMatchObject({ code: 'persona-dato' });
  });
});

it('a backup holds people and roles, and no session, link or try; restoring ends whatever was open', async () => {
  const someone = await newcomer([grant('reader')]);
  const token = await openPersonSession(app.pool, someone.id, 'Firefox', null);
  await invite(app.pool, OPERATOR, { address: address('espera@ejemplo.pe'), organisation: null, grants: [] });
  const file = join(state.folder, 'respaldo.tar');
  const options = { signal: new AbortController().signal, onProgress: () => undefined };
  const { tables } = await writeBackup(app, file, options);
  expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(['persona', 'papel', 'organizacion', 'identidad', 'desbloqueo']));
  for (const left of ['sesion_persona', 'invitacion', 'intento']) expect(tables.map(({ name }) => name)).not.toContain(left);
  expect(readFileSync(file, 'utf8')).not.toContain(sha256(token));
  await restoreBackup(app, file, { ...options, replace: true });
  expect(await actorOf(app.pool, someone.id)).toEqual(someone);
  expect(await personOfSession(app.pool, token)).toBeNull();
  expect(await waitingInvitations(app.pool)).toEqual([]);
});
