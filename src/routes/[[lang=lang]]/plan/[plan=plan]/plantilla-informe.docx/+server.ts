import { planPlace } from '#lib/publishing/plan-pages/plan-ref.ts';
import { WORD_TYPE } from '#lib/publishing/plan-report/docx.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params, url }) => {
  await planPlace(locals.services, params.plan, locals.language, url.origin);
  const { reportTemplate } = await import('#lib/publishing/plan-report/template.ts');
  return new Response(new Uint8Array(await reportTemplate(locals.language)), { headers: { 'Content-Type': WORD_TYPE, 'Content-Disposition': `attachment; filename="yupay-plantilla-informe.docx"` } });
};
