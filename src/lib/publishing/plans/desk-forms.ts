import { workingCopy } from '#lib/frameworks/plan-store.ts';
import { answerCell } from '#lib/frameworks/report-cells.ts';
import { openSubmission } from '#lib/frameworks/review-submission.ts';
import { asYupayError, errorSentence } from '#lib/kernel/errors.ts';
import { readCell, readCells, untouched, type CellFields } from './cell-form.ts';
import type { Desk } from './plan-services.ts';
import type { FormOutcome } from './services.ts';

/** What failed is not the person's to mend beside a field. */
const NOT_OF_A_CELL = new Set(['interno', 'base-no-disponible', 'disco-lleno', 'sin-permiso', 'periodo-cerrado', 'entrega-en-revision', 'entrega-no-existe', 'plan-no-existe']);

type Refused = FormOutcome['refused'][number];

function refusedCell(mark: string, fields: CellFields, error: unknown): Refused {
  const { code, details } = asYupayError(error);
  if (NOT_OF_A_CELL.has(code)) throw error;
  return { mark, code, words: { es: errorSentence(code, details, 'es'), en: errorSentence(code, details, 'en') }, fields };
}

/**
 * Keeps each cell of a form that was touched, one by one: what is right is kept, and what is refused comes back as typed,
 * with its reason. Throws what concerns the whole form: `sin-permiso`, `periodo-cerrado`, `entrega-en-revision`.
 */
export async function keepCells({ host, actor, world }: Desk, plan: string, number: number, form: URLSearchParams): Promise<FormOutcome> {
  const { pool } = host.application;
  const bodies = new Map((await workingCopy(pool, plan)).values.map(({ id, body }) => [id, body]));
  const refused: Refused[] = [];
  let kept = 0;
  for (const [mark, fields] of readCells(form)) {
    const cell = readCell(fields);
    if (fields.dejar || untouched(fields, cell.seen === null ? null : (bodies.get(cell.seen) ?? null))) continue;
    try {
      await answerCell(pool, actor, { plan, number, ...cell }, world);
      kept += 1;
    } catch (error) {
      refused.push(refusedCell(mark, fields, error));
    }
  }
  return { kept, refused };
}

/** Keeps a correction in the open submission of an organisation, or opens one; gives its number. Throws as `answerCell` does. */
export async function correctValue({ host, actor, world }: Desk, plan: string, period: string, form: URLSearchParams): Promise<number> {
  const { pool } = host.application;
  const cell = readCell(readCells(form).get('c0') ?? {});
  const number = await openSubmission(pool, actor, { plan, period, organisation: form.get('organizacion') ?? '' }, world);
  await answerCell(pool, actor, { plan, number, ...cell }, world);
  return number;
}
