import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Application } from '#lib/publishing/application.ts';
import type { LoadRequest } from '#lib/provenance/load/context.ts';
import { loadFile, type LoadReport } from '#lib/provenance/load/load.ts';

/** Loads a file as the command line would, with any part of the request overridden. */
export function load(application: Application, file: string, request: Partial<LoadRequest> = {}): Promise<LoadReport> {
  return loadFile(application.loads, {
    file, name: file.split('/').at(-1)!, by: 'prueba', via: 'orden', how: 'upload', declaredYear: null, acceptRejects: false, url: null, transcription: null,
    signal: new AbortController().signal, onProgress: () => undefined, ...request,
  });
}

export function write(folder: string, name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export const SAMPLES = process.env.YUPAY_SAMPLES ?? join(import.meta.dirname, '../../../shared/data');
