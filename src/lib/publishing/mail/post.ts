import { isLoopback } from '#lib/platform/settings.ts';
import type { MailSettings } from '#lib/platform/mail-settings.ts';
import type { MailAddress } from '#lib/platform/mail-address.ts';
import type { MessageText } from './message.ts';

export interface Letter extends MessageText {
  readonly to: MailAddress;
  /** Stable for a message however often it is tried, so that a receiver can drop a second copy. */
  readonly id: string;
  readonly date: Date;
  /** Where one POST ends the subscription (RFC 8058); null of a message that is no subscription's. */
  readonly unsubscribe: string | null;
}

/** What the server said. A code is SMTP's three digits or the transport's own name: never its words, which repeat addresses. */
export type Reception =
  | { readonly kind: 'tomada' }
  /** This address or this message will never be taken. */
  | { readonly kind: 'rechazada'; readonly code: string }
  /** Not now. `server`: nothing else would be taken now either. */
  | { readonly kind: 'despues'; readonly code: string; readonly server: boolean };

export type Post = (letter: Letter, signal: AbortSignal) => Promise<Reception>;

const TIMES = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };

interface Refused {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
}

/** Only what was said of the recipient or of the message is of them; the rest is between the server and us. */
export function receptionOf(thrown: unknown): Reception {
  const { code = 'ERROR', command = '', responseCode } = thrown as Refused;
  const own = (code === 'EENVELOPE' && command === 'RCPT TO') || (code === 'EMESSAGE' && command === 'DATA');
  // 421 closes the channel whatever it was said to (RFC 5321 §3.8).
  if (!own || responseCode === undefined || responseCode === 421) return { kind: 'despues', code: String(responseCode ?? code), server: true };
  return responseCode >= 500 ? { kind: 'rechazada', code: String(responseCode) } : { kind: 'despues', code: String(responseCode), server: false };
}

async function transporter({ smtp }: MailSettings) {
  // Whoever sends no mail does not load what sends it.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host: smtp.host, port: smtp.port, secure: smtp.secure, requireTLS: smtp.mustEncrypt, ...TIMES,
    ...(smtp.auth === null ? {} : { auth: smtp.auth }),
    // On this machine a certificate for its public name would never fit.
    ...(isLoopback(smtp.host) ? { tls: { rejectUnauthorized: false } } : {}),
    disableFileAccess: true, disableUrlAccess: true,
  });
}

/** Sends through the server of the settings, one connection a message. Never throws what the server said. */
export function smtpPost(settings: MailSettings): Post {
  let open: ReturnType<typeof transporter> | null = null;
  return async ({ to, id, date, unsubscribe, subject, text, html }, signal) => {
    const { from } = settings;
    try {
      await (await (open ??= transporter(settings))).sendMail({
        from: { name: from.name, address: from.address }, to: { name: '', address: to }, envelope: { from: from.address, to },
        subject, text, html, messageId: id, date, signal,
        headers: { 'Auto-Submitted': 'auto-generated', ...(unsubscribe === null ? {} : { 'List-Unsubscribe': { prepared: true, value: `<${unsubscribe}>` }, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }) },
      });
      return { kind: 'tomada' };
    } catch (error) {
      return receptionOf(error);
    }
  };
}

/** Whether the server of the settings answers and takes our user; the code of what it said when not. */
export async function reach(settings: MailSettings): Promise<{ readonly good: boolean; readonly code: string }> {
  try {
    await (await transporter(settings)).verify();
    return { good: true, code: '' };
  } catch (error) {
    const { responseCode, code } = error as Refused;
    return { good: false, code: String(responseCode ?? code ?? 'ERROR') };
  }
}
