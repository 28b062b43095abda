import { expect, vi } from 'vitest';

/** Reads an address until its text is right: a server hears of what another process loaded a moment after it ended. */
export function untilRead(address: string, right: (text: string) => boolean): Promise<string> {
  return vi.waitFor(async () => {
    const text = await (await fetch(address)).text();
    expect(right(text), `${address} does not say it yet`).toBe(true);
    return text;
  }, { timeout: 30_000, interval: 50 });
}
