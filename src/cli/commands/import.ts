import { readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { asYupayError, errorSentence, ERRORS, EXIT, YupayError } from '#lib/kernel/errors.ts';
import type { LoadReport } from '#lib/provenance/load/load.ts';
import { text, type Command, type CommandContext } from '../command.ts';
import { loadAsJob } from '../load-as-job.ts';
import { describeReport } from '../report.ts';

/** Files in a folder are taken one level deep, in the order of their names; hidden ones are left. */
async function expand(paths: readonly string[]): Promise<string[]> {
  const files: string[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => null);
    if (!found) throw new YupayError('archivo-no-existe', { archivo: path });
    if (!found.isDirectory()) files.push(path);
    else for (const name of (await readdir(path)).sort()) {
      if (!name.startsWith('.') && (await stat(join(path, name))).isFile()) files.push(join(path, name));
    }
  }
  return files;
}

/** A year in the file's name may date its rows, never its kind; `--anio` outweighs it. */
function declaredYear(context: CommandContext, file: string): number | null {
  const given = text(context.options, 'anio');
  if (given !== null && !/^(19|20)\d{2}$/.test(given)) throw new YupayError('uso', { detalle: `--anio ${given} no es un año` });
  const named = /(?<!\d)((?:19|20)\d{2})(?!\d)/.exec(basename(file))?.[1] ?? null;
  const year = given ?? named;
  return year === null ? null : Number(year);
}

async function importOne(context: CommandContext, file: string, total: number): Promise<LoadReport> {
  const { options } = context;
  const name = basename(text(options, 'nombre') ?? file);
  const job = text(options, 'trabajo');
  return loadAsJob(context, { file, name, via: job === null ? 'orden' : 'panel', how: 'upload', url: text(options, 'url'), declaredYear: declaredYear(context, name), job, label: total > 1 ? `${name}: ` : '' });
}

export const IMPORT: Command = {
  name: 'import',
  usage: 'import <archivo|carpeta>…',
  es: 'Carga archivos del Tesoro, del INEI o nuestros; reconoce cada uno por su encabezado',
  en: 'Loads files of the treasury, INEI or ours; each is recognised by its header',
  options: [
    { name: 'anio', alias: 'year', type: 'string', value: 'AAAA', es: 'Año de los datos cuando el archivo no lo dice', en: 'Year of the data when the file does not say it' },
    { name: 'aceptar-rechazos', alias: 'accept-rejects', type: 'boolean', es: 'Carga aunque más de una línea de cada veinte se rechace', en: 'Loads even when more than one line in twenty is rejected' },
    { name: 'url', type: 'string', value: 'https://…', es: 'De dónde se descargó, para la captura', en: 'Where it was downloaded from, for the capture' },
    { name: 'nombre', alias: 'name', type: 'string', es: 'Nombre que se muestra, si no es el del archivo', en: 'Name to show, when not the file’s own' },
    { name: 'trabajo', alias: 'job', type: 'string', es: 'Trabajo del panel que esta carga informa', en: 'Panel job that this load reports to' },
  ],
  exits: [
    [EXIT.data, 'el archivo no se pudo cargar (encabezado, cortado, rechazos…)', 'the file could not be loaded (header, cut short, rejects…)'],
    [EXIT.noInput, 'el archivo no existe', 'the file does not exist'],
    [EXIT.io, 'disco lleno o base de datos cerrada', 'disk full or database closed'],
    [EXIT.busy, 'otra carga está en curso', 'another load is running'],
  ],
  run: async (context) => {
    if (context.arguments.length === 0) throw new YupayError('uso', { detalle: 'diga qué archivo o carpeta importar' });
    const files = await expand(context.arguments.map((path) => resolve(path)));
    if (files.length === 0) throw new YupayError('archivo-no-existe', { archivo: context.arguments[0]! });
    const { terminal } = context;
    const results: unknown[] = [];
    let status = 0;
    for (const file of files) {
      try {
        const report = await importOne(context, file, files.length);
        results.push({ file: basename(file), report });
        for (const line of describeReport(report, basename(file), terminal.language, declaredYear(context, text(context.options, 'nombre') ?? file))) terminal.say(line);
      } catch (thrown) {
        if (context.signal.aborted || files.length === 1) throw thrown;
        // In a folder, one bad file does not keep the others out; the first failure gives the exit status.
        const error = asYupayError(thrown);
        results.push({ file: basename(file), error: { code: error.code, details: error.details } });
        terminal.say(`✗ ${basename(file)}: ${errorSentence(error.code, error.details, terminal.language)} [${error.code}]`);
        status ||= ERRORS[error.code].exit;
        if (error.code === 'disco-lleno' || error.code === 'base-no-disponible') break;
      }
    }
    terminal.result({ files: results, exit: status });
    return status;
  },
};
