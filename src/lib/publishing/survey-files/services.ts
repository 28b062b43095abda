import type { Language } from '#lib/kernel/errors.ts';
import type { CodebookEntry } from '#lib/surveys/form/codebook.ts';
import type { FormState } from '#lib/surveys/intake/form-version.ts';
import type { PaperSheet } from './paper-sheet.ts';

/** A file as it leaves: made whole, or as its reader takes it. */
export interface SentFile {
  readonly body: ReadableStream<Uint8Array> | Uint8Array;
  readonly type: string;
  readonly name: string;
}

export const ANSWER_FORMATS = ['csv', 'xlsx', 'sps', 'do'] as const;
export type AnswerFormat = (typeof ANSWER_FORMATS)[number];

/** What a team downloads of a form. */
export interface FormFilesDesk {
  readonly form: string;
  readonly title: string;
  readonly approved: number;
  /** Languages of the newest version, its own first. */
  readonly languages: readonly string[];
  readonly versions: readonly { readonly version: string; readonly state: FormState }[];
  /** Repeats by the number of their table; the interviews are table 0. */
  readonly repeats: readonly string[];
  readonly questions: readonly { readonly variable: string; readonly entry: CodebookEntry }[];
}

/** Exports of approved answers and forms on paper, for whoever keeps surveys. Each throws `sin-permiso`, `formulario-no-existe`. */
export interface SurveyFileServices {
  desk(request: Request, form: string): Promise<FormFilesDesk>;
  /** `asked`: `tabla` (0 the interviews, then each repeat), `idioma`, `etiquetas=si` for words in place of codes. Throws `no-encontrado`, `demasiadas-filas`. */
  answers(request: Request, form: string, format: string, asked: URLSearchParams): Promise<SentFile>;
  /** What each variable asks. Throws `no-encontrado`. */
  codebook(request: Request, form: string, format: string, asked: URLSearchParams): Promise<SentFile>;
  /** The questionnaire to be filled by hand: `asked` has `version` (the newest) and `idioma` of its questions. */
  paper(request: Request, form: string, asked: URLSearchParams, language: Language): Promise<PaperSheet>;
  paperPdf(request: Request, form: string, asked: URLSearchParams, language: Language): Promise<SentFile>;
}
