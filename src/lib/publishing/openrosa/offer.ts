import type { FormVersion } from '#lib/surveys/intake/form-version.ts';
import { xmlText } from './answer.ts';

/** Addresses under one base: of a key, of drafts, or of whoever proves who they are. */
export interface Base {
  /** Without a slash at its end. */
  readonly address: string;
}

type Of = Pick<FormVersion, 'form' | 'version'>;

const query = ({ form, version }: Of, more: Readonly<Record<string, string>> = {}): string => new URLSearchParams({ id: form, version, ...more }).toString();

const element = (name: string, text: string): string => `<${name}>${xmlText(text)}</${name}>`;

/** The list of forms that a phone downloads (OpenRosa `xformsList`). */
export function formList({ address }: Base, forms: readonly FormVersion[]): string {
  const entries = forms.map((one) => [
    '<xform>', element('formID', one.form), element('name', one.title), element('version', one.version), element('hash', `md5:${one.hash}`), element('downloadUrl', `${address}/formulario?${query(one)}`),
    one.files.length === 0 ? '' : element('manifestUrl', `${address}/manifiesto?${query(one)}`), '</xform>',
  ].join(''));
  return `<xforms xmlns="http://openrosa.org/xforms/xformsList">${entries.join('')}</xforms>`;
}

/** The files that a phone needs beside a form (OpenRosa `xformsManifest`). */
export function manifest({ address }: Base, of: Of, files: readonly { readonly name: string; readonly hash: string }[]): string {
  const entries = files.map(({ name, hash }) => `<mediaFile>${element('filename', name)}${element('hash', `md5:${hash}`)}${element('downloadUrl', `${address}/archivo?${query(of, { nombre: name })}`)}</mediaFile>`);
  return `<manifest xmlns="http://openrosa.org/xforms/xformsManifest">${entries.join('')}</manifest>`;
}
