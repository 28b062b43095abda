import { everyNode, type FormModel, type FormNode, type QuestionNode, type Said } from './model.ts';

/** A text in each of the form's languages; values that stand in it are shown as `${question}`. */
export interface SpokenText {
  readonly language: string;
  readonly text: string;
}

export interface CodebookCode {
  readonly code: string;
  readonly label: readonly SpokenText[];
}

/** One question as analysis reads it. */
export interface CodebookEntry {
  /** Key of the answer: the path below the root, `grupo/pregunta`. */
  readonly path: string;
  readonly name: string;
  readonly label: readonly SpokenText[];
  readonly hint: readonly SpokenText[];
  readonly type: string;
  /** How the answer is kept. */
  readonly kind: 'text' | 'whole' | 'number' | 'date' | 'time' | 'moment' | 'place' | 'one' | 'several' | 'order' | 'file' | 'none';
  /** Codes of a list that travels in the form; empty for a file or a previous answer. */
  readonly codes: readonly CodebookCode[];
  /** Name of that list, or where the choices come from. */
  readonly list: string | null;
  /** Conditions under which it is asked, the outermost first, as the author wrote them. */
  readonly asked: readonly string[];
  readonly required: boolean;
  readonly constraint: string | null;
  readonly calculation: string | null;
  /** Names of the repeats around it, the outermost first: it has one answer in each of their turns. */
  readonly repeats: readonly string[];
  readonly series: string;
  readonly personal: boolean;
}

const KINDS: ReadonlyMap<string, CodebookEntry['kind']> = new Map([
  ['string', 'text'], ['barcode', 'text'], ['int', 'whole'], ['decimal', 'number'], ['date', 'date'], ['time', 'time'], ['dateTime', 'moment'], ['geopoint', 'place'], ['geotrace', 'place'], ['geoshape', 'place'], ['binary', 'file'], ['odk:rank', 'order'],
]);

function kindOf({ type, bind }: QuestionNode): CodebookEntry['kind'] {
  if (type === 'note') return 'none';
  if (type === 'select_one' || type === 'select_one_external') return 'one';
  if (type === 'select_multiple') return 'several';
  return KINDS.get(bind.type ?? '') ?? 'text';
}

/** A text of no language is of the default one. */
const spoken = (said: readonly Said[], defaultLanguage: string): SpokenText[] => said.map(({ language, written }) => ({ language: language === '' ? defaultLanguage : language, text: written }));

function listOf({ choices }: QuestionNode): string | null {
  if (choices === null) return null;
  if (choices.kind === 'repeat') return choices.nodeset;
  return choices.kind === 'file' ? (choices.file ?? choices.instance) : choices.list;
}

class Codebook {
  readonly #model: FormModel;
  readonly #codes: ReadonlyMap<string, readonly CodebookCode[]>;

  constructor(model: FormModel) {
    this.#model = model;
    this.#codes = new Map(model.lists.map(({ name, choices }) => [name, choices.map((choice) => ({ code: choice.name, label: spoken(choice.label, model.defaultLanguage) }))]));
  }

  entries(nodes: readonly FormNode[], asked: readonly string[], repeats: readonly string[]): CodebookEntry[] {
    return nodes.flatMap((node) => {
      const conditions = node.bind.relevant === null ? asked : [...asked, node.bind.relevant.written];
      if (node.kind === 'question') return node.type === 'csv-external' || node.type === 'xml-external' ? [] : [this.#entry(node, conditions, repeats)];
      return this.entries(node.children, conditions, node.kind === 'repeat' ? [...repeats, node.name] : repeats);
    });
  }

  #entry(node: QuestionNode, asked: readonly string[], repeats: readonly string[]): CodebookEntry {
    const { defaultLanguage, root } = this.#model;
    return {
      path: node.path.slice(root.length + 2), name: node.name, label: spoken(node.label, defaultLanguage), hint: spoken(node.hint, defaultLanguage), type: node.type, kind: kindOf(node),
      codes: node.choices?.kind === 'list' ? (this.#codes.get(node.choices.list) ?? []) : [], list: listOf(node), asked, required: node.bind.required !== null && node.bind.required.xpath !== 'false()',
      constraint: node.bind.constraint?.written ?? null, calculation: node.bind.calculate?.written ?? null, repeats, series: node.series, personal: node.personal,
    };
  }
}

/** What analysis reads of a form: every question in order, with its codes, its skips and whether it points at a person. */
export function codebook(model: FormModel): readonly CodebookEntry[] {
  return new Codebook(model).entries(model.nodes, [], []);
}

/** Keys of the answers that point at a person, as `codebook` calls them. */
export function personalPaths(model: FormModel): ReadonlySet<string> {
  return new Set([...everyNode(model.nodes)].flatMap((node) => (node.kind === 'question' && node.personal ? [node.path.slice(model.root.length + 2)] : [])));
}
