import { rm } from 'node:fs/promises';
import { insist } from '#lib/access/permission.ts';
import type { ChangeLine, RefusedCell } from '#lib/frameworks/exchange/plan-edit.ts';
import { workingCopy } from '#lib/frameworks/plan-store.ts';
import { answerCells, tryCells, type CellsRequest } from '#lib/frameworks/report-cells.ts';
import { keepReturned, takeReturned } from '#lib/frameworks/returned-sheet.ts';
import { errorSentence } from '#lib/kernel/errors.ts';
import { readWorkbook } from '#lib/provenance/reading/workbook.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import { receiveUpload } from '../server/upload.ts';
import { readCell, untouched } from './cell-form.ts';
import { LIMITS, SHEET_TYPE } from './plan-files.ts';
import { submissionPage, type Desk } from './plan-services.ts';
import { readReturned, returnWorkbook, type Returned, type ReturnedRow } from './return-sheet.ts';
import type { CellRow } from './services.ts';
import type { MadeFile, ReturnDesk } from './work-services.ts';

/** A submission as a sheet to be filled and returned. Throws `entrega-no-existe`. */
export async function returnFile(desk: Desk, plan: string, number: number): Promise<MadeFile> {
  const page = await submissionPage(desk, plan, number, null);
  const { writeXlsx } = await import('hucre/xlsx');
  return { bytes: await writeXlsx(returnWorkbook(page)), type: SHEET_TYPE, name: `${plan}-entrega-${number}.xlsx` };
}

const ASKED = ['estado', 'valor', 'parte', 'total', 'hechos', 'proceso', 'pendientes', 'codigo', 'texto', 'lista', 'fecha', 'calificador', 'nota'] as const;

/** What a row would say, in the words that its cells hold. */
function lineOf(rows: readonly CellRow[], { cell }: Returned, { row, fields }: ReturnedRow): ChangeLine {
  const own = rows.find(({ use, component, place }) => use === fields.uso && component === fields.componente && (place ?? '') === (fields.lugar ?? ''))!;
  const after = ASKED.flatMap((name) => (fields[name] ? [fields[name]] : [])).join(' · ');
  return { at: cell(row, ''), what: own.head === null ? 'add' : 'change', key: `${own.title.es}${own.place === null ? '' : ` · ${own.place}`}`, field: '', before: own.head?.said.es ?? null, after };
}

/** Tries every row that says something else than the submission by the very rules of the form. */
async function tried(desk: Desk, plan: string, number: number, returned: Returned): Promise<{ readonly version: number; readonly cells: CellsRequest['cells']; readonly touched: readonly ReturnedRow[]; readonly refused: readonly RefusedCell[] }> {
  const { host: { application: { pool } }, actor, world } = desk;
  const bodies = new Map((await workingCopy(pool, plan)).values.map(({ id, body }) => [id, body]));
  const touched = returned.rows.filter(({ fields }) => !untouched(fields, fields.visto ? (bodies.get(fields.visto) ?? null) : null));
  const cells = touched.map(({ fields }) => readCell(fields));
  const { version, outcomes } = await tryCells(pool, actor, { plan, number, cells }, world);
  const refused = outcomes.flatMap(({ refusal }, at) => {
    const path = refusal?.details.campos?.split(' ')[0] ?? (refusal?.code === 'valor-publicado' ? 'reason' : '');
    return refusal === null ? [] : [{ at: returned.cell(touched[at]!.row, path), es: errorSentence(refusal.code, refusal.details, 'es'), en: errorSentence(refusal.code, refusal.details, 'en') }];
  });
  return { version, cells, touched, refused: [...returned.refused, ...refused] };
}

/** Reads a sheet that was returned, and holds what it would say. Throws `archivo-grande`, `archivo-ilegible`, `periodo-cerrado`, `entrega-en-revision`. */
export async function bringReturned(desk: Desk, plan: string, number: number, request: Request): Promise<string> {
  checkOwnForm(request);
  const { host: { application: { pool, folders } }, actor } = desk;
  insist(actor, 'recordar', { framework: plan });
  const { file, name } = await receiveUpload(folders.staging, request, LIMITS);
  try {
    const page = await submissionPage(desk, plan, number, null);
    const returned = readReturned(await readWorkbook(file, name), page);
    const { version, cells, touched, refused } = await tried(desk, plan, number, returned);
    return await keepReturned(pool, actor, { plan, number, version, file: name, changes: touched.map((one) => lineOf(page.rows, returned, one)), refused, cells });
  } finally {
    await rm(file, { force: true });
  }
}

/** Enters what the dry run showed, all or nothing, marked as what came by a sheet. Throws `plan-cambiado`, `importacion-rechazada` and what `answerCells` does. */
export async function confirmReturned({ host, actor, world }: Desk, plan: string, number: number, request: Request): Promise<void> {
  checkOwnForm(request);
  const { pool } = host.application;
  const id = (await smallForm(request)).get('revision') ?? '';
  const { applied, version, cells } = await takeReturned(pool, actor, { plan, number, id }, true);
  if (applied) return;
  await answerCells(pool, actor, { plan, number, cells }, { ...world, via: 'planilla' }, { version, held: id });
}

export async function returnDesk(desk: Desk, plan: string, number: number, id: string | null): Promise<ReturnDesk> {
  const { host: { application: { pool } }, actor } = desk;
  insist(actor, 'recordar', { framework: plan });
  const { plan: own, organisation, period } = await submissionPage(desk, plan, number, null);
  const shown = { plan: own, number, organisation, period };
  if (id === null) return { ...shown, kept: null, stale: false };
  const { cells: _, ...kept } = await takeReturned(pool, actor, { plan, number, id }, false);
  return { ...shown, kept, stale: !kept.applied && kept.version !== (await workingCopy(pool, plan)).version };
}
