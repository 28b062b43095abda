/** Counts of one to four people point at them (METHODS §10). */
export const THRESHOLD = 5;

/** A hidden count that can be told to within fewer people than these is as good as shown (METHODS §10). */
export const LEAST_WIDTH = 4;

/** Whether a count points at people; zero shows nobody. */
export const isFew = (count: number): boolean => count > 0 && count < THRESHOLD;
