import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { YupayError } from '#lib/kernel/errors.ts';

/** The folder `facts` of the checkout, found upwards from wherever this module runs (source tree or build). */
export function factsFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'facts', 'manifest.json'))) return join(folder, 'facts');
    if (folder === dirname(folder)) throw new YupayError('interno', { detalle: 'no se encuentra la carpeta facts' });
  }
}
