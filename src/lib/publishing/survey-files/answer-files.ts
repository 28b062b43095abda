import type pg from 'pg';
import { YupayError } from '#lib/kernel/errors.ts';
import { answerCells, headerOf } from '#lib/surveys/export/answer-cells.ts';
import { answerSheets, type AnswerSheet } from '#lib/surveys/export/answer-columns.ts';
import { approvedRows } from '#lib/surveys/export/approved-rows.ts';
import { CODEBOOK_COLUMNS, codebookTable } from '#lib/surveys/export/codebook-table.ts';
import { spssSyntax, stataSyntax } from '#lib/surveys/export/statistics-syntax.ts';
import type { FormModel } from '#lib/surveys/form/model.ts';
import { formVersions, modelOf } from '#lib/surveys/intake/form-version.ts';
import { csvStream } from '../http/row-files.ts';
import { SHEET_TYPE } from '../plans/plan-files.ts';
import { ANSWER_FORMATS, type SentFile } from './services.ts';

/** Rows of a workbook, which is made in memory; whoever has more takes the CSV. */
const MOST_SHEET_ROWS = 50_000;
const CSV = 'text/csv; charset=utf-8';
const TEXT = 'text/plain; charset=utf-8';

/** The versions of a form that phones were given, the newest first; of one that was never published, its draft. Throws `formulario-no-existe`. */
export async function exportedModels(pool: pg.Pool, form: string): Promise<readonly FormModel[]> {
  const versions = await formVersions(pool, form);
  if (versions.length === 0) throw new YupayError('formulario-no-existe', { codigo: form.slice(0, 64) });
  const given = versions.filter(({ state }) => state !== 'borrador');
  return Promise.all((given.length === 0 ? versions : given).map(({ version }) => modelOf(pool, form, version)));
}

/** The language asked for, where the form speaks it; else its own. */
export const languageOf = ({ languages, defaultLanguage }: FormModel, asked: URLSearchParams): string => languages.find((one) => one === asked.get('idioma')) ?? defaultLanguage;

export const plainName = (form: string, rest: string): string => `${form.replace(/[^\w.-]+/g, '_').slice(0, 80)}-${rest}`;

/** A number is a number in a spreadsheet only where no digit is lost and no zero leads. */
const sheetCell = (text: string | null): string | number | null => (text !== null && /^-?(0|[1-9]\d{0,14})(\.\d{1,6})?$/.test(text) && text.length <= 15 ? Number(text) : text);

const textCells = (rows: readonly (readonly (string | null)[])[]): (string | null)[][] => rows.map((row) => [...row]);

async function gathered(pages: AsyncIterable<readonly (readonly (string | null)[])[]>): Promise<(string | number | null)[][]> {
  const rows: (string | number | null)[][] = [];
  for await (const page of pages) {
    rows.push(...page.map((row) => row.map(sheetCell)));
    if (rows.length > MOST_SHEET_ROWS) throw new YupayError('demasiadas-filas', { filas: `> ${MOST_SHEET_ROWS}`, limite: String(MOST_SHEET_ROWS) });
  }
  return rows;
}

interface Asked {
  readonly pool: pg.Pool;
  readonly form: string;
  readonly sheets: readonly AnswerSheet[];
  readonly sheet: AnswerSheet;
  readonly language: string;
}

/** Codes, words and codebook in one workbook. */
async function workbook({ pool, form, sheets, sheet, language }: Asked): Promise<Uint8Array> {
  const { writeXlsx } = await import('hucre/xlsx');
  const [codes, words] = [await gathered(answerCells(sheet, approvedRows(pool, form), null)), await gathered(answerCells(sheet, approvedRows(pool, form), language))];
  const headed = (name: string, header: readonly string[], rows: (string | number | null)[][]) => ({ name, rows: [[...header], ...rows], freezePane: { rows: 1 } });
  return writeXlsx({ sheets: [headed('codigos', headerOf(sheet), codes), headed('etiquetas', headerOf(sheet), words), headed('libro de codigos', CODEBOOK_COLUMNS, textCells(codebookTable(sheets, language)))] });
}

/** The approved answers of a form in a format. Throws `formulario-no-existe`, `no-encontrado`, `demasiadas-filas`. */
export async function answersFile(pool: pg.Pool, form: string, format: string, asked: URLSearchParams): Promise<SentFile> {
  if (!ANSWER_FORMATS.some((one) => one === format)) throw new YupayError('no-encontrado');
  const models = await exportedModels(pool, form);
  const [sheets, language, table] = [answerSheets(models), languageOf(models[0]!, asked), Number(asked.get('tabla') ?? 0)];
  const sheet = sheets[table];
  if (sheet === undefined) throw new YupayError('no-encontrado');
  const base = plainName(form, sheet.repeats.length === 0 ? 'respuestas' : `repeticion-${table}`);
  if (format === 'sps' || format === 'do') {
    // A mark at the head tells SPSS that the syntax is UTF-8; Stata takes it for a command.
    const text = format === 'sps' ? `\uFEFF${spssSyntax(sheet, `${base}.csv`, language)}` : stataSyntax(sheet, `${base}.csv`, language);
    return { body: Buffer.from(text), type: TEXT, name: `${base}.${format}` };
  }
  if (format === 'xlsx') return { body: await workbook({ pool, form, sheets, sheet, language }), type: SHEET_TYPE, name: `${base}.xlsx` };
  return { body: csvStream(headerOf(sheet), answerCells(sheet, approvedRows(pool, form), asked.get('etiquetas') === 'si' ? language : null)), type: CSV, name: `${base}.csv` };
}

/** The codebook of an export. Throws `formulario-no-existe`, `no-encontrado`. */
export async function codebookFile(pool: pg.Pool, form: string, format: string, asked: URLSearchParams): Promise<SentFile> {
  if (format !== 'csv' && format !== 'xlsx') throw new YupayError('no-encontrado');
  const models = await exportedModels(pool, form);
  const [rows, name] = [codebookTable(answerSheets(models), languageOf(models[0]!, asked)), plainName(form, `libro.${format}`)];
  if (format === 'xlsx') {
    const { writeXlsx } = await import('hucre/xlsx');
    return { body: await writeXlsx({ sheets: [{ name: 'libro de codigos', rows: [[...CODEBOOK_COLUMNS], ...textCells(rows)], freezePane: { rows: 1 } }] }), type: SHEET_TYPE, name };
  }
  return { body: csvStream(CODEBOOK_COLUMNS, (async function* () { yield rows; })()), type: CSV, name };
}
