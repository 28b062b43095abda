import { sheetPage, type SheetForm } from '#lib/publishing/share/sheet-page.ts';
import { placeView } from '#lib/publishing/view-load.ts';
import { ServerOnly } from '../../../../_page/server-only.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => ({
  box: new ServerOnly(sheetPage(await placeView(locals.services, params.ubigeo, locals.language, url.origin), params.hoja as SheetForm)),
  madeAt: locals.services.now().toISOString().slice(0, 10),
});
