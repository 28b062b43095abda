import { BlockList, isIP } from 'node:net';
import { YupayError } from '#lib/kernel/errors.ts';

/** Networks that no publisher lives in: this machine, its neighbours, and the addresses where clouds keep their keys. */
const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24],
  ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) PRIVATE.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of [['::', 127], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) PRIVATE.addSubnet(network, bits, 'ipv6');

/** True for an address of this machine or of a private network; what is not an address at all counts as one. */
export function isPrivate(ip: string): boolean {
  const family = isIP(ip);
  return family === 0 || PRIVATE.check(ip, family === 6 ? 'ipv6' : 'ipv4');
}

/** Which hosts may be private: all of them (a setting), or the one that the operator wrote. Ports are part of a host. */
export interface Guard {
  readonly anywhere: boolean;
  readonly host: string | null;
}

export const mayBePrivate = (guard: Guard, url: URL): boolean => guard.anywhere || url.host === guard.host;

const refused = (direccion: string, detalle: string, detail: string) => new YupayError('direccion-no-permitida', { direccion: direccion.slice(0, 300), detalle, detail });

/** The host without the brackets of IPv6. */
const bare = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/**
 * An address that may be fetched: http or https, no user or password in it, and no private address written as such unless
 * the guard lets it. Names are checked again when they are resolved. Throws `direccion-no-permitida`.
 */
export function fetchable(address: string, guard: Guard, base?: URL): URL {
  if (!URL.canParse(address, base)) throw refused(address, 'no es una dirección', 'it is not an address');
  const url = new URL(address, base);
  url.hash = '';
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw refused(url.href, 'solo http y https', 'only http and https');
  if (url.username !== '' || url.password !== '') throw refused(url.origin, 'lleva usuario o contraseña', 'it carries a user or a password');
  if (base?.protocol === 'https:' && url.protocol === 'http:') throw refused(url.href, 'una dirección https redirige a http', 'an https address redirects to http');
  if (isIP(bare(url)) !== 0 && isPrivate(bare(url)) && !mayBePrivate(guard, url)) throw privateAddress(url);
  return url;
}

export const privateAddress = (url: URL): YupayError => refused(url.origin, 'es de esta máquina o de una red privada', 'it is of this machine or of a private network');
