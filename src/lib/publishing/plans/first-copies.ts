import { readFile } from 'node:fs/promises';
import { takeFirstCopy } from '#lib/frameworks/first-copy.ts';
import { PLAN_PARTES } from '#lib/frameworks/parts/dataset.ts';
import type { PlanDocument } from '#lib/frameworks/document-text.ts';
import { liveInputs } from '#lib/provenance/live.ts';
import type { Application } from '../application.ts';

/** The capture that the public reads of each plan, by the plan's code. */
export async function publishedCaptures({ pool }: Pick<Application, 'pool'>): Promise<ReadonlyMap<string, string>> {
  const live = (await liveInputs(pool)).filter(({ dataset }) => dataset === PLAN_PARTES.id);
  return new Map(live.map(({ series, capture }) => [series.slice(series.indexOf(':') + 1), capture]));
}

/** Gives every published plan that has none its first working copy, from the very bytes that are published. Asked again, it does nothing. */
export async function takeFirstCopies({ pool, captures }: Pick<Application, 'pool' | 'captures'>): Promise<void> {
  const published = await publishedCaptures({ pool });
  const { rows } = await pool.query('select id from plan where id = any($1)', [[...published.keys()]]);
  const kept = new Set(rows.map((row) => row.id as string));
  for (const [plan, capture] of published) {
    if (!kept.has(plan)) await takeFirstCopy(pool, JSON.parse(await readFile(captures.path(capture), 'utf8')) as PlanDocument, capture);
  }
}
