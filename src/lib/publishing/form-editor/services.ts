import type { FormModel } from '#lib/surveys/form/model.ts';
import type { Shown } from '../public-form/turn.ts';
import type { EditorChange, EditorDesk, QuestionDesk, VarietyDesk } from './editor-view.ts';

/** A page of a form as the public would see it; nothing of it is kept. */
export interface FormPreview extends Pick<FormModel, 'title' | 'languages'> {
  readonly form: string;
  readonly version: string;
  readonly language: string;
  /** Null at the end of the form. */
  readonly shown: Shown | null;
  /** Questions that only a phone asks. */
  readonly phoneOnly: readonly string[];
}

/** The form editor, for whoever keeps surveys. Each throws `sin-permiso`; those of a form, `formulario-no-existe`. */
export interface FormEditorServices {
  /** Forms that a new one may be copied from. */
  beginnings(request: Request): Promise<readonly { readonly form: string; readonly title: string }[]>;
  /** Begins a form, empty or as a copy; gives its id. Throws `formulario-existe`, `formulario-id`. */
  begin(request: Request): Promise<string>;
  desk(request: Request, form: string): Promise<EditorDesk>;
  /** Throws `pregunta-no-existe`. */
  question(request: Request, form: string, row: number): Promise<QuestionDesk>;
  /** Makes one change and keeps the draft; where that would break the form, nothing is kept. Throws `formulario-cambiado`. */
  change(request: Request, form: string): Promise<EditorChange>;
  /** The first page of the form, or what follows what was posted. */
  preview(request: Request, form: string, language: string | null): Promise<FormPreview>;
  varieties(request: Request, form: string): Promise<VarietyDesk>;
  /** Keeps the record of a variety. Throws `solicitud-mala`. */
  keepVariety(request: Request, form: string): Promise<void>;
}
