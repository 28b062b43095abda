import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';

/** A framework as JSON, before it is read. */
export type PlanDocument = Readonly<Record<string, unknown>>;

/**
 * The bytes of a published document: canonical JSON, one member of each list a line, so that a line number names one fact
 * and two publications differ in the lines of what changed. `format` comes first, for readers that look at the beginning.
 */
export function documentText(document: PlanDocument): string {
  const { format, ...rest } = document;
  const written = (value: unknown): string => canonicalJson(value as Canonical);
  const members = Object.keys(rest).filter((key) => rest[key] !== undefined && rest[key] !== null).sort().map((key) => {
    const value = rest[key];
    const shown = Array.isArray(value) && value.length > 0 ? `[\n${value.map(written).join(',\n')}\n]` : written(value);
    return `${JSON.stringify(key)}: ${shown}`;
  });
  return `{\n${[`"format": ${written(format)}`, ...members].join(',\n')}\n}\n`;
}
