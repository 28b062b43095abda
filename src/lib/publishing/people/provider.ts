import type { Configuration } from 'openid-client';
import type pg from 'pg';
import { acceptInvitation, findInvitation, linkIdentity, personOfIdentity } from '#lib/access/invitation.ts';
import { credentials } from '#lib/access/person.ts';
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import type { IdentitySettings } from '#lib/platform/identity-settings.ts';
import { mailAddress, type MailAddress } from '#lib/platform/mail-address.ts';
import type { ProviderDeparture } from './services.ts';

/** Where the provider sends people back to; registered there, so it has no language. */
export const RETURN_PATH = '/panel/entrar/vuelta';

/** Cookie of whoever is on the way there and back. */
export const RETURN_COOKIE = 'yupay_vuelta';

/** Seconds that the provider may take to answer us. */
const PATIENCE = 10;

/** What the browser keeps between going and coming back: without it the answer is of somebody else's visit. */
interface Kept {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly language: Language;
  readonly token: string | null;
}

/** Who somebody is, as the provider says and signs. */
interface Claimed {
  readonly issuer: string;
  readonly subject: string;
  /** Null unless the provider says that it saw the address be theirs. */
  readonly address: MailAddress | null;
  readonly name: string;
}

const refused = (detalle: string, detail: string, cause?: unknown) => new YupayError('proveedor-negado', { detalle, detail }, cause === undefined ? {} : { cause });

function readKept(text: string | undefined): Kept {
  try {
    const kept = JSON.parse(Buffer.from(text ?? '', 'base64url').toString('utf8')) as Kept;
    if ([kept.state, kept.nonce, kept.verifier].every((part) => typeof part === 'string' && part.length >= 40)) return { ...kept, language: kept.language === 'en' ? 'en' : 'es', token: typeof kept.token === 'string' ? kept.token : null };
  } catch {
    // Told below, like whatever else is not ours.
  }
  throw refused('la visita al proveedor no empezó en este navegador, o venció', 'the visit to the provider did not begin in this browser, or it expired');
}

/** OpenID Connect with one provider: code flow, PKCE, state and nonce; the signature of what it says is always checked. */
export class Provider {
  readonly host: string;
  readonly #settings: IdentitySettings;
  #found: Promise<Configuration> | null = null;

  constructor(settings: IdentitySettings) {
    this.#settings = settings;
    this.host = settings.issuer.host;
  }

  async #discover(): Promise<Configuration> {
    // Whoever uses no provider does not load what talks to one.
    const { discovery, allowInsecureRequests, enableNonRepudiationChecks } = await import('openid-client');
    const { issuer, client, secret } = this.#settings;
    return discovery(issuer, client, secret, undefined, { timeout: PATIENCE, execute: [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])] });
  }

  #configuration(): Promise<Configuration> {
    return (this.#found ??= this.#discover().catch((error: unknown) => {
      this.#found = null;
      throw refused('no responde', 'it does not answer', error);
    }));
  }

  async depart(origin: string, language: Language, token: string | null): Promise<ProviderDeparture> {
    const { buildAuthorizationUrl, calculatePKCECodeChallenge, randomNonce, randomPKCECodeVerifier, randomState } = await import('openid-client');
    const kept: Kept = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), language, token };
    const address = buildAuthorizationUrl(await this.#configuration(), {
      redirect_uri: `${origin}${RETURN_PATH}`, scope: 'openid email profile', state: kept.state, nonce: kept.nonce,
      code_challenge: await calculatePKCECodeChallenge(kept.verifier), code_challenge_method: 'S256',
    });
    return { address: address.href, kept: Buffer.from(JSON.stringify(kept)).toString('base64url') };
  }

  /** Reads the provider's answer. Throws `proveedor-negado` for whatever is not what was asked, signed by it and for us. */
  async arrive(url: URL, text: string | undefined): Promise<{ readonly claimed: Claimed; readonly language: Language; readonly token: string | null }> {
    const { authorizationCodeGrant, fetchUserInfo } = await import('openid-client');
    const kept = readKept(text);
    const configuration = await this.#configuration();
    try {
      const tokens = await authorizationCodeGrant(configuration, url, { pkceCodeVerifier: kept.verifier, expectedState: kept.state, expectedNonce: kept.nonce, idTokenExpected: true });
      const claims = tokens.claims()!;
      const said = claims.email === undefined && configuration.serverMetadata().userinfo_endpoint !== undefined ? await fetchUserInfo(configuration, tokens.access_token, claims.sub) : claims;
      const address = said.email_verified === true && typeof said.email === 'string' ? mailAddress(said.email) : null;
      return { claimed: { issuer: claims.iss, subject: claims.sub, address, name: typeof said.name === 'string' ? said.name : '' }, language: kept.language, token: kept.token };
    } catch (error) {
      throw refused('lo que respondió no es de esta visita, o no lo firma el proveedor', 'what it answered is not of this visit, or the provider did not sign it', error);
    }
  }
}

/** Whether two addresses are one: sign-in keeps them in lower case. */
const same = (one: string | null, other: string | null): boolean => one !== null && other !== null && one.toLowerCase() === other.toLowerCase();

/** A name of the provider's that would be refused must not keep anybody out: the account's page changes it. */
const usableName = (name: string, address: string): string => (/^[^\p{C}\p{Zl}\p{Zp}]{1,100}$/u.test(name.trim()) ? name : address.split('@')[0]!);

/**
 * The account of somebody whom the provider vouches for: the one linked already; the one that a link invites, or that exists, under
 * an address that the provider verified. Nobody else gets one. Throws `proveedor-negado`, `enlace-usado`.
 */
export async function personFor(pool: pg.Pool, { issuer, subject, address, name }: Claimed, token: string | null): Promise<string> {
  const linked = await personOfIdentity(pool, issuer, subject);
  if (linked !== null) return linked;
  if (address === null) throw refused('no confirma que esa dirección de correo sea suya', 'it does not confirm that the mail address is yours');
  if (token !== null) {
    const invitation = await findInvitation(pool, token);
    if (!same(invitation.address, address)) throw refused('la invitación es para otra dirección de correo', 'the invitation is for another mail address');
    return acceptInvitation(pool, token, usableName(name, address), { issuer, subject });
  }
  const { id } = await credentials(pool, address);
  if (id === null) throw refused('nadie ha invitado a esa dirección de correo', 'nobody has invited that mail address');
  await linkIdentity(pool, id, issuer, subject);
  return id;
}
