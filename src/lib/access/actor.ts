/**
 * What somebody may be trusted with. A reader sees drafts; a reporter answers for an indicator; a reviewer judges what
 * others answered; an editor keeps the plan and publishes; an administrator keeps people, and may all that they may.
 */
export const ROLES = ['reader', 'reporter', 'reviewer', 'editor', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** A role in a scope; null is "any". A place covers the places under it: `18` covers `180106`. */
export interface Grant {
  readonly role: Role;
  readonly organisation: string | null;
  readonly framework: string | null;
  readonly place: string | null;
}

/** Who acts, as a session says: a person of an organisation, or the operator of this machine. */
export interface Actor {
  readonly id: string;
  /** Shown in the audit and beside what they did. */
  readonly name: string;
  /** Whoever can read this machine's terminal; may all. */
  readonly operator: boolean;
  readonly organisations: readonly string[];
  readonly grants: readonly Grant[];
}

/** What the audit calls whoever can read this machine's terminal. */
export const OPERATOR_ID = 'operador';

export const OPERATOR: Actor = { id: OPERATOR_ID, name: OPERATOR_ID, operator: true, organisations: [], grants: [] };
