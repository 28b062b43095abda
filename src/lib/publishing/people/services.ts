import type { Actor, Grant } from '#lib/access/actor.ts';
import type { AuditEntry, AuditFilter, PublicEntry } from '#lib/access/audit-trail.ts';
import type { OrganisationView } from '#lib/access/organisation.ts';
import type { HeldGrant } from '#lib/access/person.ts';
import type { SessionView } from '#lib/access/person-session.ts';
import type { Language } from '#lib/kernel/errors.ts';

/** What a one-time link offers to whoever opens it. */
export interface InvitationView {
  /** Name of who invites. */
  readonly by: string;
  /** Null where the link only sets a new password. */
  readonly address: string | null;
  readonly organisation: string | null;
  readonly grants: readonly Grant[];
  readonly expires: string;
}

export interface AccountView {
  readonly name: string;
  /** Null of the operator, who has no account. */
  readonly address: string | null;
  readonly password: boolean;
  readonly operator: boolean;
  readonly organisation: string | null;
  readonly grants: readonly Grant[];
  readonly sessions: readonly SessionView[];
  /** Whether reminders of what they owe to plans reach them. */
  readonly reminded: boolean;
}

/** A person in the list; `managed` when who asks may remove them, and each role when it may be taken back. */
export interface ListedPerson {
  readonly id: string;
  readonly name: string;
  readonly address: string | null;
  readonly organisation: string | null;
  readonly grants: readonly (HeldGrant & { readonly withdrawable: boolean })[];
  readonly managed: boolean;
}

export interface ListedInvitation {
  readonly id: string;
  readonly address: string;
  readonly organisation: string | null;
  readonly grants: readonly Grant[];
  readonly expires: string;
}

export interface DirectoryView {
  readonly organisations: readonly OrganisationView[];
  readonly people: readonly ListedPerson[];
  readonly invitations: readonly ListedInvitation[];
  /** Whether who asks administers everything, and so may add organisations. */
  readonly everything: boolean;
}

/** What an act of an administrator gave: the address of a one-time link, shown once, or nothing to show. */
export interface DirectoryOutcome {
  readonly link: string | null;
}

export interface AuditView {
  readonly entries: readonly AuditEntry[];
  readonly actions: readonly string[];
}

/** Where a person is sent to be recognised, and what the browser keeps meanwhile. */
export interface ProviderDeparture {
  readonly address: string;
  readonly kept: string;
}

/** A session's cookie, and whether its account is new. */
export interface ProviderArrival {
  readonly session: string;
  readonly language: Language;
}

/** People, for the routes. Whatever changes something takes only forms of our own pages. */
export interface PeopleServices {
  /** Who asks: a person by their session, the operator by theirs, or nobody. The one question that other pages ask. */
  actor(request: Request): Promise<Actor | null>;
  /** Host of the identity provider; null when none is set. */
  readonly provider: string | null;
  /** Takes `correo` and `clave`; gives the session's cookie. `peer` is the connection's address. Throws `entrada-negada`, `demasiados-intentos`. */
  signIn(request: Request, peer: string): Promise<string>;
  signOut(request: Request): Promise<void>;
  /** Takes `correo`; says the same of an address that is known and of one that is not. Throws `correo-cerrado`, `demasiados-intentos`. */
  forgotten(request: Request, peer: string, language: Language): Promise<void>;
  /** Whether a forgotten password can be mended by mail. */
  readonly mails: boolean;
  /** Throws `enlace-usado`. */
  invitation(token: string): Promise<InvitationView>;
  /** Takes `nombre` and `clave`; gives the session's cookie. Throws `enlace-usado`, `clave-debil`, `persona-dato`. */
  accept(request: Request, token: string): Promise<string>;
  /** The account of who asks; null when nobody does. */
  account(request: Request): Promise<AccountView | null>;
  /** Takes `accion` (`nombre`, `clave`, `cerrar`, `cerrar-todas`) and its fields; a cookie where the session was renewed. */
  changeAccount(request: Request, peer: string): Promise<string | null>;
  /** What an administrator sees of people. Throws `sin-permiso`. */
  directory(request: Request): Promise<DirectoryView>;
  /** Takes `accion` and its fields. Throws `sin-permiso`, `persona-dato`, `persona-ya-existe`, `persona-no-existe`. */
  changeDirectory(request: Request): Promise<DirectoryOutcome>;
  /** Throws `sin-permiso`. */
  audit(request: Request, filter: AuditFilter): Promise<AuditView>;
  /** What everybody may read. */
  publicAudit(before: number | null): Promise<readonly PublicEntry[]>;
  organisations(): Promise<readonly OrganisationView[]>;
  /** Names of whoever can lift a refusal, only for a colleague of theirs. `details` are those of `sin-permiso`. */
  helpers(request: Request, details: Readonly<Record<string, string>>): Promise<readonly string[]>;
  /** Sends to the provider; `token` is of the invitation to accept, if any. Throws `proveedor-negado`. */
  depart(url: URL, language: Language, token: string | null): Promise<ProviderDeparture>;
  /** Takes the provider's answer, `url` with all it says. Throws `proveedor-negado`, `enlace-usado`. */
  arrive(request: Request, url: URL, kept: string | undefined): Promise<ProviderArrival>;
}
