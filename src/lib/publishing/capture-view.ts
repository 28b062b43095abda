/** What the page of a source says: the capture, its loads, what they refused and repaired. */
import type { Language } from '#lib/kernel/errors.ts';
import type { Correction } from '#lib/provenance/correction.ts';

export interface RejectionView {
  readonly line: number;
  readonly byteOffset: number | null;
  readonly reason: Readonly<Record<Language, string>>;
  readonly raw: string;
}

export interface ControlTotalView {
  readonly year: number | null;
  readonly measure: string;
  /** Exact decimals. */
  readonly total: string;
  readonly expected: string | null;
  readonly difference: string | null;
}

export interface LoadView {
  readonly id: string;
  /** ISO date and time, UTC. */
  readonly at: string;
  readonly recipe: string;
  readonly recipeName: Readonly<Record<Language, string>>;
  readonly encoding: string;
  readonly engine: string;
  readonly read: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly root: string;
  readonly controls: readonly ControlTotalView[];
  /** First rejections, at most 100, by line. */
  readonly rejections: readonly RejectionView[];
  /** First digests by district, at most 100, by ubigeo (`-` when the rows have none). */
  readonly groups: readonly { readonly ubigeo: string; readonly rows: number; readonly digest: string }[];
  readonly groupCount: number;
  /** What the reader repaired, with how many times. */
  readonly repairs: readonly { readonly what: string; readonly times: number }[];
  /** What people changed in what the file says, with how many times. */
  readonly corrections: readonly CorrectionView[];
}

export interface CorrectionView {
  readonly id: string;
  readonly times: number;
  /** The correction itself, guard included; null when this Yupay's list no longer holds it. */
  readonly made: Correction | null;
}

export interface CaptureView {
  readonly sha256: string;
  readonly publisher: string;
  readonly title: string;
  readonly url: string | null;
  readonly period: string | null;
  readonly cutoff: string | null;
  readonly retrievedAt: string;
  readonly how: 'descarga' | 'subida' | 'transcripcion';
  readonly by: string | null;
  readonly bytes: number;
  readonly mediaType: string;
  readonly licence: string | null;
  readonly replaces: string | null;
  /** For a transcription: the SHA-256 of the file it was written down from. */
  readonly originalSha256: string | null;
  /** True when `/captura/<sha256>` serves its bytes. */
  readonly downloadable: boolean;
  readonly loads: readonly LoadView[];
}
