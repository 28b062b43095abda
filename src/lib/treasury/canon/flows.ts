import type { Centimos } from '#lib/kernel/money.ts';
import type { Ubigeo } from '#lib/kernel/ubigeo.ts';
import { inForce, LAW, type Certainty, type LawParameter, type LawTable } from '../law/parameters.ts';
import type { LawId, Share } from '../law/values.ts';
import { fractionOf, partsOfAmount } from './distribute.ts';
import type { ExplainedIndex } from './explain.ts';
import { taxYearsOf, type TaxYears } from './tax-years.ts';
import { NO_PROOF, PARTIES, REASONS, type Words } from './flow-words.ts';

export interface FlowPlace {
  readonly ubigeo: Ubigeo;
  /** Municipality's name as printed: `"Municipalidad Distrital de Torata"`. */
  readonly municipality: string;
  readonly department: string;
}

export interface FlowFacts {
  /** Calendar year in which the money was transferred. */
  readonly year: number;
  /** What the municipality received in that year by the canon table; null is no data, with `canonReason`. */
  readonly canon: Centimos | null;
  readonly canonReason: Words | null;
  /** Whether the resource is exploited in this district; null is unknown. */
  readonly producing: boolean | null;
  /** The explained index, when the resolution and the population and NBI of every district are loaded. */
  readonly explained: ExplainedIndex | null;
  /** What the regional government received, when a Transferencias file is loaded. */
  readonly region: Centimos | null;
}

/** One step of the money: from whom, to whom, by which rule, how much or why not. */
export interface FlowLine {
  readonly id: string;
  readonly from: Words;
  readonly to: Words;
  /** Fraction of `shareOf`; null where the step is not a split. */
  readonly share: Share | null;
  readonly shareOf: Words | null;
  readonly norm: string;
  readonly article: string | null;
  readonly certeza: Certainty;
  /** Whether the amount is a published figure or what the formula explains of it. */
  readonly basis: 'publicado' | 'explicado' | null;
  readonly amount: Centimos | null;
  /** Why there is no amount; null when there is one. */
  readonly reason: Words | null;
  /** "No proof of delivery is held", where a body must pass money on and no document here shows that it did. */
  readonly delivery: Words | null;
}

export interface Flows {
  readonly place: FlowPlace;
  readonly year: number;
  readonly taxYears: TaxYears;
  readonly lines: readonly FlowLine[];
}

type Draft = Pick<FlowLine, 'id' | 'from' | 'to'> & Partial<Pick<FlowLine, 'share' | 'shareOf' | 'basis' | 'amount' | 'reason' | 'delivery'>>;

/** A line under a rule; null when no rule is in force, for a step without its norm is not shown. */
function line(rule: LawParameter | null, draft: Draft): FlowLine[] {
  if (rule === null) return [];
  const { norm, article, certeza } = rule;
  return [{ share: null, shareOf: null, basis: null, amount: null, reason: null, delivery: null, norm, article, certeza, ...draft }];
}

const amountOr = (amount: Centimos | null, reason: Words, basis: 'publicado' | 'explicado') =>
  amount === null ? { amount, reason, basis: null } : { amount, reason: null, basis };

/**
 * Who gets what of the mining canon around one district and transfer year, step by step, from the companies' tax to the
 * communities and universities (METHODS §4.1). The amount received is published; what the formula says of its parts is
 * marked as explained. Where the law makes somebody pass money on, the line says that no proof of delivery is held.
 */
export function flowsOf(place: FlowPlace, facts: FlowFacts, law: LawTable = LAW): Flows {
  const day = `${facts.year}-12-31`;
  const rule = <K extends LawId>(id: K) => inForce(id, day, law);
  const parts = facts.canon !== null && facts.explained !== null ? partsOfAmount(facts.canon, facts.explained) : null;
  const lines = [...sourceLines(rule('canon-minero.base')), ...poolLines(place, facts, rule('canon-minero.reparto'), parts)];
  const received: Draft = {
    id: 'recibido', from: PARTIES.tesoro, to: municipality(place),
    ...amountOr(facts.canon, facts.canonReason ?? REASONS.sinFila, 'publicado'),
  };
  return {
    place, year: facts.year, taxYears: taxYearsOf(facts.year, law),
    lines: [...lines, ...line(rule('canon-minero.reparto'), received), ...onwardLines(place, facts, rule, parts?.productor ?? null)],
  };
}

const municipality = ({ municipality: name }: FlowPlace): Words => ({ es: name, en: name });

function sourceLines(base: LawParameter<'canon-minero.base'> | null): FlowLine[] {
  return [
    ...line(base, { id: 'impuesto', from: PARTIES.empresas, to: PARTIES.tesoro, reason: REASONS.impuesto }),
    ...line(base, { id: 'canon', from: PARTIES.tesoro, to: PARTIES.canon, share: base?.value.fraccion ?? null, shareOf: PARTIES.impuesto, reason: REASONS.impuesto }),
  ];
}

function poolLines(place: FlowPlace, facts: FlowFacts, split: LawParameter<'canon-minero.reparto'> | null, parts: ReturnType<typeof partsOfAmount> | null): FlowLine[] {
  if (split === null) return [];
  const to = municipality(place);
  const pools = [
    ...(facts.producing === false ? [] : [{ id: 'productor', share: split.value.productor, from: PARTIES.productor, amount: parts?.productor ?? null }]),
    { id: 'provincia', share: split.value.provincia, from: PARTIES.provincia, amount: parts?.provincia ?? null },
    { id: 'departamento', share: split.value.departamento, from: PARTIES.departamento, amount: parts?.departamento ?? null },
  ];
  const region: Words = { es: `Gobierno Regional de ${place.department}`, en: `Regional Government of ${place.department}` };
  return [
    ...pools.flatMap(({ id, share, from, amount }) =>
      line(split, { id, from, to, share, shareOf: PARTIES.canon, ...amountOr(amount, facts.canon === null ? REASONS.sinMonto : REASONS.sinIndice, 'explicado') })),
    ...line(split, { id: 'region', from: PARTIES.tesoro, to: region, share: split.value.region, shareOf: PARTIES.canon, ...amountOr(facts.region, REASONS.sinRegion, 'publicado') }),
  ];
}

function onwardLines(place: FlowPlace, facts: FlowFacts, rule: <K extends LawId>(id: K) => LawParameter<K> | null, tenth: Centimos | null): FlowLine[] {
  const communities = rule('canon-minero.comunidades');
  const universities = rule('canon-minero.universidades');
  const forCommunities = tenth === null || communities === null ? null : fractionOf(tenth, communities.value.fraccion_de_productor);
  const forUniversities = facts.region === null || universities === null ? null : fractionOf(facts.region, universities.value.fraccion_de_region);
  return [
    ...(facts.producing === false ? [] : line(communities, {
      id: 'comunidades', from: municipality(place), to: PARTIES.comunidades, share: communities?.value.fraccion_de_productor ?? null,
      shareOf: PARTIES.decima, ...amountOr(forCommunities, REASONS.sinDecima, 'explicado'), delivery: NO_PROOF,
    })),
    ...line(universities, {
      id: 'universidades', from: { es: `Gobierno Regional de ${place.department}`, en: `Regional Government of ${place.department}` },
      to: PARTIES.universidades, share: universities?.value.fraccion_de_region ?? null, shareOf: PARTIES.region,
      ...amountOr(forUniversities, REASONS.sinRegion, 'explicado'), delivery: NO_PROOF,
    }),
  ];
}

/** The rules of the mining royalty for a year, without amounts: no royalty file is loaded here (METHODS §4.3). */
export function royaltyFlowsOf(place: FlowPlace, year: number, law: LawTable = LAW): readonly FlowLine[] {
  const day = `${year}-12-31`;
  const split = inForce('regalia.reparto', day, law);
  const communities = inForce('regalia.comunidades', day, law);
  if (split === null) return [];
  const step = (id: string, to: Words, share: Share) => line(split, { id, from: PARTIES.empresas, to, share, shareOf: PARTIES.regalia, reason: REASONS.sinRegalia });
  return [
    ...step('regalia-distrito', PARTIES.distritos, split.value.distrito),
    ...line(communities, { id: 'regalia-comunidades', from: PARTIES.distritos, to: PARTIES.comunidades, share: communities?.value.fraccion_de_distrito ?? null, shareOf: PARTIES.parteDistrito, reason: REASONS.sinRegalia, delivery: NO_PROOF }),
    ...step('regalia-provincia', PARTIES.municipiosProvincia, split.value.provincia),
    ...step('regalia-departamento', PARTIES.municipiosDepartamento, split.value.departamento),
    ...step('regalia-region', { es: `Gobierno Regional de ${place.department}`, en: `Regional Government of ${place.department}` }, split.value.region),
    ...step('regalia-universidades', PARTIES.universidades, split.value.universidades),
  ];
}
