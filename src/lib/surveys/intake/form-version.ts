import { createHash } from 'node:crypto';
import type pg from 'pg';
import { audit } from '#lib/access/audit.ts';
import { insist } from '#lib/access/permission.ts';
import type { Actor } from '#lib/access/actor.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction, type Queryable } from '#lib/platform/database.ts';
import { OWN_FILE, ownAssignments } from '../field/own-assignments.ts';
import { everyNode, type FormModel } from '../form/model.ts';
import { votingQuestions } from '../instrument/voting.ts';
import { unaskable } from '../public/form-step.ts';
import type { RawSheet } from '../form/sheets/sheet.ts';

/** `cerrando` still takes answers, and phones are no longer offered it; `cerrado` takes none. */
export const FORM_STATES = ['borrador', 'publicado', 'cerrando', 'cerrado'] as const;
export type FormState = (typeof FORM_STATES)[number];

/** A form as its compiler leaves it. */
export interface CompiledForm {
  readonly model: FormModel;
  readonly xform: string;
  /** The workbook that it was made from; null where it came otherwise. */
  readonly xlsform: Buffer | null;
  /** Shipped instrument that it is of; null for a form of somebody's own. */
  readonly instrument: string | null;
  /** Files that a phone needs beside it. */
  readonly files: readonly FormFile[];
  /** Its sheets as their author wrote them, for whoever goes on editing; absent where only the model is known. */
  readonly sheets?: readonly RawSheet[];
}

export interface FormFile {
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly bytes: Buffer;
}

export interface FormVersion {
  readonly form: string;
  readonly version: string;
  readonly state: FormState;
  readonly title: string;
  /** MD5 of the XForm, 32 hex digits: what phones know a version by. */
  readonly hash: string;
  readonly uploaded: string;
  readonly published: string | null;
  /** Names of the files beside it. */
  readonly files: readonly string[];
  /** Names of files that it asks for and has not. */
  readonly missing: readonly string[];
  readonly hasWorkbook: boolean;
}

const md5 = (bytes: Buffer | string): string => createHash('md5').update(bytes).digest('hex');

const VERSIONS = `select v.formulario as form, v.version, v.estado as state, v.modelo ->> 'title' as title, v.hash, v.subida as uploaded, v.publicada as published, v.xlsform is not null as "hasWorkbook",
  array(select a.nombre from formulario_archivo a where a.formulario = v.formulario and a.version = v.version union select n from jsonb_array_elements_text(v.modelo -> 'files') n where n = '${OWN_FILE}' order by 1) as files,
  array(select n from jsonb_array_elements_text(v.modelo -> 'files') n where n <> '${OWN_FILE}' and not exists (select from formulario_archivo a where a.formulario = v.formulario and a.version = v.version and a.nombre = n)) as missing from formulario_version v`;

const viewOf = (row: Record<string, unknown>): FormVersion => ({ ...(row as unknown as FormVersion), uploaded: (row.uploaded as Date).toISOString(), published: (row.published as Date | null)?.toISOString() ?? null });

/** Every version of every form, or of one, the newest first. */
export async function formVersions(client: Queryable, form: string | null = null): Promise<FormVersion[]> {
  const { rows } = await client.query(`${VERSIONS} where $1::text is null or v.formulario = $1 order by v.formulario, coalesce(v.publicada, 'infinity') desc`, [form]);
  return rows.map(viewOf);
}

/** What phones are offered: of each form its newest published version, or its draft at the address of drafts. `only` bounds it to some forms. */
export async function offeredForms(client: Queryable, draft: boolean, only: readonly string[] | null): Promise<FormVersion[]> {
  const { rows } = await client.query(`select distinct on (x.form) x.* from (${VERSIONS}) x where x.state = $1 and ($2::text[] is null or x.form = any($2)) order by x.form, x.published desc nulls last`, [draft ? 'borrador' : 'publicado', only]);
  return rows.map(viewOf);
}

/** State of a version; null when there is none. `known` tells whether its form has any version that phones were ever offered. */
export async function stateOf(client: Queryable, form: string, version: string): Promise<{ readonly state: FormState | null; readonly known: boolean }> {
  const { rows } = await client.query({ name: 'formulario-estado', text: `select (select estado from formulario_version where formulario = $1 and version = $2) as state, exists (select from formulario_version where formulario = $1 and estado <> 'borrador') as known`, values: [form, version] });
  return rows[0] as { state: FormState | null; known: boolean };
}

/** The XForm of a version that is a draft, or is not. Throws `formulario-no-existe`. */
export async function xformOf(client: Queryable, form: string, version: string, draft: boolean): Promise<string> {
  const { rows } = await client.query(`select xform from formulario_version where formulario = $1 and version = $2 and (estado = 'borrador') = $3`, [form, version, draft]);
  if (rows.length === 0) throw new YupayError('formulario-no-existe', { codigo: form });
  return rows[0].xform as string;
}

/** The typed model of a version. Throws `formulario-no-existe`. */
export async function modelOf(client: Queryable, form: string, version: string): Promise<FormModel> {
  const { rows } = await client.query('select modelo from formulario_version where formulario = $1 and version = $2', [form, version]);
  if (rows.length === 0) throw new YupayError('formulario-no-existe', { codigo: form });
  return rows[0].modelo as FormModel;
}

/** The workbook that a version was made from. Throws `formulario-no-existe`. */
export async function workbookOf(client: Queryable, form: string, version: string): Promise<Buffer> {
  const { rows } = await client.query('select xlsform from formulario_version where formulario = $1 and version = $2 and xlsform is not null', [form, version]);
  if (rows.length === 0) throw new YupayError('formulario-no-existe', { codigo: form });
  return rows[0].xlsform as Buffer;
}

/** Name and MD5 of the files of a version, for the manifest of an enumerator: their own assignments are among them where the form asks. */
export async function filesOf(client: Queryable, form: string, version: string, draft: boolean, enumerator: string): Promise<{ readonly name: string; readonly hash: string }[]> {
  await xformOf(client, form, version, draft);
  const { rows } = await client.query('select nombre as name, hash from formulario_archivo where formulario = $1 and version = $2 order by nombre', [form, version]);
  const own = await ownFile(client, form, version, enumerator);
  return own === null || rows.some(({ name }) => name === OWN_FILE) ? (rows as { name: string; hash: string }[]) : [...(rows as { name: string; hash: string }[]), { name: OWN_FILE, hash: md5(own) }];
}

/** What an enumerator's phone is given as its own assignments; null where the form does not ask. */
async function ownFile(client: Queryable, form: string, version: string, enumerator: string): Promise<Buffer | null> {
  const { rowCount } = await client.query(`select from formulario_version where formulario = $1 and version = $2 and modelo -> 'files' ? $3`, [form, version, OWN_FILE]);
  return rowCount === 0 ? null : ownAssignments(client, enumerator);
}

/** A file of a version, as an enumerator is given it. Throws `formulario-no-existe`. */
export async function fileOf(client: Queryable, form: string, version: string, draft: boolean, name: string, enumerator: string): Promise<FormFile> {
  await xformOf(client, form, version, draft);
  const { rows } = await client.query('select nombre as name, tipo as type, contenido as bytes from formulario_archivo where formulario = $1 and version = $2 and nombre = $3', [form, version, name]);
  const own = rows.length === 0 && name === OWN_FILE ? await ownFile(client, form, version, enumerator) : null;
  if (own !== null) return { name, type: 'text/csv', bytes: own };
  if (rows.length === 0) throw new YupayError('formulario-no-existe', { codigo: `${form} ${name.slice(0, 80)}` });
  return rows[0] as FormFile;
}

/** The title in each language that the form speaks; `default` where it names none. */
const titlesOf = ({ title, defaultLanguage }: FormModel): string => JSON.stringify({ [defaultLanguage]: title });

/** Files of the former draft, or of the newest version, that the form still asks for: nobody need bring them again. */
async function formerFiles(client: Queryable, { id, files }: FormModel): Promise<FormFile[]> {
  const { rows } = await client.query(`select a.nombre as name, a.tipo as type, a.contenido as bytes from formulario_archivo a where a.nombre = any($2) and (a.formulario, a.version) =
    (select v.formulario, v.version from formulario_version v where v.formulario = $1 order by coalesce(v.publicada, 'infinity') desc limit 1)`, [id, files]);
  return rows as FormFile[];
}

/** What tells one draft of a form from the next; null while it has none. */
export async function draftMark(client: Queryable, form: string): Promise<string | null> {
  const { rows } = await client.query(`select md5(version || ' ' || extract(epoch from subida)::text || hash) as mark from formulario_version where formulario = $1 and estado = 'borrador'`, [form]);
  return (rows[0]?.mark as string | undefined) ?? null;
}

/**
 * Keeps a compiled form as its draft, in place of the former draft; with `mark`, only in place of the draft that it was made
 * from. Throws `formulario-publicado` when that version is already out, and `formulario-cambiado` when the draft is another.
 */
export async function keepDraft(pool: pg.Pool, actor: Actor | null, { model, xform, xlsform, instrument, files, sheets }: CompiledForm, mark?: string | null): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  await transaction(pool, async (client) => {
    await client.query('insert into formulario (id, instrumento, titulos) values ($1, $2, $3) on conflict (id) do update set instrumento = excluded.instrumento, titulos = excluded.titulos', [model.id, instrument, titlesOf(model)]);
    // The row above is held until the end, so that of two edits the second one sees the first.
    if (mark !== undefined && (await draftMark(client, model.id)) !== mark) throw new YupayError('formulario-cambiado');
    const former = await formerFiles(client, model);
    await client.query(`delete from formulario_version where formulario = $1 and estado = 'borrador'`, [model.id]);
    const { rowCount } = await client.query('insert into formulario_version (formulario, version, modelo, xform, xlsform, hash, por, hojas) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing', [model.id, model.version, JSON.stringify(model), xform, xlsform, md5(xform), actor.id, sheets === undefined ? null : JSON.stringify(sheets)]);
    if (rowCount === 0) throw new YupayError('formulario-publicado', { formulario: model.id, version: model.version });
    const all = new Map([...former, ...files].map((file) => [file.name, file]));
    for (const { name, type, bytes } of all.values()) await client.query('insert into formulario_archivo (formulario, version, nombre, tipo, hash, contenido) values ($1, $2, $3, $4, $5, $6)', [model.id, model.version, name, type, md5(bytes), bytes]);
    await audit(client, actor.id, 'formulario-borrador', { formulario: model.id, version: model.version });
  });
}

/** Puts a file beside a draft, in place of one of its name. Throws `formulario-no-existe`. */
export async function keepFile(pool: pg.Pool, actor: Actor | null, form: string, version: string, { name, type, bytes }: FormFile): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  await transaction(pool, async (client) => {
    await xformOf(client, form, version, true);
    await client.query('insert into formulario_archivo (formulario, version, nombre, tipo, hash, contenido) values ($1, $2, $3, $4, $5, $6) on conflict (formulario, version, nombre) do update set tipo = excluded.tipo, hash = excluded.hash, contenido = excluded.contenido', [form, version, name, type, md5(bytes), bytes]);
    await audit(client, actor.id, 'formulario-archivo', { formulario: form, version, nombre: name });
  });
}

/** Every label and hint of a form, each as a row of its question. */
const saidBy = (nodes: FormModel['nodes']): { readonly name: string; readonly label: string }[] => [...everyNode(nodes)].flatMap(({ name, label, hint }) => [...label, ...hint].map(({ written }) => ({ name, label: written })));

export type FormStep = 'publicar' | 'cerrar-pronto' | 'reabrir' | 'cerrar';

const STEPS: Readonly<Record<FormStep, { readonly from: FormState; readonly to: FormState }>> = {
  'publicar': { from: 'borrador', to: 'publicado' }, 'cerrar-pronto': { from: 'publicado', to: 'cerrando' }, 'reabrir': { from: 'cerrando', to: 'publicado' }, 'cerrar': { from: 'cerrando', to: 'cerrado' },
};

/** Steps that a version in a state may take. */
export const stepsFrom = (state: FormState): FormStep[] => (Object.keys(STEPS) as FormStep[]).filter((step) => STEPS[step].from === state);

/** Throws for a version that phones could not use, that nobody should be asked, or that the web, where its form is open to the public, cannot ask. */
async function insistOnPublishable(client: Queryable, { form, version, missing }: FormVersion, open: boolean): Promise<void> {
  if (missing.length > 0) throw new YupayError('formulario-archivos', { archivos: missing.join(', ') });
  const model = await modelOf(client, form, version);
  const [voting, phoneOnly] = [votingQuestions(saidBy(model.nodes)), open ? unaskable(model) : []];
  if (voting.length > 0) throw new YupayError('formulario-voto', { preguntas: voting.slice(0, 5).join(', ') });
  if (phoneOnly.length > 0) throw new YupayError('formulario-solo-telefono', { preguntas: phoneOnly.slice(0, 5).join(', ') });
}

/**
 * Publishes a draft, or closes its form: then every version that phones hold goes along, for offering an older one again
 * would be worse. Throws `formulario-paso` when the version is not in the state that the step begins from, and
 * `formulario-archivos`, `formulario-voto` and `formulario-solo-telefono` for a draft that may not be published.
 */
export async function takeFormStep(pool: pg.Pool, actor: Actor | null, form: string, version: string, step: FormStep, now: Date): Promise<void> {
  insist(actor, 'llevar-encuesta', {});
  const { from, to } = STEPS[step];
  await transaction(pool, async (client) => {
    const { rows } = await client.query('select v.estado, f.publico from formulario_version v join formulario f on f.id = v.formulario where v.formulario = $1 and v.version = $2 for update', [form, version]);
    if (rows.length === 0) throw new YupayError('formulario-no-existe', { codigo: form });
    if (rows[0].estado !== from) throw new YupayError('formulario-paso', { formulario: form, estado: rows[0].estado as string });
    const [view] = (await formVersions(client, form)).filter((one) => one.version === version);
    if (step === 'publicar') await insistOnPublishable(client, view!, rows[0].publico as boolean);
    const which = step === 'publicar' ? 'version = $2' : '$2::text is not null';
    await client.query(`update formulario_version set estado = $3, publicada = coalesce(publicada, $5), cerrada = case when $3 = 'cerrado' then $5::timestamptz end where formulario = $1 and ${which} and estado = $4`, [form, version, to, from, now]);
    await audit(client, actor.id, `formulario-${step}`, { formulario: form, version });
  });
}
