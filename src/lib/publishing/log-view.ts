import type { Language } from '#lib/kernel/errors.ts';

/** An entry of the public log, with what its hash is of. */
export interface LogEntry {
  readonly seq: number;
  readonly at: string;
  readonly text: Readonly<Record<Language, string>>;
  /** Address of what the entry is about, without the language prefix; null when it has no page. */
  readonly address: string | null;
  readonly hash: string;
  /** Null for the first entry, which hashes 64 zeros. */
  readonly previous: string | null;
  /** What is hashed besides number, time and the hash before: the kind, and the body in canonical JSON. */
  readonly kind: 'carga' | 'correccion' | 'anulacion' | 'restauracion';
  readonly body: string;
}

/** A stretch of the log, oldest first. */
export interface LogStretch {
  readonly entries: readonly LogEntry[];
  /** Number from which to go on; null when this stretch reaches the newest entry. */
  readonly next: number | null;
}

export interface LogPage {
  readonly entries: readonly LogEntry[];
  readonly page: number;
  readonly pages: number;
}
