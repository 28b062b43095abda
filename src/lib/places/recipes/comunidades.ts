import { districtUbigeo } from '#lib/kernel/ubigeo.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RowRecipe, Tally } from '#lib/provenance/recipe.ts';
import { COMUNIDADES } from '../datasets.ts';
import { PERSONAL_WORDS, personalRefusal } from './personal.ts';
import { checkKnown, dayCell, neededText, oneOf, seriesByDepartment } from './template-cells.ts';

const ID = 'comunidades-plantilla';
const KINDS = { 'campesina': 'campesina', 'comunidad campesina': 'campesina', 'nativa': 'nativa', 'comunidad nativa': 'nativa', 'centro poblado': 'centro-poblado' } as const;
const CODE = /^[\p{L}\p{N}][\p{L}\p{N}._/-]{0,39}$/u;
/** No community lies in more; a longer list is two columns run together. */
const MOST_DISTRICTS = 40;

/** District codes in order and once each; a lost leading zero is put back and counted. */
function districts(cells: Cells, tally: Tally): string {
  const texts = (cells.text('DISTRITOS') ?? '').split(/[ ,]+/).filter((text) => text !== '');
  if (texts.length === 0) cells.refuse('no dice en qué distrito está', 'does not say in which district it is');
  if (texts.length > MOST_DISTRICTS) cells.refuse(`trae ${texts.length} distritos`, `has ${texts.length} districts`);
  const codes = texts.slice(0, MOST_DISTRICTS).map((text) => {
    const place = districtUbigeo(text);
    if (place === null) return cells.refuse(`«${text.slice(0, 60)}» no es un ubigeo de distrito (columna DISTRITOS)`, `"${text.slice(0, 60)}" is not a district code (column DISTRITOS)`) ?? '';
    if (place.repaired) tally('ceros-repuestos');
    checkKnown(cells, place.code);
    return place.code as string;
  });
  return [...new Set(codes)].sort().join(' ');
}

/** First pass: codes that come more than once, for no single line tells which of them is meant. */
function survey() {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  return {
    see: (record: { readonly cells: Readonly<Record<string, string>> }) => {
      const code = (record.cells['CODIGO'] ?? '').trim();
      if (seen.has(code)) repeated.add(code);
      seen.add(code);
    },
    context: () => ({ repetidos: [...repeated].filter((code) => CODE.test(code)).join(' ') }),
  };
}

/**
 * Our own template: `codigo;tipo;nombre;distritos;fecha;fuente`, the districts as ubigeos separated by a blank. It has
 * no geometry: a community is never drawn as a boundary from a list (issue 2 §4).
 */
export const COMUNIDADES_PLANTILLA: RowRecipe = {
  way: 'rows',
  id: ID,
  version: 1,
  dataset: COMUNIDADES,
  format: 'csv',
  publisher: 'Quien reunió la lista; cada fila nombra su fuente',
  es: 'Comunidades y centros poblados (plantilla de Yupay)',
  en: 'Communities and populated centres (Yupay template)',
  years: [null, null],
  precedence: 10,
  maxBytes: 64_000_000,
  personalWords: PERSONAL_WORDS,
  required: [['codigo', 'código'], ['tipo'], ['nombre'], ['distritos'], ['fecha'], ['fuente']],
  optional: [],
  survey,
  series: (_context, facts) => seriesByDepartment(ID, facts, 'distritos'),
  read: (record, context, tally) => {
    const personal = personalRefusal(record, ['TIPO', 'DISTRITOS', 'FUENTE'], 'NOMBRE');
    if (personal) return personal;
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      const code = cells.text('CODIGO') ?? '';
      if (!CODE.test(code)) cells.refuse(`«${code.slice(0, 60)}» no es un código (columna CODIGO)`, `"${code.slice(0, 60)}" is not a code (column CODIGO)`);
      else if ((context['repetidos'] ?? '').split(' ').includes(code)) cells.refuse(`el código ${code} está más de una vez en el archivo`, `the code ${code} is in the file more than once`);
      return [{
        codigo: code,
        tipo: oneOf(cells, 'TIPO', KINDS),
        nombre: neededText(cells, 'NOMBRE'),
        distritos: districts(cells, tally),
        fecha: dayCell(cells, 'FECHA', tally, true),
        fuente: neededText(cells, 'FUENTE'),
      }];
    });
  },
};
