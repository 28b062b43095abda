import { YupayError } from '#lib/kernel/errors.ts';
import { mailbox, type Mailbox } from './mail-address.ts';

/** The server that takes our mail. The password is a secret: no sentence, log or error may hold any of this. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps://`). */
  readonly secure: boolean;
  /** Whether to give up without TLS: everywhere but on this machine. */
  readonly mustEncrypt: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

/** What it takes to send mail, all of it or nothing. */
export interface MailSettings {
  readonly smtp: SmtpServer;
  readonly from: Mailbox;
  /** Public address, for the links of a message. */
  readonly origin: string;
  /** After the last load, how long others are waited for before anybody is told (ms). */
  readonly waitMs: number;
}

const wrong = (variable: string, detalle: string) => new YupayError('configuracion', { variable, detalle });

const LOCAL = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i;

/** `smtp://user:password@host:587` or `smtps://…`. Throws `configuracion`, whose sentence never repeats what was given. */
export function smtpServer(text: string): SmtpServer {
  const bad = (detalle: string) => wrong('YUPAY_SMTP', `${detalle} (su valor no se muestra: lleva una clave)`);
  if (!URL.canParse(text)) throw bad('no es una dirección');
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  if (protocol !== 'smtp:' && protocol !== 'smtps:') throw bad('debe empezar con smtp:// o smtps://');
  if (hostname === '' || !['', '/'].includes(pathname) || search !== '' || hash !== '') throw bad('lleva más que usuario, clave, servidor y puerto');
  const secure = protocol === 'smtps:';
  try {
    return {
      host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (secure ? 465 : 587) : Number(port), secure, mustEncrypt: !LOCAL.test(hostname),
      auth: username === '' ? null : { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    };
  } catch {
    throw bad('el usuario o la clave llevan un % que no es de un carácter codificado');
  }
}

function sender(text: string): Mailbox {
  const found = mailbox(text);
  if (found === null) throw wrong('YUPAY_MAIL_FROM', 'debe ser una dirección, como «Yupay <avisos@yupay.example>»');
  return found;
}

/**
 * The mail's settings; null when one of the three is not given, for then this site sends none. What is given must be right
 * in any case. Throws `configuracion`.
 */
export function mailSettings(given: { readonly smtp: string; readonly from: string; readonly waitMinutes: number }, origin: string | null): MailSettings | null {
  const smtp = given.smtp === '' ? null : smtpServer(given.smtp);
  const from = given.from === '' ? null : sender(given.from);
  return smtp === null || from === null || origin === null ? null : { smtp, from, origin, waitMs: given.waitMinutes * 60_000 };
}
