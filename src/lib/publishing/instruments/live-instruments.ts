import { readFile } from 'node:fs/promises';
import { YupayError } from '#lib/kernel/errors.ts';
import { FICHAS_ITEMS } from '#lib/indicators/instruments/dataset.ts';
import { readInstrument, type Instrument } from '#lib/indicators/instruments/instrument.ts';
import { liveInputs } from '#lib/provenance/live.ts';
import type { Application } from '../application.ts';

/** The instruments that the public reads, by code; of two documents with one code the later wins. */
export async function liveInstruments({ pool, captures }: Pick<Application, 'pool' | 'captures'>): Promise<ReadonlyMap<string, Instrument>> {
  const live = (await liveInputs(pool)).filter(({ dataset }) => dataset === FICHAS_ITEMS.id);
  const found = new Map<string, Instrument>();
  for (const capture of new Set(live.map((one) => one.capture))) {
    const { instruments } = JSON.parse(await readFile(captures.path(capture), 'utf8')) as { readonly instruments: readonly unknown[] };
    for (const one of instruments) {
      const read = readInstrument(one);
      if (read.ok) found.set(read.value.id, read.value);
    }
  }
  return found;
}

/** Throws `instrumento-no-existe`. */
export function instrumentBy(instruments: ReadonlyMap<string, Instrument>, id: string): Instrument {
  const found = instruments.get(id);
  if (found === undefined) throw new YupayError('instrumento-no-existe', { codigo: id.slice(0, 64) });
  return found;
}
