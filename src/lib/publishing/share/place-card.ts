import { fill, messages } from '#lib/platform/messages/index.ts';
import type { Card } from '#lib/ui/chart/card.ts';
import { formatFigure } from '#lib/ui/format.ts';
import { figuresOf, plainText } from '../phrase.ts';
import type { Block, PageModel } from '../view.ts';

/** Shapes that messengers and networks show whole. */
export const CARD_SIZES = { ancha: [1200, 630], cuadrada: [1080, 1080] } as const;
export type CardShape = keyof typeof CARD_SIZES;

type Hundred = Extract<Block, { kind: 'hundred' }>;

const hundredOf = (model: PageModel): Hundred | undefined => model.parts.flatMap(({ blocks }) => blocks).find((block): block is Hundred => block.kind === 'hundred');

/**
 * The card of a place, from its page: the same sentences, so that the card can never say more. It names no authority and
 * carries no photograph or slogan. `note` says in which soles and as of when.
 */
export function placeCard(model: PageModel, shape: CardShape): Card {
  const { language } = model;
  const words = messages(language).data.card;
  const [finding, second] = model.lead.slice(0, 2).map((text) => plainText(text, language));
  const codes = [...new Set(model.lead.slice(0, 2).flatMap(figuresOf).map(({ code }) => code))];
  const hundred = hundredOf(model);
  const spent = hundred && hundred.spent.value !== null ? Number(hundred.spent.value) : null;
  const [width, height] = CARD_SIZES[shape];
  return {
    width, height,
    overline: `${model.heading} · ${model.overline.replace(/^[^·]*· /, '')}`,
    finding: finding ?? model.heading,
    second: second ?? '',
    hundred: spent === null ? null : { spent, caption: fill(words.hundred, { n: formatFigure(hundred!.spent, language) }) },
    proof: codes.length === 0 ? words.noReceipt : fill(words.proof, { codigos: codes.join(' · ') }),
    address: `${model.origin.replace(/^https?:\/\//, '')}${model.address}`,
    note: spent === null ? words.nominal : words.note,
  };
}
