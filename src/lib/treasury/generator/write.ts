import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';

/** Buffered writer of text lines: a string of its own for every row would cost more than making it. */
export class LineWriter {
  readonly #file: number;
  readonly #buffer = Buffer.allocUnsafeSlow(8 << 20);
  #used = 0;
  bytes = 0;

  constructor(path: string) {
    this.#file = openSync(path, 'w');
  }

  /** Writes text as UTF-8. A line must not pass 1 MiB. */
  write(text: string): void {
    if (this.#used + text.length * 3 > this.#buffer.length) this.#flush();
    const written = this.#buffer.write(text, this.#used, 'utf8');
    this.#used += written;
    this.bytes += written;
  }

  close(): void {
    this.#flush();
    fsyncSync(this.#file);
    closeSync(this.#file);
  }

  #flush(): void {
    for (let at = 0; at < this.#used; ) at += writeSync(this.#file, this.#buffer, at, this.#used - at);
    this.#used = 0;
  }
}
