import { countTopics, WHOLE_LOG } from '#lib/access/subscription.ts';
import type { Application } from '../application.ts';
import { placeName } from './news.ts';
import { countWaiting, recentFailures, type Consequence, type MailKind } from './outbox.ts';

/** What the operator sees of the mail: counts and codes, never an address. */
export interface MailPanel {
  readonly open: boolean;
  readonly waiting: number;
  /** `people` is null where there are fewer than five (DESIGN §8). `name` is null for the whole log. No total, which would give the few away. */
  readonly topics: readonly { readonly topic: string; readonly name: string | null; readonly people: number | null }[];
  readonly failures: readonly { readonly at: string; readonly kind: MailKind; readonly code: string; readonly consequence: Consequence }[];
}

const FEWEST = 5;

export async function mailPanel(application: Pick<Application, 'pool' | 'configuration'>): Promise<MailPanel> {
  const { pool, configuration } = application;
  const [topics, waiting, failures] = await Promise.all([countTopics({ pool }), countWaiting(pool), recentFailures(pool, 20)]);
  return {
    open: configuration.mail !== null, waiting,
    topics: await Promise.all(topics.map(async ({ topic, people }) => ({ topic, name: topic === WHOLE_LOG ? null : await placeName(pool, topic), people: people < FEWEST ? null : people }))),
    failures: failures.map(({ at, ...failure }) => ({ ...failure, at: at.toISOString() })),
  };
}
