import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { decode, factId } from '#lib/indicators/model/decoder.ts';
import { problem, type Problem } from '#lib/indicators/model/problem.ts';
import { MEMBER, POSITION, WHOLE } from '#lib/provenance/reading/json.ts';
import type { FactRow, RawRecord, Recipe, RowRecipe } from '#lib/provenance/recipe.ts';
import { ENCUESTAS_RESULTADOS } from './dataset.ts';
import { INSTRUMENTOS_DE_ENCUESTA } from './instruments-recipe.ts';
import { refuse } from './refusal.ts';
import { PARTS, readHead, readPart, ROUND_FORMAT, type PartName, type PublishedChange, type PublishedEstimate, type PublishedMeasure, type PublishedTest } from './published-round.ts';


const isPart = (member: string): member is PartName => Object.hasOwn(PARTS, member);
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

const CLASS: Readonly<Record<PartName, string>> = { measures: 'medida', estimates: 'estimacion', changes: 'cambio', tests: 'prueba', returns: 'devolucion' };

const json = (value: unknown): string => canonicalJson(value as Canonical);
const flagsText = (flags: readonly string[]): string | null => (flags.length === 0 ? null : flags.join(' '));

/** The columns of one element of a list; those it does not name are null. */
function columnsOf(member: PartName, value: unknown): Partial<Record<string, string | null>> {
  if (member === 'measures') {
    const { id, series } = value as PublishedMeasure;
    return { medida: id, serie: series, cuerpo: json(value) };
  }
  if (member === 'estimates') {
    const { measure, domain, code, answer, n, asked, value: own, error, low, high, df, effect, flags, withheld } = value as PublishedEstimate;
    return { medida: measure, ambito: domain, codigo: code, respuesta: answer, n: n === null ? null : String(n), preguntados: asked === null ? null : String(asked), valor: own, error, bajo: low, alto: high, gl: df, efecto: effect, avisos: flagsText(flags), reservado: withheld };
  }
  if (member === 'changes') {
    const one = value as PublishedChange;
    return { medida: one.measure, serie: one.series, ambito: one.domain, codigo: one.code, valor: one.after, error: one.error, bajo: one.low, alto: one.high, gl: one.df, anterior: one.previous, antes: one.before, diferencia: one.difference, p: one.p, p_corregida: one.corrected, detectable: one.detectable, palabra: one.word };
  }
  if (member === 'tests') {
    const one = value as PublishedTest;
    return { medida: one.measure, ambito: one.domain, estadistico: one.f, gl: one.df, gl_abajo: one.dfBelow, p: one.p };
  }
  return { cuerpo: json(value) };
}

const EMPTY: FactRow = Object.fromEntries(ENCUESTAS_RESULTADOS.columns.map(({ name }) => [name, null]));

/** Judges the document whole before any row of it is kept; gives its survey and round. */
function survey(): ReturnType<NonNullable<RowRecipe['survey']>> {
  const problems: Problem[] = [];
  const codes: Record<string, string> = {};
  let [heads, measures] = [0, new Set<string>()];
  const named: string[] = [];
  const see = ({ cells }: RawRecord): void => {
    const [member, value] = [cells[MEMBER]!, JSON.parse(cells[WHOLE]!) as unknown];
    if (member === 'format') return;
    if (member === 'survey' || member === 'round') {
      const read = decode(factId, value);
      if (read.ok) codes[member] = read.value;
      return;
    }
    const read = member === 'head' ? readHead(value) : isPart(member) ? (isEmptyList(value) ? null : readPart(member, value)) : { ok: false as const, problems: [problem('campo-desconocido', '', { campo: member.slice(0, 40) })] };
    if (read === null) return;
    if (!read.ok) return void problems.push(...read.problems.map((one) => ({ ...one, path: `${member}${member === 'head' ? '' : `[${Number(cells[POSITION]) - 1}]`}.${one.path}` })));
    if (member === 'head') heads += 1;
    else if (member === 'measures') measures = measures.add((read.value as PublishedMeasure).id);
    else if (member !== 'returns') named.push((read.value as { readonly measure: string }).measure);
  };
  return {
    see,
    context: () => {
      for (const member of ['survey', 'round']) if (codes[member] === undefined) problems.push(problem('falta', member));
      if (heads !== 1) problems.push(problem('falta', 'head'));
      problems.push(...[...new Set(named)].filter((id) => !measures.has(id)).map((id) => problem('no-existe', 'measures', { codigo: id })));
      return problems.length > 0 ? refuse(problems, ROUND_FORMAT) : { encuesta: codes['survey']!, ola: codes['round']! };
    },
  };
}

/** One round; a later document of the same survey and round replaces the earlier one. */
export const ENCUESTA_DOCUMENTO: RowRecipe = {
  way: 'rows',
  id: 'encuesta-documento',
  version: 1,
  dataset: ENCUESTAS_RESULTADOS,
  format: 'json',
  publisher: 'Titular de la encuesta',
  es: 'Estimaciones publicadas de una ola de una encuesta, en JSON',
  en: 'Published estimates of a round of a survey, as JSON',
  years: [null, null],
  precedence: 0,
  maxBytes: 128_000_000,
  required: [[`format: ${ROUND_FORMAT}`]],
  optional: [],
  survey,
  read: ({ cells }, context) => {
    const [member, value] = [cells[MEMBER]!, JSON.parse(cells[WHOLE]!) as unknown];
    const about = { ...EMPTY, encuesta: context['encuesta']!, ola: context['ola']! };
    if (member === 'head') return [{ ...about, clase: 'ola', orden: '1', cuerpo: json(value) }];
    if (!isPart(member) || isEmptyList(value)) return [];
    // Read again: what the decoder fills in (an absent member is null) is what the row says.
    const read = readPart(member, value);
    return read.ok ? [{ ...about, clase: CLASS[member], orden: cells[POSITION]!, ...columnsOf(member, read.value) } as FactRow] : refuse(read.problems, ROUND_FORMAT);
  },
  series: (_context, facts) => `encuesta:${facts[0]!['encuesta']}/${facts[0]!['ola']}`,
};

export const SURVEY_RECIPES: readonly Recipe[] = [ENCUESTA_DOCUMENTO, INSTRUMENTOS_DE_ENCUESTA];
