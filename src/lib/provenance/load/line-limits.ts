/** Longest record that is read, in bytes. */
const LONGEST = 16 << 20;
/** DuckDB's buffers would be sixteen records long, and no cache holds them: a third more time went there. Two fit in these. */
const BUFFER = 2 * LONGEST;

/** How `read_csv` is told how long a record may be. */
export const LINE_LIMITS = `max_line_size=${LONGEST}, buffer_size=${BUFFER}`;
