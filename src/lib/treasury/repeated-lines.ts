import type { RawRecord } from '#lib/provenance/recipe.ts';

type Context = Readonly<Record<string, string>>;

/**
 * First pass of a template: the lines whose key comes more than once, for no single one tells which is meant. `isRepeated`
 * is asked of each line in the second pass.
 */
export function repeatedLines(keyOf: (record: RawRecord) => string) {
  /** The lines of one file as a set, made once: a hostile file may repeat all of its rows. */
  const sets = new WeakMap<Context, ReadonlySet<string>>();
  return {
    survey: () => {
      const first = new Map<string, number>();
      const repeated = new Set<number>();
      return {
        see: (record: RawRecord) => {
          const key = keyOf(record);
          const before = first.get(key);
          if (before === undefined) first.set(key, record.line);
          else repeated.add(before).add(record.line);
        },
        context: () => ({ repetidas: [...repeated].join(' ') }),
      };
    },
    isRepeated: (context: Context, line: number): boolean => {
      const known = sets.get(context) ?? new Set((context['repetidas'] ?? '').split(' '));
      sets.set(context, known);
      return known.has(String(line));
    },
  };
}
