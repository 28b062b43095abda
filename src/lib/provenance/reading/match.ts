import { headerKey, type FileFormat, type Recipe, type RowRecipe, type WideRecipe } from '../recipe.ts';

/** What a header turns out to be. */
export type Match =
  | { readonly kind: 'match'; readonly recipe: Recipe }
  /** Nearly a known layout: its first missing column. */
  | { readonly kind: 'missing'; readonly recipe: Recipe; readonly column: string }
  /** A known layout with a column that nobody described: it may mean that the others changed too. */
  | { readonly kind: 'extra'; readonly recipe: Recipe; readonly column: string }
  | { readonly kind: 'repeated'; readonly column: string }
  | { readonly kind: 'unknown' };

/** Share of a layout's required columns from which a header counts as that layout with something missing. */
const NEAR = 0.7;

/**
 * A dataset column of a wide layout may be made of several cells: `'A+B+C'` joins the codes of three. Each part is a
 * requirement, with one spelling per alternative.
 */
function wideRequirements(recipe: WideRecipe): string[][] {
  return Object.values(recipe.source).flatMap((spellings) => {
    if (spellings === null) return [];
    const parts = spellings.map((spelling) => spelling.split('+').map(headerKey));
    return parts[0]!.map((_, index) => parts.map((names) => names[index]!));
  });
}

/** The columns that a layout requires, each with its accepted spellings, normalised. */
export function requirements(recipe: Recipe): readonly (readonly string[])[] {
  return recipe.way === 'wide' ? wideRequirements(recipe) : recipe.required.map((spellings) => spellings.map(headerKey));
}

function tolerated(recipe: Recipe): Set<string> {
  const names = recipe.way === 'wide' ? recipe.ignored : recipe.optional.flat();
  return new Set([...names, ...(recipe.withheld ?? [])].map(headerKey));
}

/**
 * The name in `cells` of each header cell: the first spelling of the group it belongs to, or its own key. Empty for a
 * cell that must not be kept: a withheld one, and in an open layout whatever it does not name or names twice.
 */
export function cellNames(recipe: RowRecipe, header: readonly string[]): string[] {
  const canonical = new Map<string, string>();
  for (const spellings of [...recipe.required, ...recipe.optional]) {
    for (const spelling of spellings) canonical.set(headerKey(spelling), headerKey(spellings[0]!));
  }
  const withheld = new Set((recipe.withheld ?? []).map(headerKey));
  const given = new Set<string>();
  return header.map((cell) => {
    const key = headerKey(cell);
    const name = withheld.has(key) ? '' : (canonical.get(key) ?? (recipe.open ? '' : key));
    // Two spellings of one column in the same file: the first speaks, the other stays under its own name.
    if (name !== '' && given.has(name)) return recipe.open ? '' : key;
    given.add(name);
    return name;
  });
}

/** Cells under their names, and the record's text without those that must not be kept. */
export function namedCells(names: readonly string[], cells: readonly string[], raw: string): { readonly cells: Record<string, string>; readonly raw: string } {
  const kept = names.flatMap((name, index) => (name === '' ? [] : [[name, cells[index] ?? ''] as const]));
  return { cells: Object.fromEntries(kept), raw: kept.length === names.length ? raw : kept.map(([, text]) => text).join(' | ') };
}

/** The first header cell that the layout does not know and that names a person's data, where the layout forbids them. */
export function personalCell(recipe: Recipe, header: readonly string[]): string | undefined {
  if (recipe.personalWords === undefined) return undefined;
  const known = new Set([...requirements(recipe).flat(), ...tolerated(recipe)]);
  const words = new Set(recipe.personalWords.map(headerKey));
  return header.find((cell) => !known.has(headerKey(cell)) && headerKey(cell).split('_').some((word) => words.has(word)));
}

/** Features of a map carry whatever properties their maker liked; tables do not, but for layouts known only in part. */
const isOpen = (recipe: Recipe): boolean => recipe.format === 'geojson' || recipe.open === true;

/** Recognises a header among the layouts of one format, by its cells alone, never by the file's name. */
export function matchHeader(header: readonly string[], format: FileFormat, recipes: readonly Recipe[]): Match {
  const keys = header.map(headerKey);
  const present = new Set(keys);
  const scored = recipes
    .filter((recipe) => recipe.format === format)
    .map((recipe) => {
      const required = requirements(recipe);
      const missing = required.filter((spellings) => !spellings.some((spelling) => present.has(spelling)));
      const known = new Set([...required.flat(), ...tolerated(recipe)]);
      const extra = isOpen(recipe) ? undefined : keys.find((key) => !known.has(key));
      return { recipe, size: required.length, missing, extra, share: 1 - missing.length / required.length };
    });
  const whole = scored.filter(({ missing }) => missing.length === 0).sort((a, b) => b.size - a.size);
  const best = whole.find(({ extra }) => extra === undefined);
  const repeated = keys.find((key, index) => keys.indexOf(key) !== index);
  if (best) return repeated === undefined || isOpen(best.recipe) ? { kind: 'match', recipe: best.recipe } : { kind: 'repeated', column: repeated };
  if (whole[0]) return { kind: 'extra', recipe: whole[0].recipe, column: header[keys.indexOf(whole[0].extra!)]! };
  const near = scored.filter(({ share }) => share >= NEAR).sort((a, b) => b.share - a.share || b.size - a.size)[0];
  return near ? { kind: 'missing', recipe: near.recipe, column: near.missing[0]![0]! } : { kind: 'unknown' };
}
