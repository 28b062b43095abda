import { SETTINGS, type Setting } from '#lib/platform/settings.ts';
import { cell, code, table } from './markdown.ts';

/** Every setting with its default and meaning. */
export function settingsDoc(settings: readonly Setting[] = SETTINGS): string {
  return table(
    ['setting', 'default', 'es', 'en'],
    settings.map(({ name, fallback, es, en }) => [code(name), fallback === '' ? 'none' : code(fallback), cell(es), cell(en)]),
  );
}
