import type { SentFile } from '#lib/publishing/survey-files/services.ts';

/** A file of a team's answers: nobody keeps a copy on the way, and nothing holds it back to compress it. */
export const sentFile = ({ body, type, name }: SentFile): Response =>
  new Response(body instanceof ReadableStream ? body : new Uint8Array(body), { headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'private, no-store, no-transform' } });
