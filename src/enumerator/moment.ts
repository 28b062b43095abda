const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');

/** How far the phone's clock is from UTC, as forms write it: `-05:00`. */
function offsetOf(now: Date): string {
  const minutes = -now.getTimezoneOffset();
  return `${minutes < 0 ? '-' : '+'}${two(Math.abs(minutes) / 60)}:${two(Math.abs(minutes) % 60)}`;
}

/** A time or a moment as a browser gives it (`10:30`, `2026-11-21T10:30`), as forms keep it: with seconds, and where it is so late. */
export const writtenMoment = (text: string, now: Date): string => `${text.slice(0, text.includes('T') ? 16 : 5)}:00.000${offsetOf(text.includes('T') ? new Date(text) : now)}`;

/** A kept time or moment as a browser's field takes it. */
export const shownMoment = (text: string): string => text.slice(0, text.includes('T') ? 16 : 5);
