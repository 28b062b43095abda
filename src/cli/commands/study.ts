import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXIT, YupayError } from '#lib/kernel/errors.ts';
import type { Services } from '#lib/publishing/services.ts';
import { documentDocx } from '#lib/publishing/share/document-docx.ts';
import { printedDocument } from '#lib/publishing/share/document.ts';
import { studyView } from '#lib/publishing/study-page.ts';
import { text, type Command, type CommandContext } from '../command.ts';
import { commandServices } from '../command-services.ts';

/** A department's code, or its name when one place alone answers to it. */
async function departmentOf(services: Services, asked: string): Promise<string> {
  if (/^\d{2}$/.test(asked)) return asked;
  const found = (await services.search(asked)).hits.filter(({ level }) => level === 'departamento');
  if (found.length !== 1) throw new YupayError('lugar-no-existe', { codigo: asked });
  return found[0]!.ubigeo;
}

async function run(context: CommandContext): Promise<number> {
  const [region, years] = context.arguments;
  const span = /^(\d{4})(?:-(\d{4}))?$/.exec(years ?? '');
  if (region === undefined || span === null) throw new YupayError('uso', { detalle: 'study REGIÓN AÑO-AÑO, por ejemplo study Moquegua 2016-2020' });
  const { terminal, configuration } = context;
  const { services } = await commandServices(context);
  const ubigeo = await departmentOf(services, region);
  const origin = text(context.options, 'sitio') ?? configuration.origin ?? 'http://127.0.0.1:3000';
  const parameters = new URLSearchParams({ desde: span[1]!, hasta: span[2] ?? span[1]! });
  const model = await studyView(services, ubigeo, parameters, terminal.language, origin);
  const path = resolve(text(context.options, 'salida') ?? `yupay-${ubigeo}-estudio-${span[1]}-${span[2] ?? span[1]}.docx`);
  await writeFile(path, await documentDocx(printedDocument(model, services.now().toISOString().slice(0, 10))), { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new YupayError('uso', { detalle: `${path} ya existe; elija otro nombre con --salida` }) : error;
  });
  const there = model.parts.filter(({ absent, codes }) => absent === null && codes.length > 0);
  terminal.say(terminal.language === 'es' ? `${path}: ${there.length} cuadros con recibo` : `${path}: ${there.length} tables with receipts`);
  for (const { absent } of model.parts) if (absent !== null) terminal.say(`  – ${absent}`);
  terminal.result({ path, department: ubigeo, from: span[1], to: span[2] ?? span[1], tables: there.map(({ id }) => id), receipts: there.flatMap(({ codes }) => codes) });
  return EXIT.ok;
}

export const STUDY: Command = {
  name: 'study',
  usage: 'study REGIÓN AÑO-AÑO',
  es: 'Escribe en Word los cuadros de un estudio regional de transparencia, con sus recibos',
  en: 'Writes the tables of a regional transparency study as a Word document, with their receipts',
  options: [
    { name: 'salida', alias: 'output', type: 'string', value: 'ARCHIVO', es: 'Dónde escribir el .docx', en: 'Where to write the .docx' },
    { name: 'sitio', alias: 'site', type: 'string', value: 'URL', es: 'Dirección pública que se imprime para comprobar', en: 'Public address printed for checking' },
  ],
  exits: [[EXIT.noInput, 'no hay tal departamento', 'there is no such department']],
  run,
};
