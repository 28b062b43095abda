import type { SheetRow } from '../sheets/sheet.ts';
import { ancestors, type Draft } from './draft.ts';
import type { Findings } from './findings.ts';
import type { Save } from './saved-properties.ts';

export interface EntityWish {
  readonly row: SheetRow;
  readonly list: string;
  readonly saves: readonly Save[];
  /** Questions that its label, its id or its conditions speak of. */
  readonly spoken: readonly Draft[];
}

/** The repeat, or the form, whose turns a question belongs to. */
const scopeOf = (draft: Draft): Draft => ancestors(draft).find(({ kind }) => kind === 'repeat' || kind === 'root')!;

const within = (draft: Draft, scope: Draft): boolean => draft === scope || ancestors(draft).includes(scope);

/** Containers from a question up to one of them, that one included. */
const upTo = (draft: Draft, container: Draft): Draft[] => ancestors(draft).filter((one) => within(one, container));

/** The deepest container that holds all of them. */
function shared(drafts: readonly Draft[]): Draft {
  return ancestors(drafts[0]!).find((container) => drafts.every((draft) => ancestors(draft).includes(container)))!;
}

/**
 * A place for each entity: the form, a group or a repeat, one entity in each. What is saved must find its own entity first
 * on the way up, so the containers between are taken too.
 */
export class EntityPlaces {
  readonly #root: Draft;
  readonly #findings: Findings;
  readonly #taken = new Map<Draft, EntityWish>();

  constructor(root: Draft, findings: Findings) {
    this.#root = root;
    this.#findings = findings;
  }

  /** What is saved decides first: an entity that is only spoken of takes what is left. */
  place(wishes: readonly EntityWish[]): ReadonlyMap<string, Draft> {
    const placed = new Map<string, Draft>();
    const alone = wishes.length === 1;
    for (const wish of [...wishes.filter(({ saves }) => saves.length > 0), ...wishes.filter(({ saves }) => saves.length === 0)]) {
      const scope = this.#scope(wish);
      const container = scope === null ? null : alone && scope === this.#root ? scope : wish.saves.length > 0 ? this.#ofSaves(wish) : this.#ofSpoken(wish, scope);
      if (container !== null) placed.set(wish.list, container);
      else if (scope !== null) this.#findings.refuse('entidad-sin-sitio', { sheet: 'entities', row: wish.row.number, column: null }, { nombre: wish.list });
    }
    return placed;
  }

  /** The deepest repeat that the entity touches; everything saved must be in its very turns, everything else above. */
  #scope({ list, saves, spoken }: EntityWish): Draft | null {
    const scopes = [...saves.map(({ question }) => question), ...spoken].map(scopeOf);
    const scope = scopes.reduce((deepest, one) => (one.depth > deepest.depth ? one : deepest), this.#root);
    const strange = saves.find(({ question }) => scopeOf(question) !== scope);
    if (strange !== undefined) this.#findings.refuse('entidad-otra-repeticion', strange.at, { nombre: list });
    else if (!scopes.every((one) => within(scope, one))) this.#findings.refuse('entidad-otra-repeticion', { sheet: 'entities', row: null, column: null }, { nombre: list });
    else return scope;
    return null;
  }

  #ofSaves(wish: EntityWish): Draft | null {
    const container = shared(wish.saves.map(({ question }) => question));
    const way = wish.saves.flatMap(({ question }) => upTo(question, container));
    if (way.some((one) => this.#taken.has(one))) return null;
    for (const one of way) this.#taken.set(one, wish);
    return container;
  }

  #ofSpoken(wish: EntityWish, scope: Draft): Draft | null {
    const inside = wish.spoken.filter((draft) => scopeOf(draft) === scope);
    const deepest = inside.reduce<Draft | null>((best, one) => (best === null || one.depth > best.depth ? one : best), null);
    const free = (deepest === null ? [scope] : upTo(deepest, scope)).find((one) => !this.#taken.has(one)) ?? null;
    if (free !== null) this.#taken.set(free, wish);
    return free;
  }
}
