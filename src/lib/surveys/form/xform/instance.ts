import { isExternal, type ChoiceList, type EntityDeclaration, type FormModel, type FormNode, type Pair } from '../model.ts';
import { element, type Element } from './element.ts';
import { entityElement } from './entity.ts';
import { written } from './itext.ts';

const pairs = (list: readonly Pair[]): (readonly [string, string])[] => list.map(({ name, value }) => [name, value]);

/** A default that stands as it is; a picture's is the name of a file that travels with the form. */
function startingValue(node: FormNode): string[] {
  if (node.kind !== 'question' || node.default?.kind !== 'static') return [];
  const { value } = node.default;
  return [node.type === 'image' && !value.includes('://') ? `jr://images/${value}` : value];
}

class Primary {
  readonly #model: FormModel;

  constructor(model: FormModel) {
    this.#model = model;
  }

  element(): Element {
    const { id, version, root, nodes, settings } = this.#model;
    const attributes: (readonly [string, string])[] = [
      ...(settings.instanceNamespace === null ? [] : [['xmlns', settings.instanceNamespace] as const]), ...pairs(settings.attributes), ['id', id], ...(version === '' ? [] : [['version', version] as const]),
      ...(settings.prefix === null ? [] : [['odk:prefix', settings.prefix] as const]), ...(settings.delimiter === null ? [] : [['odk:delimiter', settings.delimiter] as const]),
    ];
    return element(root, attributes, [...this.#nodes(nodes.filter((node) => !isAudit(node)), 'first'), ...this.#meta()]);
  }

  #meta(): Element[] {
    const { nodes, settings, root } = this.#model;
    const inside = [
      ...nodes.filter(isAudit).map(({ name }) => element(name)), ...this.#entity(`/${root}`),
      ...(settings.omitInstanceId ? [] : [element('instanceID')]), ...(settings.instanceName === null ? [] : [element('instanceName')]),
    ];
    return inside.length === 0 ? [] : [element('meta', {}, inside)];
  }

  #entity(container: string): Element[] {
    return this.#model.entities.filter((entity: EntityDeclaration) => entity.container === container).map(entityElement);
  }

  /** A repeat is there twice, as its template and as its first turn; within a turn once, and right within a template as one. */
  #nodes(nodes: readonly FormNode[], copy: 'first' | 'template' | 'turn'): Element[] {
    return nodes.flatMap((node) => {
      if (isExternal(node)) return [];
      if (node.kind === 'question') return [element(node.name, pairs(node.instanceAttributes), startingValue(node))];
      if (node.kind === 'group') return [this.#block(node, copy === 'turn' ? copy : 'first', [])];
      const template = copy === 'turn' ? [] : [this.#block(node, 'template', [['jr:template', '']])];
      return [...template, ...(copy === 'template' ? [] : [this.#block(node, 'turn', [])])];
    });
  }

  #block(node: Exclude<FormNode, { kind: 'question' }>, copy: 'first' | 'template' | 'turn', own: readonly (readonly [string, string])[]): Element {
    const entity = this.#entity(node.path);
    return element(node.name, [...own, ...pairs(node.instanceAttributes)], [...this.#nodes(node.children, copy), ...(entity.length === 0 ? [] : [element('meta', {}, entity)])]);
  }
}

const isAudit = (node: FormNode): boolean => node.kind === 'question' && node.type === 'audit';

export function primaryInstance(model: FormModel): Element {
  return element('instance', {}, [new Primary(model).element()]);
}

function choiceInstance({ name: id, choices, itext }: ChoiceList): Element {
  const items = choices.map(({ name, label, extra }, at) => element('item', {}, [
    ...(itext ? [element('itextId', {}, [`${id}-${at}`])] : []), element('name', {}, [name]),
    ...(itext || label.length === 0 ? [] : [element('label', {}, written(label[0]!.parts))]), ...extra.map(({ name: own, value }) => element(own, {}, [value])),
  ]));
  return element('instance', { id }, [element('root', {}, items)]);
}

/** Lists and files that questions choose from; a list that `search()` fills is written in its questions. */
export function secondaryInstances({ instances, lists }: FormModel, inline: ReadonlySet<string>): Element[] {
  const [last, files] = [instances.filter(({ id }) => id === '__last-saved'), instances.filter(({ id }) => id !== '__last-saved')];
  const external = ({ id, src }: { readonly id: string; readonly src: string }): Element => element('instance', { id, src });
  return [...files.map(external), ...lists.filter(({ name }) => !inline.has(name)).map(choiceInstance), ...last.map(external)];
}
