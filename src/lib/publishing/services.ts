/**
 * What the routes ask for. The server implements this over the database and the lake (`server.ts`); a fixture implements
 * it over a handful of facts. Every function refuses with a `YupayError` of the table, never with a bare exception.
 */
import type { Language } from '#lib/kernel/errors.ts';
import type { PlaceLevel } from '#lib/kernel/ubigeo.ts';
import type { CommunityKind } from '#lib/places/communities.ts';
import type { OfficeMandate } from '#lib/places/offices.ts';
import type { Answer } from './answer.ts';
import type { CaptureView } from './capture-view.ts';
import type { Waiver } from '#lib/indicators/checks/run.ts';
import type { Catalogue } from './catalogue/catalogue.ts';
import type { LogEntry, LogPage, LogStretch } from './log-view.ts';
import type { AudioServices } from './audio/services.ts';
import type { MailPanel } from './mail/panel.ts';
import type { MailServices } from './mail/services.ts';
import type { PeopleServices } from './people/services.ts';
import type { FormServices } from './forms/services.ts';
import type { KeyingServices } from './keying/services.ts';
import type { FieldServices } from './field/services.ts';
import type { SurveyDeskServices } from './survey-desk/services.ts';
import type { PublicFormServices } from './public-form/services.ts';
import type { InstrumentServices } from './instruments/services.ts';
import type { SurveyFileServices } from './survey-files/services.ts';
import type { PlanServices } from './plans/services.ts';
import type { PlanWorkServices } from './plans/work-services.ts';
import type { PlanIatiServices } from './plan-iati/services.ts';
import type { ReviewServices } from './review/services.ts';
import type { RankingServices } from './ranking/services.ts';
import type { RowOrigin } from './receipt-lines.ts';
import type { PageModel } from './view.ts';

/** The published queries that pages read; each is named and versioned in its own room. */
export type QueryName =
  | 'canon-por-anio'
  | 'presupuesto-por-anio'
  | 'transferencias-por-anio'
  | 'gasto-por-funcion'
  | 'indice-canon'
  | 'indice-explicado' | 'formula-y-transferido'
  | 'indices-de-lugares'
  | 'canon-de-lugares'
  | 'presupuesto-de-lugares'
  | 'parecidos'
  | 'entrega-por-anio' | 'entrega-por-fuente'
  | 'estudio-canon' | 'estudio-transferencias' | 'estudio-funciones' | 'estudio-universidades' | 'estudio-ejecucion'
  | 'inversion-por-cui' | 'obras-por-cui' | 'seguimiento-por-cui' | 'inversiones-de-lugar' | 'inversiones-lista' | 'funciones-de-inversiones' | 'resumen'
  | 'eiti-por-anio'
  | 'eiti-total'
  | 'eiti-sectores'
  | 'eiti-conciliacion'
  | 'eiti-por-empresa'
  | 'eiti-flujo'
  | 'eiti-causas'
  | 'ingresos-por-rubro'
  | 'indice-de-precios' | 'soles-reales'
  | 'conflictos-de-lugares'
  | 'derechos-de-departamento'
  | 'contrataciones-por-cui'
  | 'operaciones-por-rubro'
  | 'programas-anios' | 'programas' | 'programas-de-municipalidad' | 'programa-por-anio' | 'desempeno-por-anio' | 'desempeno-de-programa'
  | 'programacion-de-lugar' | 'programacion-de-lugares' | 'programacion-por-funcion'
  | 'planes' | 'plan-periodos' | 'plan-avance' | 'plan-luces' | 'plan-cifras' | 'plan-indicador' | 'plan-arbol' | 'plan-responsables' | 'plan-contradicciones' | 'plan-registros' | 'plan-promesas' | 'plan-presupuesto' | 'plan-ficha' | 'plan-lugares' | 'plan-informe' | 'indicadores'
  | `indice-${'anios' | 'pasos' | 'de-lugar' | 'mejora' | 'metodo' | 'ranking' | 'robustez'}`
  | 'fichas' | 'ficha-items' | 'ficha-resultados' | 'ficha-respuestas' | 'ficha-acuerdo'
  | 'encuestas' | 'encuesta-estimaciones' | 'encuesta-series' | 'encuesta-cambios' | 'encuesta-pruebas' | 'encuesta-preguntas' | 'encuesta-devoluciones' | 'libreta'
  | `pregunta-${'canon' | 'presupuesto' | 'gasto' | 'gasto-devengado' | 'transferencias'}-por-${'anio' | 'lugar'}`;

/** The answers behind one page, by query. An absent one was not asked; an empty one has no rows. */
export type Answers = Readonly<Partial<Record<QueryName, Answer>>>;

export interface PlaceRef {
  readonly ubigeo: string;
  /** As the registry writes it, accents included, without "distrito de". */
  readonly name: string;
}

export interface PlacePoint extends PlaceRef {
  /** Degrees, WGS 84, of the capital; null when the registry has none. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface PlaceView extends PlacePoint {
  readonly level: PlaceLevel;
  readonly department: PlaceRef | null;
  readonly province: PlaceRef | null;
  readonly capital: string | null;
  /** Official name of the municipality that governs it; null for a department. */
  readonly municipality: string | null;
  readonly secEjec: string | null;
  /** True for the district of a provincial capital, which its provincial municipality governs. */
  readonly provincial: boolean;
  /** Provinces of a department, in the order of their codes; empty otherwise. */
  readonly provinces: readonly PlaceRef[];
  /** Every district inside, in the order of their codes; empty for a district. */
  readonly districts: readonly PlacePoint[];
}

export interface SearchHit extends PlaceRef {
  readonly level: PlaceLevel;
  /** "Mariscal Nieto, Moquegua": what tells homonyms apart. */
  readonly context: string;
  /** Kilometres from the point asked for, one decimal as text; null in a search by name. */
  readonly kilometres: string | null;
}

export interface SearchAnswer {
  /** `homonimos` when several places carry exactly the name asked for: the page asks, it never picks. */
  readonly kind: 'vacia' | 'ninguno' | 'lugares' | 'homonimos';
  readonly hits: readonly SearchHit[];
}

/** A community or populated centre that an imported list names in a district; it has no boundary. */
export interface CommunityView {
  readonly code: string;
  readonly kind: CommunityKind;
  readonly name: string;
  /** The other districts that it lies in. */
  readonly elsewhere: readonly PlaceRef[];
  /** Date of the list, `AAAA-MM-DD` or `AAAA`; null when it gives none. */
  readonly date: string | null;
  readonly source: string;
  /** SHA-256 of the list's capture, for `/fuente/<sha256>`; null when it is no longer live. */
  readonly capture: string | null;
}

export interface CommunityList {
  /** Whether some loaded list names communities of the department: without one, none here means nothing. */
  readonly covered: boolean;
  readonly communities: readonly CommunityView[];
}

/** How an office of the municipality was held from a day on: the office alone, never who held it. */
export interface MandateView extends Omit<OfficeMandate, 'series'> {
  /** As in `CommunityView`. */
  readonly capture: string | null;
}

/** A boundary that somebody imported; geometry is GeoJSON. */
export interface BoundaryView extends PlaceRef {
  readonly geometry: unknown;
  /** SHA-256 of the capture that it came from; null when it is no longer live. */
  readonly capture: string | null;
}

export interface ReceiptInput {
  readonly dataset: string;
  readonly datasetName: Readonly<Record<Language, string>>;
  readonly year: number | null;
  readonly publisher: string;
  readonly title: string;
  /** SHA-256 of the capture, for `/fuente/<sha256>`. */
  readonly capture: string;
  readonly parquet: string;
  readonly load: string;
  readonly root: string;
}

export interface ReceiptView {
  readonly code: string;
  readonly sha256: string;
  readonly status: 'vigente' | 'reemplazado' | 'anulado';
  /** Code of the receipt in force for the same question, when this one was replaced. */
  readonly replacedBy: string | null;
  /** Full SHA-256 of the receipt that today's data gives to the same question; null when it is no longer asked. */
  readonly inForce: string | null;
  readonly query: string;
  /** What the query answers, in words. */
  readonly queryTitle: Readonly<Record<Language, string>>;
  readonly sql: string;
  readonly sqlSha256: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** The place that the parameters name, if one. */
  readonly place: PlaceRef | null;
  readonly inputs: readonly ReceiptInput[];
  readonly unit: string;
  readonly priceBase: string;
  readonly coverage: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  readonly rowCount: number;
  /** From which line of which file each row comes, where the answer tells. */
  readonly origins: readonly RowOrigin[];
  /** Canonical JSON of the body: what the hash is of. */
  readonly bodyJson: string;
}

export type ImportState = 'espera' | 'leyendo' | 'escribiendo' | 'publicada' | 'repetida' | 'fallida' | 'interrumpida';

export interface ImportView {
  readonly id: string;
  readonly file: string;
  readonly startedAt: string;
  readonly state: ImportState;
  readonly recipeName: Readonly<Record<Language, string>> | null;
  /** Percent of the bytes read, 0–100. */
  readonly percent: number;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly capture: string | null;
  /** The sentence of the error, in both languages, when it failed. */
  readonly error: Readonly<Record<Language, string>> | null;
}

/** The loading panel. Each function checks that the request may use it, and throws `panel-cerrado`, `ficha-usada` or `origen-ajeno`. */
export interface PanelServices {
  /** Exchanges the one-time token printed at start for a session; returns the value of the session's cookie (`SESSION_COOKIE`). */
  enter(request: Request, token: string): Promise<string>;
  /** Newest first. Throws `panel-cerrado` when the request has no session. */
  imports(request: Request): Promise<readonly ImportView[]>;
  /** Reads the multipart body as it streams (fields `archivo`, `anio`, `aceptar`) and starts the import; returns its id. */
  upload(request: Request): Promise<string>;
  /** Counts of subscriptions, what waits to be sent and what failed. */
  mail(request: Request): Promise<MailPanel>;
  /** Asks a running import to stop; it leaves nothing half done. */
  cancel(request: Request, id: string): Promise<void>;
}

/** A page of a dataset's rows as they were loaded, values as exact text. */
export interface RowsPage {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | null)[])[];
  /** Rows that the question has in all. */
  readonly total: number;
}

export type * from './capture-view.ts';

export interface Services {
  /** A page's clock. */
  now(): Date;
  /** The receipt of a query's answer; a repeated question is answered from store. */
  answer(query: QueryName, parameters: Readonly<Record<string, string>>): Promise<Answer>;
  /** Throws `lugar-no-existe`. */
  place(code: string): Promise<PlaceView>;
  /** Capitals of the districts under a prefix; `""` is the country. In the order of their codes. */
  points(prefix: string): Promise<readonly PlacePoint[]>;
  departments(): Promise<readonly PlaceRef[]>;
  /** Imported boundaries of the districts under a department or province; empty when nobody imported any. */
  boundaries(prefix: string): Promise<readonly BoundaryView[]>;
  /** What imported lists say of a district's communities and populated centres. */
  communities(ubigeo: string): Promise<CommunityList>;
  /** Imported mandates of the municipality that has its seat in a district, oldest first; empty when nobody imported any. */
  mandates(ubigeo: string): Promise<readonly MandateView[]>;
  search(text: string): Promise<SearchAnswer>;
  /** The ten nearest capitals. */
  nearest(latitude: number, longitude: number): Promise<SearchAnswer>;
  /** Throws `recibo-no-existe` or `recibo-ambiguo`. */
  receipt(code: string): Promise<ReceiptView>;
  /** Throws `fuente-no-existe`. */
  capture(sha256: string): Promise<CaptureView>;
  /** The page of what changed between a capture and the one it replaces, of one year or of all. Throws `fuente-no-existe`, `no-encontrado`. */
  revision(sha256: string, year: string | null, language: Language, origin: string): Promise<PageModel>;
  /** The digests by district of every load of a capture, all of them. Throws `fuente-no-existe`. */
  digests(sha256: string): Promise<readonly { readonly load: string; readonly ubigeo: string; readonly rows: number; readonly digest: string }[]>;
  /** Every dataset and what is live of it. */
  catalogue(): Promise<Catalogue>;
  /** Rows of a dataset; `asked` may name `lugar` and `anio`. Throws `conjunto-no-existe`. */
  rows(dataset: string, asked: Readonly<Record<string, string>>, slice: { readonly offset: number; readonly limit: number }): Promise<RowsPage>;
  /** `page` counts from 1, newest entries first, 50 a page. */
  log(page: number): Promise<LogPage>;
  /** Loads that hold lines of a place, newest first, at most 50. */
  changesOf(ubigeo: string): Promise<readonly LogEntry[]>;
  /** Entries from a number on, oldest first, at most 500. */
  logFrom(number: number): Promise<LogStretch>;
  /** Findings of a plan that somebody let pass and that are still let pass, with the reason; by the office, never by name. */
  waivers(plan: string): Promise<readonly Waiver[]>;
  readonly mail: MailServices;
  readonly audio: AudioServices;
  readonly iati: PlanIatiServices;
  readonly rankings: RankingServices;
  readonly panel: PanelServices;
  readonly plans: PlanServices;
  /** Keeping plans: their files, what is asked of people who do not sign in, the editor. */
  readonly planWork: PlanWorkServices;
  readonly people: PeopleServices;
  readonly instruments: InstrumentServices;
  readonly forms: FormServices;
  readonly publicForms: PublicFormServices;
  readonly reviews: ReviewServices;
  readonly surveyFiles: SurveyFileServices;
  readonly surveyDesk: SurveyDeskServices;
  readonly field: FieldServices;
  readonly keying: KeyingServices;
}
