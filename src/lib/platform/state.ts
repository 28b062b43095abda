import { accessSync, chmodSync, chownSync, constants, mkdirSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { YupayError } from '#lib/kernel/errors.ts';

/** Where everything that must survive lives. One folder: back it up, and all is backed up. */
export interface StateFolders {
  readonly root: string;
  readonly captures: string;
  readonly lake: string;
  /** Voices, apart from what may never be erased. */
  readonly recordings: string;
  /** Photographs and papers that prove an answer, apart from what may never be erased. */
  readonly evidence: string;
  /** Files of submissions, sealed. */
  readonly attachments: string;
  /** Where those are while they arrive: a load empties `staging`. */
  readonly receiving: string;
  readonly staging: string;
  readonly postgres: string;
  /** Short, private folder for the database's Unix socket (its path may hold 107 bytes). */
  readonly socket: string;
}

/** The account PostgreSQL runs as when we are root, for it refuses to be root. */
export const NOBODY = 65_534;

/** Whether an account other than the owner may pass through every folder above `path`. */
export function reachableByOthers(path: string): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    try {
      if ((statSync(folder).mode & 0o001) === 0) return false;
    } catch {
      // A folder that does not exist yet will be made with our mode.
    }
    if (folder === dirname(folder)) return true;
  }
}

/**
 * Picks the state folder. Run by root in a place closed to other accounts (a clone under /root), the embedded database
 * could not enter, so the default moves to /var/lib/yupay; `moved` says so, for the start message.
 */
export function chooseStateRoot(wanted: string, options: { root: boolean; embedded: boolean; isDefault: boolean }): { root: string; moved: boolean } {
  const root = resolve(wanted);
  if (!options.root || !options.embedded || reachableByOthers(dirname(root))) return { root, moved: false };
  if (options.isDefault) return { root: `/var/lib/yupay/${createHash('sha256').update(root).digest('hex').slice(0, 12)}`, moved: true };
  throw new YupayError('sin-acceso-carpeta', { carpeta: root, detalle: 'PostgreSQL no corre como root y su cuenta no puede entrar a esta carpeta; elija otra con YUPAY_DATA' });
}

/** Names the folders under the root and makes them. Throws `sin-acceso-carpeta` when that is not allowed. */
export function openState(root: string): StateFolders {
  const id = createHash('sha256').update(root).digest('hex').slice(0, 16);
  const temporary = Buffer.byteLength(tmpdir()) > 60 ? '/tmp' : tmpdir();
  const folders: StateFolders = {
    root,
    captures: join(root, 'captures'),
    lake: join(root, 'lake'),
    recordings: join(root, 'recordings'),
    evidence: join(root, 'evidence'),
    attachments: join(root, 'attachments'),
    receiving: join(root, 'receiving'),
    staging: join(root, 'staging'),
    postgres: join(root, 'postgres'),
    socket: join(temporary, `yupay-${id}`),
  };
  try {
    for (const folder of [root, folders.captures, folders.lake, folders.recordings, folders.evidence, folders.attachments, folders.receiving, folders.staging, folders.postgres]) mkdirSync(folder, { recursive: true });
    accessSync(root, constants.W_OK);
  } catch (error) {
    throw new YupayError('sin-acceso-carpeta', { carpeta: root, detalle: (error as Error).message }, { cause: error });
  }
  return folders;
}

/** Makes the socket folder private to the account that runs the database. */
export function prepareSocketFolder(folder: string, owner: number | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stat = statSync(folder);
  const expected = owner ?? process.getuid?.() ?? stat.uid;
  if (stat.uid !== expected && process.getuid?.() !== 0) {
    throw new YupayError('sin-acceso-carpeta', { carpeta: folder, detalle: 'pertenece a otra cuenta' });
  }
  if (owner !== null) chownSync(folder, owner, owner);
  chmodSync(folder, 0o700);
}
