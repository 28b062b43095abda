import { resolve } from 'node:path';
import { EXIT, YupayError } from '#lib/kernel/errors.ts';
import { audit } from '#lib/access/audit.ts';
import { writeBackup } from '#lib/publishing/backup.ts';
import type { Command } from '../command.ts';

export const BACKUP: Command = {
  name: 'backup',
  usage: 'backup <archivo.tar>',
  es: 'Guarda todo el estado en un solo archivo',
  en: 'Saves all state in one file',
  options: [],
  exits: [[EXIT.io, 'disco lleno o base de datos cerrada', 'disk full or database closed']],
  run: async (context) => {
    const [target] = context.arguments;
    if (target === undefined || context.arguments.length > 1) throw new YupayError('uso', { detalle: 'diga en qué archivo guardar el respaldo' });
    const application = await context.application();
    const es = context.terminal.language === 'es';
    const manifest = await writeBackup(application, resolve(target), {
      signal: context.signal,
      onProgress: (done, total) => context.terminal.progress(es ? 'Guardando' : 'Saving', done, total, ''),
    });
    await audit(application.pool, 'operador', 'respaldar', { archivos: manifest.files.length });
    const bytes = [...manifest.files, ...manifest.tables].reduce((sum, item) => sum + item.bytes, 0);
    context.terminal.say(es ? `✓ ${manifest.files.length} archivos y ${manifest.tables.length} tablas (${bytes} bytes) en ${target}` : `✓ ${manifest.files.length} files and ${manifest.tables.length} tables (${bytes} bytes) in ${target}`);
    context.terminal.result({ file: resolve(target), files: manifest.files.length, tables: manifest.tables.length, bytes });
    return EXIT.ok;
  },
};
