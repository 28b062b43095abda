/** One record of any format on its way to a recipe: its cells by name, or why it has none. */
export type SourceRecord =
  | { readonly line: number; readonly byteOffset: number | null; readonly cells: Readonly<Record<string, string>>; readonly raw: string }
  | { readonly line: number; readonly byteOffset: number | null; readonly cells: null; readonly raw: string; readonly reason: string; readonly reasonEn: string };
