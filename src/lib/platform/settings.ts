import { YupayError } from '#lib/kernel/errors.ts';
import { iatiSettings, type IatiIdentity } from './iati-settings.ts';
import { identitySettings, type IdentitySettings } from './identity-settings.ts';
import { mailSettings, type MailSettings } from './mail-settings.ts';

/** One documented setting. docs/settings.md is checked against this list. */
export interface Setting {
  readonly name: string;
  readonly fallback: string;
  readonly es: string;
  readonly en: string;
}

export const SETTINGS = [
  { name: 'YUPAY_DATA', fallback: './var', es: 'Carpeta donde vive todo el estado', en: 'Folder that holds all state' },
  { name: 'HOST', fallback: '127.0.0.1', es: 'Dirección en la que se escucha; el panel solo abre en una de bucle local', en: 'Address to listen on; the panel opens only on a loopback one' },
  { name: 'PORT', fallback: '3000', es: 'Puerto', en: 'Port' },
  { name: 'DATABASE_URL', fallback: '', es: 'PostgreSQL ≥ 15 ajeno; vacío usa el que viene con Yupay', en: 'A PostgreSQL ≥ 15 of yours; empty uses the one that comes with Yupay' },
  { name: 'YUPAY_ORIGIN', fallback: '', es: 'Dirección pública (https://…), que se imprime en recibos y descargas', en: 'Public address (https://…), printed in receipts and downloads' },
  { name: 'YUPAY_MEMORY', fallback: '1GB', es: 'Memoria que el motor de archivos puede usar', en: 'Memory that the file engine may use' },
  { name: 'YUPAY_THREADS', fallback: '2', es: 'Hilos del motor de archivos', en: 'Threads of the file engine' },
  { name: 'YUPAY_PRIVATE_FETCH', fallback: 'no', es: 'Con «si», deja que las descargas lleguen a esta máquina y a redes privadas', en: 'With “si”, lets downloads reach this machine and private networks' },
  { name: 'YUPAY_SMTP', fallback: '', es: 'Servidor que recibe nuestro correo (smtp:// o smtps://), con su usuario y su clave; nunca se imprime', en: 'Server that takes our mail (smtp:// or smtps://), with its user and password; never printed' },
  { name: 'YUPAY_MAIL_FROM', fallback: '', es: 'Remitente de los avisos, como «Yupay <avisos@yupay.example>»', en: 'Sender of notices, like “Yupay <avisos@yupay.example>”' },
  { name: 'YUPAY_MAIL_WAIT', fallback: '10', es: 'Minutos sin cargas nuevas que se esperan antes de avisar, para juntar varias en un mensaje', en: 'Minutes without a new load to wait for before telling anybody, so that several go in one message' },
  { name: 'YUPAY_IATI_ORG', fallback: '', es: 'Identificador de su organización en el registro IATI, para las exportaciones', en: 'Your organisation’s identifier in the IATI registry, for exports' },
  { name: 'YUPAY_IATI_ORG_TYPE', fallback: '90', es: 'Tipo de su organización en la lista OrganisationType de IATI', en: 'Your organisation’s type in IATI’s list OrganisationType' },
  { name: 'YUPAY_SUBMISSION_MB', fallback: '100', es: 'Megabytes que un teléfono puede enviar de una vez', en: 'Megabytes that a phone may send at once' },
  { name: 'YUPAY_RETENTION_DAYS', fallback: '90', es: 'Días que se guarda lo personal de un envío cuando su consentimiento no dice otros', en: 'Days for which what is personal in a submission is kept where its consent says no others' },
  { name: 'YUPAY_OIDC_ISSUER', fallback: '', es: 'Proveedor de identidad (OpenID Connect) con el que las personas también pueden entrar', en: 'Identity provider (OpenID Connect) by which people may also sign in' },
  { name: 'YUPAY_OIDC_CLIENT', fallback: '', es: 'Cómo nos llama ese proveedor (client_id)', en: 'What that provider calls us (client_id)' },
  { name: 'YUPAY_OIDC_SECRET', fallback: '', es: 'Nuestra clave ante ese proveedor (client_secret); nunca se imprime', en: 'Our secret before that provider (client_secret); never printed' },
] as const satisfies readonly Setting[];

export type SettingName = (typeof SETTINGS)[number]['name'];

export interface Configuration {
  readonly data: string;
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string | null;
  readonly origin: string | null;
  readonly memory: string;
  readonly threads: number;
  /** Whether downloads may reach private addresses: for tests and for a publisher's copy inside one's own network. */
  readonly privateFetch: boolean;
  /** Null when this site sends no mail: it takes `YUPAY_SMTP`, `YUPAY_MAIL_FROM` and `YUPAY_ORIGIN`. */
  readonly mail: MailSettings | null;
  /** Null when people sign in by password alone. */
  readonly identity: IdentitySettings | null;
  readonly iati: IatiIdentity;
  /** Bytes that one request of a phone may have, as phones are told. */
  readonly submissionBytes: number;
  /** Days for which what is personal in a submission is kept where its consent says no others. */
  readonly retentionDays: number;
}

function yes(name: SettingName, text: string): boolean {
  if (!/^(si|sí|no)$/i.test(text)) throw wrong(name, `«${text}» debe ser si o no`);
  return !/^no$/i.test(text);
}

const wrong = (variable: SettingName, detalle: string) => new YupayError('configuracion', { variable, detalle });

function integer(name: SettingName, text: string, from: number, to: number): number {
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(value >= from && value <= to)) throw wrong(name, `«${text}» debe ser un entero de ${from} a ${to}`);
  return value;
}

function url(name: SettingName, text: string, protocols: readonly string[]): string {
  const parsed = URL.canParse(text) ? new URL(text) : null;
  if (!parsed || !protocols.includes(parsed.protocol)) throw wrong(name, `«${text}» debe empezar con ${protocols.map((p) => `${p}//`).join(' o ')}`);
  return text;
}

/** An origin is a scheme, a host and maybe a port: a path in it would break every printed address. */
function origin(text: string): string {
  const parsed = new URL(url('YUPAY_ORIGIN', text, ['http:', 'https:']));
  if (parsed.pathname !== '/' || parsed.search || parsed.hash || parsed.username) throw wrong('YUPAY_ORIGIN', `«${text}» lleva más que esquema, nombre y puerto`);
  return parsed.origin;
}

/** Reads and validates the environment; throws `configuracion` naming the variable and what it should be. */
export function readConfiguration(environment: Readonly<Record<string, string | undefined>>): Configuration {
  const text = (name: SettingName) => environment[name]?.trim() || SETTINGS.find((setting) => setting.name === name)!.fallback;
  const host = text('HOST');
  if (!/^[\w.:[\]-]+$/.test(host)) throw wrong('HOST', `«${host}» no es una dirección`);
  const memory = text('YUPAY_MEMORY');
  if (!/^\d+(\.\d+)?\s?(MB|GB|MiB|GiB)$/.test(memory)) throw wrong('YUPAY_MEMORY', `«${memory}» debe ser como 800MB o 2GB`);
  const publicOrigin = text('YUPAY_ORIGIN') ? origin(text('YUPAY_ORIGIN')) : null;
  return {
    data: text('YUPAY_DATA'),
    host,
    port: integer('PORT', text('PORT'), 0, 65_535),
    databaseUrl: text('DATABASE_URL') ? url('DATABASE_URL', text('DATABASE_URL'), ['postgres:', 'postgresql:']) : null,
    origin: publicOrigin,
    memory,
    threads: integer('YUPAY_THREADS', text('YUPAY_THREADS'), 1, 64),
    privateFetch: yes('YUPAY_PRIVATE_FETCH', text('YUPAY_PRIVATE_FETCH')),
    submissionBytes: integer('YUPAY_SUBMISSION_MB', text('YUPAY_SUBMISSION_MB'), 1, 2_048) * 1_000_000,
    retentionDays: integer('YUPAY_RETENTION_DAYS', text('YUPAY_RETENTION_DAYS'), 1, 3_650),
    iati: iatiSettings({ organisation: text('YUPAY_IATI_ORG'), type: text('YUPAY_IATI_ORG_TYPE') }),
    mail: mailSettings({ smtp: text('YUPAY_SMTP'), from: text('YUPAY_MAIL_FROM'), waitMinutes: integer('YUPAY_MAIL_WAIT', text('YUPAY_MAIL_WAIT'), 0, 1_440) }, publicOrigin),
    identity: identitySettings({ issuer: text('YUPAY_OIDC_ISSUER'), client: text('YUPAY_OIDC_CLIENT'), secret: text('YUPAY_OIDC_SECRET') }),
  };
}

/** Loopback means: nobody but this machine can reach the server. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** The panel is for who sits at this machine: not when a public origin says that a proxy stands before the loopback. */
export function panelMayOpen({ host, origin }: Pick<Configuration, 'host' | 'origin'>): boolean {
  return isLoopback(host) && (origin === null || isLoopback(new URL(origin).hostname));
}
