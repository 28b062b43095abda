import { codebook, type CodebookEntry } from '../form/codebook.ts';
import type { FormModel, FormNode } from '../form/model.ts';
import { KNOWN } from '../form/known-questions.ts';
import { namesOf } from '../review/extract.ts';
import { uniqueVariables } from './variable.ts';

/** One column of an export: a question, or whether one code of a question with several answers was chosen. */
export interface AnswerColumn {
  /** Name that CSV, SPSS and Stata all take. */
  readonly variable: string;
  /** What the answers call the question. */
  readonly key: string;
  readonly entry: CodebookEntry;
  /** Null for the question itself. */
  readonly code: string | null;
}

/** A table of answers: one row for each submission, or for each turn of a repeat. */
export interface AnswerSheet {
  /** What the answers call the repeats around it, the outermost first; empty for the submissions themselves. */
  readonly repeats: readonly string[];
  /** Columns of the submission before those of the answers. */
  readonly head: readonly string[];
  readonly columns: readonly AnswerColumn[];
}

/** What is told of each submission besides its answers; the enumerator is a code, and only the team sees these tables. */
export const SUBMISSION_COLUMNS = ['envio_numero', 'envio_version', 'envio_entrevista', 'envio_encuestador', 'envio_recibido', 'envio_segundos', 'envio_latitud', 'envio_longitud'] as const;
/** What ties a turn of a repeat to its submission. */
export const TURN_COLUMNS = ['envio_numero', 'turno'] as const;

/** Notes answer nothing, files stay sealed, and places are told once, coarse (METHODS §10). */
const LEFT_OUT: ReadonlySet<CodebookEntry['kind']> = new Set(['none', 'file', 'place']);

interface Found {
  readonly repeats: readonly string[];
  readonly key: string;
  readonly entry: CodebookEntry;
}

function* found(model: FormModel): Generator<Found> {
  const [names, entries] = [namesOf(model), new Map(codebook(model).map((entry) => [`/${model.root}/${entry.path}`, entry]))];
  function* under(nodes: readonly FormNode[], repeats: readonly string[]): Generator<Found> {
    for (const node of nodes) {
      const key = names.get(node.path) ?? node.name;
      const entry = entries.get(node.path);
      if (node.kind !== 'question') yield* under(node.children, node.kind === 'repeat' ? [...repeats, key] : repeats);
      else if (entry !== undefined) yield { repeats, key, entry };
    }
  }
  yield* under(model.nodes, []);
}

const placeOf = ({ repeats, key }: Found): string => JSON.stringify([repeats, key]);

/** Codes of both, the first's words where both have one. */
const withCodes = (one: CodebookEntry, other: CodebookEntry): CodebookEntry => ({ ...one, codes: [...one.codes, ...other.codes.filter(({ code }) => !one.codes.some((known) => known.code === code))] });

const columnsOf = ({ key, entry }: Found): Omit<AnswerColumn, 'variable'>[] => [
  { key, entry, code: null },
  ...(entry.kind === 'several' ? entry.codes.map(({ code }) => ({ key, entry, code })) : []),
];

function sheetOf(repeats: readonly string[], all: readonly Found[]): AnswerSheet {
  const head = repeats.length === 0 ? SUBMISSION_COLUMNS : TURN_COLUMNS;
  const columns = all.flatMap(columnsOf);
  const variables = uniqueVariables(columns.map(({ key, code }) => (code === null ? key : `${key}_${code}`)), head);
  return { repeats, head, columns: columns.map((column, at) => ({ ...column, variable: variables[at]! })) };
}

/**
 * The tables of a form's answers over all its versions, the newest first: the interviews, then each repeat. A question that
 * is personal in any version is in none, whatever the others say.
 */
export function answerSheets(models: readonly FormModel[]): readonly AnswerSheet[] {
  const all = models.flatMap((model) => [...found(model)]);
  const secret = new Set(all.filter(({ key, entry }) => entry.personal || LEFT_OUT.has(entry.kind) || entry.name === KNOWN.withdrawal).map(placeOf));
  const kept = new Map<string, Found>();
  for (const one of all) {
    const [place, known] = [placeOf(one), kept.get(placeOf(one))];
    if (!secret.has(place)) kept.set(place, known === undefined ? one : { ...known, entry: withCodes(known.entry, one.entry) });
  }
  const byRepeat = Map.groupBy(kept.values(), ({ repeats }) => JSON.stringify(repeats));
  return [sheetOf([], byRepeat.get('[]') ?? []), ...[...byRepeat].filter(([repeats]) => repeats !== '[]').map(([repeats, own]) => sheetOf(JSON.parse(repeats) as string[], own))];
}
