import type { Language } from '#lib/kernel/errors.ts';
import type { FormFinding } from '#lib/surveys/form/model.ts';
import type { EnumeratorLine } from '#lib/surveys/intake/enumerator.ts';
import type { FormStep, FormVersion } from '#lib/surveys/intake/form-version.ts';
import type { FormEditorServices } from '../form-editor/services.ts';
import type { MadeFile } from '../plans/work-services.ts';

export interface FormLine extends FormVersion {
  /** What may be done with it now. */
  readonly steps: readonly FormStep[];
  /** Anybody may answer the form on the web. */
  readonly open: boolean;
}

/** What became of a workbook: kept as a draft, or refused with all that was found in it. */
export interface BroughtForm {
  /** Id and version of the draft; null when it was refused. */
  readonly kept: { readonly form: string; readonly version: string } | null;
  readonly faults: readonly FormFinding[];
  readonly warnings: readonly FormFinding[];
}

/** What sets a phone up, shown once. */
export interface PhoneSetup {
  readonly code: string;
  /** Address of the server, with the key. */
  readonly address: string;
  /** Page to fill in a browser. */
  readonly page: string;
  /** Address without the key, for whoever types code and password. */
  readonly plain: string;
  readonly password: string;
  /** Picture that ODK Collect and KoboCollect read, as SVG. */
  readonly qr: string;
}

export interface EnumeratorDesk {
  readonly enumerators: readonly EnumeratorLine[];
  /** Ids of forms that may be given to one. */
  readonly forms: readonly string[];
}

/** Forms and enumerators, for whoever keeps surveys. Each throws `sin-permiso`. */
export interface FormServices {
  /** Forms written on screen. */
  readonly editor: FormEditorServices;
  list(request: Request): Promise<readonly FormLine[]>;
  /** Questionnaires that a form may be made from. */
  instruments(request: Request): Promise<readonly { readonly code: string; readonly version: string; readonly title: Readonly<Record<Language, string>> }[]>;
  /** Brings a workbook, a questionnaire or a file of a draft, or takes a step. Null when there is nothing to show but the list. */
  change(request: Request): Promise<BroughtForm | null>;
  /** The workbook or the XForm of a version. Throws `formulario-no-existe`. */
  download(request: Request, form: string, version: string, what: 'xlsx' | 'xml'): Promise<MadeFile>;
  enumerators(request: Request): Promise<EnumeratorDesk>;
  /** Makes an enumerator, whose setup is shown in the answer and never again, or withdraws one. `origin` is where phones reach us. */
  changeEnumerators(request: Request, origin: string): Promise<PhoneSetup | null>;
}
