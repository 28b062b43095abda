import type pg from 'pg';
import { audit } from '#lib/access/audit.ts';
import { agentSummary } from '#lib/access/agent.ts';
import { countAttempt, forgetAttempts } from '#lib/access/attempt.ts';
import { acceptInvitation, findInvitation } from '#lib/access/invitation.ts';
import { checkPassword, checkStrength, hashPassword } from '#lib/access/password.ts';
import { credentials, keepPassword, livePerson, rehash, rename } from '#lib/access/person.ts';
import { endSessions, openPersonSession } from '#lib/access/person-session.ts';
import { personName } from '#lib/access/person-name.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { mailAddress } from '#lib/platform/mail-address.ts';
import { keepReminded } from '../mail/reminder.ts';

/** What signing in needs besides the form: the key of the counts, who asks from where, and the session that they bring. */
export interface Visit {
  readonly pool: pg.Pool;
  readonly key: Buffer;
  readonly client: string;
  readonly agent: string | null;
  readonly brought: string | null;
}

/** Opens a session for a person and says so in the audit. */
export async function openFor({ pool, agent, brought }: Pick<Visit, 'pool' | 'agent' | 'brought'>, person: string): Promise<string> {
  const token = await openPersonSession(pool, person, agentSummary(agent), brought);
  await audit(pool, person, 'entrar');
  return token;
}

/**
 * Trades an address and a password for a session. Each try is counted before it is judged; an unknown address takes as long as a
 * known one and is told the same. Throws `entrada-negada`, `demasiados-intentos`.
 */
export async function signIn(visit: Visit, form: URLSearchParams): Promise<string> {
  const { pool, key, client } = visit;
  const [typed, password] = [(form.get('correo') ?? '').trim(), form.get('clave') ?? ''];
  const address = mailAddress(typed);
  const attempt = { address: typed, client };
  await countAttempt(pool, key, attempt);
  const { id, stored } = address === null ? { id: null, stored: null } : await credentials(pool, address);
  const { right, stale } = await checkPassword(password, stored);
  if (!right || id === null || stored === null) throw new YupayError('entrada-negada');
  await forgetAttempts(pool, key, attempt);
  if (stale) await rehash(pool, id, stored, await hashPassword(password));
  return openFor(visit, id);
}

/** Uses a one-time link up with a name and a password, and opens the first session. Throws `enlace-usado`, `clave-debil`, `persona-dato`. */
export async function accept(visit: Pick<Visit, 'pool' | 'agent' | 'brought'>, token: string, form: URLSearchParams): Promise<string> {
  const { pool } = visit;
  const { address, person } = await findInvitation(pool, token);
  const [name, password] = [form.get('nombre') ?? '', form.get('clave') ?? ''];
  // What can be mended is said before the link is used up.
  if (person === null) personName(name);
  checkStrength(password, address ?? (await livePerson(pool, person!)).address!);
  return openFor(visit, await acceptInvitation(pool, token, name, { stored: await hashPassword(password) }));
}

/** A new password, for who knows the present one; every session ends and a new one opens. Throws `entrada-negada`, `clave-debil`, `demasiados-intentos`. */
async function changePassword(visit: Visit, person: string, form: URLSearchParams): Promise<string> {
  const { pool, key, client } = visit;
  const address = mailAddress((await livePerson(pool, person)).address!)!;
  const { stored } = await credentials(pool, address);
  if (stored !== null) {
    await countAttempt(pool, key, { address, client });
    if (!(await checkPassword(form.get('actual') ?? '', stored)).right) throw new YupayError('entrada-negada');
    await forgetAttempts(pool, key, { address, client });
  }
  const password = form.get('clave') ?? '';
  checkStrength(password, address);
  await keepPassword(pool, person, await hashPassword(password));
  return openFor(visit, person);
}

/** Does what a form of the own account asks; a cookie where the session was renewed. Throws `solicitud-mala` for an act that is none. */
export async function changeAccount(visit: Visit, person: string, form: URLSearchParams): Promise<string | null> {
  const { pool } = visit;
  const act = form.get('accion');
  if (act === 'clave') return changePassword(visit, person, form);
  if (act === 'nombre') await rename(pool, person, form.get('nombre') ?? '');
  else if (act === 'recordatorios') await keepReminded(pool, person, form.get('quiere') === 'si');
  else if (act === 'cerrar' || act === 'cerrar-todas') {
    await endSessions(pool, person, act === 'cerrar' ? (form.get('sesion') ?? '') : null);
    await audit(pool, person, 'cerrar-sesiones', { todas: act === 'cerrar-todas' });
  } else throw new YupayError('solicitud-mala', { detalle: 'accion' });
  return null;
}
