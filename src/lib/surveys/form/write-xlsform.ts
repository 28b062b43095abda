import type { WriteOptions } from 'hucre/xlsx';
import { selectNames } from './compile/select-names.ts';
import { isPersonal, questionType } from './compile/question-types.ts';
import { everyNode, type Attribute, type EntityDeclaration, type FormModel, type FormNode, type Media, type QuestionNode, type Said } from './model.ts';
import type { RawSheet } from './sheets/sheet.ts';

/** A row on its way to a sheet: headings in the order in which they are first used. */
type Row = readonly (readonly [heading: string, text: string])[];

/** Columns that every sheet begins with, in the order in which people look for them. */
const FIRST: Readonly<Record<string, readonly string[]>> = { survey: ['type', 'name', 'label'], choices: ['list_name', 'name', 'label'] };

/** What is written in no language comes before its translations, as it does in the model: some row may have had only a translation. */
function inOrder(headings: readonly string[]): string[] {
  const all = [...new Set(headings)];
  const base = (heading: string): string => heading.slice(0, heading.lastIndexOf('::'));
  return all.flatMap((heading) => {
    if (heading.endsWith('::default')) return all.find((one) => one.includes('::') && base(one) === base(heading)) === heading ? [heading] : [];
    const first = heading.includes('::') && all.find((one) => one.includes('::') && base(one) === base(heading)) === heading;
    return first && all.includes(`${base(heading)}::default`) ? [`${base(heading)}::default`, heading] : [heading];
  });
}

function sheetOf(name: string, rows: readonly Row[]): RawSheet {
  const used = new Set(inOrder(rows.flatMap((row) => row.map(([heading]) => heading))));
  const headings = [...(FIRST[name] ?? []).filter((heading) => heading !== 'label' || used.has(heading)), ...[...used].filter((heading) => !FIRST[name]?.includes(heading))];
  const cells = rows.map((row) => new Map(row));
  return { name, rows: [headings, ...cells.map((row) => headings.map((heading) => row.get(heading) ?? ''))] };
}

const said = (column: string, texts: readonly Said[]): Row => texts.map(({ language, written }) => [language === '' ? column : `${column}::${language}`, written] as const);
const shown = (media: readonly Media[]): Row => media.map(({ form, language, file }) => [`media::${form}::${language}`, file] as const);
const optional = (heading: string, text: string | null | undefined): Row => (text == null || text === '' ? [] : [[heading, text]]);
const authored = (prefix: string, attributes: readonly Attribute[]): Row => attributes.flatMap(({ name, written }) => (written === null ? [] : [[`${prefix}::${name}`, written] as const]));

/** `a=1 b=2`; with semicolons where a value holds a blank or a comma. */
function parameters(pairs: QuestionNode['parameters']): string {
  const written = pairs.map(({ name, value }) => `${name}=${value}`);
  return pairs.some(({ value }) => /[\s,]/.test(value)) ? `${written.join(';')};` : written.join(' ');
}

/** The type's own bind, where the author wrote another. */
const otherType = (node: FormNode): string | null => {
  if (node.kind !== 'question') return node.bind.type;
  const own = questionType(node.type)?.bind ?? (node.type === 'rank' ? 'odk:rank' : 'string');
  return node.type === 'range' || node.bind.type === own || questionType(node.type)?.bind === null ? null : node.bind.type;
};

function bindCells(node: FormNode, entities: readonly EntityDeclaration[]): Row {
  const { relevant, constraint, required, readonly, calculate, saveTo, attributes } = node.bind;
  const entity = saveTo === null ? undefined : entities.filter(({ container }) => node.path.startsWith(`${container}/`)).sort((a, b) => b.container.length - a.container.length)[0];
  return [
    ...optional('relevant', relevant?.written), ...optional('constraint', constraint?.written), ...said('constraint_message', node.constraintMessage), ...optional('required', required?.written),
    ...said('required_message', node.requiredMessage), ...said('noAppErrorString', node.noAppMessage), ...optional('read_only', readonly?.written), ...optional('calculation', calculate?.written),
    ...optional('bind::type', otherType(node)), ...(entity === undefined ? [] : optional('save_to', `${entity.list}#${saveTo}`)), ...authored('bind', attributes),
  ];
}

const commonCells = (node: FormNode, entities: readonly EntityDeclaration[]): Row => [
  ['name', node.name], ...said('label', node.label), ...said('hint', node.hint), ...said('guidance_hint', node.guidance), ...shown(node.media), ...bindCells(node, entities),
  ...optional('appearance', node.appearance?.written), ...authored('body', node.bodyAttributes), ...authored('instance', node.instanceAttributes),
];

function typeText({ type, choices, name, tags }: QuestionNode): string {
  if (tags.length > 0) return `${type} ${name}_tags`;
  return choices === null || !selectNames.has(type) ? type : selectNames.get(type)!(choices);
}

function questionRow(node: QuestionNode, entities: readonly EntityDeclaration[]): Row {
  const { bind, choices } = node;
  // What is made of other answers would be personal again with them, unless its row says no.
  const made = bind.calculate !== null || node.default?.kind === 'dynamic' || choices?.kind === 'repeat';
  const told = node.personal || made || node.personal !== isPersonal(questionType(node.type), node.name);
  const start = node.default?.kind === 'static' ? node.default.value : node.default?.expression.written;
  return [
    ['type', typeText(node)], ...commonCells(node, entities), ...optional('choice_filter', choices?.filter?.written), ...optional('parameters', parameters(node.parameters)),
    ...optional('default', start), ...optional('trigger', node.triggers.map((path) => `\${${path.slice(path.lastIndexOf('/') + 1)}}`).join(', ')),
    ...optional('yupay::personal', told ? (node.personal ? 'yes' : 'no') : null), ...optional('yupay::serie', node.series === node.name ? null : node.series),
  ];
}

/** A field that only counts a repeat's turns comes back by itself. */
const isCounter = (node: FormNode, next: FormNode | undefined): boolean => node.row === null && next?.kind === 'repeat' && node.name === `${next.name}_count` && next.count !== null;

function surveyRows(nodes: readonly FormNode[], entities: readonly EntityDeclaration[]): Row[] {
  return nodes.flatMap((node, at) => {
    if (node.kind === 'question') return isCounter(node, nodes[at + 1]) ? [] : [questionRow(node, entities)];
    const count = node.kind === 'repeat' ? optional('repeat_count', node.count?.written) : [];
    return [[['type', `begin ${node.kind}`], ...commonCells(node, entities), ...count], ...surveyRows(node.children, entities), [['type', `end ${node.kind}`]]] as Row[];
  });
}

function settingsRow(model: FormModel): Row {
  const { instanceName, style, submissionUrl, autoSend, autoDelete, clientEditable, smsKeyword, prefix, delimiter, instanceNamespace, omitInstanceId, namespaces, attributes } = model.settings;
  const twins = model.lists.some(({ choices }) => new Set(choices.map(({ name }) => name)).size < choices.length);
  return [
    ['form_title', model.title], ['form_id', model.id], ...optional('version', model.version), ['name', model.root], ...optional('default_language', model.defaultLanguage === 'default' ? null : model.defaultLanguage),
    ...optional('instance_name', instanceName?.written), ...optional('style', style), ...optional('submission_url', submissionUrl), ...optional('auto_send', autoSend), ...optional('auto_delete', autoDelete),
    ...optional('client_editable', clientEditable), ...optional('sms_keyword', smsKeyword), ...optional('prefix', prefix), ...optional('delimiter', delimiter), ...optional('instance_xmlns', instanceNamespace),
    ...optional('omit_instanceID', omitInstanceId ? 'yes' : null), ...optional('allow_choice_duplicates', twins ? 'yes' : null),
    ...optional('namespaces', namespaces.map(({ name, value }) => `${name}="${value}"`).join(' ')), ...attributes.map(({ name, value }) => [`attribute::${name}`, value] as const),
  ];
}

const entityRow = ({ list, label, entityId, createIf, updateIf }: EntityDeclaration): Row => [
  ['list_name', list], ...optional('label', label?.written), ...optional('entity_id', entityId?.written), ...optional('create_if', createIf?.written), ...optional('update_if', updateIf?.written),
];

/**
 * The sheets of an XLSForm that compile to this very model, its rows aside. A list that phones read from `itemsets.csv` is no
 * part of the model: whoever has the sheet `external_choices` adds it.
 */
export function modelSheets(model: FormModel): RawSheet[] {
  const choices = model.lists.flatMap(({ name: list, choices: own }) => own.map(({ name, label, media, extra }): Row => [['list_name', list], ['name', name], ...said('label', label), ...shown(media), ...extra.map(({ name: column, value }) => [column, value] as const)]));
  const tags = [...everyNode(model.nodes)].flatMap((node) => (node.kind === 'question' ? node.tags.map(({ key, label }): Row => [['list_name', `${node.name}_tags`], ['name', key], ...said('label', label)]) : []));
  return [
    sheetOf('survey', surveyRows(model.nodes, model.entities)), ...(choices.length === 0 ? [] : [sheetOf('choices', choices)]), ...(tags.length === 0 ? [] : [sheetOf('osm', tags)]),
    ...(model.entities.length === 0 ? [] : [sheetOf('entities', model.entities.map(entityRow))]), sheetOf('settings', [settingsRow(model)]),
  ];
}

/** The workbook of an XLSForm, for the writer of spreadsheets; every cell is text, or a spreadsheet would read `1-1` as a day. */
export const formWorkbook = (sheets: readonly RawSheet[]): WriteOptions => ({
  sheets: sheets.map(({ name, rows }) => ({
    name, freezePane: { rows: 1 }, columns: (rows[0] ?? []).map((heading) => ({ width: /^(label|hint)/.test(heading) ? 40 : 18, numFmt: '@' })),
    rows: rows.map((cells) => cells.map((cell) => (cell === '' ? null : cell))), cells: new Map((rows[0] ?? []).map((heading, at) => [`0,${at}`, { value: heading, style: { font: { bold: true } } }])),
  })),
});
