import type { Grant } from '#lib/access/actor.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { fill, messages } from '#lib/platform/messages/index.ts';

/** A role in its scope, in words: "informante: en MEF, en el plan alianza, en cualquier lugar". `names` is of organisations. */
export function grantWords({ role, organisation, framework, place }: Grant, names: ReadonlyMap<string, string>, language: Language): string {
  const { roles, scope } = messages(language).people;
  const parts = [
    organisation === null ? scope.everyOrganisation : fill(scope.organisation, { organizacion: names.get(organisation) ?? organisation }),
    framework === null ? scope.everyFramework : fill(scope.framework, { marco: framework }),
    place === null ? scope.everyPlace : fill(scope.place, { lugar: place }),
  ];
  return `${roles[role]}: ${parts.join(', ')}`;
}
