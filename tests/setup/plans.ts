import { readFileSync } from 'node:fs';
import type { Framework } from '#lib/frameworks/framework.ts';
import { parseFramework } from '#lib/frameworks/parse.ts';
import { placeNames, type PlaceNames } from '#lib/indicators/checks/place-names.ts';
import { buildGazetteer } from '#lib/places/gazetteer.ts';
import { buildSearch } from '#lib/places/search.ts';

/** A framework from a file of the project; fails with what the parser says. */
export function plan(path: string): Framework {
  const read = parseFramework(JSON.parse(readFileSync(path, 'utf8')));
  if (!read.ok) throw new Error(read.problems.map((one) => `${one.path}: ${one.es}`).join('\n'));
  return read.value;
}

/** The shipped registry of places; its cells hold no comma, which the gazetteer's own test proves. */
export function registry(): PlaceNames {
  const [header, ...lines] = readFileSync('facts/registro-distritos.csv', 'utf8').trimEnd().split('\n').map((line) => line.split(','));
  const rows = lines.map((cells) => Object.fromEntries(header!.map((name, at) => [name, cells[at] === '' ? null : cells[at]!])));
  const gazetteer = buildGazetteer(rows);
  return placeNames(gazetteer, buildSearch(gazetteer));
}
