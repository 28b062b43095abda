import { PLAN_RECIPES } from '#lib/frameworks/parts/recipe.ts';
import { INSTRUMENT_RECIPES } from '#lib/indicators/instruments/recipe.ts';
import { PLACES_RECIPES } from '#lib/places/recipes/index.ts';
import { SURVEY_RECIPES } from '#lib/surveys/report/recipe.ts';
import { TREASURY_RECIPES } from '#lib/treasury/recipes/index.ts';
import type { Recipe } from '#lib/provenance/recipe.ts';

/** Every layout that a room can read, gathered: the pipeline knows none of them by name. */
export const RECIPES: readonly Recipe[] = [...PLACES_RECIPES, ...TREASURY_RECIPES, ...PLAN_RECIPES, ...INSTRUMENT_RECIPES, ...SURVEY_RECIPES];
