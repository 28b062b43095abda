import type { Language } from '#lib/kernel/errors.ts';
import type { Composite, CompositeItem } from '../composite/definition.ts';

type Words = Readonly<Record<Language, string>>;

/**
 * Where an item takes its value from: a measure that we work out of treasury files, or something that nobody has brought yet.
 * What is not there is a gap with its reason, and never a zero.
 */
export type ItemSource =
  | { readonly kind: 'tesoro'; readonly measure: string; readonly datasets: readonly string[] }
  | { readonly kind: 'encuesta'; /** What published rounds give it, with its error. */ readonly measure: string }
  | { readonly kind: 'ficha'; /** Published copies that give it; null while no instrument asks for it. */ readonly measure: string | null };

export interface IndexItem extends CompositeItem {
  readonly title: Words;
  /** What is counted over what, in one sentence. */
  readonly says: Words;
  /** `%` or `días` or `veces`: the unit of its value and of its goalposts. */
  readonly unit: string;
  readonly source: ItemSource;
}

export interface IndexPillar {
  readonly id: string;
  readonly weight: number;
  readonly title: Words;
}

/**
 * An index as it is published. Whatever would change a score raises the version: a table is of one version, and two versions
 * are not ranked together.
 */
export interface IndexDefinition extends Composite {
  readonly id: string;
  readonly version: number;
  readonly title: Words;
  /** What it says, and whose the items and weights are. */
  readonly says: Words;
  readonly items: readonly IndexItem[];
  readonly pillars: readonly IndexPillar[];
  /** Measures shown beside the index that take no part in it. */
  readonly context: readonly Pick<IndexItem, 'id' | 'title' | 'says' | 'unit' | 'source'>[];
}

/** The name of a definition in a receipt: `buen-gobierno-municipal@1`. */
export const definitionName = ({ id, version }: Pick<IndexDefinition, 'id' | 'version'>): string => `${id}@${version}`;
