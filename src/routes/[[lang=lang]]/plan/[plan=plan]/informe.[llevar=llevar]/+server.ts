import { WORD_TYPE } from '#lib/publishing/plan-report/docx.ts';
import { reportView } from '#lib/publishing/plan-report/load.ts';
import { sendTaken } from '../../../../_page/download.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  const model = await reportView(locals.services, params.plan, locals.language, url.origin);
  const name = `yupay-informe-${params.plan}`;
  if (params.llevar !== 'docx') return sendTaken(model, params.llevar, name, locals.services.now());
  // Libraries that only this needs: nobody waits for them at the start.
  const [{ reportDocx }, { reportTemplate }] = await Promise.all([import('#lib/publishing/plan-report/docx.ts'), import('#lib/publishing/plan-report/template.ts')]);
  const file = await reportDocx((await locals.services.planWork.ownTemplate(params.plan, locals.language)) ?? (await reportTemplate(locals.language)), model, locals.services.now().toISOString().slice(0, 10));
  return new Response(new Uint8Array(file), { headers: { 'Content-Type': WORD_TYPE, 'Content-Disposition': `attachment; filename="${name}.docx"` } });
};
