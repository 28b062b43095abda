import { indicatorDefinition, magnitude, unit } from '#lib/indicators/model/definition.ts';
import { decode, factId, list, object, oneOf, optional, text, type Decoded, type Decoder } from '#lib/indicators/model/decoder.ts';
import { citedSource, column, footnote, narrative, organisation, printedTable, register, relation, statedPeriod } from '#lib/indicators/model/dossier.ts';
import { claim, observation } from '#lib/indicators/model/observation.ts';
import type { Problem } from '#lib/indicators/model/problem.ts';
import { scheme } from '#lib/indicators/model/scheme.ts';
import { sourceDocument } from '#lib/indicators/model/source.ts';
import { indicatorUse } from '#lib/indicators/model/use.ts';
import { budget, criticalCondition, crossCutting, cycle, dates, deliverable, node, nodeLink, period, type Framework } from './framework.ts';
import { frameworkInvariants } from './invariants.ts';
import { referenceProblems } from './references.ts';

/** The layout that this reader takes; another number is another layout. */
export const FORMAT = 'yupay-plan@1';

interface Document extends Framework {
  readonly format: typeof FORMAT;
}

const document: Decoder<Document> = object({
  format: oneOf(FORMAT),
  id: factId, kind: oneOf('alliance_plan', 'activity_sheet', 'mim_programme'), title: text, language: oneOf('es', 'en'),
  period: dates, statedPeriod: optional(statedPeriod), currency: optional(text), owner: factId, version: text,
  state: oneOf('draft', 'approved', 'published', 'withdrawn'),
  documents: list(sourceDocument), organisations: list(organisation), units: list(unit), magnitudes: list(magnitude), columns: list(column),
  nodes: list(node), links: list(nodeLink), definitions: list(indicatorDefinition), schemes: list(scheme), uses: list(indicatorUse),
  periods: list(period), observations: list(observation), claims: list(claim), narratives: list(narrative), footnotes: list(footnote), registers: list(register),
  citedSources: list(citedSource), tables: list(printedTable), relations: list(relation), conditions: list(criticalCondition),
  deliverables: list(deliverable), crossCutting: list(crossCutting), budgets: list(budget), cycles: list(cycle), unresolved: list(text),
});

const refusal = (problems: readonly Problem[]): Decoded<Framework> => ({ ok: false, problems });

/** The shape alone, for part of a document that was judged whole when it was loaded: what it names need not be in the part. */
export function readParts(value: unknown): Decoded<Framework> {
  const read = decode(document, value);
  if (!read.ok) return read;
  const { format, ...framework } = read.value;
  return { ok: true, value: framework };
}

/**
 * Reads a framework from parsed JSON: shape first, then what names what, then the invariants that a framework must hold
 * at all times. Never throws; what is only doubtful is left to the checks.
 */
export function parseFramework(value: unknown): Decoded<Framework> {
  const read = readParts(value);
  if (!read.ok) return read;
  const dangling = referenceProblems(read.value);
  if (dangling.length > 0) return refusal(dangling);
  const broken = frameworkInvariants(read.value);
  return broken.length > 0 ? refusal(broken) : read;
}
