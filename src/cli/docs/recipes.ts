import { requirements } from '#lib/provenance/reading/match.ts';
import { headerKey, type Recipe } from '#lib/provenance/recipe.ts';
import { cell, code, table } from './markdown.ts';

const years = ([from, to]: Recipe['years']): string => (from === null && to === null ? 'any' : `${from ?? '…'}–${to ?? '…'}`);

const size = (bytes: number): string => (bytes >= 1e9 ? `${Math.round(bytes / 1e9)} GB` : `${Math.round(bytes / 1e6)} MB`);

function summary(recipes: readonly Recipe[]): string {
  return table(
    ['recipe', 'publisher', 'what it is', 'format', 'years', 'dataset', 'precedence', 'largest file'],
    recipes.map((recipe) => [
      code(`${recipe.id}@${recipe.version}`), cell(recipe.publisher), cell(`${recipe.es} · ${recipe.en}`), recipe.format, years(recipe.years),
      code(recipe.dataset.id), String(recipe.precedence), size(recipe.maxBytes),
    ]),
  );
}

/** A header cell with its other spellings. Yearly columns are many: the first ones tell. */
function spelled(spellings: readonly string[]): string {
  const distinct = [...new Set(spellings)];
  const shown = distinct.slice(0, 3).map(code).join(' or ');
  return distinct.length > 3 ? `${shown} …` : shown;
}

function header(recipe: Recipe): string {
  const tolerated = recipe.way === 'wide' ? recipe.ignored : recipe.optional.map((spellings) => spellings[0]!);
  const more = tolerated.map(headerKey).filter((name) => name !== '');
  const shown = more.length > 12 ? [...more.slice(0, 3), '…'] : more;
  const optional = shown.length === 0 ? '' : ` Also admitted: ${shown.map((name) => (name === '…' ? name : code(name))).join(', ')}.`;
  const withheld = recipe.withheld === undefined ? '' : ` Read past, never kept, for they name persons: ${recipe.withheld.map(headerKey).map(code).join(', ')}.`;
  const open = recipe.open ? ' Any other column may be there; none is kept.' : '';
  return `- ${code(recipe.id)}: ${requirements(recipe).map(spelled).join(', ')}.${optional}${withheld}${open}\n`;
}

/** Every layout that is read: a summary, then the header cells that each one requires, as they are compared. */
export function recipesDoc(recipes: readonly Recipe[]): string {
  return `${summary(recipes)}\nHeader cells by which each one is known (upper case, without accents, Ñ as NI, other signs as \`_\`):\n\n${recipes.map(header).join('')}`;
}
