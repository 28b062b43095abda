import type { Attribute, Bind, Expression } from '../model.ts';
import type { Cell } from '../sheets/sheet.ts';
import type { Draft } from './draft.ts';
import type { References } from './references.ts';

/** Yes and no as people write them, where the XForm wants an expression. */
const TRUTHS: ReadonlyMap<string, string> = new Map([...['yes', 'true', 'true()', 'sí', 'si'].map((word) => [word, 'true()'] as const), ...['no', 'false', 'false()'].map((word) => [word, 'false()'] as const)]);

const EXPRESSIONS = new Set(['relevant', 'constraint', 'required', 'readonly', 'calculate']);
const MESSAGES = new Set(['jr:constraintMsg', 'jr:requiredMsg', 'jr:noAppErrorString']);

const truth = (text: string): string => TRUTHS.get(text.toLowerCase()) ?? text;

/** What parameters add where there are none. */
const PLAIN = { attributes: [], type: null } as const;

/** What a row says of its bind, over what its type and its parameters bring (`own`). */
export function bindOf(draft: Draft, references: References, own: { readonly attributes: readonly Attribute[]; readonly type: string | null } = PLAIN): Bind {
  const { row, type, select, number } = draft;
  const compile = ({ heading, text }: Cell): Expression => references.expression(text, { context: draft, at: { sheet: 'survey', row: number, column: heading.written } });
  const read = (name: string): Expression | null => {
    const cell = row.cell(`bind::${name}`);
    return cell === null ? null : compile({ ...cell, text: truth(cell.text) });
  };
  const attributes = row.under('bind').flatMap(({ name, cell }) => (EXPRESSIONS.has(name) || MESSAGES.has(name) || name === 'entities:saveto' || name === 'type' ? [] : [{ name, value: compile(cell).xpath, written: cell.text }]));
  const given = (text: string): Expression => ({ written: text, xpath: text });
  return {
    type: row.cell('bind::type')?.text ?? own.type ?? type?.bind ?? (select === null ? null : select.type === 'rank' ? 'odk:rank' : 'string'),
    relevant: read('relevant'), constraint: read('constraint') ?? (type?.constraint === undefined ? null : given(type.constraint)), required: read('required'),
    readonly: read('readonly') ?? (type?.readonly === true ? given('true()') : null), calculate: read('calculate'),
    preload: type?.preload ?? null, saveTo: null, attributes: [...attributes, ...own.attributes],
  };
}
