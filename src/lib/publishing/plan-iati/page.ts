import { IATI_RULES } from '#lib/frameworks/iati/rule.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { at, fill } from '#lib/platform/messages/index.ts';
import { part } from '../place-page-parts.ts';
import { planAddress, planModel, planPlace } from '../plan-pages/plan-ref.ts';
import type { Services } from '../services.ts';
import type { PageModel } from '../view.ts';

/** Findings that a page prints: whoever mends the file begins with the first ones. */
const SHOWN = 50;

/** What the check of a plan's IATI file found, before anybody takes the file. Throws `plan-no-existe`. */
export async function iatiView(services: Services, plan: string, language: Language, origin: string): Promise<PageModel> {
  const place = await planPlace(services, plan, language, origin);
  const words = place.t.iati;
  const faults = await services.iati.faults(plan, origin);
  const verdict = faults.length === 0 ? fill(words.valid, { n: String(IATI_RULES.length) }) : fill(words.faults, { n: String(faults.length) });
  const lines = faults.slice(0, SHOWN).map((fault) => fill(words.fault, { regla: fault.rule, linea: fault.line === null ? '' : fill(words.line, { n: String(fault.line) }), frase: fault[language] }));
  return planModel(place, 'iati', words.title, [[words.lead]], [
    part(1, 'comprobacion', [words.verdict], [{ kind: 'prose', phrases: [[verdict], ...lines.map((line) => [line])] }]),
    part(2, 'archivo', [words.take], [{ kind: 'links', label: words.take, bare: true, columns: false, items: [{ href: at('es', planAddress(plan, 'iati.xml')), text: words.file }] }]),
    part(3, 'como', [words.how], [{ kind: 'prose', quiet: true, phrases: [[words.mapping], [fill(words.identity, { organizacion: await services.iati.organisation(plan) })]] }]),
  ]);
}
