/**
 * Breaks a text into lines for a picture, where no browser does it. Widths are those of the letters that pictures are set
 * in (DejaVu), by class of letter, a little generous: a line may end early, never run over the edge.
 */
const NARROW = new Set([...'ijl.,:;|!\'()[] ']);
const WIDE = new Set([...'mwMW%@—']);

/** Ems of a letter. */
function letterWidth(letter: string, bold: boolean): number {
  const scale = bold ? 1.1 : 1;
  if (NARROW.has(letter)) return 0.38 * scale;
  if (WIDE.has(letter)) return 0.98 * scale;
  return (letter >= 'A' && letter <= 'Z' ? 0.74 : 0.64) * scale;
}

export const lineWidth = (text: string, size: number, bold = false): number => [...text].reduce((sum, letter) => sum + letterWidth(letter, bold), 0) * size;

/** Lines of at most `width` units at a size. A no-break space keeps its words together; a word longer than a line stands alone. */
export function breakLines(text: string, width: number, size: number, bold = false): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.trim().split(/[ \n]+/)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && lineWidth(longer, size, bold) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return line === '' ? lines : [...lines, line];
}
