import { sha256 } from '#lib/kernel/canonical.ts';
import type { Original, Originals } from './originals.ts';
import { CORRECTIONS } from './registro.ts';

interface Words { readonly es: string; readonly en: string }

/** What is true of a shipped table whatever its rows: who publishes it, for when, under which terms. */
export interface TableAbout {
  readonly file: string;
  readonly dataset: string;
  readonly recipe: string;
  readonly publisher: string;
  readonly title: Words;
  readonly period: { readonly from: string; readonly to: string; readonly note: Words | null };
  readonly columns: readonly string[];
  readonly originals: readonly { readonly name: keyof Originals; readonly covers: Words }[];
}

const PUBLIC_FACTS: Words = {
  es: 'Hechos públicos (códigos, nombres, coordenadas de capitales y montos) transcritos a un formato propio; los archivos originales no se distribuyen. Cite al organismo que los publica.',
  en: 'Public facts (codes, names, coordinates of capitals and amounts) transcribed into a layout of our own; the original files are not distributed. Cite the body that publishes them.',
};

function originalEntry(original: Original, covers: Words) {
  return { name: original.name, sha256: original.sha256, bytes: original.bytes, rows: original.records.length, covers };
}

/** The entry of one shipped table: its own hash beside the hash of every original that it was written down from. */
export function tableEntry(about: TableAbout, text: string, originals: Originals) {
  const { file, dataset, recipe, publisher, title, period, columns } = about;
  return {
    file, dataset, recipe,
    sha256: sha256(text),
    bytes: Buffer.byteLength(text),
    rows: text.split('\n').length - 2,
    how: 'transcription',
    publisher, title, period,
    licence: PUBLIC_FACTS,
    columns,
    corrections: CORRECTIONS.filter((correction) => correction.table === file),
    originals: about.originals.map(({ name, covers }) => originalEntry(originals[name], covers)),
  };
}

const columnOf = (es: string, en: string): Words => ({ es, en });

const SEED_WORDING: Words = {
  es: 'Transcrito a un formato propio, con la línea de origen de cada dato; los documentos originales no se distribuyen. Cite a quien los publica.',
  en: 'Transcribed into a layout of our own, with the source line of each fact; the original documents are not distributed. Cite whoever publishes them.',
};

/** The plans, in the order in which they are loaded. */
export const PLANS = [
  { file: 'plan-alianza-2013-2014.json', title: columnOf('Plan de la Alianza para la Transparencia 2013–2014 y su monitoreo, con línea de origen', 'Plan of the Alliance for Transparency 2013–2014 and its monitoring, with source lines') },
  { file: 'ficha-r1.json', title: columnOf('Ficha de la actividad R.1 del PERCAN, con línea de origen', 'Sheet of PERCAN’s activity R.1, with source lines') },
  { file: 'programa-mim.json', title: columnOf('Programa MIM 2007–2009: mediciones y ciclos, con línea de origen', 'MIM programme 2007–2009: measures and cycles, with source lines') },
] as const;

/** The entry of a shipped plan: as many rows as its document has parts. */
export function planEntry({ file, title }: (typeof PLANS)[number], text: string) {
  const document = JSON.parse(text) as Readonly<Record<string, unknown>> & { readonly period: { readonly start: string; readonly end: string } };
  return {
    file, dataset: 'plan-partes', recipe: 'plan-documento',
    sha256: sha256(text),
    bytes: Buffer.byteLength(text),
    rows: Object.values(document).reduce<number>((rows, member) => rows + (Array.isArray(member) ? member.length : 1), 0),
    how: 'transcription',
    publisher: 'Titular del plan', title, period: { from: document.period.start, to: document.period.end, note: null },
    licence: SEED_WORDING,
    columns: [],
    corrections: [],
    originals: [],
  };
}

/** The file of the instruments that are shipped: their words are ours. */
export const INSTRUMENTS_FILE = 'instrumentos.json';

/** The entry of the shipped instruments: as many rows as their versions have items. */
export function instrumentsEntry(text: string) {
  const { instruments } = JSON.parse(text) as { readonly instruments: readonly { readonly versions: readonly { readonly items: readonly unknown[] }[] }[] };
  return {
    file: INSTRUMENTS_FILE, dataset: 'fichas-items', recipe: 'instrumentos-documento',
    sha256: sha256(text),
    bytes: Buffer.byteLength(text),
    rows: instruments.flatMap(({ versions }) => versions.flatMap(({ items }) => items)).length,
    how: 'transcription',
    publisher: 'Yupay', title: columnOf('Instrumentos de evaluación con sus versiones', 'Scored instruments with their versions'), period: { from: '2010', to: '2026', note: null },
    licence: columnOf('Ítems con palabras de Yupay; cada versión nombra su norma y lo que falta verificar. Cite la norma.', 'Items in Yupay’s words; each version names its norm and what is to be verified. Cite the norm.'),
    columns: [],
    corrections: [],
    originals: [],
  };
}

/** The file of the questionnaires that are shipped: their words are ours. */
export const QUESTIONNAIRES_FILE = 'encuestas.json';

/** The entry of the shipped questionnaires: as many rows as they have measures. */
export function questionnairesEntry(text: string) {
  const { instruments } = JSON.parse(text) as { readonly instruments: readonly { readonly measures: readonly unknown[] }[] };
  return {
    file: QUESTIONNAIRES_FILE, dataset: 'encuestas-instrumentos', recipe: 'encuestas-instrumentos-documento',
    sha256: sha256(text),
    bytes: Buffer.byteLength(text),
    rows: instruments.flatMap(({ measures }) => measures).length,
    how: 'transcription',
    publisher: 'Yupay', title: columnOf('Cuestionarios de encuesta con lo que miden', 'Survey questionnaires with what they measure'), period: { from: '2026', to: '2026', note: columnOf('Se prueban en campo antes de usarse.', 'To be tried in the field before use.') },
    licence: columnOf('Preguntas con palabras de Yupay. Se pueden usar y cambiar citando la fuente; una pregunta cambiada empieza otra serie.', 'Questions in Yupay’s words. They may be used and changed, citing the source; a changed question begins another series.'),
    columns: [],
    corrections: [],
    originals: [],
  };
}

/** The entry of a document that is read by the program itself (laws, mandates, aliases, changes). */
export function documentEntry(file: string, text: string, title: Words) {
  return { file, sha256: sha256(text), bytes: Buffer.byteLength(text), title };
}

type TableColumns = Readonly<Record<'registro' | 'canon' | 'presupuesto' | 'eiti' | 'eitiSectores', readonly string[]>>;

const EITI_PUBLISHER = 'EITI Perú; recopilación de NRGI';

/** What EITI Peru's reports say in dollars, gathered by NRGI. */
function eitiTables(columns: TableColumns): TableAbout[] {
  return [
    {
      file: 'eiti-totales.csv', dataset: 'eiti-totales', recipe: 'hechos-eiti', publisher: EITI_PUBLISHER,
      title: columnOf('EITI Perú: pagos de las empresas e ingresos del Estado, 2004–2012', 'EITI Peru: companies’ payments and government’s receipts, 2004–2012'),
      period: { from: '2004', to: '2012', note: columnOf('Dólares de EE. UU., redondeados al centavo. Solo las empresas que informaron.', 'US dollars, rounded to the cent. Only the companies that reported.') },
      columns: columns.eiti,
      originals: [{ name: 'eiti', covers: columnOf('todas las columnas', 'every column') }],
    },
    {
      file: 'eiti-sectores.csv', dataset: 'eiti-producto', recipe: 'hechos-eiti-sectores', publisher: EITI_PUBLISHER,
      title: columnOf('EITI Perú: totales del país, de la minería y de los hidrocarburos, 2004–2012', 'EITI Peru: totals of the country, of mining and of hydrocarbons, 2004–2012'),
      period: { from: '2004', to: '2012', note: columnOf('Por sector hay montos hasta 2010. Las filas «o/w» se cuentan dentro de otras y no van.', 'By sector there are amounts to 2010. "o/w" rows are counted within others and are left out.') },
      columns: columns.eitiSectores,
      originals: [{ name: 'eitiProducto', covers: columnOf('todas las columnas', 'every column') }],
    },
  ];
}

/** The tables, in the order in which they are loaded. */
export function tablesAbout(columns: TableColumns): TableAbout[] {
  return [
    {
      file: 'registro-distritos.csv', dataset: 'distritos', recipe: 'hechos-registro', publisher: 'INEI y MEF',
      title: columnOf('Registro de distritos y municipalidades del Perú', 'Registry of Peru’s districts and municipalities'),
      period: { from: '2025', to: '2025', note: columnOf('Distritos según el INEI 2025; municipalidades según la Consulta Amigable 2024.', 'Districts by INEI 2025; municipalities by the Consulta Amigable 2024.') },
      columns: columns.registro,
      originals: [
        { name: 'inei', covers: columnOf('ubigeo, nombres, capital, altitud y coordenadas', 'ubigeo, names, capital, altitude and coordinates') },
        { name: 'consulta', covers: columnOf('sec_ejec y municipalidad', 'sec_ejec and municipality') },
        { name: 'panel', covers: columnOf('contraste de sec_ejec, 2012–2022', 'cross-check of sec_ejec, 2012–2022') },
        { name: 'equivalencia', covers: columnOf('códigos RENIEC y SUNAT', 'RENIEC and SUNAT codes') },
      ],
    },
    {
      file: 'canon-minero.csv', dataset: 'canon-minero', recipe: 'hechos-canon', publisher: 'MEF',
      title: columnOf('Canon minero transferido a 110 distritos productores, 2004–2020', 'Mining canon transferred to 110 producing districts, 2004–2020'),
      period: { from: '2004', to: '2020', note: columnOf('Solo 110 distritos: no se suma un total por departamento. Un espacio en blanco no es cero.', 'Only 110 districts: no department total is summed from it. A blank is not zero.') },
      columns: columns.canon,
      originals: [{ name: 'canon', covers: columnOf('todas las columnas', 'every column') }],
    },
    {
      file: 'presupuesto-municipal.csv', dataset: 'presupuesto', recipe: 'hechos-presupuesto', publisher: 'MEF',
      title: columnOf('Presupuesto y ejecución de 23 municipalidades, 2012–2022 y 2024', 'Budget and execution of 23 municipalities, 2012–2022 and 2024'),
      period: { from: '2012', to: '2024', note: columnOf('Falta 2023; 2025 se cortó a inicios de año y no se incluye.', '2023 is missing; 2025 was cut early in the year and is left out.') },
      columns: columns.presupuesto,
      originals: [
        { name: 'panel', covers: columnOf('2012–2022', '2012–2022') },
        { name: 'consulta', covers: columnOf('2024', '2024') },
      ],
    },
    ...eitiTables(columns),
  ];
}
