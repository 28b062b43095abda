/**
 * Writes `facts/` from the originals: only codes, names, coordinates of capitals and amounts, in our own layout, each
 * with the original's hash and line. Developers run it by hand:
 *
 *     node src/cli/build-facts.ts <folder with the originals> [folder to write, default facts]
 *
 * The same originals always give the same bytes.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { asYupayError, errorSentence, ERRORS, YupayError } from '#lib/kernel/errors.ts';
import { documentEntry, INSTRUMENTS_FILE, instrumentsEntry, planEntry, PLANS, QUESTIONNAIRES_FILE, questionnairesEntry, tableEntry, tablesAbout } from './build-facts/manifest.ts';
import { readOriginals, type Originals } from './build-facts/originals.ts';
import { EITI_COLUMNS, eitiRows, EITI_SECTOR_COLUMNS, eitiSectorRows } from './build-facts/eiti.ts';
import { aliasFacts, changeFacts, districtCodes, PLACE_SOURCES } from './build-facts/places.ts';
import { REGISTRO_COLUMNS, registroRows, type Row } from './build-facts/registro.ts';
import { CANON_COLUMNS, canonRows, PRESUPUESTO_COLUMNS, presupuestoRows } from './build-facts/treasury.ts';
import { csvText, jsonLines } from './build-facts/write.ts';

/** Documents that people wrote and the program reads itself; the script only puts their hash in the manifest. */
export const WRITTEN = {
  'correcciones.json': { es: 'Correcciones a las fuentes, con su motivo y su guarda', en: 'Corrections to the sources, each with its reason and guard' },
  'leyes.json': { es: 'Parámetros legales con fecha', en: 'Dated legal parameters' },
  'prioridades.json': { es: 'Funciones prioritarias y umbral de la programación multianual, con fecha', en: 'Priority functions and threshold of multi-year programming, dated' },
  'mandatos.json': { es: 'Inicio de los mandatos municipales', en: 'Start of municipal mandates' },
} as const;

/** Every file that is written by hand. */
export const HAND_WRITTEN: readonly string[] = [...Object.keys(WRITTEN), ...PLANS.map(({ file }) => file), INSTRUMENTS_FILE, QUESTIONNAIRES_FILE];

const DERIVED = {
  'alias-lugares.json': { es: 'Otras grafías de distritos y provincias', en: 'Other spellings of districts and provinces' },
  'codigos-distritos.json': { es: 'Códigos de los distritos del registro, por provincia', en: 'Codes of the registry’s districts, by province' },
  'cambios-distritos.json': { es: 'Creación y cambios de distritos según las fuentes', en: 'Creation and change of districts by the sources' },
} as const;

/** Every file of `facts/` by name, from the originals and the hand-written documents. Pure. */
export function factFiles(originals: Originals, written: Readonly<Record<string, string>>): Record<string, string> {
  const registro = registroRows(originals);
  const rows: Record<string, readonly Row[]> = {
    'registro-distritos.csv': registro,
    'canon-minero.csv': canonRows(originals),
    'presupuesto-municipal.csv': presupuestoRows(originals),
    'eiti-totales.csv': eitiRows(originals),
    'eiti-sectores.csv': eitiSectorRows(originals),
  };
  const about = tablesAbout({ registro: REGISTRO_COLUMNS, canon: CANON_COLUMNS, presupuesto: PRESUPUESTO_COLUMNS, eiti: EITI_COLUMNS, eitiSectores: EITI_SECTOR_COLUMNS });
  const tables = Object.fromEntries(about.map(({ file, columns }) => [file, csvText(columns, rows[file]!)]));
  const head = { version: 1, fuentes: PLACE_SOURCES };
  const documents: Record<string, string> = {
    'alias-lugares.json': jsonLines(head, 'alias', aliasFacts(originals, registro)),
    'codigos-distritos.json': jsonLines({ version: 1 }, 'provincias', districtCodes(registro)),
    'cambios-distritos.json': jsonLines(head, 'cambios', changeFacts(originals, registro)),
    ...Object.fromEntries(Object.keys(WRITTEN).map((file) => [file, written[file]!])),
  };
  const plans = Object.fromEntries(PLANS.map(({ file }) => [file, written[file]!]));
  const titles = { ...WRITTEN, ...DERIVED };
  const manifest = {
    version: 1,
    tables: [...about.map((table) => tableEntry(table, tables[table.file]!, originals)), ...PLANS.map((plan) => planEntry(plan, plans[plan.file]!)), instrumentsEntry(written[INSTRUMENTS_FILE]!), questionnairesEntry(written[QUESTIONNAIRES_FILE]!)],
    documents: Object.keys(documents).sort().map((file) => documentEntry(file, documents[file]!, titles[file as keyof typeof titles])),
  };
  return { ...tables, ...plans, [INSTRUMENTS_FILE]: written[INSTRUMENTS_FILE]!, [QUESTIONNAIRES_FILE]: written[QUESTIONNAIRES_FILE]!, ...documents, 'manifest.json': `${JSON.stringify(manifest, null, 2)}\n` };
}

async function main(args: readonly string[]): Promise<number> {
  const [source, target = 'facts'] = args;
  if (source === undefined) throw new YupayError('uso', { detalle: 'build-facts <carpeta de originales> [carpeta de salida]' });
  const written = Object.fromEntries(HAND_WRITTEN.map((file) => {
    const path = join('facts', file);
    if (!existsSync(path)) throw new YupayError('archivo-no-existe', { archivo: path });
    return [file, readFileSync(path, 'utf-8')];
  }));
  const files = factFiles(await readOriginals(source), written);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(target, name), text);
  process.stdout.write(`${Object.keys(files).join('\n')}\n`);
  return 0;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main(process.argv.slice(2)).then((code) => { process.exitCode = code; }, (thrown: unknown) => {
    const error = asYupayError(thrown);
    process.stderr.write(`${errorSentence(error.code, error.details, 'es')}\n`);
    process.exitCode = ERRORS[error.code].exit;
  });
}
