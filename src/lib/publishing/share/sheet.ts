import { at, fill, messages } from '#lib/platform/messages/index.ts';
import { hundredSvg } from '#lib/ui/chart/hundred.ts';
import { yearsSvg } from '#lib/ui/chart/years-svg.ts';
import { formatFigure } from '#lib/ui/format.ts';
import { renderSVG } from 'uqr';
import { plainText, type Phrase } from '../phrase.ts';
import type { Block, PageModel, Part, Table, YearsChart } from '../view.ts';
import { lastYears, sheetCodes } from './sheet-page.ts';

/** What a printed sheet holds, ready for the typesetter: words and pictures, nothing left to decide. */
export interface Sheet {
  readonly language: string;
  readonly place: string;
  readonly context: string;
  readonly lead: readonly string[];
  readonly hundred: { readonly title: string; readonly svg: string; readonly base: string } | null;
  readonly years: { readonly title: string; readonly svg: string; readonly notes: readonly string[] } | null;
  readonly tables: readonly { readonly caption: string; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }[];
  readonly terms: readonly { readonly term: string; readonly text: string }[];
  readonly questions: readonly { readonly question: string; readonly options: readonly string[]; readonly answer: string }[];
  readonly qr: string;
  readonly address: string;
  readonly proof: string;
  readonly made: string;
  readonly note: string;
  readonly words: { readonly terms: string; readonly quiz: string; readonly answers: string; readonly check: string; readonly missing: string };
  /** Parts of the page that are not there, each with its reason. */
  readonly missing: readonly string[];
}

/** How a page's letters look in a picture that stands alone: the page's own style sheet is not there. */
const STYLE = `<style>text{font-family:"DejaVu Sans",sans-serif;font-size:11px}.name{font-size:12px;font-weight:600}.amount{font-size:11.5px;font-weight:700}.big{font-size:34px;font-weight:600}.share{font-size:12px;font-weight:600}.year{font-size:10.5px}.tick,.gap{font-size:9.5px}.stamp{font-size:8.6px}.amount,.gap,.tick{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}</style>`;

/** On a page a label may stand out of its picture's box; here the box is made wider by what the last year's label takes. */
export const standalone = (svg: string): string =>
  svg.replace(/^<svg /, '<svg xmlns="http://www.w3.org/2000/svg" ').replace(/viewBox="0 0 ([\d.]+) /, (_, width: string) => `viewBox="0 0 ${Number(width) + 12} `).replace(/>/, `>${STYLE}`);

type Of<K extends Block['kind']> = Extract<Block, { kind: K }>;

function first<K extends Block['kind']>(model: PageModel, kind: K): { readonly part: Part; readonly block: Of<K> } | null {
  for (const part of model.parts) {
    const block = part.blocks.find((candidate): candidate is Of<K> => candidate.kind === kind);
    if (block) return { part, block };
  }
  return null;
}

const mandates = ({ mandates: years, words }: YearsChart): string[] => (years.length === 0 ? [] : [`▾ ${words.mandate}: ${years.join(', ')}.`]);

function tableOf(table: Table, said: (text: Phrase) => string, model: PageModel) {
  const { caption, head, columns, rows } = lastYears(table, model);
  return {
    caption,
    header: [head, ...columns.map(({ label }) => label)],
    rows: rows.map((row) => [`${said(row.head)}${row.note ? ` (${row.note})` : ''}`, ...row.cells.map((cell) => (cell === null ? '–' : formatFigure(cell, model.language)))]),
  };
}

/** The sheet of a district, made from its page and nothing else. `made` is the day it was made, YYYY-MM-DD. */
export function placeSheet(model: PageModel, made: string): Sheet {
  const { language, origin } = model;
  const t = messages(language);
  const said = (text: Phrase) => plainText(text, language);
  const [hundred, years, terms, quiz] = [first(model, 'hundred'), first(model, 'years'), first(model, 'terms'), first(model, 'quiz')];
  const codes = sheetCodes(model);
  const address = `${origin}${at(language, model.address)}`;
  const tables = model.parts.filter(({ number }) => number === 4).flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'table' ? [tableOf(block.table, said, model)] : [])));
  return {
    language, place: model.heading, context: model.overline, lead: model.lead.map(said),
    hundred: hundred && { title: said(hundred.part.title), svg: standalone(hundredSvg(hundred.block, language)), base: hundred.part.blocks.flatMap((block) => (block.kind === 'prose' && !block.quiet ? block.phrases.map(said) : [])).join(' ') },
    years: years && { title: said(years.part.title), svg: standalone(yearsSvg(years.block.chart, language)), notes: [...mandates(years.block.chart), ...years.block.chart.panels.flatMap((panel) => panel.gaps.map((gap) => `${panel.label}: ${gap.from === gap.to ? gap.from : `${gap.from}–${gap.to}`}, ${gap.reason}.`))] },
    tables,
    terms: terms?.block.items.map(({ term, text }) => ({ term, text })) ?? [],
    questions: quiz?.block.items.map(({ question, options, answer }) => ({ question, options, answer })) ?? [],
    qr: renderSVG(address, { border: 1, ecc: 'M' }),
    address: address.replace(/^https?:\/\//, ''),
    proof: codes.length === 0 ? t.data.card.noReceipt : fill(t.data.card.proof, { codigos: codes.join(' · ') }),
    made: fill(t.site.madeAt, { fecha: made }),
    note: t.site.nominal,
    words: t.data.sheet,
    missing: model.parts.flatMap((part) => (part.absent === null ? [] : [`${said(part.title)}: ${part.absent}`])),
  };
}
