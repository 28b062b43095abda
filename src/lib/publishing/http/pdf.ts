import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { YupayError } from '#lib/kernel/errors.ts';

/** Kept between sheets: opening its fonts costs more than setting one. */
let compiler: NodeCompiler | null = null;
let set = 0;

/** Sheets after which the typesetter is opened anew, so that what it remembers stays bounded. */
const RENEW = 200;

/**
 * Sets a document of ours as PDF, offline, with the fonts that come with the typesetter. `inputs` reach the layout as data.
 * Throws `interno` when the layout itself is wrong.
 */
export async function pdf(layout: string, inputs: Readonly<Record<string, string>>): Promise<Uint8Array> {
  if (compiler === null || set >= RENEW) {
    // Native code, loaded only where a sheet is asked for: the build's own look at the routes must not start it.
    const typst = await import('@myriaddreamin/typst-ts-node-compiler');
    compiler = typst.NodeCompiler.create();
    set = 0;
  }
  set += 1;
  const { result } = compiler.compile({ mainFileContent: layout, inputs: { ...inputs } });
  if (result === null) throw new YupayError('interno', { detalle: 'la hoja no se pudo componer' });
  return compiler.pdf(result);
}
