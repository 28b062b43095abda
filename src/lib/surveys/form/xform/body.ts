import { everyNode, isSeen, type ChoiceList, type ChoiceSource, type FormModel, type FormNode, type QuestionNode, type RepeatNode } from '../model.ts';
import { element, type Element } from './element.ts';
import { turnActions } from './entity.ts';
import { hintInItext, labelInItext, written } from './itext.ts';

const quoted = (name: string): string => (name.includes("'") ? `"${name}"` : `'${name}'`);

function label(node: FormNode, always: boolean): Element[] {
  if (labelInItext(node)) return [element('label', { ref: `jr:itext('${node.path}:label')` })];
  if (node.label.length > 0) return [element('label', {}, written(node.label[0]!.parts))];
  return always ? [element('label')] : [];
}

function labelAndHint(node: FormNode): Element[] {
  const words = label(node, true);
  if (hintInItext(node)) return [...words, element('hint', { ref: `jr:itext('${node.path}:hint')` })];
  return node.hint.length === 0 ? words : [...words, element('hint', {}, written(node.hint[0]!.parts))];
}

const attributes = (node: FormNode): (readonly [string, string])[] => [...(node.appearance === null ? [] : [['appearance', node.appearance.xpath] as const]), ...node.bodyAttributes.map(({ name, value }) => [name, value] as const)];

export class Body {
  readonly #lists: ReadonlyMap<string, ChoiceList>;
  readonly #byTrigger = new Map<string, QuestionNode[]>();
  readonly #entities: FormModel['entities'];

  constructor({ nodes, lists, entities }: FormModel) {
    this.#entities = entities;
    this.#lists = new Map(lists.map((list) => [list.name, list]));
    for (const node of everyNode(nodes)) {
      if (node.kind === 'question') for (const path of node.triggers) this.#byTrigger.set(path, [...(this.#byTrigger.get(path) ?? []), node]);
    }
  }

  controls(nodes: readonly FormNode[]): Element[] {
    return nodes.flatMap((node) => (node.kind === 'question' ? this.#question(node) : [node.kind === 'group' ? this.#group(node) : this.#repeat(node)]));
  }

  #group(node: Extract<FormNode, { kind: 'group' }>): Element {
    return element('group', [['ref', node.path], ...attributes(node)], [...label(node, false), ...this.controls(node.children)]);
  }

  #repeat(node: RepeatNode): Element {
    const count = node.count === null ? [] : [['jr:count', node.count.xpath] as const];
    const fresh = startsInTurn(node.children).map((question) => element('setvalue', { ref: question.path, event: 'odk-new-repeat', value: question.default?.kind === 'dynamic' ? question.default.expression.xpath : null }));
    const repeat = element('repeat', [['nodeset', node.path], ...count, ...attributes(node)], [...this.controls(node.children), ...fresh, ...turnActions(this.#entities, node)]);
    return element('group', { ref: node.path }, [...label(node, true), repeat]);
  }

  #question(node: QuestionNode): Element[] {
    if (!isSeen(node)) return [];
    const query = node.choices?.kind === 'external' ? [['query', `instance(${quoted(node.choices.list)})/root/item${node.choices.filter === null ? '' : `[${node.choices.filter.xpath}]`}`] as const] : [];
    const tags = node.tags.map((tag) => element('tag', { key: tag.key }, tag.label.length === 0 ? [] : [element('label', {}, written(tag.label[0]!.parts))]));
    return [element(node.control!, [['ref', node.path], ...query, ...attributes(node)], [...labelAndHint(node), ...this.#choices(node.choices), ...tags, ...this.#triggered(node.path)])];
  }

  /** What changes with the answer. */
  #triggered(path: string): Element[] {
    return (this.#byTrigger.get(path) ?? []).map((node) => (node.type === 'background-geopoint'
      ? element('odk:setgeopoint', { ref: node.path, event: 'xforms-value-changed' })
      : element('setvalue', { ref: node.path, event: 'xforms-value-changed', value: node.bind.calculate?.xpath ?? null })));
  }

  #choices(source: ChoiceSource | null): Element[] {
    if (source === null || source.kind === 'external') return [];
    if (source.kind === 'list' && source.inline) return this.#inline(source.list);
    const filter = source.filter === null || source.kind === 'repeat' ? '' : `[${source.filter.xpath}]`;
    const items = source.kind === 'repeat' ? source.nodeset : `instance(${quoted(source.kind === 'list' ? source.list : source.instance)})/root/item${filter}`;
    const nodeset = source.randomize ? `randomize(${items}${source.seed === null ? '' : `, ${source.seed}`})` : items;
    const [value, text] = source.kind === 'list' ? ['name', this.#lists.get(source.list)?.itext === true ? 'jr:itext(itextId)' : 'label'] : [source.value, source.kind === 'file' ? source.label : source.value];
    return [element('itemset', { nodeset }, [element('value', { ref: value }), element('label', { ref: text })])];
  }

  #inline(name: string): Element[] {
    const { choices, itext } = this.#lists.get(name)!;
    return choices.map((choice, at) => element('item', {}, [
      itext ? element('label', { ref: `jr:itext(${quoted(`${name}-${at}`)})` }) : element('label', {}, choice.label.length === 0 ? [] : written(choice.label[0]!.parts)), element('value', {}, [choice.name]),
    ]));
  }
}

/** Questions of a repeat whose start is worked out anew in each turn; an inner repeat has its own turns. */
function startsInTurn(nodes: readonly FormNode[]): QuestionNode[] {
  return nodes.flatMap((node) => (node.kind === 'question' ? (node.default?.kind === 'dynamic' ? [node] : []) : node.kind === 'group' ? startsInTurn(node.children) : []));
}
