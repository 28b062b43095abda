import { YupayError, type Language } from '#lib/kernel/errors.ts';
import type { Actor, Grant, Role } from './actor.ts';
import { ACTIONS, OWN_WORK, ROLE_NAMES, ROLE_RULES, RULES, SIGNED_IN, type Action, type Rule, type RuleId } from './rule.ts';

export type { Action, RuleId } from './rule.ts';

/** What is acted upon. What is left out is not known, so that a role limited to one of that kind does not reach it. */
export interface Subject {
  readonly framework?: string;
  readonly organisation?: string | null;
  readonly place?: string | null;
  /** Who wrote what is judged: nobody reviews their own. */
  readonly author?: string;
}

export type Verdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly rule: RuleId; /** Roles whose holders may do it, or let it be done. */ readonly lifts: readonly Role[] };

const ruleOf = (action: Action): Rule => ROLE_RULES.find(({ actions }) => actions.includes(action))!;

/** Whether a grant reaches a subject: each bound that the grant states must be met by what the subject states. */
export function covers(grant: Grant, subject: Subject): boolean {
  return (grant.organisation === null || grant.organisation === subject.organisation)
    && (grant.framework === null || grant.framework === subject.framework)
    && (grant.place === null || (subject.place?.startsWith(grant.place) ?? false));
}

/** Whether somebody may do an action upon a subject and, if not, by which rule and who may. */
export function may(actor: Actor | null, action: Action, subject: Subject): Verdict {
  const rule = ruleOf(action);
  if (actor === null) return { allowed: false, rule: SIGNED_IN.id, lifts: rule.roles };
  if (actor.operator) return { allowed: true };
  if (!actor.grants.some((grant) => rule.roles.includes(grant.role) && covers(grant, subject))) return { allowed: false, rule: rule.id, lifts: rule.roles };
  if (OWN_WORK.actions.includes(action) && subject.author === actor.id) return { allowed: false, rule: OWN_WORK.id, lifts: OWN_WORK.roles };
  return { allowed: true };
}

/** Grants as they stand in some place of theirs: to open what has parts in many places. Each part asks again for its own. */
const anyPlace = (actor: Actor): Actor => ({ ...actor, grants: actor.grants.map((grant) => ({ ...grant, place: null })) });

/** Whether somebody may do an action upon some part, by place, of a subject. */
export function mayInPart(actor: Actor | null, action: Action, subject: Omit<Subject, 'place'>): Verdict {
  return may(actor === null ? null : anyPlace(actor), action, subject);
}

/** Whether somebody may give (or take back) a role in a scope: nobody gives beyond what they administer. */
export function mayGive(actor: Actor, { organisation, framework, place }: Grant): boolean {
  return may(actor, 'invitar', { organisation, place, ...(framework === null ? {} : { framework }) }).allowed;
}

/** Whether there is anything at all upon which somebody may do an action: what a menu offers. It allows nothing. */
export function mayAnywhere(actor: Actor | null, action: Action): boolean {
  if (actor === null) return false;
  return actor.operator || actor.grants.some(({ role }) => ruleOf(action).roles.includes(role));
}

const OR: Readonly<Record<Language, string>> = { es: ' o ', en: ' or ' };

/** Who may, by role and organisation; never by name (Law 29733). */
function whoMay(lifts: readonly Role[], { organisation }: Subject, language: Language): string {
  const roles = lifts.map((role) => ROLE_NAMES[role][language]).join(OR[language]);
  if (language === 'es') return organisation ? `Puede quien tiene el papel de ${roles} en ${organisation}.` : `Puede quien tiene el papel de ${roles}.`;
  return organisation ? `Whoever is ${roles} in ${organisation} may.` : `Whoever is ${roles} may.`;
}

/** The refusal of a verdict, in the words of its rule: `sin-permiso`. */
export function refusal(action: Action, subject: Subject, { rule, lifts }: Extract<Verdict, { allowed: false }>): YupayError {
  const { says, lifted } = RULES.find(({ id }) => id === rule)!;
  return new YupayError('sin-permiso', {
    accion: ACTIONS[action].es, regla: says.es, quien: whoMay(lifts, subject, 'es'), como: lifted.es,
    action: ACTIONS[action].en, rule: says.en, who: whoMay(lifts, subject, 'en'), how: lifted.en,
    norma: rule, papeles: lifts.join(' '), organizacion: subject.organisation ?? '',
  });
}

/** Goes on only for somebody who may upon some part of the subject. Throws `sin-permiso`, as `insist` does. */
export function insistInPart(actor: Actor | null, action: Action, subject: Omit<Subject, 'place'>): asserts actor is Actor {
  const verdict = mayInPart(actor, action, subject);
  if (!verdict.allowed) throw refusal(action, subject, verdict);
}

/** Goes on only for somebody who may. Throws `sin-permiso` with the rule, who can lift it and how, in both languages. */
export function insist(actor: Actor | null, action: Action, subject: Subject): asserts actor is Actor {
  const verdict = may(actor, action, subject);
  if (!verdict.allowed) throw refusal(action, subject, verdict);
}
