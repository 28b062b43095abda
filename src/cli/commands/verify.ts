import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { EXIT, YupayError } from '#lib/kernel/errors.ts';
import { Lake } from '#lib/platform/lake.ts';
import { plural } from '#lib/platform/messages/index.ts';
import type { Evidence, Level, Rebuild, Verifier } from '#lib/provenance/verify.ts';
import { DATASETS, findQuery } from '#lib/publishing/questions.ts';
import { fetchText, remoteEvidence } from '#lib/publishing/verify/evidence-remote.ts';
import { isLogAddress, verifyPublicLog, type LogVerification } from '#lib/publishing/verify/public-log.ts';
import { targetOfAddress, targetOfFile, type Target } from '#lib/publishing/verify/target.ts';
import { VERDICT_EXIT } from '#lib/provenance/verify.ts';
import { verifyTarget, type CompareOriginal, type Verification } from '#lib/publishing/verify/verify.ts';
import { text, type Command, type CommandContext } from '../command.ts';

const isAddress = (subject: string): boolean => /^https?:\/\//.test(subject);
const isCode = (subject: string): boolean => /^[0-9a-f]{12,64}$/.test(subject);

async function readTarget(subject: string, context: CommandContext): Promise<Target> {
  if (isAddress(subject)) return targetOfAddress(subject, (address) => fetchText(address, context.signal));
  const path = resolve(subject);
  if (await stat(path).then(() => true, () => false)) return targetOfFile(path);
  if (isCode(subject)) return { kind: 'recibo', codes: [subject], claims: [], origin: null };
  throw new YupayError('uso', { detalle: `«${subject}» no es un código de recibo, ni una dirección, ni un archivo` });
}

function levelOf(context: CommandContext): Level {
  const level = Number(text(context.options, 'nivel') ?? '2');
  if (![1, 2, 3, 4].includes(level)) throw new YupayError('uso', { detalle: '--nivel va de 1 a 4' });
  return level as Level;
}

async function ownEvidence(context: CommandContext): Promise<Evidence> {
  const { localEvidence } = await import('#lib/publishing/verify/evidence-local.ts');
  return localEvidence(await context.application());
}

/** The readers are loaded at level 3, where a capture is read again. */
function rebuildWith(lake: Lake, signal: AbortSignal): Rebuild {
  return async (path, load) => {
    const [{ rebuilder }, { RECIPES }, { readCorrections }] = await Promise.all([
      import('#lib/provenance/load/rebuild.ts'), import('#lib/publishing/registry.ts'), import('#lib/publishing/corrections.ts'),
    ]);
    return rebuilder({ lake, recipes: RECIPES, corrections: readCorrections(), signal })(path, load);
  };
}

/** The client for publishers is loaded at level 4, where they are asked. */
function publisherOf(context: CommandContext, folder: string): NonNullable<Verifier['publisher']> {
  const label = context.terminal.language === 'es' ? 'Preguntando al publicador' : 'Asking the publisher';
  let open: ReturnType<NonNullable<Verifier['publisher']>> | null = null;
  return () => (open ??= (async () => {
    const { publisherLook } = await import('#lib/publishing/verify/publisher.ts');
    const guard = { anywhere: context.configuration.privateFetch, host: null };
    return publisherLook({ guard, folder, signal: context.signal, onProgress: (bytes, total) => context.terminal.progress(label, bytes, total ?? 0) });
  })());
}

/** Compares what was transcribed with the file that the person says it was transcribed from. */
function originalOf(context: CommandContext, evidence: Evidence, lake: Lake): CompareOriginal | null {
  const path = text(context.options, 'original');
  if (path === null) return null;
  return async (inputs) => {
    const [{ compareWithOriginal }, { RECIPES }] = await Promise.all([import('#lib/provenance/original.ts'), import('#lib/publishing/registry.ts')]);
    const services = { lake, corrections: [], recipes: RECIPES, signal: context.signal };
    return compareWithOriginal(services, inputs, (input) => evidence.parquet(input.parquet), { path: resolve(path), name: basename(path) });
  };
}

function say(context: CommandContext, outcome: Verification): void {
  const { say, language } = context.terminal;
  const es = language === 'es';
  const marks = { igual: '✓', distinto: '✗', 'no-disponible': '?', reemplazado: '↻' } as const;
  for (const receipt of outcome.receipts) {
    say(`${marks[receipt.verdict]} ${es ? 'recibo' : 'receipt'} ${receipt.code.slice(0, 12)}${receipt.body ? ` · ${receipt.body.query}` : ''}`);
    for (const check of receipt.checks) say(`    ${check.drift === true ? '≠' : marks[check.verdict]} ${es ? 'nivel' : 'level'} ${check.level}: ${check[language]}`);
  }
  for (const check of outcome.originals) say(`${marks[check.verdict]} ${check[language]}`);
  for (const mismatch of outcome.mismatches.slice(0, 50)) say(`✗ ${mismatch[language]}`);
  const sentence = {
    igual: sameSentence(outcome.numbers, outcome.receipts.length),
    distinto: ['DISTINTO: algo no coincide con su recibo.', 'DIFFERENT: something does not match its receipt.'],
    'no-disponible': ['No se pudo comprobar todo: falta una entrada.', 'Not everything could be checked: an input is missing.'],
    reemplazado: ['Igual, pero hay datos más nuevos para la misma pregunta.', 'The same, but newer data answer the same question.'],
  }[outcome.verdict];
  say(sentence[es ? 0 : 1]!);
}

function sameSentence(numbers: number, receipts: number): readonly [string, string] {
  const es = [plural(numbers, { one: 'un número impreso', other: '{n} números impresos' }), plural(receipts, { one: 'un recibo', other: '{n} recibos' })];
  const en = [plural(numbers, { one: 'one printed number', other: '{n} printed numbers' }), plural(receipts, { one: 'one receipt', other: '{n} receipts' })];
  return [`Igual: comprobados ${es.join(' y ')}.`, `The same: checked ${en.join(' and ')}.`];
}

function sayLog(context: CommandContext, { broken, entries, last }: LogVerification): void {
  const es = context.terminal.language === 'es';
  const sentence = broken === null
    ? [`✓ Igual: la bitácora encadena sus ${entries} anotaciones. Última huella: ${last}`, `✓ The same: the log chains its ${entries} entries. Last hash: ${last}`]
    : [`✗ DISTINTO: la bitácora se rompe en la anotación ${broken}.`, `✗ DIFFERENT: the log breaks at entry ${broken}.`];
  context.terminal.say(sentence[es ? 0 : 1]!);
}

/** The public log of any Yupay, from its address alone; what cannot be read ends in the status of its error. */
async function verifyLog(address: string, context: CommandContext): Promise<number> {
  const label = context.terminal.language === 'es' ? 'Siguiendo la bitácora' : 'Following the log';
  const outcome = await verifyPublicLog(address, (page) => fetchText(page, context.signal), (done) => context.terminal.progress(label, done, done, ''));
  sayLog(context, outcome);
  context.terminal.result(outcome);
  return VERDICT_EXIT[outcome.verdict];
}

export const VERIFY: Command = {
  name: 'verify',
  usage: 'verify <recibo|dirección|archivo>',
  es: 'Comprueba un recibo, una página o un archivo descargado, número por número, o una bitácora entera',
  en: 'Checks a receipt, a page or a downloaded file, number by number, or a whole log',
  options: [
    { name: 'nivel', alias: 'level', type: 'string', value: '1..4', es: '1 huella, 2 misma consulta (por defecto), 3 desde la captura, 4 contra el publicador', en: '1 hash, 2 same query (default), 3 from the capture, 4 against the publisher' },
    { name: 'original', type: 'string', value: '<archivo>', es: 'Archivo original de una transcripción: compara cada hecho con su línea', en: 'Original file of a transcription: compares each fact with its line' },
    { name: 'desde', alias: 'from', type: 'string', value: 'https://…', es: 'Otro Yupay del que tomar la evidencia', en: 'Another Yupay to take the evidence from' },
  ],
  exits: [
    [EXIT.different, 'distinto', 'different'],
    [EXIT.unavailable, 'una entrada no está disponible', 'an input is not available'],
    [EXIT.replaced, 'igual, pero reemplazado por datos más nuevos', 'the same, but replaced by newer data'],
  ],
  run: async (context) => {
    const [subject] = context.arguments;
    if (subject === undefined || context.arguments.length > 1) throw new YupayError('uso', { detalle: 'diga un solo recibo, dirección o archivo' });
    const level = levelOf(context);
    if (isAddress(subject) && isLogAddress(subject)) return verifyLog(subject, context);
    const target = await readTarget(subject, context);
    const folder = await mkdtemp(join(tmpdir(), 'yupay-verificar-'));
    const origin = text(context.options, 'desde') ?? target.origin;
    let lake: Lake | null = null;
    try {
      // An address needs no state on this machine: no database is opened for it.
      const evidence: Evidence = origin === null ? await ownEvidence(context) : remoteEvidence(origin.replace(/\/$/, ''), folder, context.signal);
      lake = await Lake.open({ memory: context.configuration.memory, threads: context.configuration.threads, temporary: folder });
      const verifier: Verifier = {
        evidence, lake, datasets: DATASETS, findQuery, signal: context.signal, checked: new Map(), publisher: publisherOf(context, folder),
        rebuild: rebuildWith(lake, context.signal),
      };
      const outcome = await verifyTarget(verifier, target, level, (done, total) => context.terminal.progress(context.terminal.language === 'es' ? 'Comprobando' : 'Checking', done, total, ''), originalOf(context, evidence, lake));
      say(context, outcome);
      context.terminal.result(outcome);
      return outcome.exit;
    } finally {
      lake?.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};
