import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Guard } from '#lib/provenance/fetch/address.ts';
import { compareLive, type LiveFile, type WantedFile } from '#lib/provenance/fetch/live.ts';
import type { PublisherLook } from '#lib/provenance/verify-live.ts';
import { addressesOf, addressOfFile } from '#lib/treasury/publishers.ts';
import { DATASETS } from '../questions.ts';

/** A summary is made from the lines of the file that its dataset is read from. */
const sourceOf = (dataset: string): string => DATASETS.find(({ rollup }) => rollup?.dataset.id === dataset)?.id ?? dataset;

export interface PublisherOptions {
  /** The address may come from another Yupay's record: nothing private unless a setting says so. */
  readonly guard: Guard;
  /** Folder for what is downloaded; each file is deleted once it was compared. */
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (bytes: number, total: number | null) => void;
}

async function compareOnce(address: string, wanted: WantedFile, { guard, folder, signal, onProgress }: PublisherOptions): Promise<LiveFile> {
  const own = await mkdtemp(join(folder, 'publicador-'));
  try {
    return await compareLive(address, wanted, { guard, signal, folder: own, onProgress });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
}

/** The publishers of the list, and whatever address a capture names. A file is asked for once, however many receipts rest on it. */
export function publisherLook(options: PublisherOptions): PublisherLook {
  const asked = new Map<string, Promise<LiveFile>>();
  return {
    addressesOf: (dataset, year) => addressesOf(sourceOf(dataset), year),
    addressOfFile,
    compare: (address, wanted) => {
      const key = `${wanted.sha256} ${address}`;
      const known = asked.get(key) ?? compareOnce(address, wanted, options);
      asked.set(key, known);
      return known;
    },
  };
}
