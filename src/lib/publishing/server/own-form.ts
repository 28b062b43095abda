import { YupayError } from '#lib/kernel/errors.ts';

/** Refuses what was sent from another site's page, or from none: a browser always sends Origin with a form's POST. Throws `origen-ajeno`. */
export function checkOwnForm(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if (origin !== new URL(request.url).origin || (site !== null && !['same-origin', 'none'].includes(site))) throw new YupayError('origen-ajeno', { origen: origin ?? '?' });
}

/** Bytes of a form of a few short fields; a caller with a longer form says so. */
const MOST = 4_096;

/** The fields of a small form, read no further than they may be long. Throws `solicitud-mala`. */
export async function smallForm(request: Request, most = MOST): Promise<URLSearchParams> {
  const bad = (detalle: string) => new YupayError('solicitud-mala', { detalle });
  if (!(request.headers.get('content-type') ?? '').startsWith('application/x-www-form-urlencoded')) throw bad('se espera un formulario');
  // Told before the first byte, so that whoever sends too much still hears why.
  if (Number(request.headers.get('content-length') ?? 0) > most) throw bad('el formulario es demasiado largo');
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    if ((bytes += chunk.length) > most) throw bad('el formulario es demasiado largo');
    chunks.push(chunk);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
