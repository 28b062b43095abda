import type { RawSheet } from '#lib/surveys/form/sheets/sheet.ts';

/** Order of features of SURVEYS §1: core, lists and languages, capture, rest. */
export type FeatureLabel = 'A' | 'B' | 'C' | 'D';

/** A pattern over one kind of text of a form, and the label of what it shows. */
interface Sign {
  readonly label: FeatureLabel;
  readonly in: 'sheet' | 'heading' | 'type' | 'cell';
  readonly pattern: RegExp;
}

/** Headings by their present names; any other name of the same column is an alias. */
const PRESENT = new Set([
  'type', 'name', 'label', 'hint', 'guidance_hint', 'image', 'big-image', 'audio', 'video', 'media', 'relevant', 'required', 'required_message', 'read_only', 'constraint', 'constraint_message', 'calculation',
  'appearance', 'parameters', 'default', 'repeat_count', 'trigger', 'choice_filter', 'save_to', 'note', 'autoplay', 'rows', 'intent', 'list_name', 'bind', 'body', 'instance', 'disabled', 'geometry',
  'form_title', 'form_id', 'version', 'default_language', 'instance_name', 'style', 'submission_url', 'public_key', 'allow_choice_duplicates', 'auto_send', 'auto_delete', 'namespaces', 'attribute',
  'client_editable', 'omit_instanceid', 'clean_text_values', 'entity_id', 'create_if', 'update_if',
]);
const ALIASES = new Set([
  'caption', 'value', 'command', 'tag', 'relevance', 'readonly', 'skippable', 'calculate', 'count', 'jr:count', 'constraining_message', 'noapperrorstring', 'no_app_error_string', 'set_form_title', 'title', 'set_form_id',
  'id_string', 'dataset', 'compact_tag', 'sms_keyword', 'sms_field', 'prefix', 'delimiter',
]);

const SIGNS: readonly Sign[] = [
  { label: 'B', in: 'heading', pattern: /^(choice_filter|image|big-image|audio|video|media)\b|::?\s*\S/i },
  { label: 'B', in: 'type', pattern: /or_other|from[ _]file|-external$|^rank |\$\{/i },
  { label: 'B', in: 'cell', pattern: /\b(randomize|seed)\s*=|\bsearch\(|pulldata\(|\binstance\(/i },
  { label: 'C', in: 'heading', pattern: /^(trigger|appearance|parameters|autoplay|intent)$/i },
  { label: 'C', in: 'type', pattern: /^(start|end|today|deviceid|subscriberid|simserial|username|email|phonenumber|audit|image|audio|video|file|barcode|range|acknowledge|trigger|start-geopoint|background-\w+|geo\w+)$|^(rank|osm)\b/i },
  { label: 'D', in: 'sheet', pattern: /^(entities|external_choices|osm)$/i },
  { label: 'D', in: 'heading', pattern: /^(bind|body|control|instance|attribute)::|^(namespaces|public_key|submission_url|client_editable|auto_send|auto_delete|save_to|instance_xmlns|omit_instanceid|clean_text_values)$/i },
  { label: 'D', in: 'type', pattern: /select_one_external|loop|^osm\b/i },
];

const snake = (text: string): string => text.trim().toLowerCase().replace(/\s+/g, '_');

const isAlias = (heading: string): boolean => ALIASES.has(snake(heading.split(/::?/)[0]!)) && !PRESENT.has(snake(heading.split(/::?/)[0]!));

/** Texts of a form by what they are; a sheet that the reference does not read counts for nothing. */
function textsOf(sheets: readonly RawSheet[]): Readonly<Record<Sign['in'], readonly string[]>> {
  const read = sheets.filter(({ name }) => /^(survey|choices|settings|entities|external_choices|osm)$/i.test(name.trim()));
  const survey = read.filter(({ name }) => name.trim().toLowerCase() === 'survey');
  const types = survey.flatMap(({ rows: [top = [], ...below] }) => below.flatMap((cells) => cells[top.findIndex((heading) => snake(heading) === 'type')] ?? []));
  const ownHeadings = read.flatMap(({ name, rows: [top = []] }) => (name.trim().toLowerCase() === 'choices' ? top.filter((heading) => PRESENT.has(snake(heading.split(/::?/)[0]!))) : top));
  return { sheet: read.map(({ name }) => name.trim()), heading: ownHeadings.filter((heading) => heading !== ''), type: types, cell: survey.flatMap(({ rows: [, ...below] }) => below.flat()) };
}

/** The highest label of what a form uses; aliases of headings, and single colons, are of the rest. */
export function featureLabel(sheets: readonly RawSheet[]): FeatureLabel {
  const texts = textsOf(sheets);
  if (texts.heading.some((heading) => isAlias(heading) || /^[^:]+:[^:]+$/.test(heading))) return 'D';
  const labels = SIGNS.filter((sign) => texts[sign.in].some((text) => sign.pattern.test(text.trim()))).map(({ label }) => label);
  return labels.includes('D') ? 'D' : labels.includes('C') ? 'C' : labels.includes('B') ? 'B' : 'A';
}
