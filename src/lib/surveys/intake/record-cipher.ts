import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';

const IV = 12;
const TAG = 16;

/** Encrypts bytes (AES-256-GCM), bound to what they belong to, so that two rows cannot be swapped. */
export function sealBytes(key: Buffer, belongs: string, bytes: Buffer): Buffer {
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(belongs));
  const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** Reads what `sealBytes` wrote; null when it was altered or is of another key or row. */
export function unsealBytes(key: Buffer, belongs: string, sealed: Buffer): Buffer | null {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, IV), { authTagLength: TAG }).setAAD(Buffer.from(belongs)).setAuthTag(sealed.subarray(IV, IV + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(IV + TAG)), decipher.final()]);
  } catch {
    return null;
  }
}

/** A key of the installation's secret for one use. */
export const secretFor = (secret: Buffer, use: 'igualdad' | 'instancia' | 'desafio' | 'ha1' | 'retiro' | 'versiones'): Buffer => Buffer.from(hkdfSync('sha256', secret, '', `yupay:envios:${use}`, 32));

/** Tells equal bytes from others without telling what they are: nobody without the secret can try contents one by one. */
export const keyedHash = (key: Buffer, ...parts: readonly (string | Buffer)[]): string => {
  const hash = createHmac('sha256', key);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
};

/** Compares without telling by its time how much of them is alike. */
export function sameText(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
