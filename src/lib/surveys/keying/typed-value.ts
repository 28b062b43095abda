import { typedNumber } from '#lib/kernel/typed-number.ts';
import type { KeyedField } from './keyed-parts.ts';

const two = (text: string): string => text.padStart(2, '0');

/** On paper a day is written first, then the month; eight digits in a row are the same. */
function dateOf(text: string): string {
  const found = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text);
  return found === null ? text : `${found[3]}-${two(found[2]!)}-${two(found[1]!)}`;
}

function timeOf(text: string): string {
  const found = /^(\d{1,2})[:.h ]?(\d{2})$/.exec(text);
  return found === null ? text : `${two(found[1]!)}:${found[2]}`;
}

function momentOf(text: string): string {
  const found = /^(.*\d{4})[ T]+([\d:.h]+)$/.exec(text);
  return found === null ? dateOf(text) : `${dateOf(found[1]!)}T${timeOf(found[2]!)}`;
}

/** Boxes on the left are filled with zeros. */
const numberOf = (text: string): string => typedNumber(text)?.replace(/^(-?)0+(?=\d)/, '$1') ?? text;

function codesOf({ codes, ordered }: KeyedField, text: string): string {
  const given = text.split(/[\s,;]+/).filter((one) => one !== '').map((one) => codes.find(({ number }) => number === one)?.code ?? one);
  if (ordered) return given.join(' ');
  const known = codes.map(({ code }) => code);
  return [...known.flatMap((code) => given.filter((one) => one === code)), ...given.filter((one) => !known.includes(one)).sort()].join(' ');
}

/** What was typed as the form keeps it. What cannot be read stays as it was typed, so that somebody is told. */
export function typedValue(field: KeyedField, typed: string): string {
  const text = typed.normalize('NFC').replaceAll(/\s+/g, ' ').trim();
  if (text === '') return '';
  switch (field.control) {
    case 'una': return field.codes.find(({ number }) => number === text)?.code ?? text;
    case 'varias': return codesOf(field, text);
    case 'numero': return numberOf(text);
    case 'fecha': return field.type === 'dateTime' ? momentOf(text) : dateOf(text);
    case 'hora': return timeOf(text);
    case 'texto': return field.head === 'enumerator' ? text.toUpperCase() : text;
  }
}

/** A kept value as a person reads it: what is in the box, and what it says. */
export function shownValue({ codes }: KeyedField, value: string): string {
  if (codes.length === 0) return value;
  const said = (one: string): string => {
    const found = codes.find(({ code }) => code === one);
    return found === undefined ? one : `${found.number} (${found.label})`;
  };
  return value.split(' ').map(said).join('; ');
}
