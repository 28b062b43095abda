import type { EntityDeclaration, FormNode, RepeatNode } from '../model.ts';
import { element, type Element } from './element.ts';

/** The element that holds what happens to an entity. */
export function entityElement({ list, create, update, label }: EntityDeclaration): Element {
  const versions = update ? { update: '1', baseVersion: '', trunkVersion: '', branchId: '' } : {};
  return element('entity', { dataset: list, create: create ? '1' : null, ...versions, id: '' }, label === null ? [] : [element('label')]);
}

const pathOf = ({ container }: EntityDeclaration): string => `${container}/meta/entity`;

const bind = (nodeset: string, calculate: string | null): Element => element('bind', { nodeset, calculate, readonly: 'true()', type: 'string' });

/** An entity that is only made gets its id when the form is opened, or with each turn of its repeat. */
const makesId = ({ update }: EntityDeclaration): boolean => !update;

/** What fills the entity's fields. */
export function entityBindings(entity: EntityDeclaration): Element[] {
  const path = pathOf(entity);
  const { createIf, updateIf, item, entityId, label } = entity;
  return [
    ...(createIf === null ? [] : [bind(`${path}/@create`, createIf.xpath)]), ...(updateIf === null ? [] : [bind(`${path}/@update`, updateIf.xpath)]),
    ...(item === null ? [] : (['baseVersion', 'trunkVersion', 'branchId'] as const).map((name) => bind(`${path}/@${name}`, `${item}/__${name === 'baseVersion' ? 'version' : name}`))),
    bind(`${path}/@id`, entityId?.xpath ?? null),
    ...(makesId(entity) ? [element('setvalue', { ref: `${path}/@id`, event: 'odk-instance-first-load', value: 'uuid()' })] : []),
    ...(label === null ? [] : [bind(`${path}/label`, label.xpath)]),
  ];
}

/** Containers that turn with a repeat: the groups in it, the inner first, and itself; not the repeats inside. */
function turning({ path, children }: RepeatNode): string[] {
  const groups = (nodes: readonly FormNode[]): string[] => nodes.flatMap((node) => (node.kind === 'group' ? [...groups(node.children), node.path] : []));
  return [...groups(children), path];
}

/** Ids of the entities that a new turn of a repeat makes. */
export function turnActions(entities: readonly EntityDeclaration[], repeat: RepeatNode): Element[] {
  if (entities.length === 0) return [];
  return turning(repeat).flatMap((container) => entities.filter((entity) => entity.container === container && makesId(entity))).map((entity) => element('setvalue', { ref: `${pathOf(entity)}/@id`, event: 'odk-new-repeat', value: 'uuid()' }));
}
