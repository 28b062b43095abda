import { YupayError } from '#lib/kernel/errors.ts';

/** Whoever says who people are (OpenID Connect). The secret is a secret: no sentence, log or error may hold it. */
export interface IdentitySettings {
  readonly issuer: URL;
  readonly client: string;
  readonly secret: string;
}

const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

const wrong = (variable: string, detalle: string) => new YupayError('configuracion', { variable, detalle });

/** The provider's settings; null when none is given. All three or none, TLS everywhere but on this machine. Throws `configuracion`. */
export function identitySettings({ issuer, client, secret }: { readonly issuer: string; readonly client: string; readonly secret: string }): IdentitySettings | null {
  if (issuer === '' && client === '' && secret === '') return null;
  if (issuer === '' || client === '' || secret === '') throw wrong('YUPAY_OIDC_ISSUER', 'hacen falta las tres: YUPAY_OIDC_ISSUER, YUPAY_OIDC_CLIENT y YUPAY_OIDC_SECRET');
  const parsed = URL.canParse(issuer) ? new URL(issuer) : null;
  if (parsed === null || parsed.username !== '' || parsed.search !== '' || parsed.hash !== '') throw wrong('YUPAY_OIDC_ISSUER', 'no es la dirección de un proveedor');
  if (parsed.protocol !== 'https:' && !(parsed.protocol === 'http:' && LOCAL.test(parsed.hostname))) throw wrong('YUPAY_OIDC_ISSUER', 'debe empezar con https://');
  return { issuer: parsed, client, secret };
}
