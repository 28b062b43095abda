/**
 * A figure is one printed value with its proof. Every number on a page, in a CSV or in a JSON is a figure; nothing is
 * printed that a receipt's cell does not hold.
 */
export type FigureState = 'reported' | 'not_reported' | 'not_applicable' | 'suppressed';

/** How `ui/format.ts` prints the cell's value; `verify` prints it again and compares (DESIGN §5). */
export type FigureFormat =
  | 'soles' // S/ 30,591,944.00
  | 'soles-enteros' // S/ 30,591,944
  | 'soles-cortos' // S/ 30.6 millones
  | 'dolares' // US$ 10.58; a dollar format is for amounts that the source gives in dollars
  | 'dolares-enteros' // US$ 884,263,514
  | 'dolares-cortos' // US$ 884.3 millones
  | 'por-habitante' // S/ 5,208
  | 'porcentaje' // 83.0 %
  | 'puntos' // −12.3: a difference between two percentages
  | 'de-cada-100' // 83
  | 'personas-de-100' // 21: people of every hundred, as a survey estimates them
  | 'personas' // 13,080
  | 'entero' // 1,891
  | 'anio' // 2022, never grouped
  | 'indice' // 0.1592988158
  | 'puntaje' // 56.4: a score of 0 to 100
  | 'decimal' // 1,250,000.5: every decimal of the source
  | 'texto';

export interface Figure {
  /** Exact decimal text of the cell; null unless `state` is `reported`. */
  readonly value: string | null;
  readonly state: FigureState;
  /** Why there is no value, a message key; null when reported. */
  readonly reason: string | null;
  readonly format: FigureFormat;
  /** Full SHA-256 of the receipt. */
  readonly receipt: string;
  /** Row number and column of the receipt's result: `3.devengado`. */
  readonly cell: string;
}
