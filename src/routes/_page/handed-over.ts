import type { MadeFile } from '#lib/publishing/plans/work-services.ts';

/** A file of signed-in work: nobody keeps a copy on the way. */
export const handedOver = ({ bytes, type, name }: MadeFile): Response =>
  new Response(new Uint8Array(bytes), { headers: { 'content-type': type, 'content-disposition': `attachment; filename="${name}"`, 'cache-control': 'no-store' } });
