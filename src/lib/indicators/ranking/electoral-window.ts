/** Days of a place, or of the whole country, in which no new ranking is released, with the norm that sets them. */
export interface ElectoralWindow {
  readonly id: number;
  /** Department, province or district by code; null is the country. */
  readonly place: string | null;
  readonly from: string;
  readonly to: string;
  readonly what: string;
  readonly norm: string;
  /** Who read the norm itself; null while nobody has (METHODS §0.5). */
  readonly verifiedBy: string | null;
}

/** Whether a window reaches a place: it is of the country, or of something that holds the place or lies in it. */
const reaches = ({ place }: ElectoralWindow, code: string): boolean => place === null || code.startsWith(place) || place.startsWith(code);

/** The windows in which a day lies for any of some places, both ends included. */
export function windowsOn(windows: readonly ElectoralWindow[], day: string, places: readonly string[]): ElectoralWindow[] {
  return windows.filter((window) => window.from <= day && day <= window.to && (window.place === null || places.some((code) => reaches(window, code))));
}
