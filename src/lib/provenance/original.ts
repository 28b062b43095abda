import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { YupayError } from '#lib/kernel/errors.ts';
import { queryOn } from '#lib/platform/lake.ts';
import { parquetRelation } from './digest.ts';
import { detect } from './reading/detect.ts';
import { stageAndPartition, type ParseServices } from './load/parse.ts';
import type { LoadRequest } from './load/context.ts';
import type { QueryInput } from './query.ts';
import type { Dataset, Recipe } from './recipe.ts';
import type { Check } from './verify.ts';

/** What a person supplies to go behind a transcription: the file from which the shipped facts were written down. */
export interface OriginalFile {
  readonly path: string;
  readonly name: string;
}

const LINE = 'linea_original';

/**
 * Level 3 from the original: every shipped fact of the inputs equals the fact that the original gives at the line it
 * names. Throws `entrada-no-disponible` when the original holds nothing that the inputs speak of.
 */
export async function compareWithOriginal(
  services: ParseServices & { readonly recipes: readonly Recipe[]; readonly signal: AbortSignal },
  inputs: readonly QueryInput[],
  pathOf: (input: QueryInput) => Promise<string>,
  original: OriginalFile,
): Promise<Check[]> {
  const staging = await mkdtemp(join(tmpdir(), 'yupay-original-'));
  try {
    const detected = await detect(original.path, services.recipes, {});
    const { dataset } = detected.recipe;
    const shipped = inputs.filter((input) => input.dataset === dataset.id && input.series.startsWith('hechos'));
    if (shipped.length === 0 || !dataset.columns.some((column) => column.name === LINE)) {
      throw new YupayError('entrada-no-disponible', { que: `lo que ${original.name} respalda`, detalle: 'ningún hecho transcrito de lo que se comprueba sale de ese archivo, línea por línea' });
    }
    const request: LoadRequest = {
      file: original.path, name: original.name, by: '', via: 'orden', how: 'upload', declaredYear: null, acceptRejects: true, url: null, transcription: null,
      signal: services.signal, onProgress: () => undefined,
    };
    const parsed = await stageAndPartition(services, request, detected, { source: original.path, copy: Promise.resolve(original.path), staging });
    const checks: Check[] = [];
    for (const input of shipped) {
      const part = parsed.partitions.find((candidate) => candidate.dataset === input.dataset && candidate.year === input.year);
      if (part) checks.push(await compare(services, dataset, input, await pathOf(input), part.file, original.name));
    }
    return checks;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function compare(services: ParseServices, dataset: Dataset, input: QueryInput, shipped: string, original: string, name: string): Promise<Check> {
  const columns = dataset.columns.map((column) => column.name).filter((column) => column !== LINE);
  const differs = columns.map((column) => `s."${column}" is distinct from o."${column}"`).join(' or ');
  const connection = await services.lake.connect();
  try {
    const { rows } = await queryOn(
      connection,
      `select count(*), count(*) filter (where o.linea is null or ${differs}), min(s."${LINE}") filter (where o.linea is null or ${differs})
       from ${parquetRelation(shipped)} s left join ${parquetRelation(original)} o on o.linea = s."${LINE}"`,
    );
    const [total, wrong, line] = rows[0]!;
    const what = `${input.dataset} ${input.year ?? ''}`.trim();
    return wrong === '0'
      ? { level: 3, verdict: 'igual', es: `los ${total} hechos transcritos de ${what} son los del original ${name}, línea por línea`, en: `the ${total} transcribed facts of ${what} are those of the original ${name}, line by line` }
      : { level: 3, verdict: 'distinto', es: `${wrong} de ${total} hechos transcritos de ${what} no son los del original ${name} (el primero, línea ${line})`, en: `${wrong} of ${total} transcribed facts of ${what} are not those of the original ${name} (the first, line ${line})` };
  } finally {
    connection.closeSync();
  }
}
