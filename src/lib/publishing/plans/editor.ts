import { insist } from '#lib/access/permission.ts';
import { editRows, SHEETS, type Importing, type RowEdit } from '#lib/frameworks/exchange/dry-run.ts';
import { fieldText, said, wordingOf } from '#lib/frameworks/exchange/layout.ts';
import { BELOW, pastedRows, readPasted } from '#lib/frameworks/exchange/pasted.ts';
import { exchanged, type DryRun } from '#lib/frameworks/exchange/plan-edit.ts';
import { INDICATOR_SHEET } from '#lib/frameworks/exchange/indicator-sheet.ts';
import { RESPONSIBLE_SHEET } from '#lib/frameworks/exchange/responsible-sheet.ts';
import { listOf, rowKey, type ExchangeSheet } from '#lib/frameworks/exchange/sheet.ts';
import { dropped, DROPS, inTreeOrder, moved, MOVES } from '#lib/frameworks/exchange/tree-moves.ts';
import { LEVELS, TREE_SHEET } from '#lib/frameworks/exchange/tree-sheet.ts';
import { VALUE_SHEET } from '#lib/frameworks/exchange/value-sheet.ts';
import { workingCopy } from '#lib/frameworks/plan-store.ts';
import { editPlan, keepDryRun } from '#lib/frameworks/rewrite-plan.ts';
import type { WorkingCopy } from '#lib/frameworks/working-copy.ts';
import { canonicalJson, sha256 } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { COMPUTED_DEFINITIONS, withComputed } from './computed-definitions.ts';
import { observed } from './desk-rows.ts';
import type { Desk } from './plan-services.ts';
import { valueWords } from './value-words.ts';
import type { EditorDesk, EditorForm, EditorOutcome } from './editor-services.ts';

const bad = (detalle: string): YupayError => new YupayError('solicitud-mala', { detalle });

/** The sheet of what may be edited row by row. Throws `solicitud-mala`. */
function sheetNamed(name: string): ExchangeSheet {
  const found = SHEETS.find((one) => one.name === name);
  if (found === undefined) throw bad('no se conoce esa parte del plan');
  return found;
}

/** What a row says, so that a later change of it by somebody else is seen. */
const seenOf = (cells: readonly string[] | null): string => (cells === null ? '' : sha256(canonicalJson(cells)).slice(0, 16));

/** How the tree stands: which statement lies within which, in their order. */
const treeSeen = ({ body }: WorkingCopy): string => seenOf(inTreeOrder(listOf(body, 'nodes')).flatMap(({ node }) => [said(node.id), said(node.parent)]));

function rowOf(copy: WorkingCopy, sheet: ExchangeSheet, key: string): readonly string[] | null {
  return sheet.rows(exchanged(copy)).find((row) => row.key === key)?.cells ?? null;
}

/** What a new row begins with: where it is asked to stand. */
const BEGINS: Readonly<Record<string, (within: string) => Readonly<Record<string, string>>>> = {
  [TREE_SHEET.name]: (within) => ({ 'Dentro de': within, 'Es contribución': 'no' }),
  [INDICATOR_SHEET.name]: (within) => ({ 'Dentro de': within, 'Versión de la definición': '1', 'Sentido': 'more', 'En el tiempo': 'last', 'Entre lugares': 'none' }),
  [RESPONSIBLE_SHEET.name]: (within) => ({ 'Indicador': within, 'Según': 'plan' }),
  [VALUE_SHEET.name]: (within) => ({ 'Indicador': within.split('/')[0]!, 'Componente': within.split('/')[1] ?? '', 'Clase': 'target', 'Estado': 'reported', 'Calificador': 'exact' }),
};

/** The form of a row: one that is there, or a new one. */
function formOf(copy: WorkingCopy, sheet: ExchangeSheet, key: string | null, within: string): EditorForm {
  const cells = key === null ? null : rowOf(copy, sheet, key);
  if (key !== null && cells === null) throw new YupayError('no-encontrado', { detalle: key.slice(0, 64) });
  const begun = BEGINS[sheet.name]?.(within) ?? {};
  const fields = sheet.fields.map((field, at) => ({ header: field.header, kind: field.kind, choices: field.choices ?? null, wide: field.width >= 30, value: cells?.[at] ?? begun[field.header] ?? '', fixed: cells !== null && sheet.keyFields.includes(at) }));
  return { sheet: sheet.name, key, fields, seen: seenOf(cells), removable: cells !== null && sheet !== VALUE_SHEET };
}

function indicatorsOf(copy: WorkingCopy, node: string): EditorDesk['tree'][number]['indicators'] {
  const { values } = exchanged(copy);
  return listOf(copy.body, 'uses').filter((use) => use.node === node).flatMap((use) => ((use.components ?? []) as readonly { key: string; title: { es: string; en: string } }[]).map(({ key, title }) => ({
    id: said(use.id), component: key, key: rowKey([said(use.id), key]), title,
    values: values.filter(({ body, submission }) => body.use === use.id && body.component === key && body.kind !== 'actual' && submission === null).map((value) => ({ key: value.id, kind: said(value.body.kind) as 'baseline' | 'target', said: valueWords(observed(value)) })),
    responsible: RESPONSIBLE_SHEET.rows(exchanged(copy)).filter(({ cells }) => cells[0] === use.id).map((row) => ({ key: row.key, said: [row.cells[5]!, ...[2, 3, 4].map((at) => fieldText(RESPONSIBLE_SHEET.fields[at]!, row.cells[at]!))].filter(Boolean).join(', ') })),
  })));
}

/** The tree of a plan with its indicators, and the form that was asked for. Throws `sin-permiso`. */
export async function editorDesk({ host: { application: { pool } }, actor }: Desk, plan: string, asked: { readonly sheet: string; readonly key: string | null; readonly within: string } | null): Promise<EditorDesk> {
  insist(actor, 'editar-plan', { framework: plan });
  const copy = await workingCopy(pool, plan);
  const nodes = listOf(copy.body, 'nodes');
  return {
    plan: { id: plan, title: said(copy.body.title) }, form: asked === null ? null : formOf(copy, sheetNamed(asked.sheet), asked.key, asked.within),
    tree: inTreeOrder(nodes).map(({ node, depth }) => ({ id: said(node.id), depth, level: LEVELS[node.level as keyof typeof LEVELS], below: BELOW[said(node.level)]!, code: said(node.code), text: wordingOf(node, 'plan') || wordingOf(node, 'monitoring'), indicators: indicatorsOf(copy, said(node.id)) })),
    seen: treeSeen(copy), levels: LEVELS, computed: COMPUTED_DEFINITIONS.map(({ definition }) => ({ id: definition.id, title: definition.title as EditorDesk['computed'][number]['title'] })),
  };
}

const importingOf = ({ world }: Desk, copy: WorkingCopy, reason: string | null, near: Importing['places']['near']): Importing => ({ places: { ...world.places, near }, newId: world.newId, reason, title: `Cambio ${copy.version + 1} del plan` });

/** A change that rows make, kept if nothing of it is refused. */
async function keepRows(desk: Desk, plan: string, reason: string | null, near: Importing['places']['near'], edits: (copy: WorkingCopy) => readonly RowEdit[]): Promise<DryRun['refused']> {
  let refused: DryRun['refused'] = [];
  await editPlan(desk.host.application.pool, desk.actor, plan, (copy) => {
    const run = editRows(copy, edits(copy), importingOf(desk, copy, reason, near));
    refused = run.refused;
    return run.edit === null ? null : { edit: run.edit, change: { what: 'editar', detail: { cambios: run.changes }, reason } };
  });
  return refused;
}

async function kept(desk: Desk, plan: string, form: URLSearchParams, near: Importing['places']['near']): Promise<EditorOutcome> {
  const sheet = sheetNamed(form.get('hoja') ?? '');
  const removes = form.get('accion') === 'quitar';
  const typed = sheet.fields.map((_, at) => form.get(`c${at}`) ?? '');
  const key = form.get('clave') || (sheet === VALUE_SHEET && typed[0] === '' ? '' : rowKey(sheet.keyFields.map((at) => typed[at]!.trim())));
  let now: readonly string[] | null = null;
  let conflict = false;
  const refused = await keepRows(desk, plan, (form.get('motivo') ?? '').trim() || null, near, (copy) => {
    now = rowOf(copy, sheet, key);
    conflict = seenOf(now) !== (form.get('visto') ?? '');
    return conflict ? [] : [{ sheet, key, cells: removes ? null : typed }];
  });
  const fresh = form.get('clave') === '' || form.get('clave') === null;
  if (conflict && fresh) return { kept: false, refused: [{ at: sheet.fields[sheet.keyFields[0]!]!.header, es: `El código «${key.slice(0, 60)}» ya se usó.`, en: `The code "${key.slice(0, 60)}" is used already.` }], typed, now: null, seen: '' };
  return { kept: !conflict && refused.length === 0, refused, typed, now: conflict ? (now as readonly string[] | null)?.map((cell, at) => fieldText(sheet.fields[at]!, cell)) ?? [] : null, seen: conflict ? seenOf(now) : (form.get('visto') ?? '') };
}

async function moveOne(desk: Desk, plan: string, form: URLSearchParams): Promise<EditorOutcome> {
  const [key, beside] = [form.get('clave') ?? '', form.get('junto') ?? ''];
  const move = MOVES.find((one) => one === form.get('como'));
  const drop = DROPS.find((one) => one === form.get('como'));
  if (move === undefined && drop === undefined) throw bad('no se conoce ese movimiento');
  const refused = await keepRows(desk, plan, null, () => [], (copy) => {
    // A place in a tree means what its sender saw around it.
    if (treeSeen(copy) !== (form.get('visto') ?? '')) throw new YupayError('arbol-cambiado');
    return move === undefined ? dropped(copy.body, key, drop!, beside) : moved(copy.body, key, move);
  });
  return { kept: refused.length === 0, refused, typed: [], now: null, seen: '' };
}

/** Adds an indicator that nobody types: a published query gives its values. Throws `solicitud-mala`, `cambio-rechazado`. */
async function addComputed(desk: Desk, plan: string, form: URLSearchParams): Promise<EditorOutcome> {
  const [definition, node, use] = ['definicion', 'dentro', 'codigo'].map((name) => (form.get(name) ?? '').trim()) as [string, string, string];
  await editPlan(desk.host.application.pool, desk.actor, plan, ({ body }) => {
    const next = listOf(body, 'uses').some(({ id }) => id === use) ? null : withComputed(body, definition, { node, use });
    if (next === null) throw bad('ese indicador ya está, o no se conoce');
    return { edit: { body: next, values: [] }, change: { what: 'editar', detail: { indicador: use, definicion: definition } } };
  });
  return { kept: true, refused: [], typed: [], now: null, seen: '' };
}

/** Does what a form of the editor asks. What is refused comes back as typed, with its reason; what somebody else changed, with both. */
export function changeTree(desk: Desk, plan: string, form: URLSearchParams, near: Importing['places']['near']): Promise<EditorOutcome> {
  const act = form.get('accion') ?? '';
  if (act === 'guardar' || act === 'quitar') return kept(desk, plan, form, near);
  if (act === 'mover') return moveOne(desk, plan, form);
  if (act === 'calculado') return addComputed(desk, plan, form);
  throw bad('no se conoce esa acción');
}

/** Reads what was pasted and holds what it would make, to be seen before it is made; gives the number of the review. */
export async function bringPasted(desk: Desk, plan: string, form: URLSearchParams): Promise<string> {
  const { host: { application: { pool } }, actor } = desk;
  insist(actor, 'editar-plan', { framework: plan });
  const copy = await workingCopy(pool, plan);
  const rows = pastedRows(copy.body, readPasted(form.get('pegado') ?? ''), { parent: (form.get('dentro') ?? '').trim(), level: Object.hasOwn(LEVELS, form.get('nivel') ?? '') ? form.get('nivel')! : 'result' });
  const run = editRows(copy, rows, importingOf(desk, copy, null, () => []));
  return keepDryRun(pool, actor, { plan, version: copy.version, file: 'texto pegado', reason: null, run });
}
