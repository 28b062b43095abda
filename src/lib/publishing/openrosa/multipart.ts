import { rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { Busboy } from '@fastify/busboy';
import { YupayError } from '#lib/kernel/errors.ts';
import type { ReceivedFile } from '#lib/surveys/intake/attachment.ts';
import type { Intake } from '#lib/surveys/intake/intake.ts';
import type { Posted } from '#lib/surveys/intake/submission.ts';
import type { Held } from './byte-room.ts';

/** Bytes of the XML of one submission: a long questionnaire with repeats has a hundredth of it. */
const MOST_XML = 10_000_000;
/** What room a submission needs at first: more than most have. */
const SHORT_XML = 256_000;
/** Phones split at a hundred. */
const MOST_FILES = 500;
const XML_PART = 'xml_submission_file';
const INCOMPLETE = '*isIncomplete*';

const wrong = (detalle: string, detail: string) => new YupayError('envio-mal-hecho', { detalle, detail });
const tooLarge = (limit: number) => new YupayError('envio-grande', { limite: String(Math.round(limit / 1_000_000)) });

type Body = Pick<Posted, 'xml' | 'files' | 'incomplete'>;

/** A form under way: its parts, and the first thing that went wrong with any. */
class Parts {
  readonly #intake: Intake;
  readonly #held: Held;
  readonly #limit: number;
  readonly form: InstanceType<typeof Busboy>;
  readonly #streams: Readable[] = [];
  readonly #works: Promise<unknown>[] = [];
  readonly #files: ReceivedFile[] = [];
  #xml: Buffer | null = null;
  #incomplete = false;
  readonly failed: Promise<never>;
  #fail!: (error: unknown) => void;

  constructor(intake: Intake, held: Held, limit: number, contentType: string) {
    [this.#intake, this.#held, this.#limit] = [intake, held, limit];
    this.failed = new Promise<never>((_, reject) => (this.#fail = reject));
    this.failed.catch(() => undefined);
    this.form = new Busboy({ headers: { 'content-type': contentType }, isPartAFile: (name, _, file) => file !== undefined || name === XML_PART, limits: { files: MOST_FILES, fields: 20, fieldSize: 1_000, parts: MOST_FILES + 30, headerPairs: 50 } });
    this.form.on('error', () => this.#fail(wrong('el cuerpo está cortado o no es multipart', 'the body is cut short or no multipart')));
    this.form.on('filesLimit', () => this.#fail(tooLarge(this.#limit)));
    this.form.on('partsLimit', () => this.#fail(tooLarge(this.#limit)));
    this.form.on('field', (name, value) => void (name === INCOMPLETE && (this.#incomplete = value.trim().toLowerCase() === 'yes')));
    this.form.on('file', (name, stream, file, _, type) => this.#part(name, stream, file ?? name, type));
  }

  #part(name: string, stream: Readable, file: string, type: string): void {
    this.#streams.push(stream);
    // Broken streams are told by their work; without a listener the process would end.
    stream.on('error', () => undefined);
    const work = name === XML_PART ? this.#takeXml(stream) : this.#intake.receiveFile(stream, { name: file, type }).then((one) => void this.#files.push(one));
    this.#works.push(work);
    work.catch(this.#fail);
  }

  async #takeXml(stream: Readable): Promise<void> {
    if (this.#xml !== null) throw wrong(`trae dos partes ${XML_PART}`, `it holds two parts ${XML_PART}`);
    this.#xml = Buffer.alloc(0);
    const chunks: Buffer[] = [];
    let [bytes, room] = [0, SHORT_XML];
    await this.#held.resize(room);
    for await (const chunk of stream) {
      if ((bytes += (chunk as Buffer).length) > MOST_XML) throw tooLarge(MOST_XML);
      if (bytes > room) await this.#held.resize((room = MOST_XML));
      chunks.push(chunk as Buffer);
    }
    // Its files may take minutes more.
    await this.#held.resize(bytes);
    this.#xml = Buffer.concat(chunks);
  }

  async take(): Promise<Body> {
    await Promise.all(this.#works);
    if (this.#xml === null || this.#xml.length === 0) throw wrong(`falta la parte ${XML_PART}`, `the part ${XML_PART} is missing`);
    return { xml: this.#xml, files: this.#files, incomplete: this.#incomplete };
  }

  /** Leaves nothing of what came. */
  async giveUp(error: unknown): Promise<void> {
    for (const stream of this.#streams) stream.destroy(error instanceof Error ? error : undefined);
    this.form.destroy();
    await Promise.allSettled(this.#works);
    await Promise.all(this.#files.map(({ path }) => rm(path, { force: true })));
  }
}

/** Feeds the body to the form no faster than its files reach the disk, up to the limit. */
async function feed(request: IncomingMessage, parts: Parts, limit: number): Promise<void> {
  let bytes = 0;
  const ended = finished(parts.form);
  ended.catch(() => undefined);
  // What is refused must stay open, or nobody would hear why.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    if ((bytes += (chunk as Buffer).length) > limit) throw tooLarge(limit);
    await Promise.race([new Promise<void>((resolve, reject) => parts.form.write(chunk, (error) => (error ? reject(error) : resolve()))), parts.failed]);
  }
  parts.form.end();
  await Promise.race([ended, parts.failed]);
}

/**
 * Reads the body of a submission: its XML into memory, for as much of it as `held` gets room, its files to the disk, sealed.
 * Throws `envio-mal-hecho`, `envio-grande`, `envio-espera`; then nothing is left on the disk.
 */
export async function readSubmissionBody(request: IncomingMessage, intake: Intake, held: Held, limit: number): Promise<Body> {
  const contentType = request.headers['content-type'] ?? '';
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  if (!/^multipart\/form-data\s*;.*boundary=/i.test(contentType)) throw wrong('se espera multipart/form-data', 'multipart/form-data is expected');
  const parts = new Parts(intake, held, limit, contentType);
  try {
    await feed(request, parts, limit);
    return await parts.take();
  } catch (error) {
    await parts.giveUp(error);
    throw error;
  }
}
