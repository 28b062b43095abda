import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { AUTORIDADES } from '../datasets.ts';
import { PERSONAL_WORDS, personalRefusal } from './personal.ts';
import { checkKnown, dayCell, neededText, oneOf, seriesByDepartment } from './template-cells.ts';

const ID = 'autoridades-plantilla';
/** The office, whoever holds it. */
const OFFICES = { alcalde: 'alcalde', alcaldesa: 'alcalde', alcaldia: 'alcalde', regidor: 'regidor', regidora: 'regidor', regiduria: 'regidor' } as const;
const KINDS = { elegido: 'elegido', elegida: 'elegido', encargado: 'encargado', encargada: 'encargado', vacancia: 'vacancia', revocatoria: 'revocatoria' } as const;

/**
 * Our own template: `ubigeo;cargo;clase;desde;hasta;norma;fuente`, the ubigeo of the district where the municipality has
 * its seat. Offices and days only: a column or a cell that names a person refuses the file.
 */
export const AUTORIDADES_PLANTILLA: RowRecipe = {
  way: 'rows',
  id: ID,
  version: 1,
  dataset: AUTORIDADES,
  format: 'csv',
  publisher: 'Quien reunió la lista; cada fila nombra su norma y su fuente',
  es: 'Mandatos de cargos municipales (plantilla de Yupay)',
  en: 'Mandates of municipal offices (Yupay template)',
  years: [null, null],
  precedence: 10,
  maxBytes: 32_000_000,
  personalWords: PERSONAL_WORDS,
  required: [['ubigeo'], ['cargo'], ['clase'], ['desde'], ['hasta'], ['norma'], ['fuente']],
  optional: [],
  series: (_context, facts) => seriesByDepartment(ID, facts, 'ubigeo'),
  read: (record, _context, tally) => {
    const personal = personalRefusal(record, ['UBIGEO', 'CARGO', 'CLASE', 'NORMA', 'FUENTE']);
    if (personal) return personal;
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      const place = cells.district('UBIGEO');
      if (place !== null) checkKnown(cells, place);
      const from = dayCell(cells, 'DESDE', tally);
      const until = dayCell(cells, 'HASTA', tally);
      if (cells.text('DESDE') === null) cells.refuse('no dice desde cuándo', 'does not say since when');
      if (from !== null && until !== null && until < from) cells.refuse(`termina (${until}) antes de empezar (${from})`, `ends (${until}) before it begins (${from})`);
      return [{
        ubigeo: place,
        cargo: oneOf(cells, 'CARGO', OFFICES),
        clase: oneOf(cells, 'CLASE', KINDS),
        desde: from,
        hasta: until,
        norma: cells.text('NORMA') === null ? null : neededText(cells, 'NORMA'),
        fuente: neededText(cells, 'FUENTE'),
      }];
    });
  },
};
