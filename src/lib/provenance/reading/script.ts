import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Path of a script of this folder that runs in a thread or process of its own. From the sources it lies beside this
 * file; the built server is bundled elsewhere inside the package, so the package's folder is looked for upwards.
 */
export function readingScript(name: string): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    for (const candidate of [join(folder, name), join(folder, 'src/lib/provenance/reading', name)]) {
      if (existsSync(candidate)) return candidate;
    }
    if (dirname(folder) === folder) throw new Error(`falta ${name} en la instalación`);
  }
}
