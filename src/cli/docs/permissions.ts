import { RULES } from '#lib/access/rule.ts';
import { cell, code, table } from './markdown.ts';

/** Who may what, as the one table of rules says it. */
export function permissionsDoc(): string {
  return table(
    ['rule', 'actions', 'roles that may', 'es', 'en'],
    RULES.map(({ id, actions, roles, says, lifted }) => [id, actions.map(code).join(' '), roles.length === 0 ? '–' : roles.map(code).join(' '), cell(`${says.es} ${lifted.es}`), cell(`${says.en} ${lifted.en}`)]),
  );
}
