import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import type { FactRow } from '#lib/provenance/recipe.ts';

/** Members of a document that are in no list stand together under this name. */
export const SCALARS = 'plan';

/** The place of what stands for a list without items. */
export const EMPTY = 0;

/** One item of a list of a document, or one of its other members. */
export interface Part {
  /** Name of the list, or of the member. */
  readonly member: string;
  /** Place in its list, from 1; `EMPTY` for a list without items, null for a member that is no list. */
  readonly position: number | null;
  readonly value: unknown;
}

/** The document that parts make, its lists in their order. Pure; what it holds is for `parseFramework` to judge. */
export function documentOf(parts: readonly Part[]): Readonly<Record<string, unknown>> {
  const members = Map.groupBy(parts, ({ member }) => member);
  return Object.fromEntries([...members].map(([member, own]) => [member, own[0]!.position === null || own[0]!.position === EMPTY ? own[0]!.value : own.map(({ value }) => value)]));
}

const KINDS = new Set(['baseline', 'target', 'actual']);
const VERSIONED = new Set(['definitions', 'uses', 'observations', 'schemes']);

type Members = Readonly<Record<string, unknown>>;

const said = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** A part as a row of `plan-partes`. */
export function partRow(plan: string, { member, position, value }: Part): FactRow {
  const members: Members = typeof value === 'object' && value !== null && position !== null ? (value as Members) : {};
  const kind = said(members.kind);
  return {
    plan, parte: position === null ? SCALARS : member, orden: position === null ? null : String(position),
    clave: position === null ? member : (said(members.id) ?? said(value)),
    uso: member === 'uses' ? said(members.id) : said(members.use), componente: said(members.component),
    clase: kind !== null && KINDS.has(kind) ? kind : null, periodo: said(members.asOf) ?? (member === 'periods' ? said(members.end) : null), lugar: said(members.place),
    desglosado: member === 'observations' ? String(Array.isArray(members.axes) && members.axes.length > 0) : null,
    // A version that is not given is the first (indicators/model).
    version: VERSIONED.has(member) ? String(members.version ?? 1) : null,
    reemplaza: said(members.supersedes), cuerpo: canonicalJson(value as Canonical),
  };
}
