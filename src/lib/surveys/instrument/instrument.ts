import type { Words } from '#lib/indicators/instruments/instrument.ts';
import { decode, factId, list, object, oneOf, optional, text, type Decoder } from '#lib/indicators/model/decoder.ts';
import { problem, type Problem } from '#lib/indicators/model/problem.ts';
import { measure, number, questionsOf, words, type MeasureDefinition } from './measure.ts';
import { votingQuestions } from './voting.ts';

export const SURVEYS_FORMAT = 'yupay-encuestas@1';

/** Interviews of a sample, scores of groups, a checklist of what is seen, a workshop's evaluation, a baseline. */
export const SURVEY_KINDS = ['personas', 'grupos', 'lista', 'taller', 'linea-base'] as const;
export type SurveyKind = (typeof SURVEY_KINDS)[number];

/** One row of an XLSForm sheet: text by column. */
export type SheetRow = Readonly<Record<string, string>>;

export interface Sheets {
  readonly survey: readonly SheetRow[];
  readonly choices: readonly SheetRow[];
  readonly settings: readonly SheetRow[];
}

/** A service and who answers for it: only a municipality's own enter a mayor's score (METHODS §1.5). */
export interface SurveyService {
  readonly id: string;
  readonly title: Words;
  readonly provider: { readonly kind: 'municipal' | 'otro'; readonly name: Words };
}

/** What people are told apart by: a question's codes, bands of a number, or what the frame knows of each place or unit. */
export interface SurveyDomain {
  readonly id: string;
  readonly title: Words;
  readonly by: { readonly question: string } | { readonly number: string; readonly bands: readonly { readonly code: string; readonly from: number; readonly to: number | null }[] } | { readonly frame: 'lugar' | 'area' };
  /** Its codes in words, in the order of tables; places have none, for their names are known elsewhere. */
  readonly codes: readonly { readonly code: string; readonly es: string; readonly en: string }[];
}

/** A version of a questionnaire with what is worked out of it and how its public page is made. */
export interface SurveyInstrument {
  readonly code: string;
  readonly version: string;
  readonly kind: SurveyKind;
  readonly title: Words;
  readonly purpose: Words;
  readonly sheets: Sheets;
  readonly services: readonly SurveyService[];
  readonly domains: readonly SurveyDomain[];
  readonly measures: readonly MeasureDefinition[];
  /** Public page: `ciclo` tells exposure, access and comprehension; `libreta` services; `grupos` scores; `lista` all in order. */
  readonly page: { readonly kind: 'ciclo' | 'libreta' | 'grupos' | 'lista'; readonly intro: Words; /** Measures in the order of the page; others follow. */ readonly first: readonly string[] };
  /** What a person must still verify of it; null when nothing. */
  readonly toVerify: Words | null;
}

/** Cells may be empty; columns are whatever the sheet has. */
const row: Decoder<SheetRow> = (value, path, problems) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every((cell) => typeof cell === 'string' && cell.length <= 20_000)) return value as SheetRow;
  problems.push(problem('no-es-objeto', path, { hallado: '…' }));
  return {};
};

const by: Decoder<SurveyDomain['by']> = (value, path, problems) => {
  const has = (member: string): boolean => typeof value === 'object' && value !== null && Object.hasOwn(value, member);
  if (has('frame')) return object<{ readonly frame: 'lugar' | 'area' }>({ frame: oneOf('lugar', 'area') })(value, path, problems);
  if (has('number')) return object<{ number: string; bands: readonly { code: string; from: number; to: number | null }[] }>({ number: factId, bands: list(object({ code: factId, from: number, to: optional(number) })) })(value, path, problems);
  return object<{ readonly question: string }>({ question: factId })(value, path, problems);
};

export const surveyService: Decoder<SurveyService> = object<SurveyService>({ id: factId, title: words, provider: object({ kind: oneOf('municipal', 'otro'), name: words }) });
export const surveyDomain: Decoder<SurveyDomain> = object<SurveyDomain>({ id: factId, title: words, by, codes: list(object({ code: factId, es: text, en: text })) });

const shape: Decoder<SurveyInstrument> = object<SurveyInstrument>({
  code: factId, version: factId, kind: oneOf(...SURVEY_KINDS), title: words, purpose: words, sheets: object<Sheets>({ survey: list(row), choices: list(row), settings: list(row) }),
  services: list(surveyService), domains: list(surveyDomain), measures: list(measure), page: object({ kind: oneOf('ciclo', 'libreta', 'grupos', 'lista'), intro: words, first: list(factId) }), toVerify: optional(words),
});

/** A question as measures see it: its codes, or null where it has none (a number, a text). */
export interface Question {
  readonly name: string;
  readonly type: string;
  readonly codes: readonly string[] | null;
  readonly row: SheetRow;
}

const trimmed = (cell: string | undefined): string => (cell ?? '').trim();

/** The rows of the list that a question is chosen from, whichever way the heading of lists is written; none where it has no list. */
export function choicesOf({ choices }: Pick<Sheets, 'choices'>, question: SheetRow): readonly SheetRow[] {
  const [, list = ''] = trimmed(question['type']).split(/\s+/);
  return list === '' ? [] : choices.filter((one) => trimmed(one['list_name'] ?? one['list name']) === list);
}

export const choiceCode = (choice: SheetRow): string => trimmed(choice['name'] ?? choice['value']);

/** The questions of the sheets by name; groups, repeats and notes ask nothing. */
export function questions(sheets: Pick<Sheets, 'survey' | 'choices'>): ReadonlyMap<string, Question> {
  const asked = sheets.survey.flatMap((one): Question[] => {
    const [type = ''] = trimmed(one['type']).split(/\s+/);
    const name = trimmed(one['name']);
    if (name === '' || /^(begin|end|note$)/.test(type)) return [];
    return [{ name, type, codes: /^select_(one|multiple)$/.test(type) ? choicesOf(sheets, one).map(choiceCode) : null, row: one }];
  });
  return new Map(asked.map((one) => [one.name, one]));
}

const unknownName = (path: string, codigo: string): Problem => problem('no-existe', path, { codigo });

/** Every question and code that a measure names is in the sheets, and every domain and service in the instrument. */
function measureProblems(one: MeasureDefinition, path: string, { services, domains }: SurveyInstrument, asked: ReadonlyMap<string, Question>): Problem[] {
  const named = questionsOf(one).flatMap(({ question, codes }) => {
    const found = asked.get(question);
    if (found === undefined) return [unknownName(path, question)];
    return codes.filter((code) => found.codes !== null && !found.codes.includes(code)).map((code) => unknownName(path, `${question}=${code}`));
  });
  const lists = questionsOf(one).flatMap(({ question }) => asked.get(question)?.codes ?? []);
  return [
    ...named, ...one.unknown.filter((code) => !lists.includes(code)).map((code) => unknownName(`${path}.unknown`, code)),
    ...one.domains.filter((id) => !domains.some((domain) => domain.id === id)).map((id) => unknownName(`${path}.domains`, id)),
    ...(one.service === null || services.some(({ id }) => id === one.service) ? [] : [unknownName(`${path}.service`, one.service)]),
    ...('codesOf' in one.value && asked.get(one.value.codesOf)?.codes === null ? [unknownName(`${path}.value`, one.value.codesOf)] : []),
  ];
}

function domainProblems({ domains }: SurveyInstrument, asked: ReadonlyMap<string, Question>): Problem[] {
  return domains.flatMap(({ by: told, codes }, at) => {
    const path = `domains[${at}]`;
    if ('frame' in told) return [];
    const name = 'question' in told ? told.question : told.number;
    const known = 'question' in told ? asked.get(name)?.codes ?? null : told.bands.map(({ code }) => code);
    if (!asked.has(name)) return [unknownName(path, name)];
    return codes.filter(({ code }) => known !== null && !known.includes(code)).map(({ code }) => unknownName(`${path}.codes`, code));
  });
}

const repeated = (ids: readonly string[], path: string): Problem[] => ids.flatMap((id, at) => (ids.indexOf(id) < at ? [problem('codigo-repetido', `${path}[${at}]`, { codigo: id })] : []));

/** Reads an instrument and holds it to its own sheets; one that asks a voting intention is refused. */
export const surveyInstrument: Decoder<SurveyInstrument> = (value, path, problems) => {
  const before = problems.length;
  const read = shape(value, path, problems);
  if (problems.length > before) return read;
  const asked = questions(read.sheets);
  const prefix = path === '' ? '' : `${path}.`;
  problems.push(
    ...votingQuestions(read.sheets.survey).map((name) => problem('intencion-de-voto', `${prefix}sheets.survey`, { codigo: name })),
    ...read.measures.flatMap((one, at) => measureProblems(one, `${prefix}measures[${at}]`, read, asked)), ...domainProblems(read, asked),
    ...repeated(read.measures.map(({ id }) => id), `${prefix}measures`), ...repeated(read.domains.map(({ id }) => id), `${prefix}domains`), ...repeated(read.services.map(({ id }) => id), `${prefix}services`),
    ...read.page.first.filter((id) => !read.measures.some((one) => one.id === id)).map((id) => unknownName(`${prefix}page.first`, id)),
  );
  return read;
};

export const readSurveyInstrument = (value: unknown) => decode(surveyInstrument, value);

/** Series that two versions share although they ask something else: their rounds would compare what cannot be compared. */
export function brokenSeries(instruments: readonly SurveyInstrument[]): readonly string[] {
  const seen = new Map<string, string>();
  return instruments.flatMap(({ sheets, measures }) => {
    const asked = questions(sheets);
    return measures.flatMap((one) => {
      const wording = questionsOf(one).map(({ question }) => [asked.get(question)?.row, choicesOf(sheets, asked.get(question)?.row ?? {})]);
      const asks = JSON.stringify([one.kind, one.value, one.base.when, one.unknown, wording]);
      const before = seen.get(one.series);
      seen.set(one.series, before ?? asks);
      return before === undefined || before === asks ? [] : [one.series];
    });
  });
}
