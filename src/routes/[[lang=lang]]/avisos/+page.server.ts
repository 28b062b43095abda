import { WHOLE_LOG } from '#lib/access/subscription.ts';
import { subscribe, subscribePage } from '../../_page/subscribe.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => ({ page: subscribePage(null, event) });

export const actions: Actions = { default: (event) => subscribe(WHOLE_LOG, event) };
