const DAY_MS = 86_400_000;

/** Days of the week on which offices open in Peru: Monday to Friday. */
const OPEN: ReadonlySet<number> = new Set([1, 2, 3, 4, 5]);

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const text = (moment: number): string => new Date(moment).toISOString().slice(0, 10);

/** Whether a day, `AAAA-MM-DD`, is a working day: no weekend, and no holiday of those given. */
export const isWorkingDay = (day: string, holidays: ReadonlySet<string>): boolean => OPEN.has(new Date(at(day)).getUTCDay()) && !holidays.has(day);

/** The n-th working day after a day, which does not count itself. */
export function workingDaysAfter(day: string, n: number, holidays: ReadonlySet<string>): string {
  let moment = at(day);
  for (let left = n; left > 0; ) {
    moment += DAY_MS;
    if (isWorkingDay(text(moment), holidays)) left -= 1;
  }
  return text(moment);
}
