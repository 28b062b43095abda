import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { EXIT, YupayError } from '#lib/kernel/errors.ts';
import type { Guard } from '#lib/provenance/fetch/address.ts';
import { fetchable } from '#lib/provenance/fetch/address.ts';
import { download, LIMITS, type Downloaded, type DownloadLimits } from '#lib/provenance/fetch/download.ts';
import { Partial } from '#lib/provenance/fetch/partial.ts';
import { fileName, withDownloadTurn } from '#lib/provenance/fetch/turn.ts';
import { unpack, type Unpacked } from '#lib/provenance/fetch/unpack.ts';
import type { LoadReport } from '#lib/provenance/load/load.ts';
import { detect } from '#lib/provenance/reading/detect.ts';
import { RECIPES } from '#lib/publishing/registry.ts';
import { datasetNamed, PUBLISHED_FILES, publishedFile } from '#lib/treasury/publishers.ts';
import { flag, text, type Command, type CommandContext } from '../command.ts';
import { loadAsJob } from '../load-as-job.ts';
import { describeReport } from '../report.ts';

interface Wanted {
  readonly dataset: string;
  readonly year: number | null;
  readonly address: string;
  readonly guard: Guard;
  readonly limits: DownloadLimits;
}

/** The largest file that any layout of the dataset admits; a dataset that nobody reads gets the largest of all. */
function maxBytes(dataset: string): number {
  const sizes = RECIPES.filter((recipe) => recipe.dataset.id === dataset).map((recipe) => recipe.maxBytes);
  return sizes.length === 0 ? LIMITS.maxBytes : Math.max(...sizes);
}

function minutes(context: CommandContext): number {
  const given = text(context.options, 'minutos');
  if (given === null) return LIMITS.maxMs;
  if (!/^\d{1,4}(\.\d{1,2})?$/.test(given) || Number(given) <= 0) throw new YupayError('uso', { detalle: `--minutos ${given} no es un número de minutos` });
  return Math.round(Number(given) * 60_000);
}

/** What the operator asks for; the address is theirs or the list's. Throws `uso`, `sin-direccion`, `direccion-no-permitida`. */
function wantedOf(context: CommandContext): Wanted {
  const [name, year, more] = context.arguments;
  if (name === undefined || more !== undefined) throw new YupayError('uso', { detalle: 'diga el conjunto y el año: fetch transferencias 2024' });
  if (year !== undefined && !/^(19|20)\d{2}$/.test(year)) throw new YupayError('uso', { detalle: `«${year}» no es un año` });
  const own = text(context.options, 'desde');
  const address = own ?? publishedFile(name, year === undefined ? null : Number(year))?.address ?? null;
  if (address === null) {
    const known = [...new Set(PUBLISHED_FILES.map((file) => file.name))].sort().join(', ');
    throw new YupayError('sin-direccion', { conjunto: name.slice(0, 60), anio: year ?? '', constan: known });
  }
  const anywhere = context.configuration.privateFetch;
  // What the operator writes may be a copy inside their own network; where it redirects to may not.
  const url = fetchable(address, { anywhere: anywhere || own !== null, host: null });
  const dataset = datasetNamed(name);
  const limits = { ...LIMITS, maxBytes: maxBytes(dataset), maxMs: minutes(context) };
  return { dataset, year: year === undefined ? null : Number(year), address: url.href, guard: { anywhere, host: own === null ? null : url.host }, limits };
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

async function bring(context: CommandContext, wanted: Wanted, folder: string): Promise<Downloaded> {
  const { terminal, signal } = context;
  const es = terminal.language === 'es';
  const partial = await Partial.open(folder, fileName(wanted.address), wanted.address);
  const held = partial.held.bytes;
  if (held > 0) terminal.say(es ? `Se sigue desde los ${megabytes(held)} que ya llegaron.` : `Going on from the ${megabytes(held)} that already arrived.`);
  return download(partial, {
    guard: wanted.guard, limits: wanted.limits, signal,
    onProgress: (bytes, total) => terminal.progress(es ? 'Descargando' : 'Downloading', bytes, total ?? 0),
    onWait: (why, ms) => terminal.say(es ? `  ${why}; se intenta de nuevo en ${Math.ceil(ms / 1_000)} s` : `  ${why}; trying again in ${Math.ceil(ms / 1_000)} s`),
  });
}

/** The file must be of the dataset that was asked for, and its name decides nothing. Throws `otro-conjunto`. */
async function checkDataset(file: Unpacked, { dataset, year }: Wanted): Promise<void> {
  const { recipe } = await detect(file.path, RECIPES, year === null ? {} : { declaredYear: year });
  if (recipe.dataset.id !== dataset) throw new YupayError('otro-conjunto', { archivo: file.name, pedido: dataset, hallado: recipe.dataset.id });
}

/** What the person should know besides what was read: that it revises another file, or speaks of another year. */
async function notes(context: CommandContext, report: LoadReport, year: number | null): Promise<{ revises: string | null; otherYears: number[] }> {
  const { findCapture } = await import('#lib/provenance/capture.ts');
  const capture = await findCapture((await context.application()).pool, report.capture);
  const years = [...new Set(report.partitions.flatMap((partition) => partition.year ?? []))];
  return { revises: report.repeated ? null : (capture?.replaces ?? null), otherYears: year === null || years.includes(year) ? [] : years };
}

function sayNotes(context: CommandContext, report: LoadReport, { revises, otherYears }: { revises: string | null; otherYears: number[] }): void {
  const { say, language } = context.terminal;
  const es = language === 'es';
  if (otherYears.length > 0) say(es ? `  OJO: sus filas son de ${otherYears.join(', ')}, que no es el año pedido; se cargaron como lo que son.` : `  NOTE: its rows are of ${otherYears.join(', ')}, which is not the year asked for; they were loaded as what they are.`);
  if (revises !== null) say(es ? `  revisa el archivo ${revises.slice(0, 12)}; qué cambió: /fuente/${report.capture}/cambios` : `  revises file ${revises.slice(0, 12)}; what changed: /en/fuente/${report.capture}/cambios`);
}

async function run(context: CommandContext): Promise<number> {
  const wanted = wantedOf(context);
  const { terminal } = context;
  const es = terminal.language === 'es';
  const application = await context.application();
  terminal.say(wanted.address);
  if (wanted.guard.host !== null) terminal.say(es ? '  dirección que usted indicó, no la de la lista' : '  address that you gave, not the list’s');
  return withDownloadTurn(application.pool, application.folders.staging, wanted.address, async (folder) => {
    const got = await bring(context, wanted, folder);
    terminal.say(`✓ ${megabytes(got.bytes)} · SHA-256 ${got.sha256}`);
    const told = { address: wanted.address, sha256: got.sha256, bytes: got.bytes, resumedFrom: got.resumedFrom, requests: got.requests };
    if (flag(context.options, 'sin-importar')) {
      terminal.say(es ? `  queda en ${got.path}` : `  it lies in ${got.path}`);
      terminal.result({ ...told, path: got.path, report: null });
      return EXIT.ok;
    }
    const file = await unpack(got.path, folder, wanted.limits.maxBytes);
    if (file.zip !== null) terminal.say(es ? `  del zip ${file.zip}: ${file.name}` : `  out of the zip ${file.zip}: ${file.name}`);
    await checkDataset(file, wanted);
    const report = await loadAsJob(context, { file: file.path, name: file.name, via: 'orden', how: 'download', url: wanted.address, declaredYear: wanted.year, job: null, label: '' });
    for (const line of describeReport(report, basename(file.name), terminal.language)) terminal.say(line);
    const more = await notes(context, report, wanted.year);
    sayNotes(context, report, more);
    terminal.result({ ...told, zip: file.zip, report, revises: more.revises });
    // The capture holds the bytes now; after any failure they stay, so that nothing is downloaded twice.
    await rm(folder, { recursive: true, force: true });
    return EXIT.ok;
  });
}

export const FETCH: Command = {
  name: 'fetch',
  usage: 'fetch <conjunto> [año]',
  es: 'Descarga el archivo de un año de su publicador, siguiendo donde quedó, y lo carga',
  en: 'Downloads a year’s file from its publisher, going on where it stopped, and loads it',
  options: [
    { name: 'desde', alias: 'from', type: 'string', value: 'https://…', es: 'Dirección, en vez de la de la lista', en: 'Address, instead of the list’s' },
    { name: 'sin-importar', alias: 'no-import', type: 'boolean', es: 'Solo descarga, y dice dónde queda', en: 'Only downloads, and says where it lies' },
    { name: 'aceptar-rechazos', alias: 'accept-rejects', type: 'boolean', es: 'Carga aunque más de una línea de cada veinte se rechace', en: 'Loads even when more than one line in twenty is rejected' },
    { name: 'minutos', alias: 'minutes', type: 'string', value: 'N', es: 'Lo más que puede durar la descarga (por defecto 720)', en: 'Longest that the download may take (720 unless said)' },
  ],
  exits: [
    [EXIT.unavailable, 'el publicador no respondió o la descarga no se completó; lo que llegó se guarda', 'the publisher did not answer or the download was not completed; what arrived is kept'],
    [EXIT.data, 'lo que llegó no se pudo cargar o no es lo pedido', 'what arrived could not be loaded or is not what was asked for'],
    [EXIT.io, 'disco lleno o base de datos cerrada', 'disk full or database closed'],
    [EXIT.busy, 'otra carga o la misma descarga está en curso', 'another load or the same download is running'],
    [EXIT.forbidden, 'la dirección no se permite', 'the address is not allowed'],
  ],
  run,
};
