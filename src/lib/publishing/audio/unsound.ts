/** Labels and covers are no sound: what is more than this may hide another file, or whoever recorded. */
export const MOST_LABELS = 4_096;

/** Why a file was refused, in both languages; the parsers throw it and `readSound` names the file. */
export class Unsound extends Error {
  readonly es: string;
  readonly en: string;

  constructor(es: string, en: string) {
    super(es);
    this.es = es;
    this.en = en;
  }
}

export const cutShort = () => new Unsound('termina antes de tiempo', 'it ends too soon');
export const somethingMore = () => new Unsound('lleva algo más que sonido', 'it holds something besides sound');
export const tooManyLabels = () => new Unsound('lleva carátula o etiquetas de más: guárdelo sin ellas', 'it carries a cover or too many labels: save it without them');
