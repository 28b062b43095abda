/** Types whose plain values hold hyphens. */
const HYPHENED = new Set(['date', 'dateTime', 'time', 'geopoint', 'geotrace', 'geoshape', 'image', 'audio', 'video', 'file', 'barcode']);

const NAME = '[\\p{L}_][\\p{L}\\p{N}\\p{M}_.-]*';

/** The pieces of XPath that tell a value that is worked out from one that is meant as it stands. */
const TOKEN = new RegExp([
  '(?<moment>\\d{4}-\\d\\d-\\d\\d(?:T\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:\\d\\d)?)?|\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?(?:Z|[+-]\\d\\d:\\d\\d)?)',
  '(?<number>-?\\d+\\.\\d*|-?\\.\\d+|-?\\d+)',
  '(?<math>[*+-]| mod | div )',
  '(?<union>\\|)',
  '(?<literal>"[^"]*"|\'[^\']*\')',
  '(?<blank>\\s+)',
  '(?<reference>\\$\\{[^{}]*\\})',
  `(?<uri>${NAME}://)`,
  `(?<call>${NAME}(?::${NAME})?\\()`,
  `(?<predicate>${NAME}(?::${NAME})?\\[)`,
  `(?<name>${NAME}(?::${NAME})?)`,
  '(?<other>[^])',
].join('|'), 'gu');

/** A default that has to be worked out; any other is the value itself. */
export function isDynamic(text: string, type: string): boolean {
  for (const { 0: piece, groups = {} } of text.matchAll(TOKEN)) {
    if (groups.math !== undefined && piece === '-' && HYPHENED.has(type)) return false;
    if (groups.math !== undefined || groups.union !== undefined || groups.reference !== undefined || groups.call !== undefined || groups.predicate !== undefined) return true;
  }
  return false;
}
