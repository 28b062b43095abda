import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Canonical } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { Lake } from '#lib/platform/lake.ts';
import type { Correction } from '../correction.ts';
import { detect } from '../reading/detect.ts';
import type { Recipe } from '../recipe.ts';
import type { Rebuild } from '../verify.ts';
import type { LoadRequest } from './context.ts';
import { stageAndPartition } from './parse.ts';

/** Reads a capture again, with no database and outside the state folder, and gives the roots that it yields. */
export function rebuilder(parts: { readonly lake: Lake; readonly recipes: readonly Recipe[]; readonly corrections: readonly Correction[]; readonly signal: AbortSignal }): Rebuild {
  return async (capturePath, load) => {
    const record = load as { receta: string; anioDeclarado: number | null } & Record<string, Canonical>;
    const staging = await mkdtemp(join(tmpdir(), 'yupay-verificar-'));
    try {
      const detected = await detect(capturePath, parts.recipes, record.anioDeclarado === null ? {} : { declaredYear: record.anioDeclarado });
      const recipe = `${detected.recipe.id}@${detected.recipe.version}`;
      if (recipe !== record.receta) {
        throw new YupayError('entrada-no-disponible', { que: `la receta ${record.receta}`, detalle: `esta versión de Yupay lee ese archivo con ${recipe}` });
      }
      const request: LoadRequest = {
        file: capturePath, name: 'captura', by: '', via: 'orden', how: 'upload', declaredYear: record.anioDeclarado, acceptRejects: true, url: null,
        transcription: null, signal: parts.signal, onProgress: () => undefined,
      };
      const parsed = await stageAndPartition({ lake: parts.lake, corrections: parts.corrections }, request, detected, { source: capturePath, copy: Promise.resolve(capturePath), staging });
      return parsed.partitions;
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  };
}
