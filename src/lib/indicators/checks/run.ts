import { lastDay, type DateText } from '../model/date.ts';
import type { Dossier } from '../model/dossier.ts';
import { countOfList, denominatorDrift, equalAcross } from './agreement.ts';
import { sumOfParts, totalOfRow } from './arithmetic.ts';
import { mixedSum, responsibleMatch, scopeHolds, sourceRegistered, targetBasis, twoMeasures } from './coverage.ts';
import type { Check, Finding, Severity } from './finding.ts';
import { missing } from './missing.ts';
import { nameInGazetteer, spelling } from './names.ts';
import type { PlaceNames } from './place-names.ts';
import { dateWindow, monotone } from './time.ts';
import { multipleOf, natureMatches, range, unitMatch } from './values.ts';
import { definitionMatch, narrativeNumbers, repeatedWording } from './words.ts';

/** Every check, one of each kind. */
export const CHECKS: readonly Check[] = [
  sumOfParts, countOfList, equalAcross, totalOfRow, range, multipleOf, unitMatch, definitionMatch, dateWindow, nameInGazetteer, monotone,
  narrativeNumbers, denominatorDrift, scopeHolds, responsibleMatch, missing, sourceRegistered, spelling, twoMeasures, targetBasis, natureMatches, mixedSum, repeatedWording,
];

const ORDER: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };

/** Runs every check over a document of results; the gravest findings first, else in the order of the checks. */
export function findings(dossier: Dossier, places: PlaceNames | null): readonly Finding[] {
  return CHECKS.flatMap((check) => check.run(dossier, places)).sort((a, b) => ORDER[a.severity] - ORDER[b.severity]);
}

/** A person's leave to publish in spite of a finding, with its reason. It holds for the facts as they were. */
export interface Waiver {
  readonly hash: string;
  readonly reason: string;
  readonly by: string;
  /** Last day on which it holds; null is without end. */
  readonly until: DateText | null;
}

export interface Judged {
  readonly finding: Finding;
  readonly waiver: Waiver | null;
}

/** Findings beside the waivers that fit them on a day; `stale` fit nothing any more: what they waived changed or ended. */
export function judge(found: readonly Finding[], waivers: readonly Waiver[], today: DateText): { readonly judged: readonly Judged[]; readonly stale: readonly Waiver[]; readonly blocksPublication: boolean } {
  const valid = waivers.filter(({ until, reason }) => reason.trim() !== '' && (until === null || lastDay(today) <= lastDay(until)));
  const judged = found.map((one) => ({ finding: one, waiver: valid.find(({ hash }) => hash === one.hash) ?? null }));
  const used = new Set(judged.map(({ waiver }) => waiver));
  return { judged, stale: waivers.filter((one) => !used.has(one)), blocksPublication: judged.some(({ finding: { severity }, waiver }) => severity === 'high' && waiver === null) };
}
