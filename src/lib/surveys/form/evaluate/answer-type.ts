import { dateNumber, timeNumber } from './date-number.ts';

const INTEGER = /^[+-]?\d{1,10}$/;
const DECIMAL = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?$/;

function isPoint(text: string): boolean {
  const parts = text.trim().split(/\s+/);
  const [latitude, longitude] = parts.map(Number);
  return parts.length >= 2 && parts.length <= 4 && parts.every((part) => DECIMAL.test(part)) && Math.abs(latitude!) <= 90 && Math.abs(longitude!) <= 180;
}

/** Points of a line or of an area, separated by semicolons; an area ends where it began. */
const pointsOf = (text: string): string[] => text.split(';').map((one) => one.trim()).filter((one) => one !== '');

const VALID: Readonly<Record<string, (text: string) => boolean>> = {
  int: (text) => INTEGER.test(text),
  decimal: (text) => DECIMAL.test(text),
  date: (text) => dateNumber(text) !== null && !text.includes('T'),
  dateTime: (text) => dateNumber(text) !== null,
  time: (text) => timeNumber(text) !== null,
  geopoint: isPoint,
  geotrace: (text) => pointsOf(text).length >= 2 && pointsOf(text).every(isPoint),
  geoshape: (text) => pointsOf(text).length >= 4 && pointsOf(text).every(isPoint) && pointsOf(text)[0] === pointsOf(text).at(-1),
  boolean: (text) => ['true', 'false', '1', '0'].includes(text),
};

/** Whether a text is of a bind's type. An empty answer is of every type; a type without a rule takes any text. */
export function isOfType(type: string | null, text: string): boolean {
  return text === '' || type === null || !Object.hasOwn(VALID, type) || VALID[type]!(text);
}
