import { setTimeout as sleep } from 'node:timers/promises';
import { sweepReceiving, sweepUnnamed } from '#lib/surveys/intake/attachment.ts';
import { finishForgetting, withdrawLate, type ForgetParts } from '#lib/surveys/protection/forget.ts';
import { PURGE, purge, type PurgeParts } from '#lib/surveys/protection/purge.ts';
import { dropStalePapers } from '#lib/surveys/keying/paper-store.ts';
import { WithdrawnList } from '#lib/surveys/protection/withdrawn-list.ts';
import { readBatch, type ReaderParts } from '#lib/surveys/review/read-batch.ts';
import { recheckNext } from '#lib/surveys/review/recheck.ts';
import type { Application } from '../application.ts';

export interface ReviewPace {
  /** Between two looks at whether anything came. */
  readonly everyMs: number;
  /** Between two looks at whether the day of anything has come. */
  readonly purgeMs: number;
}

const PACE: ReviewPace = { everyMs: 2_000, purgeMs: 3_600_000 };

export interface ReviewOffice {
  /** Waits for the batch in hand. */
  readonly stop: () => Promise<void>;
}

export const readerParts = ({ pool, recordKeys, loads, configuration }: Application): ReaderParts => ({ pool, keys: recordKeys, now: loads.clock, retentionDays: configuration.retentionDays });
export const purgeParts = ({ pool, vault, configuration }: Application): PurgeParts => ({ pool, vault, retentionDays: configuration.retentionDays });
export const forgetParts = ({ pool, recordKeys, vault, folders }: Application): ForgetParts => ({ pool, keys: recordKeys, vault, withdrawn: new WithdrawnList(folders.root) });

const DAY_MS = 86_400_000;

/** Papers that were typed once, or not settled, for as long as what is personal may wait. */
export const dropStale = ({ pool, recordKeys: keys, loads, configuration }: Application): Promise<number> => dropStalePapers({ pool, keys }, new Date(loads.clock().getTime() - configuration.retentionDays * DAY_MS), PURGE);

/** Files that came with nothing that was kept: of a process that died, or of a submission that failed after them. */
export const sweepFiles = async ({ pool, attachments, folders, loads }: Application): Promise<void> => {
  await sweepReceiving(folders.receiving, loads.clock());
  await sweepUnnamed(pool, attachments, loads.clock());
};

/** What breaks is named by its code alone, for an error may repeat an answer. */
const complain = (error: unknown): void => console.error(`encuestas: ${(error as { code?: string }).code ?? (error as Error).name}`);

/** A pause that the end of the work cuts short. */
const rest = (ms: number, signal: AbortSignal): Promise<void> => sleep(ms, undefined, { signal, ref: false }).catch(() => undefined);

async function again(everyMs: number, signal: AbortSignal, act: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await act().catch(complain);
    await rest(everyMs, signal);
  }
}

/**
 * Reads all that came, then checks the forms that it came for: once for many submissions, not once for each. It rests for as
 * long as it works, for phones that go on sending are served by the same thread.
 */
async function readAll(application: Application, signal: AbortSignal): Promise<void> {
  const parts = readerParts(application);
  while (!signal.aborted) {
    const began = performance.now();
    if ((await readBatch(parts)) === 0) break;
    await withdrawLate(forgetParts(application));
    await rest(performance.now() - began, signal);
  }
  while (!signal.aborted && (await recheckNext(parts.pool)));
}

/**
 * Reads what phones send and destroys what is due, for as long as `serve` runs. Several processes may: each submission is
 * read by one of them, and one purges at a time.
 */
export function openReviewOffice(application: Application, given: Partial<ReviewPace> = {}): ReviewOffice {
  const pace = { ...PACE, ...given };
  const stopping = new AbortController();
  const { signal } = stopping;
  const works = [
    again(pace.everyMs, signal, () => readAll(application, signal)),
    again(pace.purgeMs, signal, async () => {
      await withdrawLate(forgetParts(application));
      await finishForgetting(application);
      await purge(purgeParts(application), application.loads.clock(), signal);
      await dropStale(application);
      await sweepFiles(application);
    }),
  ];
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(works);
    },
  };
}
