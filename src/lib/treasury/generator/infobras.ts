import { formatScaled } from '#lib/kernel/decimal.ts';
import { DEPARTMENTS, workName } from './catalog.ts';
import { Random } from '#lib/kernel/random.ts';
import { writeZip, type StreamedPart } from './zip-file.ts';

/**
 * The 97 columns of INFObras' "Obras Públicas", those that DATA §2.7 places at their index and the rest as fillers with
 * names of their own. Accents are missing and doubled blanks stay where the source has them.
 */
const PLACED: Readonly<Record<number, string>> = {
  0: 'codigo Entidad', 1: 'Entidad Pública', 2: 'Código INFOBRAS', 3: 'Nombre de obra', 4: 'Modalidad de ejecución de la obra', 5: 'Naturaleza de la obra',
  11: 'Estado de ejecución', 19: 'Nivel de gobierno', 20: 'Sector de la Entidad', 21: 'Codigo unico de inversión', 22: 'Código SNIP',
  26: 'Monto Viable/Aprobado', 27: 'Costo Actualizado de la inversión', 29: 'Departamento', 30: 'Provincia', 31: 'Distrito',
  35: 'Costo de obra según Expediente técnico', 40: 'Nombre o razón social de la empresa o consorcio', 41: 'RUC', 42: 'Monto del contrato  en soles',
  45: 'Fecha de inicio de obra', 46: 'Plazo de ejecución (en dias)', 47: 'Fecha finalización programada de obra', 60: 'Fecha de registro de avance',
  61: 'Avance Físico Programado Acumulado (%)', 62: 'Avance Físico Real Acumulado (%)', 63: 'Monto de valorización Programado Acumulado',
  64: 'Monto de valorización Ejecutado Acumulado', 65: 'Porcentaje de ejecución financiera', 67: 'Existe Paralización', 68: 'Causal de paralización',
  69: 'Fecha de paralización', 70: 'Número de dias paralizado', 75: 'Fecha de finalización real', 96: 'Monto Total devengado del proyecto',
};

export const INFOBRAS_HEADER: readonly string[] = Array.from({ length: 97 }, (_, index) => PLACED[index] ?? `Columna de ejemplo ${index}`);

const TITLES = ['CONTRALORÍA GENERAL DE LA REPÚBLICA', 'Datos abiertos de ejemplo: obras públicas', 'Inventadas por el generador de Yupay'];

export interface InfobrasRequest {
  readonly rows: number;
  readonly seed: number;
  /** Last day on which progress was registered, `AAAA-MM-DD`. */
  readonly cutoff: string;
  readonly path: string;
  /** Codes of investments that the first works belong to, in order; the rest get invented ones. */
  readonly cuis?: readonly string[];
  /** As the source is: tags with a prefix and cells without a reference. False gives what a spreadsheet program writes. */
  readonly prefixed?: boolean;
}

export interface InfobrasMade {
  readonly rows: number;
  readonly inflated: number;
  readonly stopped: number;
  readonly withProgress: number;
  /** Works whose percentage passes 999: a slip of whoever typed it. */
  readonly beyond: number;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** `1205287.56` is written `1205287 56`. */
const spaced = (centimos: number): string => formatScaled(BigInt(centimos), 2).replace(/\.?0+$/, '').replace('.', ' ');

const asDate = (day: string): string => `${day.slice(8)}/${day.slice(5, 7)}/${day.slice(0, 4)}`;

const before = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10);

interface Counts {
  stopped: number;
  withProgress: number;
  beyond: number;
}

function progressCells(random: Random, cutoff: string, first: boolean, counts: Counts): Record<number, string> {
  if (!first && random.oneIn(5)) return {};
  counts.withProgress += 1;
  const beyond = random.oneIn(500);
  if (beyond) counts.beyond += 1;
  return {
    60: asDate(before(cutoff, first ? 0 : random.below(900))),
    61: spaced(random.below(10_001)),
    62: beyond ? spaced(100_000 + random.below(900_000)) : spaced(random.below(10_001)),
    63: spaced(random.below(900_000_000)),
    64: spaced(random.below(900_000_000)),
    65: spaced(random.below(12_000)),
  };
}

/** The public state stays "En Ejecución" while the flag says SI (DATA §2.7). */
function stoppageCells(random: Random, cutoff: string, counts: Counts): Record<number, string> {
  if (!random.oneIn(40)) return { 67: 'NO' };
  counts.stopped += 1;
  const days = random.below(700);
  return { 67: 'SI', 68: random.oneIn(4) ? ' ' : 'Falta de recursos financieros y liquidez', 69: asDate(before(cutoff, days)), 70: String(days) };
}

function workCells(random: Random, index: number, request: InfobrasRequest, counts: Counts): Record<number, string> {
  const cost = 1 + random.below(900_000_000);
  const start = before(request.cutoff, 200 + random.below(1_500));
  const natural = random.oneIn(10);
  return {
    0: String(200 + random.below(6_000)).padStart(4, '0'), 1: `MUNICIPALIDAD DISTRITAL DE EJEMPLO ${random.below(1_800)}`,
    2: String(100_000 + index), 3: workName(random, 120 + random.below(120)), 4: random.oneIn(2) ? 'Contrata' : 'Administración directa', 5: 'Obra nueva',
    11: random.oneIn(3) ? 'Finalizada' : 'En Ejecución', 19: 'Gobierno Local', 20: 'GOBIERNOS LOCALES',
    21: request.cuis?.[index] ?? String(2_100_000 + random.below(500_000)), 22: random.oneIn(2) ? '' : String(10_000 + random.below(300_000)),
    // Column 27 comes as 0 in every row of the real file: it is not a cost of zero.
    26: spaced(cost), 27: '0', 29: random.pick(DEPARTMENTS), 30: 'PROVINCIA DE EJEMPLO', 31: 'DISTRITO DE EJEMPLO', 35: spaced(cost + random.below(1_000_000)),
    40: natural ? 'PERSONA NATURAL DE EJEMPLO' : `CONSORCIO DE EJEMPLO ${random.below(9_000)} & SOCIOS`, 41: `${natural ? '10' : '20'}${String(random.below(999_999_999)).padStart(9, '0')}`, 42: spaced(cost),
    45: asDate(start), 46: String(60 + random.below(400)), 47: asDate(before(request.cutoff, random.below(500) - 200)), 96: spaced(random.below(cost)),
    ...progressCells(random, request.cutoff, index === 0, counts),
    ...stoppageCells(random, request.cutoff, counts),
  };
}

function rowXml(cells: readonly string[], number: number, prefix: string): string {
  // The real export gives every cell in its place, empty ones too, without saying which: only the order tells.
  const reference = (column: number) => (prefix === '' ? ` r="${columnName(column)}${number}"` : '');
  const tags = cells.map((text, column) => `<${prefix}c${reference(column)} t="str"><${prefix}v>${escaped(text)}</${prefix}v></${prefix}c>`);
  return `<${prefix}row r="${number}">${tags.join('')}</${prefix}row>`;
}

function columnName(index: number): string {
  return index < 26 ? String.fromCharCode(65 + index) : columnName(Math.floor(index / 26) - 1) + String.fromCharCode(65 + (index % 26));
}

/** Filler text of the columns that nobody reads, so that the sheet has the weight of the real one. */
function filler(random: Random): string[] {
  return Array.from({ length: 16 }, () => (random.oneIn(4) ? '' : 'Dato de ejemplo que nadie lee, con el peso del real'));
}

function* sheet(request: InfobrasRequest, counts: Counts): Generator<string> {
  const random = new Random(request.seed);
  const prefix = request.prefixed === false ? '' : 'x:';
  const spare = filler(random);
  const open = prefix === '' ? 'xmlns' : 'xmlns:x';
  yield `<?xml version="1.0" encoding="utf-8"?><${prefix}worksheet ${open}="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><${prefix}sheetData>`;
  yield [...TITLES.map((title) => [title]), INFOBRAS_HEADER].map((cells, index) => rowXml(cells, index + 1, prefix)).join('');
  for (let index = 0; index < request.rows; index += 1) {
    const work = workCells(random, index, request, counts);
    yield rowXml(INFOBRAS_HEADER.map((_, column) => work[column] ?? (PLACED[column] === undefined ? spare[(column + index) % spare.length]! : '')), index + 5, prefix);
  }
  yield `</${prefix}sheetData></${prefix}worksheet>`;
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const XML = '<?xml version="1.0" encoding="utf-8"?>';

/** The parts around one sheet. */
export function workbookParts(text: Iterable<string>, prefix: 'x:' | '' = ''): StreamedPart[] {
  const ns = prefix === '' ? 'xmlns' : 'xmlns:x';
  return [
    { name: '[Content_Types].xml', text: [`${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${MAIN}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${MAIN}.worksheet+xml"/></Types>`] },
    { name: '_rels/.rels', text: [`${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`] },
    { name: 'xl/workbook.xml', text: [`${XML}<${prefix}workbook ${ns}="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><${prefix}sheets><${prefix}sheet name="Obras" sheetId="1" r:id="r2"/></${prefix}sheets></${prefix}workbook>`] },
    { name: 'xl/_rels/workbook.xml.rels', text: [`${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r2" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`] },
    { name: 'xl/worksheets/sheet1.xml', text },
  ];
}

/**
 * Writes a workbook of the width, order and quirks of INFObras', any number of works: `x:` before every tag, text cells
 * without references, three title rows, a blank for the decimal point, percentages beyond 999. 190,000 rows are over
 * 1 GB of XML, which never lies in memory.
 */
export async function generateInfobras(request: InfobrasRequest): Promise<InfobrasMade> {
  const counts: Counts = { stopped: 0, withProgress: 0, beyond: 0 };
  const inflated = await writeZip(request.path, workbookParts(sheet(request, counts), request.prefixed === false ? '' : 'x:'));
  return { rows: request.rows, inflated, ...counts };
}
