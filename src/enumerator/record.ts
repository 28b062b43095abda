/** A version of a form as it is kept on the phone: what is needed to fill it with no signal. */
export interface KeptForm {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  /** Hashes of the form and of its files, as the server says: others mean that something of it changed. */
  readonly hash: string;
  readonly xform: string;
  /** Files of the form by name: tables, images, recordings. */
  readonly media: Readonly<Record<string, Blob>>;
  /** The list has it. Another version stays only while an interview of it is unfinished, and begins no more. */
  readonly offered: boolean;
}

export interface NamedFile {
  readonly name: string;
  readonly file: Blob;
}

/** `draft` can be taken up again; `ready` waits for signal; `sent` is kept for a while without its answers. */
export type RecordState = 'draft' | 'ready' | 'sent';

/** One interview on the phone. */
export interface InterviewRecord {
  /** The instance's own id, `uuid:…`. */
  readonly id: string;
  readonly form: string;
  readonly version: string;
  readonly title: string;
  readonly state: RecordState;
  /** When it was last touched, milliseconds. */
  readonly touched: number;
  /** Page of the form where it was left. */
  readonly page: number;
  /** Empty once it was sent: the phone keeps no answers that the server has. */
  readonly xml: string;
  readonly files: readonly NamedFile[];
  /** What the server said last, for the person to read; null when it said nothing yet. */
  readonly said: string | null;
}
