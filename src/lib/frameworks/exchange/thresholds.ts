const OPS = { at_least: '>=', more_than: '>', at_most: '<=', less_than: '<' } as const;

interface Written {
  readonly op: keyof typeof OPS;
  readonly value: string | number;
  readonly unit: string;
}

/** `>= 20 porcentaje; < 5 dias`: the conditions of a definition. */
export const thresholdsText = (thresholds: unknown): string => ((thresholds ?? []) as readonly Written[]).map(({ op, value, unit }) => `${OPS[op]} ${value} ${unit}`).join('; ');

/** Reads them back; what is none stays as typed, for the rules to refuse. Null when there are none. */
export function thresholdsOf(text: string): readonly unknown[] | null {
  if (text === '') return null;
  return text.split(';').map((one) => {
    const [, op = '', value = '', unit = ''] = /^\s*(>=|<=|>|<)\s*(-?[\d.]+)\s+(\S+)\s*$/.exec(one) ?? [];
    const found = Object.entries(OPS).find(([, sign]) => sign === op)?.[0];
    return found === undefined ? { op: one.trim().slice(0, 40), value, unit } : { op: found, value, unit };
  });
}
