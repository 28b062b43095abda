/**
 * Writes the generated parts of `docs/*.md` from the code. Developers run it by hand after changing a setting, a
 * command, an error, a dataset, a recipe, a query or a definition; a test fails until they do:
 *
 *     node src/cli/write-docs.ts
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedParts } from './docs/generated.ts';
import { fillParts } from './docs/parts.ts';

const FOLDER = fileURLToPath(new URL('../../docs', import.meta.url));

const parts = await generatedParts();
for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.md')).sort()) {
  const before = readFileSync(join(FOLDER, name), 'utf8');
  const after = fillParts(before, parts);
  if (after === before) continue;
  writeFileSync(join(FOLDER, name), after);
  process.stdout.write(`docs/${name}\n`);
}
