import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';
import type { MailAddress } from '#lib/platform/mail-address.ts';

const IV = 12;
const TAG = 16;

/** What a subscriber's key is for, each use with a key of its own. */
const derived = (key: Buffer, use: 'direccion' | 'enlace'): Buffer => Buffer.from(hkdfSync('sha256', key, '', `yupay:${use}`, 32));

/** Encrypts an address under its subscriber's key (AES-256-GCM); bound to the subscriber, so that two rows cannot be swapped. */
export function seal(key: Buffer, id: string, address: MailAddress): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', derived(key, 'direccion'), iv).setAAD(Buffer.from(id));
  const text = Buffer.concat([cipher.update(address, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** Reads what `seal` wrote; null when it was altered or is of another key. */
export function unseal(key: Buffer, id: string, sealed: Buffer): MailAddress | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', derived(key, 'direccion'), sealed.subarray(0, IV), { authTagLength: TAG }).setAAD(Buffer.from(id)).setAuthTag(sealed.subarray(IV, IV + TAG));
    return (decipher.update(sealed.subarray(IV + TAG), undefined, 'utf8') + decipher.final('utf8')) as MailAddress;
  } catch {
    return null;
  }
}

/** The secret part of a subscriber's link, 43 characters. Never stored: it is made from the key, and dies with it. */
export const linkToken = (key: Buffer): string => derived(key, 'enlace').toString('base64url');

/** What an address is looked up by: without the key nobody can tell whose it is, nor try addresses one by one. */
export const addressIndex = (indexKey: Buffer, address: MailAddress): string => createHmac('sha256', indexKey).update(address.toLowerCase()).digest('hex');
