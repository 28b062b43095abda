import { domainToASCII } from 'node:url';
import addressparser from 'nodemailer/lib/addressparser';

/** One mailbox, `name@domain`, its domain in ASCII (IDN as `xn--`): fit for an envelope and for a header. */
export type MailAddress = string & { readonly __mailAddress: unique symbol };

export interface Mailbox {
  /** What stands before the address; empty when nothing does. */
  readonly name: string;
  readonly address: MailAddress;
}

/** RFC 5321 §4.5.3.1: what the part before the @ and a whole path may measure. */
const LONGEST_LOCAL = 64;
const LONGEST = 254;

/** A dot-atom (RFC 5322 §3.2.3). Quoted names exist and nobody's mail provider gives them: they are refused, clearly. */
const LOCAL = /^[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

function checked(address: string): MailAddress | null {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, at);
  const domain = domainToASCII(address.slice(at + 1)).toLowerCase();
  const whole = `${local}@${domain}`;
  return at > 0 && local.length <= LONGEST_LOCAL && whole.length <= LONGEST && LOCAL.test(local) && DOMAIN.test(domain) ? (whole as MailAddress) : null;
}

/** A mailbox as settings write it, `Yupay <avisos@example.org>` or the address alone; null for anything else. */
export function mailbox(text: string): Mailbox | null {
  // A control character is how a second header, or a second recipient, is smuggled in.
  if (text.length > 1_000 || /\p{Cc}/u.test(text)) return null;
  const [found, ...more] = addressparser(text, { flatten: true });
  const address = found === undefined || more.length > 0 ? null : checked(found.address);
  return address === null ? null : { name: found!.name, address };
}

/** The address that a person writes in a form, and nothing besides; null when it is not one that we can write to. */
export function mailAddress(text: string): MailAddress | null {
  const typed = text.trim();
  const found = mailbox(typed);
  // What the parser had to repair, or a name around it, is not what the person would recognise as their address.
  return found !== null && found.name === '' && !/[\s<>"(),:;\\[\]]/.test(typed) ? found.address : null;
}
