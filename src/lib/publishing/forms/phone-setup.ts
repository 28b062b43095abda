import { deflateSync } from 'node:zlib';
import { renderSVG } from 'uqr';
import type { FieldKey } from '#lib/surveys/intake/enumerator.ts';
import type { PhoneSetup } from './services.ts';

/** Settings as ODK Collect and KoboCollect read them from a picture; without `admin` it is refused, even empty. */
export function collectSettings(server: string, code: string): unknown {
  return { general: { server_url: server, form_update_mode: 'match_exactly', autosend: 'wifi_and_cellular' }, admin: {}, project: { name: `Yupay ${code}` } };
}

/** What the picture says: base64 of zlib of the settings. */
export const settingsCode = (settings: unknown): string => deflateSync(Buffer.from(JSON.stringify(settings))).toString('base64');

/** Sets a phone up by one look of its camera. */
export function phoneSetup(origin: string, { code, key, password }: FieldKey): PhoneSetup {
  const address = `${origin}/openrosa/${key}`;
  return { code, address, page: `${origin}/encuestar/${key}`, plain: `${origin}/openrosa`, password, qr: renderSVG(settingsCode(collectSettings(address, code)), { border: 2, ecc: 'L' }) };
}
