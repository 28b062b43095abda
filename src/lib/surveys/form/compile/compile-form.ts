import { everyNode, type ChoiceList, type FormFinding, type FormModel, type FormNode, type FormSettings } from '../model.ts';
import { readSheet } from '../sheets/read-sheet.ts';
import type { RawSheet, Sheet } from '../sheets/sheet.ts';
import type { SheetKind } from '../sheets/headings.ts';
import { checkCodes } from './choice-codes.ts';
import { isExtra, OWN_COLUMNS, readLists, type ListDraft } from './choice-lists.ts';
import { checkCycles } from './cycles.ts';
import { addDraft, madeRow, type Draft } from './draft.ts';
import { readEntities, type EntityPlan } from './entities.ts';
import { Findings } from './findings.ts';
import { instancesOf } from './instances.ts';
import { checkLanguages, languagesOf } from './languages.ts';
import { checkNames, isAttribute, PREFIXES } from './names.ts';
import { instanceNames, nodesOf, type Building } from './nodes.ts';
import { checkInstanceName, spreadPersonal } from './personal.ts';
import { References } from './references.ts';
import { checkSearches } from './search-lists.ts';
import { checkSeries } from './series.ts';
import { readSettings, type Fallback, type Settings } from './settings.ts';
import { FormSheets } from './sheets.ts';
import { checkSyntax } from './syntax.ts';
import { labelOf, mediaOf, type Speaking } from './texts.ts';
import { growTree, MOST_QUESTIONS } from './tree.ts';
import { checkTriggers } from './triggers.ts';

export type Compiled =
  | { readonly ok: true; readonly model: FormModel }
  | { readonly ok: false; readonly faults: readonly FormFinding[]; readonly warnings: readonly FormFinding[] };

/** What a form is called where its sheets do not say. */
const FALLBACK: Fallback = { id: 'data', root: 'data' };

/** More rows than any questionnaire; a list of places can be long. */
const MOST_ROWS = { survey: 10_000, choices: 200_000, external_choices: 200_000, settings: 100, entities: 100, osm: 10_000 } as const;

const NO_LISTS: ReadonlyMap<string, ListDraft> = new Map();

class Compilation {
  readonly findings = new Findings();
  readonly #sheets: FormSheets;
  readonly #fallback: Fallback;

  constructor(raw: readonly RawSheet[], fallback: Fallback) {
    this.#sheets = new FormSheets(raw, this.findings);
    this.#fallback = fallback;
  }

  #read(kind: SheetKind, clean: boolean): Sheet | null {
    const raw = this.#sheets.get(kind);
    if (raw === null) return null;
    if (raw.rows.length - 1 <= MOST_ROWS[kind]) return readSheet(kind, { ...raw, name: kind }, clean, this.findings);
    this.findings.refuse('demasiadas-filas', { sheet: kind, row: null, column: null }, { cuantas: String(MOST_ROWS[kind]) });
    return null;
  }

  run(): FormModel | null {
    for (const name of ['survey', 'choices', 'settings', 'external_choices', 'entities']) this.#sheets.warnNear(name);
    const settings = readSettings(this.#read('settings', false), this.#fallback, this.findings);
    const survey = this.#read('survey', settings.cleans);
    if (survey === null) {
      if (this.findings.faults.length === 0) this.findings.refuse('falta-hoja', { sheet: 'survey', row: null, column: null });
      return null;
    }
    if (!survey.headings.some(({ key }) => key === 'type')) {
      this.findings.refuse('falta-columna-tipo', { sheet: 'survey', row: 1, column: 'type' });
      return null;
    }
    return this.#model(survey, settings);
  }

  #lists(kind: 'choices' | 'external_choices' | 'osm', settings: Settings): { readonly sheet: Sheet | null; readonly lists: ReadonlyMap<string, ListDraft> | null } {
    const sheet = this.#read(kind, false);
    return { sheet, lists: sheet === null ? null : readLists(sheet, kind === 'choices' ? settings : { ...settings, allowsDuplicates: true }, this.findings) };
  }

  #model(survey: Sheet, settings: Settings): FormModel {
    const { sheet: choices, lists } = this.#lists('choices', settings);
    const external = this.#lists('external_choices', settings).lists;
    const osm = this.#lists('osm', settings).lists ?? NO_LISTS;
    const root = addDraft(null, { kind: 'root', name: settings.root, row: madeRow([]) });
    const meta = addDraft({ ...root, children: [] }, { kind: 'group', name: 'meta', row: madeRow([]) });
    growTree(survey, { root, meta, lists: lists ?? NO_LISTS, choiceLanguages: languagesIn(choices), findings: this.findings, room: { left: MOST_QUESTIONS } });
    checkNames(root, this.findings);
    const named = [...(settings.omitInstanceId ? [] : ['instanceID']), ...(settings.instanceName === null ? [] : ['instanceName'])].map((name) => ({ kind: 'question', name, row: madeRow([]), number: null, parent: meta, children: [], type: null, select: null, depth: 2, path: `${meta.path}/${name}` }) satisfies Draft);
    const references = new References(root, [...meta.children, ...named], this.findings);
    const entities = readEntities(this.#read('entities', false), root, references, this.findings);
    const building: Building = {
      root: settings.root,
      lists: lists ?? NO_LISTS, hasChoices: lists !== null, external, osm, references, findings: this.findings, defaultLanguage: settings.defaultLanguage, saveTo: entities.saveTo,
      instances: instanceNames(root, entities.declarations.map(({ list }) => list)), told: new Set(), prefixes: new Set([...PREFIXES, ...settings.namespaces.map(({ name }) => name)]),
    };
    const nodes = spreadPersonal([...nodesOf(root, building), ...nodesOf(meta, building)], building.told, this.findings);
    return this.#finished(settings, nodes, building, { survey, choices, entities, root });
  }

  #finished(settings: Settings, nodes: readonly FormNode[], building: Building, { survey, choices, entities, root }: { readonly survey: Sheet; readonly choices: Sheet | null; readonly entities: EntityPlan; readonly root: Draft }): FormModel {
    const { references, lists } = building;
    for (const { name } of settings.attributes) if (!isAttribute(name, building.prefixes)) this.findings.refuse('atributo-malo', { sheet: 'settings', row: 1, column: `attribute::${name}` }, { nombre: name });
    const read = { references, findings: this.findings, context: root, defaultLanguage: settings.defaultLanguage };
    const made = [...lists.values()].map((list) => choiceList(list, read));
    const used = settingsOf(settings, references, root, entities);
    const searched = checkSearches(nodes, this.findings);
    const instances = instancesOf(nodes, new Set([...lists.keys()].filter((name) => !searched.has(name))), references.usesLastSaved, this.findings);
    if (used.instanceName !== null) checkInstanceName(nodes, used.instanceName.written, this.findings);
    checkCodes(nodes, made, this.findings);
    checkSeries(nodes, this.findings);
    checkTriggers(nodes, this.findings);
    checkCycles(nodes, this.findings);
    // A reference that leads nowhere is told once, as what it is, and not again as bad XPath.
    if (this.findings.faults.length === 0) checkSyntax(nodes, used, this.findings);
    checkLanguages(survey, choices, settings.defaultLanguage, this.findings);
    const languages = languagesOf(nodes, made, settings.defaultLanguage);
    return {
      model: 1, id: settings.id, version: settings.version, title: settings.title, root: settings.root, defaultLanguage: settings.defaultLanguage, languages, settings: used,
      nodes, lists: made, instances, files: filesOf(nodes, made, instances, building.external !== null), entities: entities.declarations, warnings: this.findings.warnings,
    };
  }
}

const languagesIn = (sheet: Sheet | null): string[] => [...new Set(sheet?.headings.filter(({ key }) => key === 'label').map(({ language }) => language) ?? [])];

function choiceList({ name, rows }: ListDraft, read: Omit<Speaking, 'sheet'>): ChoiceList {
  const choices = rows.map((row) => ({
    name: row.text('name'), label: labelOf(row, { sheet: 'choices', ...read }), media: mediaOf(row, { sheet: 'choices', ...read }), row: row.number === 0 ? null : row.number,
    extra: row.cells.flatMap(({ heading, text }) => (OWN_COLUMNS.has(heading.key) || !isExtra(heading.written) ? [] : [{ name: heading.written, value: text }])),
  }));
  const itext = choices.some(({ label, media }) => media.length > 0 || label.some(({ language, parts }) => language !== '' || parts.some((part) => typeof part !== 'string')));
  return { name, choices, itext };
}

function settingsOf(settings: Settings, references: References, root: Draft, entities: EntityPlan): FormSettings {
  const { instanceName, style, submissionUrl, autoSend, autoDelete, clientEditable, smsKeyword, prefix, delimiter, instanceNamespace, omitInstanceId, namespaces, attributes } = settings;
  return {
    instanceName: instanceName === null ? null : references.expression(instanceName, { context: root, at: { sheet: 'settings', row: 2, column: 'instance_name' } }),
    style, submissionUrl, autoSend, autoDelete, clientEditable, smsKeyword, prefix, delimiter, instanceNamespace, omitInstanceId, namespaces, attributes, entitiesVersion: entities.version,
  };
}

/** Files that travel with the form. */
function filesOf(nodes: readonly FormNode[], lists: readonly ChoiceList[], instances: readonly { readonly src: string }[], itemsets: boolean): string[] {
  const media = [...[...everyNode(nodes)].flatMap((node) => node.media), ...lists.flatMap(({ choices }) => choices.flatMap((choice) => choice.media))].map(({ file }) => file);
  const tables = instances.flatMap(({ src }) => (/^jr:\/\/file(?:-csv)?\//.test(src) ? [src.replace(/^jr:\/\/file(?:-csv)?\//, '')] : []));
  return [...new Set([...media.filter((file) => !file.includes('${')), ...tables, ...(itemsets ? ['itemsets.csv'] : [])])];
}

/**
 * Compiles the sheets of an XLSForm into the typed model, or gives all the faults that were found, each with its sheet, row
 * and column. Pure. `fallback` says what a form without settings is called.
 */
export function compileForm(sheets: readonly RawSheet[], fallback: Fallback = FALLBACK): Compiled {
  const compilation = new Compilation(sheets, fallback);
  const model = compilation.run();
  const { faults, warnings } = compilation.findings;
  return model === null || faults.length > 0 ? { ok: false, faults, warnings } : { ok: true, model };
}

