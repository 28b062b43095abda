import { parseScaled } from '#lib/kernel/decimal.ts';
import { soles } from '#lib/kernel/money.ts';
import { tidy } from '#lib/kernel/text.ts';
import { secEjec, ubigeo } from '#lib/kernel/ubigeo.ts';
import type { RawRecord, RejectedRow } from '#lib/provenance/recipe.ts';

/**
 * Cells of the tables that the project ships. They are our own transcription, so nothing is repaired here: a cell that
 * is not exactly what the layout says rejects its line.
 */
export type CellRule = 'text' | 'text?' | 'district' | 'code' | 'code?' | 'sec-ejec' | 'year' | 'integer' | 'integer?' | 'money?' | 'decimal' | 'decimal?' | 'boolean';

/** What a rule makes of a cell; undefined is "not that". Null is no value, where the rule (`?`) admits it. */
function readCell(rule: CellRule, cell: string): string | null | undefined {
  const text = tidy(cell);
  if (text === '') return rule.endsWith('?') ? null : undefined;
  switch (rule.replace('?', '')) {
    case 'text': return text;
    case 'district': return text.length === 6 && ubigeo(text) !== null ? text : undefined;
    case 'code': return /^\d{6}$/.test(text) ? text : undefined;
    case 'sec-ejec': return text.length === 6 && secEjec(text) !== null ? text : undefined;
    case 'year': return /^(19|20)\d{2}$/.test(text) ? text : undefined;
    case 'integer': return /^\d{1,9}$/.test(text) ? text : undefined;
    case 'money': return exactMoney(text);
    case 'decimal': return /^-?\d+(\.\d+)?$/.test(text) ? text : undefined;
    case 'boolean': return text === 'true' || text === 'false' ? text : undefined;
    default: return undefined;
  }
}

function exactMoney(text: string): string | undefined {
  const amount = parseScaled(text, 2);
  return amount === null || amount.rounded ? undefined : soles(amount.units);
}

/**
 * Reads one line of a shipped table by its rules (dataset column → header cell and rule). Returns the fact, or why the
 * line is refused.
 */
export function readShipped(record: RawRecord, rules: Readonly<Record<string, readonly [header: string, rule: CellRule]>>): [Record<string, string | null>] | RejectedRow {
  const fact: Record<string, string | null> = {};
  for (const [column, [header, rule]] of Object.entries(rules)) {
    const cell = record.cells[header] ?? '';
    const value = readCell(rule, cell);
    if (value === undefined) {
      const shown = cell.slice(0, 60);
      return { reason: `«${shown}» no vale en la columna ${column}`, reasonEn: `"${shown}" is not valid in column ${column}` };
    }
    fact[column] = value;
  }
  return [fact];
}

/** Header entries of `required` for the rules, one spelling each. */
export function headersOf(rules: Readonly<Record<string, readonly [header: string, rule: CellRule]>>): readonly (readonly string[])[] {
  return Object.values(rules).map(([header]) => [header]);
}
