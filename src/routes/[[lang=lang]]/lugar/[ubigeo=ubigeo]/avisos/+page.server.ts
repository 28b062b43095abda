import { subscribe, subscribePage } from '../../../../_page/subscribe.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => ({ page: subscribePage(await event.locals.services.place(event.params.ubigeo), event) });

export const actions: Actions = {
  default: async (event) => subscribe((await event.locals.services.place(event.params.ubigeo)).ubigeo, event),
};
