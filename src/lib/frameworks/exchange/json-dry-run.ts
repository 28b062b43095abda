import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { definitionKey } from '#lib/indicators/model/definition.ts';
import type { PlanDocument } from '../document-text.ts';
import { ACCEPTED } from '../submission.ts';
import { documentOf, heads, type WorkingCopy } from '../working-copy.ts';
import type { Importing } from './dry-run.ts';
import type { Item } from './layout.ts';
import { Deed, pathParts, problemsAfter, takesActuals, type ChangeLine, type DryRun, type RefusedCell } from './plan-edit.ts';
import { listOf, type Draft } from './sheet.ts';

/** The plan as a file that somebody may change and bring back: what was accepted, as it would be published. */
export const exportedDocument = (copy: WorkingCopy): PlanDocument => documentOf(copy, ACCEPTED);

const written = (value: unknown): string => (value === undefined || value === null ? '' : typeof value === 'string' ? value : canonicalJson(value as Canonical));
const same = (a: unknown, b: unknown): boolean => written(a) === written(b);

/** What tells an item of a list from the others. */
function keyOf(item: unknown): string {
  if (typeof item !== 'object' || item === null) return String(item);
  const { id, version, from, to, kind } = item as Item;
  if (id === undefined) return `${String(from)} → ${String(to)} (${String(kind)})`;
  return version === undefined || 'component' in item || 'node' in item ? String(id) : definitionKey(String(id), Number(version));
}

/** The lists of a plan's own body: what submissions added to the document is theirs, and stays out. */
function ownItems(copy: WorkingCopy, base: PlanDocument, list: string, items: readonly unknown[]): readonly unknown[] {
  const own = new Set(listOf(copy.body, list).map(keyOf));
  const theirs = new Set(listOf(base, list).map(keyOf).filter((key) => !own.has(key)));
  return items.filter((item) => !theirs.has(keyOf(item)));
}

class JsonRun {
  readonly changes: ChangeLine[] = [];
  readonly refused: RefusedCell[] = [];
  readonly #copy: WorkingCopy;
  readonly #base: PlanDocument;
  readonly #importing: Importing;
  readonly #draft: Draft;
  readonly #deed: Deed;

  constructor(copy: WorkingCopy, importing: Importing) {
    [this.#copy, this.#base, this.#importing, this.#deed] = [copy, exportedDocument(copy), importing, new Deed(copy, importing.title)];
    this.#draft = { body: { ...copy.body }, values: [] };
  }

  #refuse(at: string, es: string, en: string): void {
    this.refused.push({ at, es, en });
  }

  #told(at: string, key: string, field: string, before: unknown, after: unknown): ChangeLine {
    const line: ChangeLine = { at, what: before === undefined ? 'add' : after === undefined ? 'remove' : 'change', key, field, before: before === undefined ? null : written(before), after: after === undefined ? null : written(after) };
    this.changes.push(line);
    return line;
  }

  member(name: string, value: unknown): void {
    const before = Object.hasOwn(this.#base, name) ? this.#base[name] : undefined;
    if (same(before ?? undefined, value ?? undefined) || (written(before ?? []) === '[]' && written(value ?? []) === '[]')) return;
    // Assigned, it would be no member but what the document inherits from, and pass unseen.
    if (name === '__proto__') return this.#refuse(name, 'No se conoce este campo.', 'This member is not known.');
    if (name === 'id' || name === 'format') return this.#refuse(name, 'Este archivo es de otro plan o de otro formato.', 'This file is of another plan or another layout.');
    if (!Array.isArray(value) && !Array.isArray(before)) {
      this.#told(name, name, '', before, value);
      this.#draft.body[name] = value;
    } else this.#list(name, Array.isArray(value) ? value : []);
  }

  #list(name: string, items: readonly unknown[]): void {
    const [before, after] = [new Map(listOf(this.#base, name).map((one) => [keyOf(one), one])), new Map(items.map((one) => [keyOf(one), one]))];
    for (const [key, item] of before) if (!after.has(key)) this.#told(`${name}/${key}`, key, '', item, undefined);
    for (const [key, item] of after) this.#item(name, key, before.get(key), item as Item);
    const unlocked = name === 'periods' ? items.map((item) => ({ ...(item as Item), lock: undefined })) : items;
    this.#draft.body[name] = ownItems(this.#copy, this.#base, name, unlocked);
  }

  #item(list: string, key: string, before: Item | undefined, after: Item): void {
    if (same(before, after)) return;
    if (before === undefined || typeof before !== 'object') return void this.#told(`${list}/${key}`, key, '', before, after);
    for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) if (!same(before[field], after[field])) this.#told(`${list}/${key}.${field}`, key, field, before[field] ?? '', after[field] ?? '');
  }

  observations(items: readonly unknown[]): void {
    const read = items.filter((one): one is Item => typeof one === 'object' && one !== null);
    if (read.length < items.length) this.#refuse('observations', 'Cada valor es un objeto con sus campos.', 'Each value is an object with its members.');
    const after = new Map(read.map((one) => [String(one.id), one]));
    const before = new Map(listOf(this.#base, 'observations').map((one) => [String(one.id), one]));
    for (const id of before.keys()) if (!after.has(id)) this.#refuse(`observations/${id}`, 'Lo dicho no se borra: si ya no vale, ponga «not_reported» y su motivo.', 'What was said is not removed: if it no longer holds, put "not_reported" and its reason.');
    for (const [id, item] of after) if (!same(before.get(id), item)) this.#observation(id, before.get(id), item);
  }

  #observation(id: string, before: Item | undefined, item: Item): void {
    const at = `observations/${id}`;
    const head = [...heads(this.#copy.values).values()].find((one) => one.id === (before === undefined ? item.supersedes : id)) ?? null;
    if (item.kind === 'actual' && !takesActuals(this.#copy)) return this.#refuse(at, 'Un avance se informa y se corrige en la entrega de su periodo, donde se revisa.', 'A value that was reached is reported and corrected in the submission of its period, where it is reviewed.');
    if (before !== undefined && (head === null || head.submission !== null)) return this.#refuse(at, 'Este valor ya se corrigió, o lo dijo una entrega: se corrige el último.', 'This value was corrected already, or a submission said it: the newest is corrected.');
    const reason = (typeof item.reason === 'string' && item.reason !== '' ? item.reason : null) ?? this.#importing.reason;
    if (before !== undefined && reason === null) return this.#refuse(`${at}.reason`, 'Una corrección dice su motivo.', 'A correction says its reason.');
    const lines = this.changes.length;
    this.#item('observations', id, before, item);
    const source = this.#deed.line(this.changes.slice(lines));
    const correction = before === undefined ? {} : { id: this.#importing.newId(), supersedes: id, reason, sources: [source] };
    this.#draft.values.push({ previous: head?.id ?? null, body: { ...item, ...(item.sources === undefined ? { sources: [source] } : {}), ...correction } });
  }

  end(): DryRun {
    this.#deed.list(this.#draft);
    const edit = { body: this.#draft.body, values: this.#draft.values };
    if (this.refused.length === 0 && this.changes.length > 0) {
      const { problems, document } = problemsAfter(this.#copy, edit);
      this.refused.push(...problems.map(({ path, es, en }) => {
        const parts = pathParts(document, path);
        return { at: parts === null ? path : `${parts.list}/${keyOf(parts.item)}${parts.rest === '' ? '' : `.${parts.rest}`}`, es, en };
      }));
    }
    return { changes: this.changes, refused: this.refused, edit: this.refused.length === 0 && this.changes.length > 0 ? edit : null };
  }
}

/** What would come of a `yupay-plan@1` document of a plan: each member that says something else. Writes nothing. */
export function jsonDryRun(copy: WorkingCopy, document: unknown, importing: Importing): DryRun {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return { changes: [], refused: [{ at: '', es: 'Aquí va un objeto: el documento del plan.', en: 'An object belongs here: the document of the plan.' }], edit: null };
  const run = new JsonRun(copy, importing);
  const members = document as PlanDocument;
  for (const name of new Set([...Object.keys(exportedDocument(copy)), ...Object.keys(members)])) if (name !== 'observations') run.member(name, Object.hasOwn(members, name) ? members[name] : undefined);
  run.observations(Array.isArray(members.observations) ? members.observations : []);
  return run.end();
}
