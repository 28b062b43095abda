import { reminderText } from '#lib/publishing/plans/owed-words.ts';
import type { RemindedOutcome } from '#lib/publishing/plans/work-services.ts';
import { said } from '../../../../../_page/said.ts';
import { signedIn } from '../../../../../_page/signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** Who owes what of a plan, and reminding them. */
export const load: PageServerLoad = async (event) => {
  event.setHeaders({ 'cache-control': 'no-store' });
  await signedIn(event);
  const { language, services } = event.locals;
  const desk = await services.planWork.reminders(event.request, event.params.plan);
  return { language, desk: { ...desk, owed: desk.owed.map((one) => ({ ...one, text: reminderText(one, language, event.url.origin) })) } };
};

export const actions: Actions = {
  default: async ({ locals: { language, services }, params: { plan }, request }) => {
    let outcome: RemindedOutcome;
    try {
      outcome = await services.planWork.remind(request, plan);
    } catch (error) {
      return said(error, language);
    }
    // Sending the form again queues nothing, so its answer may be the page itself.
    return { outcome };
  },
};
