import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the next answer of the provider says instead of the truth. */
export interface Lie {
  /** Claims of the id_token besides, or instead of, the right ones. */
  readonly claims?: Readonly<Record<string, unknown>>;
  /** `none` signs nothing; `otra-clave` signs with a key that it does not publish. */
  readonly signature?: 'none' | 'otra-clave';
}

export interface IdentityProvider {
  readonly issuer: string;
  readonly client: string;
  readonly secret: string;
  /** Who signs in there next, and how it lies about it. */
  next(claims: Readonly<Record<string, unknown>>, lie?: Lie): void;
  /** Does what a browser does at the address that it was sent to: gives the address that it is sent back to. */
  visit(address: string): URL;
  readonly stop: () => Promise<void>;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return new URLSearchParams(body);
}

/** An id_token as a provider writes it, RS256 unless it lies. */
function idToken(claims: Record<string, unknown>, key: KeyObject, { signature }: Lie): string {
  const text = `${encode({ alg: signature === 'none' ? 'none' : 'RS256', typ: 'JWT', kid: 'k1' })}.${encode(claims)}`;
  return `${text}.${signature === 'none' ? '' : sign('sha256', Buffer.from(text), key).toString('base64url')}`;
}

/** A small OpenID Connect provider on loopback: discovery, keys and tokens; PKCE and the client's secret are checked as a real one would. */
export async function identityProvider(): Promise<IdentityProvider> {
  const [real, other] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 2048 })];
  const [client, secret] = ['yupay', 'un-secreto-de-prueba'];
  const codes = new Map<string, { challenge: string; redirect: string; nonce: string }>();
  let [who, lie, count]: [Readonly<Record<string, unknown>>, Lie, number] = [{}, {}, 0];
  let issuer = '';
  const tokens = (form: URLSearchParams, authorization: string): unknown => {
    const asked = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const known = authorization === `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` || (form.get('client_id') === client && form.get('client_secret') === secret);
    const proved = createHash('sha256').update(form.get('code_verifier') ?? '').digest('base64url');
    if (asked === undefined || !known || proved !== asked.challenge || form.get('redirect_uri') !== asked.redirect) return null;
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer, aud: client, iat: now, exp: now + 300, nonce: asked.nonce, ...who, ...lie.claims };
    return { access_token: 'acceso', token_type: 'bearer', expires_in: 300, id_token: idToken(claims, lie.signature === 'otra-clave' ? other.privateKey : real.privateKey, lie) };
  };
  const server = createServer((request, response) => void (async () => {
    const say = (status: number, value: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    if (request.url === '/.well-known/openid-configuration') return say(200, { issuer, authorization_endpoint: `${issuer}/entrar`, token_endpoint: `${issuer}/token`, jwks_uri: `${issuer}/claves`, response_types_supported: ['code'], subject_types_supported: ['public'], id_token_signing_alg_values_supported: ['RS256'], code_challenge_methods_supported: ['S256'] });
    if (request.url === '/claves') return say(200, { keys: [{ ...real.publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'RS256', use: 'sig' }] });
    const given = request.url === '/token' ? tokens(await bodyOf(request), request.headers.authorization ?? '') : null;
    return given === null ? say(400, { error: 'invalid_grant' }) : say(200, given);
  })());
  await once(server.listen(0, '127.0.0.1'), 'listening');
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer, client, secret,
    next: (claims, told = {}) => void ([who, lie] = [claims, told]),
    visit: (address) => {
      const asked = new URL(address).searchParams;
      const code = `codigo-${(count += 1)}`;
      codes.set(code, { challenge: asked.get('code_challenge')!, redirect: asked.get('redirect_uri')!, nonce: asked.get('nonce')! });
      const back = new URL(asked.get('redirect_uri')!);
      for (const [name, value] of [['code', code], ['state', asked.get('state')!]] as const) back.searchParams.set(name, value);
      return back;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
