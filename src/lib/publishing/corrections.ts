import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Correction } from '#lib/provenance/correction.ts';
import { factsFolder } from './facts-folder.ts';

/** The public list of what we changed in what a source says, each with its reason and its guard. */
export function readCorrections(folder = factsFolder()): readonly Correction[] {
  const file = join(folder, 'correcciones.json');
  return existsSync(file) ? ((JSON.parse(readFileSync(file, 'utf8')) as { corrections: Correction[] }).corrections ?? []) : [];
}
