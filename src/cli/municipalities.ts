import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { factsFolder } from '#lib/publishing/facts-folder.ts';
import type { Municipality } from '#lib/treasury/generator/catalog.ts';

/** The real codes that generated files carry, from the shipped registry (no cell of it holds a comma or a quote). */
export function municipalitiesForGenerator(): Municipality[] {
  const [header, ...lines] = readFileSync(join(factsFolder(), 'registro-distritos.csv'), 'utf8').trim().split('\n').map((line) => line.split(','));
  const cell = (line: readonly string[], name: string) => line[header!.indexOf(name)]!;
  return lines.map((line) => ({
    ubigeo: cell(line, 'ubigeo'), secEjec: cell(line, 'sec_ejec'), nombre: cell(line, 'municipalidad'),
    departamento: cell(line, 'departamento').toUpperCase(), provincia: cell(line, 'provincia').toUpperCase(), distrito: cell(line, 'distrito').toUpperCase(),
  }));
}
