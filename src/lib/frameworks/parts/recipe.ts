import { YupayError } from '#lib/kernel/errors.ts';
import { MEMBER, POSITION, WHOLE } from '#lib/provenance/reading/json.ts';
import type { FactRow, RawRecord, Recipe, RowRecipe } from '#lib/provenance/recipe.ts';
import { FORMAT, parseFramework } from '../parse.ts';
import { PLAN_PARTES } from './dataset.ts';
import { documentOf, EMPTY, partRow, type Part } from './document.ts';

/** Problems that one sentence can hold; the rest is counted. */
const SHOWN = 5;

const partOf = ({ cells }: RawRecord): Part => ({
  member: cells[MEMBER]!, position: cells[POSITION] === '' ? null : Number(cells[POSITION]), value: JSON.parse(cells[WHOLE]!) as unknown,
});

/** A document is judged whole before any of it is kept: half a plan is another plan. Throws `plan-rechazado`. */
function judged(parts: readonly Part[]): string {
  const read = parseFramework(documentOf(parts));
  if (read.ok) return read.value.id;
  const told = (language: 'es' | 'en'): string => read.problems.slice(0, SHOWN).map((one) => `${one.path === '' ? FORMAT : one.path}: ${one[language]}`).join(' ');
  throw new YupayError('plan-rechazado', { problemas: String(read.problems.length), detalle: told('es'), detail: told('en') });
}

/** Several plans are live side by side; a later document of the same plan replaces the earlier one. */
export const PLAN_DOCUMENTO: RowRecipe = {
  way: 'rows',
  id: 'plan-documento',
  version: 1,
  dataset: PLAN_PARTES,
  format: 'json',
  publisher: 'Titular del plan',
  es: 'Plan, ficha o programa con su monitoreo, en JSON',
  en: 'Plan, sheet or programme with its monitoring, as JSON',
  years: [null, null],
  precedence: 0,
  maxBytes: 128_000_000,
  required: [[`format: ${FORMAT}`]],
  optional: [],
  survey: () => {
    const parts: Part[] = [];
    return { see: (record) => void parts.push(partOf(record)), context: () => ({ plan: judged(parts) }) };
  },
  read: (record, context): readonly FactRow[] => {
    const part = partOf(record);
    return part.position === EMPTY ? [] : [partRow(context.plan!, part)];
  },
  series: (_context, facts) => `plan:${facts[0]!['plan']}`,
};

export const PLAN_RECIPES: readonly Recipe[] = [PLAN_DOCUMENTO];
