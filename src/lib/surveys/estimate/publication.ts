import { isFew } from '../disclosure/few.ts';
import type { Estimate } from './estimate.ts';
import { adjustedSize, proportionInterval, tellsNothing } from './proportion.ts';

/** Why a proportion is published or kept back, in the order in which the rules are asked (METHODS §3.10). */
export type PublicationReason = 'muestra-efectiva-chica' | 'intervalo-angosto' | 'intervalo-ancho' | 'intervalo-ancho-relativo' | 'intervalo-relativo-aceptable';

/** What a reader or a reviewer has to be told besides. */
export type PublicationFlag = 'pocos-grados-de-libertad' | 'complemento-impreciso' | 'nadie-o-todos' | 'cuenta-pequena';

export interface Publication {
  readonly published: boolean;
  readonly reason: PublicationReason;
  readonly flags: readonly PublicationFlag[];
  readonly size: number;
  readonly low: number;
  readonly high: number;
}

const LEAST_SIZE = 30;
const NARROW = 0.05;
const WIDE = 0.3;
const WIDE_OF_VALUE = 1.3;
const LEAST_DF = 8;

function flagsOf({ value, df, n }: Estimate, width: number, count: number): PublicationFlag[] {
  return [
    ...(df < LEAST_DF ? ['pocos-grados-de-libertad' as const] : []),
    ...(width / (1 - value) > WIDE_OF_VALUE && value !== 1 && width > NARROW ? ['complemento-impreciso' as const] : []),
    ...(value === 0 || value === 1 ? ['nadie-o-todos' as const] : []),
    ...(isFew(count) || isFew(n - count) ? ['cuenta-pequena' as const] : []),
  ];
}

/**
 * Whether a proportion may be published: the presentation standard of the NCHS, over Korn and Graubard's interval with an
 * effective size no larger than the sample. `count` is how many people said it, unweighted.
 */
export function publication(estimate: Estimate, count: number): Publication {
  const size = tellsNothing(estimate) ? estimate.n : Math.min(estimate.n, adjustedSize(estimate));
  const { value } = estimate;
  // The interval of exactly that size: an error that gives it back.
  const [low, high] = proportionInterval({ ...estimate, error: Math.sqrt((value * (1 - value)) / size), df: estimate.n - 1 }, 'beta');
  const width = high - low;
  const decide = (): [boolean, PublicationReason] => {
    if (size < LEAST_SIZE) return [false, 'muestra-efectiva-chica'];
    if (width <= NARROW) return [true, 'intervalo-angosto'];
    if (width >= WIDE) return [false, 'intervalo-ancho'];
    return width / value > WIDE_OF_VALUE ? [false, 'intervalo-ancho-relativo'] : [true, 'intervalo-relativo-aceptable'];
  };
  const [published, reason] = decide();
  return { published, reason, flags: flagsOf(estimate, width, count), size, low, high };
}
