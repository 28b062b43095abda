import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { indexedPng } from './indexed-png.ts';

const FONTS = join(dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')), 'ttf');

/** Only our own letters are used, so that a card looks the same on every machine. */
const FONT = { loadSystemFonts: false, fontFiles: ['DejaVuSans.ttf', 'DejaVuSans-Bold.ttf', 'DejaVuSerif-Bold.ttf'].map((name) => join(FONTS, name)), defaultFontFamily: 'DejaVu Sans' };

/** A PNG of an opaque SVG of ours, drawn off the main thread. */
export async function png(svg: string): Promise<Uint8Array> {
  // Native code, loaded only where a picture is asked for: the build's own look at the routes must not start it.
  const { renderAsync } = await import('@resvg/resvg-js');
  const { pixels, width, height } = await renderAsync(svg, { font: FONT });
  return indexedPng(pixels, width, height);
}
