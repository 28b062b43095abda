/**
 * PEFA's letters and how dimensions become an indicator (METHODS §5). There is no overall score: nothing here adds
 * indicators, and letters of the versions 2011 and 2016 are never differenced.
 */
export type Letter = 'A' | 'B' | 'C' | 'D';
export type Score = Letter | 'B+' | 'C+' | 'D+';

/** What an assessor gives a dimension: `D*` is not enough information, `NA` does not apply, `NU` was not used. */
export type DimensionScore = Letter | 'D*' | 'NA' | 'NU';

/** M1 is the weakest link; M2 a table of averages. */
export type Method = 'M1' | 'M2';

export type IndicatorScore = Score | 'NA' | 'NU';

const WORST_FIRST = 'DCBA';

/** M2's tables by dimensions sorted from worst to best. From memory of the framework of 2016: to be verified by a person (METHODS §13). */
const M2: Readonly<Record<string, Score>> = {
  DD: 'D', DC: 'D+', DB: 'C', DA: 'C+', CC: 'C', CB: 'C+', CA: 'B', BB: 'B', BA: 'B+', AA: 'A',
  DDD: 'D', DDC: 'D+', DDB: 'D+', DDA: 'C', DCC: 'D+', DCB: 'C', DCA: 'C+', DBB: 'C+', DBA: 'B', DAA: 'B', CCC: 'C', CCB: 'C+', CCA: 'B', CBB: 'B', CBA: 'B', CAA: 'B+', BBB: 'B', BBA: 'B+', BAA: 'A', AAA: 'A',
  DDDD: 'D', DDDC: 'D', DDDB: 'D+', DDDA: 'D+', DDCC: 'D+', DDCB: 'D+', DDCA: 'C', DDBB: 'C', DDBA: 'C+', DDAA: 'C+', DCCC: 'D+', DCCB: 'C', DCCA: 'C+', DCBB: 'C+', DCBA: 'C+', DCAA: 'B', DBBB: 'C+', DBBA: 'B', DBAA: 'B', DAAA: 'B+',
  CCCC: 'C', CCCB: 'C+', CCCA: 'C+', CCBB: 'C+', CCBA: 'B', CCAA: 'B', CBBB: 'B', CBBA: 'B', CBAA: 'B+', CAAA: 'B+', BBBB: 'B', BBBA: 'B+', BBAA: 'B+', BAAA: 'A', AAAA: 'A',
};

/** The asterisk stays with its dimension: what counts is the D. */
const letterOf = (score: DimensionScore): Letter | null => (score === 'NA' || score === 'NU' ? null : (score[0] as Letter));

function weakestLink(sorted: readonly Letter[]): Score {
  const [worst] = sorted;
  return sorted.some((letter) => letter !== worst) && worst !== 'A' ? (`${worst}+` as Score) : worst!;
}

/**
 * The indicator's score. Dimensions that do not apply or were not used leave the count, and the table is the one of those
 * that remain; without any left the indicator does not apply. Throws a `RangeError` for more dimensions than a table has.
 */
export function indicatorScore(dimensions: readonly DimensionScore[], method: Method): IndicatorScore {
  const letters = dimensions.flatMap((score) => letterOf(score) ?? []).sort((a, b) => WORST_FIRST.indexOf(a) - WORST_FIRST.indexOf(b));
  if (letters.length === 0) return dimensions.every((score) => score === 'NU') && dimensions.length > 0 ? 'NU' : 'NA';
  if (method === 'M1' || letters.length === 1) return weakestLink(letters);
  const score = M2[letters.join('')];
  if (score === undefined) throw new RangeError(`no M2 table for ${letters.length} dimensions`);
  return score;
}
