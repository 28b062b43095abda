import type { Language } from '#lib/kernel/errors.ts';
import type { Receipt } from '#lib/provenance/receipt.ts';
import type { ElectoralWindow } from '#lib/indicators/ranking/electoral-window.ts';
import type { Holiday } from '#lib/indicators/ranking/keep-calendar.ts';
import type { Ranking, Reply } from '#lib/indicators/ranking/ranking-store.ts';

/** A ranking that the public reads: the receipt that was notified, and what entities replied. */
export interface ReleasedRanking extends Ranking {
  readonly answer: Receipt;
  readonly replies: readonly Reply[];
  /** Whether today's data would give another table. */
  readonly replaced: boolean;
}

export interface RankingLine extends Ranking {
  readonly indexTitle: Readonly<Record<Language, string>>;
}

export interface RankingDesk {
  readonly rankings: readonly RankingLine[];
  /** Indices and closed years that may be prepared. */
  readonly offers: readonly { readonly index: string; readonly title: Readonly<Record<Language, string>>; readonly years: readonly string[] }[];
  readonly windows: readonly ElectoralWindow[];
  readonly holidays: readonly Holiday[];
  readonly may: { readonly release: boolean; readonly calendar: boolean };
}

export interface OneRanking extends RankingLine {
  /** Municipalities with an index, which are told and may reply. */
  readonly ranked: readonly { readonly ubigeo: string; readonly name: string; readonly band: string }[];
  readonly replies: readonly Reply[];
  /** Last working day of the notice; null before it. */
  readonly noticeEnds: string | null;
  /** The windows in which today lies for some ranked municipality. */
  readonly held: readonly ElectoralWindow[];
  readonly may: { readonly release: boolean; readonly override: boolean };
}

/** Indices, their released rankings, and the desk where they are released. */
export interface RankingServices {
  /** Newest year first. */
  released(index: string): Promise<readonly ReleasedRanking[]>;
  calendar(): Promise<readonly ElectoralWindow[]>;
  /** Throws `sin-permiso`. */
  desk(request: Request): Promise<RankingDesk>;
  /** Throws `sin-permiso`, `ranking-no-existe`. */
  one(request: Request, id: string): Promise<OneRanking>;
  /** Takes `accion` and its fields; gives the address, without language, to go on from. */
  change(request: Request): Promise<string>;
}
