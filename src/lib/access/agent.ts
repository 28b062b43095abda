const BROWSERS: readonly (readonly [RegExp, string])[] = [[/EdgA?\//, 'Edge'], [/OPR\/|Opera/, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'], [/Safari\//, 'Safari']];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [[/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/Linux/, 'Linux']];

/** Enough of a browser for a person to know it as theirs, "Chrome en Android"; no version, which would tell people apart. */
export function agentSummary(header: string | null): string {
  const text = (header ?? '').slice(0, 500);
  const named = (list: typeof BROWSERS): string | undefined => list.find(([sign]) => sign.test(text))?.[1];
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)];
  return browser === undefined && system === undefined ? '–' : [browser, system].filter((part) => part !== undefined).join(' · ');
}
