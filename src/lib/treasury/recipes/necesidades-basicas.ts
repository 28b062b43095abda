import { parseScaled } from '#lib/kernel/decimal.ts';
import { searchKey } from '#lib/kernel/text.ts';
import { PERSONAL_WORDS, personalRefusal } from '#lib/places/recipes/personal.ts';
import { neededText, seriesByDepartment } from '#lib/places/recipes/template-cells.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RawRecord, RowRecipe } from '#lib/provenance/recipe.ts';
import { NECESIDADES } from '../datasets.ts';

const ID = 'necesidades-basicas-plantilla';
/** The formula keeps ten decimals of each; a longer number would have to be rounded, so it is refused. */
const DECIMALS = 10;
const YES = new Set(['si', 'verdadero', 'true', '1']);
const NO = new Set(['no', 'falso', 'false', '0']);

/** A number of at least zero and at most `most`, as it is written; `what` names it in the reason. */
function amount(cells: Cells, column: string, most: bigint | null, what: readonly [es: string, en: string]): string | null {
  const text = cells.decimal(column, 'punto');
  if (text === null) return cells.refuse(`la columna ${column} está vacía`, `the column ${column} is empty`);
  const value = parseScaled(text, DECIMALS)!;
  if (value.rounded) return cells.refuse(`«${text}» pasa de ${DECIMALS} decimales (columna ${column})`, `"${text}" has more than ${DECIMALS} decimals (column ${column})`);
  if (value.units < 0n || (most !== null && value.units > most * 10n ** BigInt(DECIMALS))) return cells.refuse(`«${text}» no es ${what[0]} (columna ${column})`, `"${text}" is not ${what[1]} (column ${column})`);
  return text;
}

function yesOrNo(cells: Cells, column: string): string | null {
  const text = cells.text(column) ?? '';
  const word = searchKey(text);
  if (YES.has(word)) return 'true';
  if (NO.has(word)) return 'false';
  return cells.refuse(`«${text.slice(0, 60)}» no es «sí» ni «no» (columna ${column})`, `"${text.slice(0, 60)}" is neither "sí" nor "no" (column ${column})`);
}

const keyOf = ({ cells }: RawRecord): string => `${(cells['ANIO'] ?? '').trim()}/${(cells['UBIGEO'] ?? '').trim().padStart(6, '0')}`;

/** First pass: districts that come more than once in a year, for no single line tells which of them is meant. */
function survey() {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  return {
    see: (record: RawRecord) => {
      const key = keyOf(record);
      if (seen.has(key)) repeated.add(key);
      seen.add(key);
    },
    context: () => ({ repetidos: [...repeated].filter((key) => /^\d{4}\/\d{6}$/.test(key)).join(' ') }),
  };
}

/** The list of one file as a set, made once: a hostile file may repeat all of its rows. */
const sets = new WeakMap<object, ReadonlySet<string>>();

function isRepeated(context: Readonly<Record<string, string>>, key: string): boolean {
  const known = sets.get(context) ?? new Set((context['repetidos'] ?? '').split(' '));
  sets.set(context, known);
  return known.has(key);
}

/**
 * Our own template: `anio;ubigeo;poblacion;nbi;productor;fuente`, the year that of the index that the row explains, the
 * numbers with a point and no grouping. A district that today's registry lacks is kept: the formula refuses it, saying so.
 */
export const NECESIDADES_PLANTILLA: RowRecipe = {
  way: 'rows',
  id: ID,
  version: 1,
  dataset: NECESIDADES,
  format: 'csv',
  publisher: 'Quien reunió la lista; cada fila nombra su fuente',
  es: 'Población y necesidades básicas por distrito (plantilla de Yupay)',
  en: 'Population and basic needs by district (Yupay template)',
  years: [2002, null],
  precedence: 10,
  maxBytes: 16_000_000,
  personalWords: PERSONAL_WORDS,
  required: [['anio', 'año'], ['ubigeo'], ['poblacion', 'población'], ['nbi'], ['productor'], ['fuente']],
  optional: [],
  survey,
  series: (_context, facts) => seriesByDepartment(ID, facts, 'ubigeo'),
  read: (record, context, tally) => {
    const personal = personalRefusal(record, ['ANIO', 'UBIGEO', 'PRODUCTOR', 'FUENTE']);
    if (personal) return personal;
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      const key = keyOf(record);
      if (isRepeated(context, key)) cells.refuse(`el distrito y el año se repiten en el archivo (${key})`, `the district and the year are repeated in the file (${key})`);
      return [{
        anio: cells.year('ANIO'),
        ubigeo: cells.district('UBIGEO'),
        poblacion: amount(cells, 'POBLACION', null, ['una cantidad de personas', 'a number of persons']),
        nbi_pct: amount(cells, 'NBI', 100n, ['un porcentaje de 0 a 100', 'a percentage from 0 to 100']),
        productor: yesOrNo(cells, 'PRODUCTOR'),
        fuente: neededText(cells, 'FUENTE'),
      }];
    });
  },
};
