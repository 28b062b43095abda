import type { ChoiceSource, Expression } from '../model.ts';
import type { ListDraft } from './choice-lists.ts';
import { nearestRepeat, type Draft } from './draft.ts';
import type { At, Findings } from './findings.ts';
import { isFileName, isName } from './names.ts';
import type { Parameters } from './parameters.ts';
import { References } from './references.ts';

export interface Sources {
  readonly lists: ReadonlyMap<string, ListDraft>;
  readonly hasChoices: boolean;
  readonly external: ReadonlyMap<string, ListDraft> | null;
  /** Instances that come from elsewhere: external files, lists of entities. */
  readonly instances: ReadonlySet<string>;
  readonly references: References;
  readonly findings: Findings;
}

const REFERENCE = /^\$\{([^{}]+)\}$/;

const FILE = /^(.+)\.(csv|xml|geojson)$/i;

const isSearch = (appearance: string): boolean => /(^|\s)search\(/.test(appearance.trim());

/** The condition on each choice; among the turns of a repeat (`within`), on each turn. */
function filterOf(context: Draft, references: References, within?: Draft): Expression | null {
  const cell = context.row.cell('choice_filter');
  const at: At = { sheet: 'survey', row: context.number, column: cell?.heading.written ?? 'choice_filter' };
  return cell === null ? null : references.expression(cell.text, { context, at, current: true, ...(within === undefined ? {} : { within }) });
}

const isRandom = (parameters: Parameters): boolean => parameters.get('randomize')?.toLowerCase() === 'true';

/** Order of the choices: a number, or the answer that says it. */
function seedOf(draft: Draft, parameters: Parameters, { references, findings }: Sources): string | null {
  const [seed, randomize] = [parameters.get('seed'), parameters.get('randomize')];
  if (randomize !== null && !['true', 'false'].includes(randomize.toLowerCase())) findings.refuse('parametro-si-o-no', parameters.at, { parametro: 'randomize' });
  if (seed === null) return null;
  if (!isRandom(parameters)) findings.refuse('semilla-sin-azar', parameters.at);
  if (!/^-?\d+(\.\d+)?$/.test(seed) && !REFERENCE.test(seed)) findings.refuse('semilla', parameters.at);
  return references.expression(seed, { context: draft, at: parameters.at }).xpath;
}

const shown = (draft: Draft, parameters: Parameters, sources: Sources) => ({ filter: filterOf(draft, sources.references), randomize: isRandom(parameters), seed: seedOf(draft, parameters, sources) });

/** The answers of a question inside a repeat, as choices. */
function fromRepeat(draft: Draft, repeat: Draft, value: string, parameters: Parameters, sources: Sources): ChoiceSource {
  const filter = filterOf(draft, sources.references, repeat);
  const nodeset = `${References.nodeset(draft, repeat)}[${filter?.xpath ?? `./${value} != ''`}]`;
  return { kind: 'repeat', nodeset, value, filter, randomize: isRandom(parameters), seed: seedOf(draft, parameters, sources) };
}

function fromFile(draft: Draft, file: string, parameters: Parameters, sources: Sources): ChoiceSource {
  const [, instance = file, ending = ''] = FILE.exec(file) ?? [];
  const at: At = { sheet: 'survey', row: draft.number, column: 'type' };
  if (ending === '') sources.findings.refuse('archivo-de-opciones', at, { archivo: file });
  else if (!isFileName(file)) sources.findings.refuse('archivo-nombre', at, { archivo: file });
  for (const key of ['value', 'label']) {
    const name = parameters.get(key);
    if (name !== null && !isName(name)) sources.findings.refuse('parametro-nombre', parameters.at, { parametro: key });
  }
  if (isSearch(draft.row.text('control::appearance'))) sources.findings.refuse('busqueda-en-archivo', { ...at, column: 'appearance' });
  const points = ending.toLowerCase() === 'geojson';
  return { kind: 'file', file, instance, value: parameters.get('value') ?? (points ? 'id' : 'name'), label: parameters.get('label') ?? (points ? 'title' : 'label'), ...shown(draft, parameters, sources) };
}

function fromList(draft: Draft, list: string, parameters: Parameters, sources: Sources): ChoiceSource {
  const at: At = { sheet: 'survey', row: draft.number, column: 'type' };
  if (!sources.hasChoices) sources.findings.refuse('faltan-opciones', NO_SHEET);
  else if (!sources.lists.has(list)) sources.findings.refuse('lista-no-existe', at, { lista: list });
  return { kind: 'list', list, inline: isSearch(draft.row.text('control::appearance')), ...shown(draft, parameters, sources) };
}

const NO_SHEET: At = { sheet: 'choices', row: null, column: null };

function fromItemsets(draft: Draft, list: string, { external, references, findings }: Sources): ChoiceSource {
  if (external === null) findings.refuse('faltan-opciones-externas', { sheet: 'external_choices', row: null, column: null });
  else if (!external.has(list)) findings.refuse('lista-no-existe', { sheet: 'survey', row: draft.number, column: 'type' }, { lista: list });
  if (draft.row.cell('choice_filter') === null) findings.warn('externa-sin-filtro', { sheet: 'survey', row: draft.number, column: 'choice_filter' });
  return { kind: 'external', list, filter: filterOf(draft, references) };
}

/** Where the choices of a select come from. */
export function sourceOf(draft: Draft, parameters: Parameters, sources: Sources): ChoiceSource | null {
  const select = draft.select!;
  if (select.type === 'select_one_external') return fromItemsets(draft, select.from, sources);
  if (select.file) return fromFile(draft, select.from, parameters, sources);
  const reference = REFERENCE.exec(select.from);
  if (reference === null) return fromList(draft, select.from, parameters, sources);
  const target = sources.references.find(reference[1]!, { sheet: 'survey', row: draft.number, column: 'type' });
  const repeat = target === null ? null : nearestRepeat(target);
  if (target === null || repeat !== null) return target === null ? null : fromRepeat(draft, repeat!, target.path.slice(repeat!.path.length + 1), parameters, sources);
  sources.findings.refuse('opciones-sin-repeticion', { sheet: 'survey', row: draft.number, column: 'type' }, { nombre: target.name });
  return null;
}

/** Places that a map question shows: a list, an instance, or what was drawn in a repeat. */
export function referenceGeometry(draft: Draft, parameters: Parameters, sources: Sources): ChoiceSource | null {
  const from = parameters.get('reference-geometry');
  if (from === null) return null;
  const reference = REFERENCE.exec(from);
  const target = reference === null ? null : sources.references.find(reference[1]!, parameters.at);
  if (target?.kind === 'repeat') return fromRepeat(draft, target, 'geometry', parameters, sources);
  if (sources.lists.has(from)) return { kind: 'list', list: from, inline: false, ...shown(draft, parameters, sources) };
  if (sources.instances.has(from)) return { kind: 'file', file: null, instance: from, value: 'name', label: 'label', ...shown(draft, parameters, sources) };
  if (reference === null || target !== null) sources.findings.refuse('geometria-de-referencia', parameters.at, { valor: from });
  return null;
}
