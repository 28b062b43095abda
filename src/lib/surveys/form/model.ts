/**
 * The one typed model of a form: the phone's XForm, the web form and the codebook are all made from it. Plain data, kept
 * as JSON in `formulario_version.modelo`. Languages, attributes and extra columns are lists of pairs, never objects keyed
 * by what an author wrote: a language may be called `__proto__`.
 */
export interface FormModel {
  /** Shape of this document; a reader refuses one that it does not know. */
  readonly model: 1;
  readonly id: string;
  /** Empty where the author gave none. */
  readonly version: string;
  readonly title: string;
  /** Name of the instance's root element: every path begins with it. */
  readonly root: string;
  /** `default` where texts carry no language. */
  readonly defaultLanguage: string;
  readonly languages: readonly string[];
  readonly settings: FormSettings;
  readonly nodes: readonly FormNode[];
  readonly lists: readonly ChoiceList[];
  /** Secondary instances that come from files, in the order of the XForm. */
  readonly instances: readonly ExternalInstance[];
  /** Names of the files that a phone needs beside the form: media, tables, `itemsets.csv`. */
  readonly files: readonly string[];
  readonly entities: readonly EntityDeclaration[];
  readonly warnings: readonly FormFinding[];
}

/** One thing that is wrong or doubtful in a form, where its author finds it; row and column as a spreadsheet shows them. */
export interface FormFinding {
  readonly code: string;
  /** Null where the fault is the whole workbook's. */
  readonly sheet: string | null;
  /** From 1, the heading row; null where the fault is the sheet's. */
  readonly row: number | null;
  /** Heading of the column; null where the fault is the row's. */
  readonly column: string | null;
  readonly es: string;
  readonly en: string;
}

export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** An attribute, with its references compiled; `written` is null where a type or a parameter sets it. */
export interface Attribute extends Pair {
  readonly written: string | null;
}

/** What the author wrote, with `${name}`, and the XPath of the XForm, relative inside repeats. */
export interface Expression {
  readonly written: string;
  readonly xpath: string;
}

/** A text; what is not plain is the value of an XPath. */
export interface Said {
  /** Empty where the form says it in no language in particular. */
  readonly language: string;
  readonly written: string;
  readonly parts: readonly (string | { readonly value: string })[];
}

export type MediaForm = 'image' | 'big-image' | 'audio' | 'video';

export interface Media {
  readonly form: MediaForm;
  readonly language: string;
  /** Name of the file, as written. */
  readonly file: string;
  readonly parts: Said['parts'];
}

export interface Texts {
  readonly label: readonly Said[];
  readonly hint: readonly Said[];
  readonly guidance: readonly Said[];
  readonly media: readonly Media[];
  readonly constraintMessage: readonly Said[];
  readonly requiredMessage: readonly Said[];
  /** What a phone says when the application that a question calls is missing. */
  readonly noAppMessage: readonly Said[];
}

export interface Bind {
  /** Type of the XForm: `string`, `int`, `geopoint`…; null where none is bound. */
  readonly type: string | null;
  readonly relevant: Expression | null;
  readonly constraint: Expression | null;
  readonly required: Expression | null;
  readonly readonly: Expression | null;
  readonly calculate: Expression | null;
  readonly preload: { readonly kind: string; readonly params: string | null } | null;
  /** Property of an entity that this answer is saved to. */
  readonly saveTo: string | null;
  /** Attributes that the author asked for (`bind::…`) or that a type or a parameter sets. */
  readonly attributes: readonly Attribute[];
}

/** How a question shows its choices. */
interface Shown {
  readonly filter: Expression | null;
  readonly randomize: boolean;
  /** Number, or path of the answer, that makes the order the same each time. */
  readonly seed: string | null;
}

/** Where a question's choices come from. */
export type ChoiceSource =
  | (Shown & { readonly kind: 'list'; readonly list: string; /** Written into the question, for `search()`. */ readonly inline: boolean })
  /** A secondary instance; `file` is null where something else brings it. */
  | (Shown & { readonly kind: 'file'; readonly file: string | null; readonly instance: string; readonly value: string; readonly label: string })
  /** Answers given before in a repeat: `value` is the question's path from each of its turns. */
  | (Shown & { readonly kind: 'repeat'; readonly nodeset: string; readonly value: string })
  /** The old `itemsets.csv`, asked with a query. */
  | { readonly kind: 'external'; readonly list: string; readonly filter: Expression | null };

export type Default = { readonly kind: 'static'; readonly value: string } | { readonly kind: 'dynamic'; readonly expression: Expression };

interface NodeBase extends Texts {
  readonly name: string;
  /** From the root: `/data/grupo/pregunta`. */
  readonly path: string;
  /** Row of the sheet `survey`; null for what the compiler adds. */
  readonly row: number | null;
  readonly bind: Bind;
  readonly appearance: Expression | null;
  /** Attributes of the control (`body::…`) and of the element in the instance (`instance::…`). */
  readonly bodyAttributes: readonly Attribute[];
  readonly instanceAttributes: readonly Attribute[];
}

export interface QuestionNode extends NodeBase {
  readonly kind: 'question';
  /** The type's one name: `select_one`, `integer`, `note`, `start`, `geopoint`… */
  readonly type: string;
  /** Element of the body; null for what nobody sees. */
  readonly control: 'input' | 'select1' | 'select' | 'odk:rank' | 'range' | 'trigger' | 'upload' | null;
  readonly parameters: readonly Pair[];
  readonly choices: ChoiceSource | null;
  readonly default: Default | null;
  /** Paths of the questions whose change works `bind.calculate` out again, and nothing else does; empty where it is always worked out. */
  readonly triggers: readonly string[];
  /** Tags that a map upload asks for. */
  readonly tags: readonly ChoiceTag[];
  /** The answer points at a person: it stays sealed and never enters tables, exports or receipts. */
  readonly personal: boolean;
  /** Id that stays while the question asks the same: a changed question starts another series. */
  readonly series: string;
}

export interface GroupNode extends NodeBase {
  readonly kind: 'group';
  readonly children: readonly FormNode[];
}

export interface RepeatNode extends NodeBase {
  readonly kind: 'repeat';
  readonly children: readonly FormNode[];
  /** How many times; null where the person adds as many as needed. */
  readonly count: Expression | null;
}

export type FormNode = QuestionNode | GroupNode | RepeatNode;

export interface ChoiceTag {
  readonly key: string;
  readonly label: readonly Said[];
}

export interface Choice {
  readonly name: string;
  readonly label: readonly Said[];
  readonly media: readonly Media[];
  /** Columns of the author's own, for filters. */
  readonly extra: readonly Pair[];
  readonly row: number | null;
}

export interface ChoiceList {
  readonly name: string;
  readonly choices: readonly Choice[];
  /** The labels need itext: several languages, media or references. */
  readonly itext: boolean;
}

export interface ExternalInstance {
  readonly id: string;
  readonly src: string;
}

export interface FormSettings {
  readonly instanceName: Expression | null;
  readonly style: string | null;
  readonly submissionUrl: string | null;
  readonly autoSend: string | null;
  readonly autoDelete: string | null;
  readonly clientEditable: string | null;
  readonly smsKeyword: string | null;
  readonly prefix: string | null;
  readonly delimiter: string | null;
  readonly instanceNamespace: string | null;
  readonly omitInstanceId: boolean;
  readonly namespaces: readonly Pair[];
  /** Attributes that the author asked for on the instance's root. */
  readonly attributes: readonly Pair[];
  /** Version of the entities' rules that the form needs; null where it makes none. */
  readonly entitiesVersion: string | null;
}

/** What a submission makes or changes in a list of entities (ODK's `entities` sheet). */
export interface EntityDeclaration {
  readonly list: string;
  /** Path of the survey, group or repeat that holds it. */
  readonly container: string;
  readonly create: boolean;
  readonly update: boolean;
  /** The entity as the list that travels with the form has it; null where one is only made. */
  readonly item: string | null;
  readonly label: Expression | null;
  readonly entityId: Expression | null;
  readonly createIf: Expression | null;
  readonly updateIf: Expression | null;
}

/** Whether a person sees it: what is worked out and says nothing has no place on the screen. */
export function isSeen({ control, bind, triggers, label, media, hint, guidance }: QuestionNode): boolean {
  const worked = bind.calculate !== null || triggers.length > 0;
  return control !== null && !(worked && label.length + media.length + hint.length + guidance.length === 0);
}

/** The text of a language; the first one where that language has none, null where there is none at all. */
export function saidIn(texts: readonly Said[], language: string): Said | null {
  return texts.find((one) => one.language === language) ?? texts[0] ?? null;
}

/** A file that a row declares for the form's expressions: nobody is asked it, and no answer has it. */
export const isExternal = (node: FormNode): boolean => node.kind === 'question' && (node.type === 'csv-external' || node.type === 'xml-external');

/** Every node, parents before children, in the order of the form. */
export function* everyNode(nodes: readonly FormNode[]): Generator<FormNode> {
  for (const node of nodes) {
    yield node;
    if (node.kind !== 'question') yield* everyNode(node.children);
  }
}
