import type { Page } from 'playwright-core';
import { expect, vi } from 'vitest';

/** Waits until what the keeper holds in one of its stores is as a rule wants it; the rule sees the paths. */
export function untilStored(page: Page, store: 'yupay-1' | 'yupay-audio-1', rule: (paths: readonly string[]) => void): Promise<void> {
  return vi.waitFor(async () => {
    rule(await page.evaluate(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname), store));
  }, { timeout: 30_000, interval: 50 });
}

/** Waits until the page that is open would open again with no signal: the keeper holds it and its style. */
export async function untilKept(page: Page): Promise<void> {
  const wanted = await page.evaluate(() => [location, ...document.querySelectorAll<HTMLLinkElement>('link[rel=stylesheet]')].map(({ href }) => new URL(href).pathname));
  await untilStored(page, 'yupay-1', (paths) => expect(paths).toEqual(expect.arrayContaining(wanted)));
}
