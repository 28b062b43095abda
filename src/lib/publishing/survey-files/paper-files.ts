import type pg from 'pg';
import { YupayError, type Language } from '#lib/kernel/errors.ts';
import { formVersions, modelOf } from '#lib/surveys/intake/form-version.ts';
import { paperForm } from '#lib/surveys/paper/paper-form.ts';
import { pdf } from '../http/pdf.ts';
import { languageOf, plainName } from './answer-files.ts';
import { paperSheet, type PaperSheet } from './paper-sheet.ts';
import { PAPER_LAYOUT } from './paper-typst.ts';
import type { SentFile } from './services.ts';

/** A version of a form on paper, the newest unless another is asked for, in one of its languages. Throws `formulario-no-existe`. */
export async function paperOf(pool: pg.Pool, form: string, asked: URLSearchParams, language: Language): Promise<PaperSheet> {
  const [newest] = await formVersions(pool, form);
  if (newest === undefined) throw new YupayError('formulario-no-existe', { codigo: form.slice(0, 64) });
  const model = await modelOf(pool, form, asked.get('version') ?? newest.version);
  return paperSheet(paperForm(model, languageOf(model, asked)), language);
}

/** The same as PDF. */
export async function paperFile(sheet: PaperSheet): Promise<SentFile> {
  return { body: await pdf(PAPER_LAYOUT, { datos: JSON.stringify(sheet) }), type: 'application/pdf', name: plainName(sheet.form, `${sheet.version.replace(/[^\w.-]+/g, '_').slice(0, 20) || 'papel'}.pdf`) };
}
