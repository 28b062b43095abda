import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Whatever a test opens, by how it ends: a browser or an application, a server, a state or a phone. */
type Opened = { close(): unknown } | { stop(): unknown } | { destroy(): unknown } | { discard(): unknown };

const end = (one: Opened): unknown => ('close' in one ? one.close() : 'stop' in one ? one.stop() : 'destroy' in one ? one.destroy() : one.discard());

/**
 * Called at the top of a test file; what is given to the function that it answers is closed after the file's tests, the
 * last one first, however few were opened before something failed and whether or not another refuses to close.
 */
export function closing(): <T extends Opened | readonly Opened[]>(opened: T) => T {
  const all = new AsyncDisposableStack();
  afterAll(() => all.disposeAsync());
  return (opened) => {
    for (const one of [opened].flat() as Opened[]) all.defer(async () => void (await end(one)));
    return opened;
  };
}

/** A folder of a test file's own, removed after its tests. Its name holds a blank, as folders of people do. */
export function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'yupay prueba '));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
