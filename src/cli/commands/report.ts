import { readFile, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXIT, YupayError } from '#lib/kernel/errors.ts';
import { pdf } from '#lib/publishing/http/pdf.ts';
import { reportDocx } from '#lib/publishing/plan-report/docx.ts';
import { reportView } from '#lib/publishing/plan-report/load.ts';
import { reportTemplate } from '#lib/publishing/plan-report/template.ts';
import { printedDocument } from '#lib/publishing/share/document.ts';
import { DOCUMENT_LAYOUT } from '#lib/publishing/share/document-typst.ts';
import { text, type Command, type CommandContext } from '../command.ts';
import { commandServices } from '../command-services.ts';

/** Never over a file that is there: somebody may have gone on editing it. */
async function write(path: string, bytes: Uint8Array): Promise<string> {
  await writeFile(path, bytes, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EEXIST' ? new YupayError('uso', { detalle: `${path} ya existe; elija otro nombre con --salida` }) : error;
  });
  return path;
}

async function given(path: string | null): Promise<Uint8Array | null> {
  if (path === null) return null;
  return readFile(path).catch(() => {
    throw new YupayError('archivo-no-existe', { archivo: path });
  });
}

async function run(context: CommandContext): Promise<number> {
  const [plan] = context.arguments;
  if (plan === undefined) throw new YupayError('uso', { detalle: 'report PLAN, por ejemplo report plan-alianza-2013-2014' });
  const { terminal, configuration, options } = context;
  const brought = await given(text(options, 'plantilla'));
  const { services } = await commandServices(context);
  const template = brought ?? (await services.planWork.ownTemplate(plan, terminal.language)) ?? (await reportTemplate(terminal.language));
  const origin = text(options, 'sitio') ?? configuration.origin ?? 'http://127.0.0.1:3000';
  const made = services.now().toISOString().slice(0, 10);
  const model = await reportView(services, plan, terminal.language, origin);
  const name = resolve(text(options, 'salida') ?? `yupay-informe-${plan}`).replace(/\.(docx|pdf)$/, '');
  const files = [await write(`${name}.docx`, await reportDocx(template, model, made)), await write(`${name}.pdf`, await pdf(DOCUMENT_LAYOUT, { datos: JSON.stringify(printedDocument(model, made)) }))];
  const page = `${origin}${model.address}`;
  for (const file of [...files, page]) terminal.say(file);
  terminal.result({ plan, files, page, receipts: [...new Set(model.parts.flatMap(({ codes }) => codes))] });
  return EXIT.ok;
}

export const REPORT: Command = {
  name: 'report',
  usage: 'report PLAN',
  es: 'Escribe el informe de monitoreo de un plan en Word y en PDF, con sus recibos, y dice la dirección de su página',
  en: 'Writes a plan’s monitoring report as Word and PDF, with its receipts, and tells the address of its page',
  options: [
    { name: 'plantilla', alias: 'template', type: 'string', value: 'ARCHIVO', es: 'Plantilla de Word editada por usted; sin ella, la del plan o la de Yupay', en: 'Word template that you edited; the plan’s or Yupay’s without it' },
    { name: 'salida', alias: 'output', type: 'string', value: 'ARCHIVO', es: 'Dónde escribir, sin la terminación', en: 'Where to write, without the ending' },
    { name: 'sitio', alias: 'site', type: 'string', value: 'URL', es: 'Dirección pública que se imprime para comprobar', en: 'Public address printed for checking' },
  ],
  exits: [[EXIT.noInput, 'no hay tal plan o tal plantilla', 'there is no such plan or template'], [EXIT.data, 'la plantilla no se puede usar', 'the template cannot be used']],
  run,
};
