/** The card that people share: a finding, its picture and its receipt, as an SVG that becomes a PNG. */
import { coins } from './hundred.ts';
import { breakLines, lineWidth } from './lines.ts';
import { COLOR, coordinate, element, label } from './svg.ts';

export interface Card {
  readonly width: number;
  readonly height: number;
  /** Where: "Torata · Mariscal Nieto, Moquegua". */
  readonly overline: string;
  /** The finding, a whole sentence. */
  readonly finding: string;
  /** A second sentence, or nothing. */
  readonly second: string;
  /** Whole soles spent of each hundred, and the words beside the grid; null draws none. */
  readonly hundred: { readonly spent: number; readonly caption: string } | null;
  /** "¿Es verdad? recibo ad6e214c5d25 · 10e969dc6be7". */
  readonly proof: string;
  /** Address of the page, without its scheme. */
  readonly address: string;
  /** Of what the soles are: nominal, date of the data. */
  readonly note: string;
}

const PAPER = '#fbf7ee';
const INK = '#1d1a16';
const SOFT = '#57503f';
const EARTH = '#8a3b12';
const MARGIN = 64;
const LEADING = 1.24;

const lines = (list: readonly string[], x: number, y: number, size: number, attributes: Readonly<Record<string, string | number>>) =>
  list.map((line, index) => label(line, x, y + index * size * LEADING, { 'font-size': size, ...attributes })).join('');

/** A coin is a full or a hollow ring, so that the grid reads in grey. */
function grid(spent: number, x: number, y: number, side: number): string {
  const scale = side / 160;
  const drawn = coins(Math.min(spent, 100)).map((coin) => {
    const place = { cx: x + coin.x * scale, cy: y + coin.y * scale };
    return coin.kind === 'left'
      ? element('circle', { ...place, r: 5 * scale, fill: 'none', stroke: COLOR.context, 'stroke-width': 1.3 * scale })
      : element('circle', { ...place, r: 6 * scale, fill: COLOR.spent });
  });
  return drawn.join('');
}

/** The mark, as in the pages' head: a yupana with its holes. */
function mark(x: number, y: number, size: number): string {
  const board = element('path', { d: 'M1 1h22v22H1zM1 12h22M12 1v22', fill: 'none', stroke: EARTH, 'stroke-width': '1.6' });
  const holes = element('path', { d: 'M6.5 6.5h.01M15 6.5h.01M20 6.5h.01M4 19h.01M9 19h.01M6.5 15h.01M15 15h.01M20 15h.01M17.5 17.5h.01M15 20h.01M20 20h.01', stroke: EARTH, 'stroke-width': '3', 'stroke-linecap': 'round' });
  return element('g', { transform: `translate(${coordinate(x)} ${coordinate(y)}) scale(${size / 24})` }, board + holes);
}

const FOOT = { note: 22, proof: 24, leading: 34 } as const;


/** Lines at the foot, from the last upwards; the address goes beside the note where both fit, else between the two. */
function foot(card: Card): { readonly top: number; readonly svg: string } {
  const inner = card.width - 2 * MARGIN;
  const beside = lineWidth(card.note, FOOT.note) + lineWidth(card.address, FOOT.note) + 40 <= inner;
  const bottom = card.height - MARGIN + 20;
  const noteAt = bottom - (beside ? 1 : 2) * FOOT.leading;
  const top = noteAt - FOOT.leading - 6;
  const address = beside
    ? label(card.address, card.width - MARGIN, noteAt, { 'font-size': FOOT.note, fill: SOFT, 'text-anchor': 'end' })
    : label(card.address, MARGIN, bottom - FOOT.leading, { 'font-size': FOOT.note, fill: SOFT });
  const rule = element('path', { d: `M${MARGIN} ${top}H${card.width - MARGIN}`, stroke: '#ddd3bf', 'stroke-width': 2 });
  return { top, svg: rule + label(card.note, MARGIN, noteAt, { 'font-size': FOOT.note, fill: SOFT }) + address + label(card.proof, MARGIN, bottom, { 'font-size': FOOT.proof, fill: INK, 'font-weight': 'bold' }) };
}

interface Set {
  readonly svg: string;
  readonly bottom: number;
}

const SIZES = [60, 56, 52, 48, 44, 40, 36, 32, 28] as const;

/**
 * Both sentences, as large as a box holds them: the finding in bold, the second smaller below. One that no size can hold
 * goes without the second; a finding that is longer still ends in an ellipsis, for the whole of it is at the address.
 */
function sentences(card: Card, top: number, width: number, height: number): Set {
  for (const second of card.second === '' ? [''] : [card.second, '']) {
    for (const size of SIZES) {
      const set = [breakLines(card.finding, width, size, true), breakLines(second, width, smaller(size))] as const;
      if (tallness(set, size) <= height) return place(set, top, size);
    }
  }
  const size = SIZES.at(-1)!;
  const held = breakLines(card.finding, width, size, true).slice(0, Math.floor((height - 14) / (size * LEADING)));
  return place([held.with(-1, `${held.at(-1)!.replace(/.{2}$/, '')}…`), []], top, size);
}

type Lines = readonly [readonly string[], readonly string[]];

const smaller = (size: number) => Math.max(24, Math.round(size * 0.58));
const tallness = ([finding, second]: Lines, size: number) => (finding.length * size + second.length * smaller(size)) * LEADING + 14;

function place([finding, second]: Lines, top: number, size: number): Set {
  const middle = top + finding.length * size * LEADING + 14;
  const small = smaller(size);
  const svg = lines(finding, MARGIN, top + size, size, { fill: INK, 'font-weight': 'bold', 'font-family': 'DejaVu Serif' }) + lines(second, MARGIN, middle + small, small, { fill: SOFT });
  return { svg, bottom: top + tallness([finding, second], size) };
}

const HEAD = 122;

function wide(card: Card, end: number): string {
  if (card.hundred === null) return sentences(card, HEAD, card.width - 2 * MARGIN, end - HEAD - 10).svg;
  const words = breakLines(card.hundred.caption, 270, 20);
  const side = Math.min(260, end - HEAD - 10 - words.length * 20 * LEADING - 32);
  const [x, y] = [card.width - MARGIN - 260, HEAD + 10];
  const caption = lines(words, x, y + side + 30, 20, { fill: SOFT });
  return sentences(card, HEAD, x - MARGIN - 50, end - HEAD - 10).svg + grid(card.hundred.spent, x, y, side) + caption;
}

function square(card: Card, end: number): string {
  const width = card.width - 2 * MARGIN;
  const picture = card.hundred === null ? 0 : 340;
  const said = sentences(card, HEAD, width, end - HEAD - picture - 40);
  if (card.hundred === null) return said.svg;
  const side = Math.min(440, end - said.bottom - 56);
  const top = said.bottom + 34;
  const caption = lines(breakLines(card.hundred.caption, width - side - 40, 30), MARGIN + side + 40, top + 40, 30, { fill: SOFT });
  return said.svg + grid(card.hundred.spent, MARGIN, top, side) + caption;
}

/** The card's SVG. Wide ones have the picture at the side, square ones below. */
export function cardSvg(card: Card): string {
  const head = mark(MARGIN, 48, 44) + label(card.overline, MARGIN + 62, 80, { 'font-size': 28, fill: EARTH, 'font-weight': 'bold' });
  const { top, svg } = foot(card);
  const body = card.width > card.height ? wide(card, top) : square(card, top);
  const attributes = { xmlns: 'http://www.w3.org/2000/svg', width: card.width, height: card.height, viewBox: `0 0 ${card.width} ${card.height}`, 'font-family': 'DejaVu Sans' };
  return element('svg', attributes, element('rect', { width: card.width, height: card.height, fill: PAPER }) + head + body + svg);
}
