import { baseOf, NoSignal, Refusal, send, TooLong } from './open-rosa.ts';
import type { PhoneStore } from './phone-store.ts';
import type { InterviewRecord } from './record.ts';
import type { Words } from './words.ts';

/** Interviews that were sent are listed for this long, without their answers. */
const LISTED_MS = 30 * 86_400_000;

export type Outcome = 'sent' | 'no-signal' | 'interrupted' | 'refused' | 'bad-key';

/** One at a time: two windows of one phone must not send the same interview twice over a poor signal. */
async function alone<T>(key: string, work: () => Promise<T>): Promise<T> {
  return 'locks' in navigator ? navigator.locks.request(`yupay-envio-${key}`, work) : work();
}

async function sendOne(store: PhoneStore, key: string, record: InterviewRecord, words: Words): Promise<Outcome> {
  try {
    await send(baseOf(key), record);
  } catch (error) {
    if (error instanceof NoSignal) return error.reached ? 'interrupted' : 'no-signal';
    const said = error instanceof TooLong ? words.tooLong(megabytes(error.bytes), megabytes(error.most)) : error instanceof Error ? error.message : String(error);
    await store.keepRecord({ ...record, said });
    return error instanceof Refusal && (error.status === 401 || error.status === 403) ? 'bad-key' : 'refused';
  }
  await store.keepRecord({ ...record, state: 'sent', touched: Date.now(), xml: '', files: [], said: null });
  return 'sent';
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

/**
 * Sends what is ready, oldest first, and stops where there is no signal or the key is not known. What the server refuses
 * stays on the phone with what it said, and what breaks off on its way stays for the next time: the others go on.
 */
export function sendReady(store: PhoneStore, key: string, words: Words): Promise<Outcome | null> {
  return alone(key, async () => {
    let last: Outcome | null = null;
    for (const record of (await store.records()).filter(({ state }) => state === 'ready').reverse()) {
      last = await sendOne(store, key, record, words);
      if (last === 'no-signal' || last === 'bad-key') break;
    }
    return last;
  });
}

export async function forgetOld(store: PhoneStore): Promise<void> {
  const old = (await store.records()).filter(({ state, touched }) => state === 'sent' && Date.now() - touched > LISTED_MS);
  for (const { id } of old) await store.dropRecord(id);
}
