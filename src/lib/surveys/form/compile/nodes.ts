import type { Attribute, ChoiceTag, Default, Expression, FormNode, GroupNode, Pair, QuestionNode, RepeatNode } from '../model.ts';
import { bindOf } from './binds.ts';
import type { ListDraft } from './choice-lists.ts';
import { referenceGeometry, sourceOf, type Sources } from './choice-source.ts';
import { isDynamic } from './default-value.ts';
import { descendants, type Draft } from './draft.ts';
import type { At } from './findings.ts';
import { isAttribute } from './names.ts';
import { checkKeys, parameterEffect, Parameters, readParameters } from './parameters.ts';
import { isPersonal } from './question-types.ts';
import { RangeReading } from './range.ts';
import { seriesOf } from './series.ts';
import { saysNo, saysYes } from './settings.ts';
import { LABELS } from './table-list.ts';
import { labelOf, textsOf } from './texts.ts';
import { triggersOf } from './triggers.ts';

export interface Building extends Sources {
  /** Name of the instance's root. */
  readonly root: string;
  readonly defaultLanguage: string;
  readonly osm: ReadonlyMap<string, ListDraft>;
  /** Property of an entity by the path of the question that is saved to it. */
  readonly saveTo: ReadonlyMap<string, string>;
  /** Prefixes that attributes may have. */
  readonly prefixes: ReadonlySet<string>;
  /** Paths of the questions whose author says whether they are personal; filled on the way. */
  readonly told: Set<string>;
}

const CONTROLS = { select_one: 'select1', select_multiple: 'select', rank: 'odk:rank', select_one_external: 'input' } as const;

const cellAt = ({ row, number }: Draft, key: string): At => ({ sheet: 'survey', row: number, column: row.cell(key)?.heading.written ?? key });

const speaking = (context: Draft, { defaultLanguage, references, findings }: Building) => ({ context, defaultLanguage, references, findings });

const typeOf = ({ type, select }: Draft): string => type?.type ?? select!.type;

function parametersOf(draft: Draft, { findings }: Building): Parameters {
  const parameters = readParameters(draft.row.text('parameters'), cellAt(draft, 'parameters'), findings);
  checkKeys(draft.select?.file === true ? 'select_from_file' : typeOf(draft), parameters, findings);
  return parameters;
}

function appearanceOf(draft: Draft, { references }: Building): Expression | null {
  const cell = draft.row.cell('control::appearance');
  return cell === null ? null : references.expression(cell.text, { context: draft, at: cellAt(draft, 'control::appearance') });
}

/** Attributes that the author asked for, under `body::` or `instance::`. */
function attributesOf(draft: Draft, prefix: 'control' | 'instance', { references }: Building): Attribute[] {
  return draft.row.under(prefix).flatMap(({ name, cell }) => (name === 'appearance' || name === 'jr:count' ? [] : [{ name, value: references.expression(cell.text, { context: draft, at: cellAt(draft, cell.heading.key) }).xpath, written: cell.text }]));
}

function defaultOf(draft: Draft, building: Building): Default | null {
  const cell = draft.row.cell('default');
  if (cell === null) return null;
  if (!isDynamic(cell.text, typeOf(draft))) return { kind: 'static', value: cell.text };
  return { kind: 'dynamic', expression: building.references.expression(cell.text, { context: draft, at: cellAt(draft, 'default') }) };
}

function tagsOf(draft: Draft, building: Building): ChoiceTag[] {
  const [, list = ''] = /^osm +(\S+)$/i.exec(draft.row.text('type')) ?? [];
  return (building.osm.get(list)?.rows ?? []).map((tag) => ({ key: tag.text('name'), label: labelOf(tag, { sheet: 'osm', ...speaking(draft, building) }) }));
}

/** What the author says of a column, over what the type says. */
function personalOf({ row, type, name, path, number }: Draft, { told, findings }: Building): boolean {
  const cell = row.cell('yupay::personal');
  if (cell !== null) told.add(path);
  if (cell !== null && !saysYes(cell.text) && !saysNo(cell.text)) findings.refuse('personal-valor', { sheet: 'survey', row: number, column: cell.heading.written }, { valor: cell.text });
  if (cell !== null) return saysYes(cell.text);
  const personal = isPersonal(type, name);
  if (personal && type!.control === 'input' && type!.bind !== 'geopoint') findings.warn('personal-por-tipo', { sheet: 'survey', row: number, column: 'yupay::personal' }, { nombre: name });
  return personal;
}

/** Attributes that the author named must be ones that XML can carry. */
function checkAttributes({ row, number }: Draft, { findings, prefixes }: Building): void {
  for (const prefix of ['bind', 'control', 'instance']) {
    for (const { name, cell } of row.under(prefix)) {
      if (name !== 'entities:saveto' && !isAttribute(name, prefixes)) findings.refuse('atributo-malo', { sheet: 'survey', row: number, column: cell.heading.written }, { nombre: name });
    }
  }
}

/** What no question can lack, told at its cells. */
function checkQuestion(draft: Draft, node: QuestionNode, { findings }: Building): void {
  const at = cellAt(draft, 'type');
  if (node.type === 'calculate' && node.bind.calculate === null && node.default?.kind !== 'dynamic') findings.refuse('sin-calculo', { ...at, column: 'calculation' });
  if (node.type === 'audit' && draft.name !== 'audit') findings.refuse('auditoria-nombre', cellAt(draft, 'name'));
  if (node.type === 'background-geopoint' && node.bind.calculate !== null) findings.refuse('fondo-con-calculo', cellAt(draft, 'bind::calculate'));
  if (node.type === 'background-geopoint' && node.triggers.length === 0 && draft.row.cell('trigger') === null) findings.refuse('fondo-sin-disparador', { ...at, column: 'trigger' });
  const silent = node.bind.calculate !== null || node.triggers.length > 0;
  const speechless = node.label.length + node.media.length + node.hint.length === 0;
  if (node.control !== null && speechless && !silent && !node.name.startsWith(LABELS)) findings.refuse('sin-texto', { ...at, column: 'label' }, { nombre: draft.name });
  if (node.media.some(({ form }) => form === 'big-image') && !node.media.some(({ form }) => form === 'image')) findings.refuse('imagen-grande', cellAt(draft, 'media::big-image'));
}

/** An attribute that no author wrote. */
const derived = ({ name, value }: Pair): Attribute => ({ name, value, written: null });

function questionOf(draft: Draft, building: Building): QuestionNode {
  const type = typeOf(draft);
  const parameters = parametersOf(draft, building);
  const appearance = appearanceOf(draft, building);
  const effect = parameterEffect(type, parameters, building.findings, appearance?.written ?? '');
  const range = type === 'range' ? new RangeReading(parameters, appearance?.written ?? '', building.findings).read(building.lists) : null;
  const bind = { ...bindOf(draft, building.references, { attributes: effect.bind.map(derived), type: range?.type ?? null }), saveTo: building.saveTo.get(draft.path) ?? null };
  const choices = draft.select !== null ? sourceOf(draft, parameters, building)
    : range?.labels != null ? { kind: 'list' as const, list: range.labels, inline: false, filter: null, randomize: false, seed: null }
      : type.startsWith('geo') ? referenceGeometry(draft, parameters, building) : null;
  const texts = textsOf(draft.row, { sheet: 'survey', ...speaking(draft, building) });
  const hint = texts.hint.length === 0 && draft.type?.hint !== undefined ? [{ language: '', written: draft.type.hint, parts: [draft.type.hint] }] : texts.hint;
  const mediatype: Attribute[] = draft.type?.mediatype === undefined ? [] : [{ name: 'mediatype', value: draft.type.mediatype, written: null }];
  const node: QuestionNode = {
    kind: 'question', name: draft.name, path: draft.path, row: draft.number, type, ...texts, hint, bind, appearance, choices,
    control: draft.select === null ? draft.type!.control : CONTROLS[draft.select.type],
    bodyAttributes: [...mediatype, ...(range?.body ?? []).map(derived), ...effect.body.map(derived), ...attributesOf(draft, 'control', building)], instanceAttributes: attributesOf(draft, 'instance', building),
    parameters: parameters.pairs, default: defaultOf(draft, building), triggers: triggersOf(draft, building), tags: tagsOf(draft, building),
    personal: personalOf(draft, building), series: seriesOf(draft, building.root, building.references, building.findings),
  };
  checkQuestion(draft, node, building);
  checkAttributes(draft, building);
  return node;
}

const REFERENCE = /^\$\{([^{}]+)\}$/;

/** How many turns a repeat has: a question's answer, or the field that works it out. */
function countOf(draft: Draft, { references }: Building): Expression | null {
  const cell = draft.row.cell('control::jr:count');
  if (cell === null) return null;
  const written = REFERENCE.test(cell.text) ? cell.text : `\${${draft.name}_count}`;
  return { ...references.expression(written, { context: draft, at: cellAt(draft, 'control::jr:count') }), written: cell.text };
}

function blockOf(draft: Draft, building: Building): GroupNode | RepeatNode {
  const texts = textsOf(draft.row, { sheet: 'survey', ...speaking(draft, building) });
  const base = {
    name: draft.name, path: draft.path, row: draft.number, ...texts, bind: bindOf(draft, building.references), appearance: appearanceOf(draft, building),
    bodyAttributes: attributesOf(draft, 'control', building), instanceAttributes: attributesOf(draft, 'instance', building), children: nodesOf(draft, building),
  };
  checkAttributes(draft, building);
  if (draft.kind === 'group') return { kind: 'group', ...base };
  return { kind: 'repeat', ...base, count: countOf(draft, building) };
}

/** The nodes of the form, out of its tree. */
export function nodesOf({ children }: Draft, building: Building): FormNode[] {
  return children.map((draft) => (draft.kind === 'question' ? questionOf(draft, building) : blockOf(draft, building)));
}

/** Names of the files and lists that the form's instances are called. */
export function instanceNames(root: Draft, entityLists: readonly string[]): ReadonlySet<string> {
  const names = new Set(entityLists);
  for (const { name, type, select } of descendants(root)) {
    if (type?.type === 'csv-external' || type?.type === 'xml-external') names.add(name);
    if (select?.file === true) names.add(select.from.replace(/\.[^.]+$/, ''));
  }
  return names;
}
