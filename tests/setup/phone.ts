import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { killBrowser, launchKept } from './browser.ts';

/** An enumerator's phone: a browser with a disk of its own, which may be killed and opened again with what it kept. */
export class Phone {
  readonly #profile = mkdtempSync(join(tmpdir(), 'yupay-phone-'));
  #context: BrowserContext | undefined;

  async open(): Promise<Page> {
    this.#context = await launchKept(this.#profile, { viewport: { width: 360, height: 740 }, locale: 'es-PE' });
    this.#context.setDefaultTimeout(15_000);
    return this.#context.pages()[0] ?? (await this.#context.newPage());
  }

  /** With signal or without, until told otherwise; once opened again it has signal. */
  async setOffline(offline: boolean): Promise<void> {
    await this.#context!.setOffline(offline);
  }

  /** As one without battery dies. */
  kill(): void {
    killBrowser(this.#profile);
  }

  /** Closes it and forgets all that it kept. */
  async discard(): Promise<void> {
    await this.#context?.close();
    rmSync(this.#profile, { recursive: true, force: true });
  }
}
