import type { Language } from '#lib/kernel/errors.ts';
import { formatScaled, parseScaled } from '#lib/kernel/decimal.ts';
import { centimos } from '#lib/kernel/money.ts';
import { ubigeo } from '#lib/kernel/ubigeo.ts';
import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { flowsOf, type FlowLine, type Flows } from '#lib/treasury/canon/flows.ts';
import { shown, text, type Answer } from './answer.ts';
import type { CanonOfPlace } from './place-page-canon.ts';
import { indexBlocks, indexTitle, newestIndex } from './place-page-index.ts';
import { paidBlocks } from './place-page-paid.ts';
import { part } from './place-page-parts.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { PlaceView } from './services.ts';
import type { Block, Part } from './view.ts';

/** `"0.25"` is `"25"`: a legal share in per cent, its decimals only when it has some. */
export function percentOf(share: string): string {
  return formatScaled(parseScaled(share, 4)!.units, 2).replace(/\.?0+$/, '');
}

function amountPhrase(canon: CanonOfPlace, t: Messages): Phrase {
  if (canon.newest === null) return [t.law.noAmount];
  return phrase(t.law.amount, { anio: shown(canon.answer!, canon.newest, 'anio', 'anio'), canon: shown(canon.answer!, canon.newest, 'canon', 'soles-cortos') });
}

const citation = ({ norm, article, certeza }: FlowLine, t: Messages) => `${article === null ? norm : `${norm}, ${article}`}; ${t.law.certainty[certeza]}`;

function splitBlock(lines: readonly FlowLine[], t: Messages): Block {
  const names = { productor: t.law.shares.producer, provincia: t.law.shares.province, departamento: t.law.shares.department, region: t.law.shares.region };
  const shares = lines.flatMap((line) => {
    const name = names[line.id as keyof typeof names];
    return name === undefined || line.share === null ? [] : [{ percent: Number(percentOf(line.share)), label: name, norm: line.norm }];
  });
  return { kind: 'split', id: 'reparto', title: fill(t.law.chart, { partes: shares.map((share) => share.percent).join(', ') }), description: t.law.chartDesc, shares };
}

const passedOn = (lines: readonly FlowLine[]) => lines.filter((line) => line.delivery !== null && line.share !== null);

/** Where nothing says that the place produces, the payer is whoever does. */
const produces = (canon: CanonOfPlace) => canon.state === 'hay' || canon.state === 'en-blanco';

/** Who must pass money on to whom, and that nothing here shows that it was. */
function onward(lines: readonly FlowLine[], producing: boolean, language: Language, t: Messages): Phrase[] {
  const payer = (line: FlowLine) => (line.id === 'comunidades' && !producing ? t.law.producer : line.from[language]);
  return passedOn(lines).map((line) => [
    fill(t.law.onward, {
      quien: payer(line), a: line.to[language], parte: percentOf(line.share!), de: line.shareOf?.[language] ?? '', entrega: line.delivery![language],
    }),
  ]);
}

/** Norm, article and how sure we are of each rule that the part states. */
function norms(lines: readonly FlowLine[], language: Language, t: Messages): Phrase[] {
  const base = lines.filter((line) => line.id === 'canon').map((line) => ({ what: t.law.whatBase, line }));
  const split = lines.filter((line) => line.id === 'region').map((line) => ({ what: t.law.whatSplit, line }));
  const rest = passedOn(lines).map((line) => ({ what: line.to[language], line }));
  return [...base, ...split, ...rest].map(({ what, line }) => [fill(t.law.norm, { que: what, norma: citation(line, t) })]);
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** The district's flows in the year of its newest canon. Absent from the table, whether it produces is unknown (DATA §5). */
function flows(place: PlaceView, canon: CanonOfPlace, now: Date, t: Messages): Flows {
  const year = canon.newest === null ? now.getUTCFullYear() : Number(text(canon.answer!, canon.newest, 'anio'));
  const amount = canon.newest === null ? null : centimos(text(canon.answer!, canon.newest, 'canon')!);
  return flowsOf(
    { ubigeo: ubigeo(place.ubigeo)!, municipality: capital(fill(t.place.municipality, { lugar: place.name })), department: place.department?.name ?? '' },
    { year, canon: amount, canonReason: null, producing: produces(canon) ? true : null, explained: null, region: null },
  );
}

interface LawContext {
  /** Published indices of the place, and what the formula says of them. */
  readonly index: Answer | undefined;
  readonly explained: Answer | undefined;
  /** What the index gives beside what was transferred. */
  readonly paid: Answer | undefined;
  readonly now: Date;
  readonly language: Language;
  readonly t: Messages;
}

/** Part 5: company tax → half of it canon → 10/25/40/25, with this place's own index and amount. */
export function lawPart(place: PlaceView, canon: CanonOfPlace, { index, explained, paid, now, language, t }: LawContext): Part {
  const { lines, taxYears } = flows(place, canon, now, t);
  const base = lines.find((line) => line.id === 'canon');
  const first = base?.share ? fill(t.law.base, { parte: percentOf(base.share) }) : t.law.intro;
  const together = lines.find((line) => line.id === 'provincia')?.reason?.[language];
  const newest = newestIndex(index);
  const title = newest === null ? [t.parts.law] : indexTitle(index!, newest, place.name, t);
  return part(5, 'de-donde-sale', title, [
    { kind: 'prose', phrases: [[first], [t.law.intro]] },
    splitBlock(lines, t),
    { kind: 'prose', phrases: [amountPhrase(canon, t), ...(together && canon.newest !== null ? [[together]] : [])] },
    ...indexBlocks(index, explained, place.name, t),
    ...paidBlocks(paid, place.name, t),
    { kind: 'prose', quiet: true, phrases: [...onward(lines, produces(canon), language, t), [taxYears[language]]] },
    { kind: 'more', summary: t.law.norms, phrases: norms(lines, language, t) },
  ]);
}
