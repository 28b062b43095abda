import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { EXIT, YupayError } from '#lib/kernel/errors.ts';
import { restoreBackup } from '#lib/publishing/restore.ts';
import { flag, type Command } from '../command.ts';

export const RESTORE: Command = {
  name: 'restore',
  usage: 'restore <archivo.tar>',
  es: 'Devuelve el estado desde un respaldo',
  en: 'Brings the state back from a backup',
  options: [{ name: 'reemplazar', alias: 'replace', type: 'boolean', es: 'Reemplaza lo que haya en la carpeta de estado', en: 'Replaces what the state folder holds' }],
  exits: [
    [EXIT.data, 'el respaldo está cortado o alterado', 'the backup is cut short or altered'],
    [EXIT.noInput, 'el archivo no existe', 'the file does not exist'],
    [73, 'la carpeta de estado ya tiene datos', 'the state folder already holds data'],
  ],
  run: async (context) => {
    const [archive] = context.arguments;
    if (archive === undefined || context.arguments.length > 1) throw new YupayError('uso', { detalle: 'diga qué respaldo restaurar' });
    const file = resolve(archive);
    if (!(await stat(file).then((s) => s.isFile(), () => false))) throw new YupayError('archivo-no-existe', { archivo: archive });
    const application = await context.application();
    const es = context.terminal.language === 'es';
    const manifest = await restoreBackup(application, file, {
      signal: context.signal,
      replace: flag(context.options, 'reemplazar'),
      onProgress: (files) => context.terminal.progress(es ? 'Restaurando' : 'Restoring', files, files + 1, ''),
    });
    context.terminal.say(es ? `✓ Estado del ${manifest.at} restaurado en ${application.folders.root}` : `✓ State of ${manifest.at} restored in ${application.folders.root}`);
    context.terminal.result({ at: manifest.at, files: manifest.files.length, tables: manifest.tables.length });
    return EXIT.ok;
  },
};
