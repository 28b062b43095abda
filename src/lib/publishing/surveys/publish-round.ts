import { randomUUID } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { liveInputs } from '#lib/provenance/live.ts';
import { loadFile } from '#lib/provenance/load/load.ts';
import { ENCUESTAS_RESULTADOS } from '#lib/surveys/report/dataset.ts';
import type { PublishedRound } from '#lib/surveys/report/published-round.ts';
import type { Application } from '../application.ts';

type Keeper = Pick<Application, 'pool' | 'captures' | 'loads' | 'folders'>;

/** The document as it is captured: canonical JSON, a member of each list a line, so that the same round gives the same bytes. */
export function roundText(document: PublishedRound): string {
  const { format, survey, round, head, ...lists } = document;
  const json = (value: unknown): string => canonicalJson(value as Canonical);
  const members = Object.entries(lists).map(([name, items]) => `${JSON.stringify(name)}: [${items.length === 0 ? '' : `\n${items.map(json).join(',\n')}\n`}]`);
  return `{"format": ${JSON.stringify(format)}, "survey": ${JSON.stringify(survey)}, "round": ${JSON.stringify(round)},\n"head": ${json(head)},\n${members.join(',\n')}\n}\n`;
}

/** What the public reads now of a round; null where nothing is published of it. */
export async function liveRound({ pool, captures }: Pick<Keeper, 'pool' | 'captures'>, survey: string, round: string): Promise<PublishedRound | null> {
  const live = (await liveInputs(pool)).find(({ dataset, series }) => dataset === ENCUESTAS_RESULTADOS.id && series === `encuesta:${survey}/${round}`);
  return live === undefined ? null : (JSON.parse(await readFile(captures.path(live.capture), 'utf8')) as PublishedRound);
}

/** Captures the document of a round and loads it; a former one stays readable. Throws `encuesta-rechazada`, `carga-en-curso`. */
export async function publishRound(keeper: Keeper, document: PublishedRound): Promise<void> {
  const file = join(keeper.folders.staging, `subida-${randomUUID()}`);
  try {
    await writeFile(file, roundText(document), { mode: 0o600 });
    await loadFile(keeper.loads, {
      file, name: `encuesta-${document.survey}-${document.round}.json`, by: 'Titular de la encuesta', via: 'panel', how: 'upload', declaredYear: null, acceptRejects: false, url: null, transcription: null,
      signal: new AbortController().signal, onProgress: () => undefined,
    });
  } finally {
    await rm(file, { force: true });
  }
}
