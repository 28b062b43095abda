/** Level 4 of verification: what the publisher serves today against what was captured (DESIGN §5). */
import { errorSentence, asYupayError } from '#lib/kernel/errors.ts';
import type { Capture } from './capture.ts';
import type { LiveFile } from './fetch/live.ts';
import type { QueryInput } from './query.ts';
import type { Check } from './verify.ts';

/** What the public record of a capture says, as far as its publisher can be asked again. */
export type CaptureRecord = Pick<Capture, 'sha256' | 'bytes' | 'url' | 'how' | 'retrievedAt' | 'original'>;

export interface PublisherLook {
  /** Addresses where a dataset's file of a year is known to be, for a capture that names none. */
  readonly addressesOf: (dataset: string, year: number | null) => readonly string[];
  /** Address of a file known by its name, for the original of a transcription. */
  readonly addressOfFile: (name: string) => string | null;
  /** Today's file beside the wanted one. Throws what a download throws. */
  readonly compare: (address: string, wanted: { readonly sha256: string; readonly bytes: number | null }) => Promise<LiveFile>;
}

const grouped = (bytes: number | null): string => (bytes === null ? '?' : String(bytes).replace(/\B(?=(\d{3})+$)/g, ','));

/** Where a wanted file may be, and what to call it. */
interface Wanted {
  readonly address: string;
  readonly sha256: string;
  readonly bytes: number | null;
  readonly es: string;
  readonly en: string;
}

const unavailable = (es: string, en: string): Check => ({ level: 4, verdict: 'no-disponible', es, en });

async function look(publisher: PublisherLook, { address, sha256, bytes, es, en }: Wanted): Promise<Check> {
  try {
    const live = await publisher.compare(address, { sha256, bytes });
    if (live.same) return { level: 4, verdict: 'igual', es: `${address} sirve hoy ${es}, byte por byte`, en: `${address} serves ${en} today, byte for byte` };
    const [now, then] = [grouped(live.bytes), grouped(bytes)];
    // The publisher's change takes nothing from what was published: it is told, and it is no failure.
    return {
      level: 4, verdict: 'igual', drift: true,
      es: `OJO, deriva: ${address} ya no sirve ${es} (hoy ${now} bytes, entonces ${then}); lo capturado sigue aquí y este recibo no cambia`,
      en: `NOTE, drift: ${address} no longer serves ${en} (today ${now} bytes, then ${then}); what was captured is still here and this receipt does not change`,
    };
  } catch (thrown) {
    const error = asYupayError(thrown);
    if (error.code === 'interno' || error.code === 'interrumpido') throw thrown;
    return unavailable(errorSentence(error.code, error.details, 'es'), errorSentence(error.code, error.details, 'en'));
  }
}

function wantedOf(publisher: PublisherLook, record: CaptureRecord, input: QueryInput): (Wanted | Check)[] {
  const short = record.sha256.slice(0, 12);
  if (record.how === 'transcription') {
    return record.original.map(({ sha256, name }) => {
      const address = publisher.addressOfFile(name);
      return address === null
        ? unavailable(`no consta dónde se publica el original ${name}, de donde se transcribió ${input.dataset}`, `where the original ${name} is published, from which ${input.dataset} was written down, is not known`)
        : { address, sha256, bytes: null, es: `el original ${name}`, en: `the original ${name}` };
    });
  }
  const address = record.url ?? publisher.addressesOf(input.dataset, input.year)[0] ?? null;
  if (address === null) return [unavailable(`no consta la dirección de donde salió la captura ${short}`, `the address that the capture ${short} came from is not known`)];
  const day = record.retrievedAt.slice(0, 10);
  return [{ address, sha256: record.sha256, bytes: record.bytes, es: `el archivo capturado el ${day} (${short})`, en: `the file captured on ${day} (${short})` }];
}

/** One check for each file that a capture rests on. */
export async function againstPublisher(publisher: PublisherLook, record: CaptureRecord, input: QueryInput): Promise<Check[]> {
  const checks: Check[] = [];
  for (const wanted of wantedOf(publisher, record, input)) checks.push('verdict' in wanted ? wanted : await look(publisher, wanted));
  return checks;
}
