/** SVG as strings from pure functions: attributes and classes only, for the page's policy forbids inline style (STACK). */
import type { Language } from '#lib/kernel/errors.ts';
import { formatFigure, type ShownFigure } from '../format.ts';

/** Received, spent and context: a colour never stands alone, place, outline or label always says the same (DESIGN §6). */
export const COLOR = { received: '#0072B2', spent: '#D55E00', context: '#595959', grid: '#d8d0c0' } as const;

type Value = string | number | null | undefined;

const SPECIAL = /[&<>"]/;

export function escapeText(text: string): string {
  return !SPECIAL.test(text) ? text : text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** A number with at most one decimal: a tenth of a unit is less than a pixel on any screen. */
export function coordinate(value: number): string {
  return String(Math.round(value * 10) / 10);
}

/** One element. Null and undefined attributes are left out; `body` is markup already. */
export function element(name: string, attributes: Readonly<Record<string, Value>>, body = ''): string {
  let open = `<${name}`;
  for (const key in attributes) {
    const value = attributes[key];
    if (value !== null && value !== undefined) open += ` ${key}="${typeof value === 'number' ? coordinate(value) : escapeText(value)}"`;
  }
  return body === '' ? `${open}/>` : `${open}>${body}</${name}>`;
}

export function label(text: string, x: number, y: number, attributes: Readonly<Record<string, Value>> = {}): string {
  return element('text', { x, y, ...attributes }, escapeText(text));
}

/** A figure printed inside a chart carries the same proof as `<data>` does in the page. */
export function figureLabel(figure: ShownFigure, language: Language, x: number, y: number, attributes: Readonly<Record<string, Value>> = {}): string {
  return element(
    'text',
    { x, y, ...attributes, 'data-valor': figure.value, 'data-recibo': figure.code, 'data-celda': figure.cell, 'data-formato': figure.format },
    escapeText(formatFigure(figure, language)),
  );
}

export interface Frame {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly width: number;
  readonly height: number;
  /** `img` hides what is inside from a screen reader; a map with links is a `group`. */
  readonly role?: 'img' | 'group';
}

/** The outer element: named, described, scaled to its place by the page's CSS. */
export function frame({ id, title, description, width, height, role = 'img' }: Frame, body: string): string {
  const named = element('title', { id: `${id}-t` }, escapeText(title)) + element('desc', { id: `${id}-d` }, escapeText(description));
  return element(
    'svg',
    { class: 'chart', id, viewBox: `0 0 ${coordinate(width)} ${coordinate(height)}`, role, 'aria-labelledby': `${id}-t`, 'aria-describedby': `${id}-d` },
    named + body,
  );
}

/** The codes of the receipts, printed inside the chart because people share screenshots (DESIGN §5). */
export function stamp(word: string, codes: readonly string[], x: number, y: number): string {
  return codes.length === 0 ? '' : label(`${word} ${codes.join(' · ')}`, x, y, { class: 'stamp', 'text-anchor': 'end', fill: COLOR.context });
}

/** Rough width of a text in user units, enough to know whether it fits. */
export function textWidth(text: string, size: number): number {
  return text.length * size * 0.6;
}
