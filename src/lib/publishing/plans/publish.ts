import { randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { OPERATOR, type Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import { documentText } from '#lib/frameworks/document-text.ts';
import { changePlan, waiversOf, workingCopy, type Change } from '#lib/frameworks/plan-store.ts';
import { submissionOf } from '#lib/frameworks/report-cells.ts';
import { moveSubmission } from '#lib/frameworks/review-submission.ts';
import { ACCEPTED, type Submission } from '#lib/frameworks/submission.ts';
import { documentOf, type WorkingCopy } from '#lib/frameworks/working-copy.ts';
import type { Finding } from '#lib/indicators/checks/finding.ts';
import { judge, type Waiver } from '#lib/indicators/checks/run.ts';
import type { DateText } from '#lib/indicators/model/date.ts';
import type { PlaceNames } from '#lib/indicators/checks/place-names.ts';
import { sha256 } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { loadFile } from '#lib/provenance/load/load.ts';
import type { Application } from '../application.ts';
import { publishedCaptures } from './first-copies.ts';
import type { FindingsMemory } from './findings-memory.ts';

/** What publication needs of the world. */
export interface Publisher {
  readonly application: Pick<Application, 'pool' | 'loads' | 'folders'>;
  readonly findings: FindingsMemory;
  readonly names: PlaceNames;
  readonly today: DateText;
}

/** The bytes that the public would read if the plan were published as it is. */
export const publishableText = (copy: WorkingCopy): string => documentText({ ...documentOf(copy, ACCEPTED), state: 'published' });

/** Grave findings of what would be published that nobody waived. */
export function blockersOf({ findings, names, today }: Omit<Publisher, 'application'>, copy: WorkingCopy, waivers: readonly Waiver[]): readonly Finding[] {
  const { judged } = judge(findings.of(copy, ACCEPTED, names), waivers, today);
  return judged.filter(({ finding, waiver }) => finding.severity === 'high' && waiver === null).map(({ finding }) => finding);
}

/** Captures the document and makes it what the public reads; the former one stays readable. Gives its SHA-256. */
async function load({ application: { loads, folders } }: Publisher, copy: WorkingCopy, text: string): Promise<string> {
  const file = join(folders.staging, `subida-${randomUUID()}`);
  const owner = (copy.body.organisations as readonly { id: string; name: string }[]).find(({ id }) => id === copy.body.owner)!.name;
  try {
    await writeFile(file, text, { mode: 0o600 });
    const { capture } = await loadFile(loads, {
      file, name: `${copy.id}.json`, by: owner, via: 'panel', how: 'upload', declaredYear: null, acceptRejects: false, url: null, transcription: null,
      signal: new AbortController().signal, onProgress: () => undefined,
    });
    return capture;
  } finally {
    await rm(file, { force: true });
  }
}

const noted = async (client: pg.PoolClient, copy: WorkingCopy, capture: string): Promise<void> => {
  await client.query('update plan set captura = $2 where id = $1', [copy.id, capture]);
};

const changeOf = (what: string, copy: WorkingCopy, capture: string, submissions: readonly Submission[], role: string): Change => ({
  what, detail: { captura: capture, entregas: submissions.map(({ number }) => number) },
  published: { role, organisation: submissions.length === 1 ? submissions[0]!.organisation : null, address: `/plan/${copy.id}` },
});

/** The public trail tells of roles, never of people. */
const roleOf = (actor: Actor): string => (actor.operator ? actor.id : 'editor');

/**
 * Publishes everything that was approved: the whole document becomes a capture and is loaded, then the submissions say so.
 * Should the process die in between, the former document or the new one is what the public reads, and `settle` mends the
 * rest. Throws `sin-permiso`, `publicacion-bloqueada`, `carga-en-curso`.
 */
export async function publishPlan(publisher: Publisher, actor: Actor, plan: string): Promise<string> {
  const { pool } = publisher.application;
  await settle(publisher, plan);
  return changePlan(pool, actor, plan, async (client, copy) => {
    insist(actor, 'publicar', { framework: plan });
    const blockers = blockersOf(publisher, copy, await waiversOf(client, plan));
    if (blockers.length > 0) throw new YupayError('publicacion-bloqueada', { cuantas: String(blockers.length), hallazgos: blockers.map(({ hash }) => hash).join(' ') });
    const approved = copy.submissions.filter(({ state }) => state === 'aprobada');
    for (const submission of approved) await moveSubmission(client, copy, submission, 'publicar', null, actor);
    const capture = await load(publisher, copy, publishableText(copy));
    await noted(client, copy, capture);
    return { value: capture, change: changeOf('publicar', copy, capture, approved, roleOf(actor)) };
  });
}

/** Takes what a submission published out of the public document, for a reason. No finding keeps what is wrong in public. Throws as `takeStep` does. */
export function withdrawSubmission(publisher: Publisher, actor: Actor, request: { readonly plan: string; readonly number: number; readonly comment: string | null }): Promise<string> {
  const { plan, number, comment } = request;
  return changePlan(publisher.application.pool, actor, plan, async (client, copy) => {
    const submission = submissionOf(copy, number);
    insist(actor, 'publicar', { framework: plan, organisation: submission.organisation });
    await moveSubmission(client, copy, submission, 'retirar', comment, actor);
    // What was approved and not published stays out: withdrawal publishes nothing new.
    const without = { ...copy, submissions: copy.submissions.map((one) => (one.id === submission.id ? { ...one, state: 'retirada' as const } : one)).filter(({ state }) => state !== 'aprobada') };
    const capture = await load(publisher, without, publishableText(without));
    await noted(client, copy, capture);
    return { value: capture, change: { ...changeOf('retirar', copy, capture, [submission], roleOf(actor)), reason: comment } };
  });
}

/**
 * Finishes a publication whose process died after the document was live: its submissions are published, whatever the rows say.
 * The machine does it, on behalf of nobody.
 */
export async function settle(publisher: Publisher, plan: string): Promise<void> {
  const { pool } = publisher.application;
  const live = (await publishedCaptures({ pool })).get(plan) ?? null;
  const seen = await workingCopy(pool, plan);
  if (live === null || live === seen.capture || live !== sha256(publishableText(seen))) return;
  await changePlan(pool, OPERATOR, plan, async (client, copy) => {
    if (copy.version !== seen.version) return { value: undefined, change: null };
    const approved = copy.submissions.filter(({ state }) => state === 'aprobada');
    for (const submission of approved) await moveSubmission(client, copy, submission, 'publicar', null, OPERATOR);
    await noted(client, copy, live);
    return { value: undefined, change: changeOf('publicar', copy, live, approved, roleOf(OPERATOR)) };
  });
}
