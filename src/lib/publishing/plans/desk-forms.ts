import { workingCopy } from '#lib/frameworks/plan-store.ts';
import { answerCell, answerCells } from '#lib/frameworks/report-cells.ts';
import { openSubmission } from '#lib/frameworks/review-submission.ts';
import { errorSentence } from '#lib/kernel/errors.ts';
import { readCell, readCells, untouched } from './cell-form.ts';
import type { Desk } from './plan-services.ts';
import type { FormOutcome } from './services.ts';

/**
 * Keeps each cell of a form that was touched: what is right is kept, and what is refused comes back as typed, with its reason.
 * Throws what concerns the whole form: `sin-permiso`, `periodo-cerrado`, `entrega-en-revision`.
 */
export async function keepCells({ host, actor, world }: Desk, plan: string, number: number, form: URLSearchParams): Promise<FormOutcome> {
  const { pool } = host.application;
  const bodies = new Map((await workingCopy(pool, plan)).values.map(({ id, body }) => [id, body]));
  const touched = [...readCells(form)].map(([mark, fields]) => ({ mark, fields, cell: readCell(fields) }))
    .filter(({ fields, cell: { seen } }) => !fields.dejar && !untouched(fields, seen === null ? null : (bodies.get(seen) ?? null)));
  if (touched.length === 0) return { kept: 0, refused: [] };
  const outcomes = await answerCells(pool, actor, { plan, number, cells: touched.map(({ cell }) => cell) }, world);
  const refused = touched.flatMap(({ mark, fields }, at) => {
    const { refusal } = outcomes[at]!;
    return refusal === null ? [] : [{ mark, fields, code: refusal.code, words: { es: errorSentence(refusal.code, refusal.details, 'es'), en: errorSentence(refusal.code, refusal.details, 'en') } }];
  });
  return { kept: touched.length - refused.length, refused };
}

/** Keeps a correction in the open submission of an organisation, or opens one; gives its number. Throws as `answerCell` does. */
export async function correctValue({ host, actor, world }: Desk, plan: string, period: string, form: URLSearchParams): Promise<number> {
  const { pool } = host.application;
  const cell = readCell(readCells(form).get('c0') ?? {});
  const number = await openSubmission(pool, actor, { plan, period, organisation: form.get('organizacion') ?? '' }, world);
  await answerCell(pool, actor, { plan, number, ...cell }, world);
  return number;
}
