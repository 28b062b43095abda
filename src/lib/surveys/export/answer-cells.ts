import type { TextRow } from '#lib/platform/lake.ts';
import type { Answers } from '../review/extract.ts';
import type { CodebookEntry, SpokenText } from '../form/codebook.ts';
import type { AnswerColumn, AnswerSheet } from './answer-columns.ts';
import type { ApprovedRow, ApprovedRows } from './approved-rows.ts';

type Cells = TextRow;

/** A text in a language, else in the first that there is. */
export const spokenIn = (texts: readonly SpokenText[], language: string): string | null => (texts.find((one) => one.language === language) ?? texts[0])?.text ?? null;

/** What each code is called; a code without a word is called by itself. */
const labelsIn = ({ codes }: CodebookEntry, language: string): ReadonlyMap<string, string> => new Map(codes.map(({ code, label }) => [code, spokenIn(label, language) ?? code]));

type Read = (answer: string) => string;

/** SPSS takes each line of a file for a row, even inside quotes. */
const oneLine: Read = (answer) => answer.replace(/\s*[\r\n\u2028\u2029]+\s*/g, ' ');

/** How a column tells an answer: by its codes, in one line, or in words where a language is asked for. */
function reader({ entry, code }: AnswerColumn, language: string | null): Read {
  if (code !== null) return (answer) => (answer.split(/\s+/).includes(code) ? '1' : '0');
  if (language === null) return oneLine;
  if (entry.codes.length === 0) return (answer) => answer;
  const labels = labelsIn(entry, language);
  if (entry.kind === 'one') return (answer) => labels.get(answer) ?? answer;
  return (answer) => answer.split(/\s+/).map((one) => labels.get(one) ?? one).join('; ');
}

const cellOf = (read: Read, answer: Answers[string] | undefined): string | null => (typeof answer === 'string' && answer !== '' ? read(answer) : null);

const headOf = ({ number, version, interview, enumerator, received, seconds, latitude, longitude }: ApprovedRow): Cells => [String(number), version, interview ? '1' : '0', enumerator, received, seconds === null ? null : String(seconds), latitude, longitude];

/** Turns of a repeat inside others, each with its place: `2`, or `2.1` for the first inside the second. */
function* turnsOf(answers: Answers, [repeat, ...inner]: readonly string[], place = ''): Generator<{ readonly turn: string; readonly answers: Answers }> {
  const turns = repeat === undefined ? undefined : answers[repeat];
  if (!Array.isArray(turns)) return;
  for (const [at, one] of (turns as readonly Answers[]).entries()) {
    const turn = `${place}${at + 1}`;
    if (inner.length === 0) yield { turn, answers: one };
    else yield* turnsOf(one, inner, `${turn}.`);
  }
}

export const headerOf = ({ head, columns }: AnswerSheet): string[] => [...head, ...columns.map(({ variable }) => variable)];

/** Rows of a table of answers as text, by codes or in the words of a language. */
export async function* answerCells(sheet: AnswerSheet, pages: ApprovedRows, language: string | null): AsyncGenerator<Cells[]> {
  const readers = sheet.columns.map((column) => [column.key, reader(column, language)] as const);
  const told = (answers: Answers): Cells => readers.map(([key, read]) => cellOf(read, answers[key]));
  for await (const page of pages) {
    yield sheet.repeats.length === 0
      ? page.map((row) => [...headOf(row), ...told(row.answers)])
      : page.flatMap((row) => [...turnsOf(row.answers, sheet.repeats)].map(({ turn, answers }) => [String(row.number), turn, ...told(answers)]));
  }
}
