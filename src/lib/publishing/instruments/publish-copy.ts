import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OPERATOR, type Actor } from '#lib/access/actor.ts';
import { filledCopies, filledCopy } from '#lib/indicators/instruments/copy-store.ts';
import { FICHAS_RESULTADOS } from '#lib/indicators/instruments/dataset.ts';
import { moveCopy } from '#lib/indicators/instruments/fill-copy.ts';
import type { FilledCopy } from '#lib/indicators/instruments/filled-copy.ts';
import { versionOf, type Instrument } from '#lib/indicators/instruments/instrument.ts';
import { COPIES_FORMAT } from '#lib/indicators/instruments/published-copy.ts';
import { pointsOf } from '#lib/indicators/instruments/scale.ts';
import { transaction } from '#lib/platform/database.ts';
import { liveInputs } from '#lib/provenance/live.ts';
import { loadFile } from '#lib/provenance/load/load.ts';
import type { Application } from '../application.ts';

type Keeper = Pick<Application, 'pool' | 'captures' | 'loads' | 'folders'>;

interface CopyDocument {
  readonly number: number;
}

/** A copy as the public reads it: nothing of who wrote it but the organisation or office. */
function documentOf({ number, version, entity, observer, date, published, reconciles, reason, answers }: FilledCopy, instrument: Instrument): CopyDocument {
  const items = new Map(versionOf(instrument, version)?.items.map((item) => [item.id, item]));
  return {
    number, version, entity, observer, date, published, reconciles, reason,
    answers: answers.map(({ item, row, state, value, address, file, moment, note }) => ({
      item, row, state, value, points: value === null || !items.has(item) ? null : pointsOf(items.get(item)!.scale, value), address, file, moment, note,
    })),
  } as CopyDocument;
}

/** The copies that the public reads now of an instrument, as their capture holds them. */
async function publishedCopies({ pool, captures }: Keeper, instrument: string): Promise<readonly CopyDocument[]> {
  const live = (await liveInputs(pool)).find(({ dataset, series }) => dataset === FICHAS_RESULTADOS.id && series === `fichas:${instrument}`);
  return live === undefined ? [] : (JSON.parse(await readFile(captures.path(live.capture), 'utf8')) as { readonly copies: readonly CopyDocument[] }).copies;
}

/** Captures the document of an instrument's published copies and loads it; the former one stays readable. */
async function load({ loads, folders }: Keeper, instrument: string, copies: readonly CopyDocument[]): Promise<void> {
  const file = join(folders.staging, `subida-${randomUUID()}`);
  const text = `{"format": "${COPIES_FORMAT}", "instrument": ${JSON.stringify(instrument)}, "copies": [\n${copies.map((one) => JSON.stringify(one)).join(',\n')}\n]}\n`;
  try {
    await writeFile(file, text, { mode: 0o600 });
    await loadFile(loads, {
      file, name: `fichas-${instrument}.json`, by: 'Observadores de los instrumentos', via: 'panel', how: 'upload', declaredYear: null, acceptRejects: false, url: null, transcription: null,
      signal: new AbortController().signal, onProgress: () => undefined,
    });
  } finally {
    await rm(file, { force: true });
  }
}

/**
 * Publishes a reviewed copy beside every copy published before: none is overwritten. Should the process die in between,
 * what was published or the new document is what the public reads, and `settleCopies` mends the rest. Throws `sin-permiso`,
 * `ficha-cerrada`, `carga-en-curso`.
 */
export async function publishCopy(keeper: Keeper, actor: Actor, number: number, instrument: Instrument, today: string): Promise<void> {
  await settleCopies(keeper, instrument.id, today);
  await transaction(keeper.pool, async (client) => {
    await client.query(`select pg_advisory_xact_lock(hashtext('fichas:' || $1))`, [instrument.id]);
    await moveCopy(client, actor, await filledCopy(client, number, true), { step: 'publicar', comment: null, showsEvidence: false }, today);
    const own = (await filledCopies(client, instrument.id, ['publicada'])).map((copy) => documentOf(copy, instrument));
    const numbers = new Set(own.map((one) => one.number));
    const loaded = (await publishedCopies(keeper, instrument.id)).filter((one) => !numbers.has(one.number));
    await load(keeper, instrument.id, [...loaded, ...own].sort((a, b) => a.number - b.number));
  });
}

/** Finishes publications whose process died after the document was live. The machine does it, on behalf of nobody. */
export async function settleCopies(keeper: Keeper, instrument: string, today: string): Promise<void> {
  const live = new Set((await publishedCopies(keeper, instrument)).map(({ number }) => number));
  for (const { number } of await filledCopies(keeper.pool, instrument, ['revisada'])) {
    if (!live.has(number)) continue;
    await transaction(keeper.pool, async (client) => {
      const copy = await filledCopy(client, number, true);
      if (copy.state === 'revisada') await moveCopy(client, OPERATOR, copy, { step: 'publicar', comment: null, showsEvidence: false }, today);
    });
  }
}
