import { statfs } from 'node:fs/promises';
import { EXIT } from '#lib/kernel/errors.ts';
import { hashFile } from '#lib/platform/files.ts';
import { firstBrokenEntry } from '#lib/provenance/log.ts';
import type { Application } from '#lib/publishing/application.ts';
import { checkFacts } from '#lib/publishing/facts.ts';
import { countWaiting, recentFailures } from '#lib/publishing/mail/outbox.ts';
import { reach } from '#lib/publishing/mail/post.ts';
import { flag, type Command, type CommandContext } from '../command.ts';

interface Finding {
  readonly good: boolean;
  readonly es: string;
  readonly en: string;
}

const finding = (good: boolean, es: string, en: string): Finding => ({ good, es, en });

async function engine({ pool, folders }: Application): Promise<Finding[]> {
  const { rows } = await pool.query(`select current_setting('server_version') as version`);
  const disk = await statfs(folders.root);
  const free = Math.floor((disk.bavail * disk.bsize) / 1e9);
  return [
    finding(true, `PostgreSQL ${rows[0].version}; estado en ${folders.root}`, `PostgreSQL ${rows[0].version}; state in ${folders.root}`),
    finding(free >= 1, `${free} GB libres`, `${free} GB free`),
  ];
}

async function facts(): Promise<Finding> {
  return checkFacts().then(
    () => finding(true, 'los hechos que vienen con Yupay tienen su huella', 'the shipped facts have their hash'),
    (error: Error) => finding(false, error.message, error.message),
  );
}

async function log({ pool }: Application): Promise<Finding> {
  const broken = await firstBrokenEntry(pool);
  return broken === null
    ? finding(true, 'la bitácora encadena de principio a fin', 'the log chains from end to end')
    : finding(false, `la bitácora se rompe en la entrada ${broken}`, `the log breaks at entry ${broken}`);
}

/** Every file that the database names must be in its store, with its own hash. */
async function files(application: Application, context: CommandContext): Promise<Finding> {
  const { rows } = await application.pool.query(
    `select parquet as hash, 'lake' as store from particion union select rechazos, 'lake' from carga where rechazos is not null union select sha256, 'captures' from captura union select sha256, 'recordings' from grabacion where borrada is null union select sha256, 'evidence' from evidencia`,
  );
  const stores = { lake: application.parquets, captures: application.captures, recordings: application.recordings, evidence: application.evidence };
  const bad: string[] = [];
  for (const [index, { hash, store }] of (rows as { hash: string; store: keyof typeof stores }[]).entries()) {
    context.signal.throwIfAborted();
    context.terminal.progress(context.terminal.language === 'es' ? 'Comprobando archivos' : 'Checking files', index, rows.length, '');
    const path = stores[store].path(hash);
    if ((await hashFile(path).catch(() => '')) !== hash) bad.push(`${store}/${hash.slice(0, 12)}`);
  }
  return bad.length === 0
    ? finding(true, `${rows.length} archivos enteros`, `${rows.length} files whole`)
    : finding(false, `faltan o fueron alterados: ${bad.join(', ')}`, `missing or altered: ${bad.join(', ')}`);
}

/** Whether mail can leave, without a word of the setting: it holds a password. */
async function mail({ configuration, pool }: Application): Promise<Finding[]> {
  if (configuration.mail === null) return [finding(true, 'no se envía correo: hacen falta YUPAY_SMTP, YUPAY_MAIL_FROM y YUPAY_ORIGIN', 'no mail is sent: it takes YUPAY_SMTP, YUPAY_MAIL_FROM and YUPAY_ORIGIN')];
  const [{ good, code }, waiting, [last]] = await Promise.all([reach(configuration.mail), countWaiting(pool), recentFailures(pool, 1)]);
  const server = good ? finding(true, 'el servidor de correo responde', 'the mail server answers') : finding(false, `YUPAY_SMTP está, pero el servidor de correo no responde o no nos admite (${code})`, `YUPAY_SMTP is set, but the mail server does not answer or does not admit us (${code})`);
  const failed = last === undefined ? ['ningún envío ha fallado', 'no message has failed'] : [`el último fallo, ${last.at.toISOString().slice(0, 16)} UTC: ${last.code}`, `the last failure, ${last.at.toISOString().slice(0, 16)} UTC: ${last.code}`];
  return [server, finding(true, `mensajes por enviar: ${waiting}; ${failed[0]}`, `messages to send: ${waiting}; ${failed[1]}`)];
}

export const DOCTOR: Command = {
  name: 'doctor',
  usage: 'doctor',
  es: 'Revisa la instalación, los archivos, la bitácora y el correo',
  en: 'Checks the installation, the files, the log and the mail',
  options: [{ name: 'rapido', alias: 'quick', type: 'boolean', es: 'Sin leer los archivos enteros', en: 'Without reading whole files' }],
  exits: [[EXIT.different, 'algo está mal', 'something is wrong']],
  run: async (context) => {
    const application = await context.application();
    const found = [...(await engine(application)), await facts(), await log(application), ...(await mail(application)), ...(flag(context.options, 'rapido') ? [] : [await files(application, context)])];
    for (const { good, ...sentence } of found) context.terminal.say(`${good ? '✓' : '✗'} ${sentence[context.terminal.language]}`);
    context.terminal.result({ findings: found });
    return found.every(({ good }) => good) ? EXIT.ok : EXIT.different;
  },
};
