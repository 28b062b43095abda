import { PDFiumLibrary } from '@hyzyla/pdfium';

/** One page of a PDF as a reader other than ours draws it: grey, as a photocopier sees it. */
export interface PdfPage {
  /** Points, 1/72 inch. */
  readonly size: readonly [number, number];
  readonly text: string;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  /** Luminance of each pixel, 0 black to 255 white, row by row. */
  readonly grey: Uint8Array;
}

/** Pixels a point: 144 a inch, about what an old photocopier tells apart. */
const SCALE = 2;

/** Rec. 601, what a grey copy is made with. The library gives blue, green, red and alpha. */
function greyOf(pixels: Uint8Array): Uint8Array {
  const grey = new Uint8Array(pixels.length / 4);
  for (let at = 0; at < grey.length; at += 1) grey[at] = Math.round(0.114 * pixels[4 * at]! + 0.587 * pixels[4 * at + 1]! + 0.299 * pixels[4 * at + 2]!);
  return grey;
}

export async function pdfPages(file: Uint8Array): Promise<PdfPage[]> {
  const library = await PDFiumLibrary.init();
  const document = await library.loadDocument(file);
  try {
    const pages: PdfPage[] = [];
    for (const page of document.pages()) {
      const { originalWidth, originalHeight } = page.getOriginalSize();
      const text = page.getText();
      const { data, width, height } = await page.render({ scale: SCALE, render: 'bitmap' });
      pages.push({ size: [originalWidth, originalHeight], text, width, height, grey: greyOf(data) });
    }
    return pages;
  } finally {
    document.destroy();
    library.destroy();
  }
}
