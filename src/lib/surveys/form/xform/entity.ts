import type { EntityDeclaration } from '../model.ts';
import { element, type Element } from './element.ts';

/** The element that holds what happens to an entity. */
export function entityElement({ list, create, update, label }: EntityDeclaration): Element {
  const versions = update ? { update: '1', baseVersion: '', trunkVersion: '', branchId: '' } : {};
  return element('entity', { dataset: list, create: create ? '1' : null, ...versions, id: '' }, label === null ? [] : [element('label')]);
}
