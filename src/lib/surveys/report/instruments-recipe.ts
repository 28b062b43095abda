import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { decode, factId } from '#lib/indicators/model/decoder.ts';
import { problem, type Problem } from '#lib/indicators/model/problem.ts';
import { MEMBER, POSITION, WHOLE } from '#lib/provenance/reading/json.ts';
import type { FactRow, RawRecord, RowRecipe } from '#lib/provenance/recipe.ts';
import { brokenSeries, readSurveyInstrument, SURVEYS_FORMAT, type SurveyInstrument } from '../instrument/instrument.ts';
import { ENCUESTAS_INSTRUMENTOS } from './dataset.ts';
import { refuse } from './refusal.ts';

const json = (value: unknown): string => canonicalJson(value as Canonical);

/** Judges every questionnaire, and each against the others, before a row is kept; gives the code of the document. */
function survey(): ReturnType<NonNullable<RowRecipe['survey']>> {
  const problems: Problem[] = [];
  const found: SurveyInstrument[] = [];
  let code: string | null = null;
  const see = ({ cells }: RawRecord): void => {
    const [member, value] = [cells[MEMBER]!, JSON.parse(cells[WHOLE]!) as unknown];
    if (member === 'id') code = decode(factId, value).ok ? (value as string) : null;
    else if (member === 'instruments' && !(Array.isArray(value) && value.length === 0)) {
      const read = readSurveyInstrument(value);
      if (read.ok) found.push(read.value);
      else problems.push(...read.problems.map((one) => ({ ...one, path: `instruments[${Number(cells[POSITION]) - 1}].${one.path}` })));
    } else if (member !== 'format' && member !== 'instruments') problems.push(problem('campo-desconocido', member.slice(0, 40), { campo: member.slice(0, 40) }));
  };
  return {
    see,
    context: () => {
      const names = found.map((one) => `${one.code}@${one.version}`);
      if (code === null) problems.push(problem('falta', 'id'));
      if (names.length === 0) problems.push(problem('falta', 'instruments'));
      problems.push(...names.filter((name, at) => names.indexOf(name) < at).map((name) => problem('codigo-repetido', 'instruments', { codigo: name })), ...brokenSeries(found).map((series) => problem('codigo-repetido', 'instruments', { codigo: series })));
      return problems.length > 0 ? refuse(problems, SURVEYS_FORMAT) : { catalogo: code! };
    },
  };
}

function measureRows(catalogue: string, { measures, ...instrument }: SurveyInstrument): FactRow[] {
  return measures.map((one, at) => ({
    catalogo: catalogue, instrumento: instrument.code, version: instrument.version, titulo: instrument.title.es, titulo_en: instrument.title.en, tipo: instrument.kind,
    orden: String(at + 1), medida: one.id, serie: one.series, cuerpo: json(one), instrumento_cuerpo: at === 0 ? json(instrument) : null,
  }));
}

/** Questionnaires of one publisher; a later document of the same code replaces the earlier one. */
export const INSTRUMENTOS_DE_ENCUESTA: RowRecipe = {
  way: 'rows',
  id: 'encuestas-instrumentos-documento',
  version: 1,
  dataset: ENCUESTAS_INSTRUMENTOS,
  format: 'json',
  publisher: 'Titular de los cuestionarios',
  es: 'Cuestionarios de encuesta con lo que miden, en JSON',
  en: 'Survey questionnaires with what they measure, as JSON',
  years: [null, null],
  precedence: 0,
  maxBytes: 64_000_000,
  required: [[`format: ${SURVEYS_FORMAT}`]],
  optional: [],
  survey,
  read: ({ cells }, context) => {
    const value = JSON.parse(cells[WHOLE]!) as unknown;
    if (cells[MEMBER] !== 'instruments' || (Array.isArray(value) && value.length === 0)) return [];
    const read = readSurveyInstrument(value);
    return read.ok ? measureRows(context['catalogo']!, read.value) : refuse(read.problems, SURVEYS_FORMAT);
  },
  series: (_context, facts) => `cuestionarios:${facts[0]!['catalogo']}`,
};
