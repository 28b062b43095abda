import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { DIMENSIONS } from '../instrument/measure.ts';
import { CONFIDENTIAL_REASON, type PublishedMeasure } from './published-round.ts';
import { hundredfold, labelsOf, newestOf, ofHundred, placeDomain, readRounds, ROUND_COLUMNS, roundSql, rowsBy, SURVEY_QUESTION, type ReadRound, type RoundRow } from './round-rows.ts';

/** Below it, chance hardly explains that two things go together (METHODS §11). */
const SIGNIFICANT = 0.05;

const LIST = [
  'encuesta', 'ola', 'titulo', 'titulo_en', 'proposito', 'proposito_en', 'intro', 'intro_en', 'pagina', 'tipo', 'instrumento', 'version', 'desde', 'hasta', 'publicada', 'anterior', 'revisitada', 'sin_comparar', 'muestra', 'lugares', 'entrevistas',
  'respuesta_minima', 'respuesta_probable', 'calibracion', 'caracteristicas', 'unidas', 'recortados', 'efecto_pesos', 'entrevistas_efectivas', 'estrato_solo', 'consentimiento', 'idiomas', 'claves', 'codigo', 'por_verificar', 'por_verificar_en',
  'medidas', 'devoluciones', 'zonas', 'linea',
] as const;

function headRow({ survey, round, head, measures, rows }: ReadRound) {
  const { weights, response } = head;
  const returns = rows.filter(({ clase }) => clase === 'devolucion');
  return {
    encuesta: survey, ola: round, titulo: head.title.es, titulo_en: head.title.en, proposito: head.purpose.es, proposito_en: head.purpose.en, intro: head.intro.es, intro_en: head.intro.en, pagina: head.page, tipo: head.kind,
    instrumento: head.instrument.code, version: head.instrument.version, desde: head.from, hasta: head.to, publicada: head.published, anterior: head.previous, revisitada: String(head.revisited), sin_comparar: head.uncompared, muestra: head.sample,
    lugares: head.places.join(' '), entrevistas: String(head.interviews), respuesta_minima: hundredfold(response?.least ?? null), respuesta_probable: hundredfold(response?.likely ?? null),
    calibracion: weights?.calibration ?? null, caracteristicas: weights === null ? null : weights.margins.join(', ') || null, unidas: weights === null ? null : weights.collapsed.join('; ') || null, recortados: weights === null ? null : String(weights.trimmed),
    efecto_pesos: weights?.effect ?? null, entrevistas_efectivas: weights?.size ?? null, estrato_solo: weights?.lonely ?? null, consentimiento: head.consent.join(', ') || null, idiomas: head.languages.join(', ') || null,
    claves: head.keys.map(({ question, code }) => `${question}: ${code}`).join('; ') || null, codigo: head.code, por_verificar: head.toVerify?.es ?? null, por_verificar_en: head.toVerify?.en ?? null,
    medidas: String(measures.size), devoluciones: String(returns.length), zonas: String(new Set(returns.map(({ cuerpo }) => (JSON.parse(cuerpo!) as { readonly area: string }).area)).size), linea: rows.find(({ clase }) => clase === 'ola')!.linea,
  };
}

/** Every published round of every survey. */
export const ENCUESTAS: PublishedQuery = {
  ...SURVEY_QUESTION,
  id: 'encuestas',
  es: 'Encuestas publicadas: sus olas, sus fechas, cómo se eligió a las personas y cómo se pesaron',
  en: 'Published surveys: their rounds, their dates, how people were chosen and how they were weighed',
  parameters: [],
  sql: roundSql(`r.clase in ('ola', 'medida', 'devolucion')`),
  columns: LIST,
  derive: (rows) => rowsBy(LIST, readRounds(rows).map(headRow)),
  coverage: (rows) => `olas: ${rows.length}`,
};

const MEASURE = ['medida', 'titulo', 'titulo_en', 'frase', 'frase_en', 'tipo', 'dimension', 'sentido', 'servicio', 'servicio_es', 'servicio_en', 'proveedor', 'proveedor_es', 'proveedor_en', 'base', 'base_en'] as const;
const CELL = ['ambito', 'ambito_es', 'ambito_en', 'codigo', 'codigo_es', 'codigo_en', 'respuesta', 'respuesta_es', 'n', 'preguntados', 'impreso', 'bajo_impreso', 'alto_impreso', 'resto', 'valor', 'error', 'bajo', 'alto', 'gl', 'efecto', 'avisos', 'reservado', 'linea'] as const;

const measureRow = ({ id, title, sentence, kind, dimension, sense, service, base }: PublishedMeasure) => ({
  medida: id, titulo: title.es, titulo_en: title.en, frase: sentence.es, frase_en: sentence.en, tipo: kind, dimension, sentido: sense, servicio: service?.id ?? null, servicio_es: service?.title.es ?? null, servicio_en: service?.title.en ?? null,
  proveedor: service?.provider.kind ?? null, proveedor_es: service?.provider.name.es ?? null, proveedor_en: service?.provider.name.en ?? null, base: base.es, base_en: base.en,
});

/** Two decimals say enough of a ratio; every other number is rounded when it is printed. */
const printed = (measure: PublishedMeasure, value: string | null): string | null => (value === null ? null : ofHundred(measure) ? hundredfold(value) : measure.kind === 'razon' ? Number(value).toFixed(2) : value);

/** How large a change is, beside the word that says its direction. */
const unsigned = (value: string | null): string | null => value?.replace(/^-/, '') ?? null;

function cellRow(round: ReadRound, measure: PublishedMeasure, row: RoundRow) {
  const { ambito, codigo, respuesta, n, preguntados, valor, error, bajo, alto, gl, efecto, avisos, reservado, linea } = row;
  const answer = measure.wording.flatMap(({ choices }) => choices).find(({ code }) => code === respuesta)?.text ?? respuesta;
  const impreso = printed(measure, valor);
  return {
    ...measureRow(measure), ...labelsOf(round, row), ambito, codigo, respuesta, respuesta_es: answer, n, preguntados, impreso, bajo_impreso: printed(measure, bajo), alto_impreso: printed(measure, alto),
    resto: ofHundred(measure) && valor !== null ? hundredfold((1 - Number(valor)).toFixed(12)) : null, valor, error, bajo, alto, gl, efecto, avisos, reservado, linea,
  };
}

const estimatesOf = (round: ReadRound, keep: (row: RoundRow) => boolean) => round.rows.flatMap((row) => {
  const measure = row.clase === 'estimacion' && keep(row) ? round.measures.get(row.medida!) : undefined;
  return measure === undefined ? [] : [{ encuesta: round.survey, ola: round.round, ...cellRow(round, measure, row) }];
});

/** Every estimate of one round; what is kept back says why, and nothing else. */
export const ENCUESTA_ESTIMACIONES: PublishedQuery = {
  ...SURVEY_QUESTION,
  id: 'encuesta-estimaciones',
  es: 'Estimaciones de una ola: cada medida para todas las personas y por ámbito, con su base y su intervalo',
  en: 'Estimates of a round: each measure for everybody and by domain, with its base and its interval',
  parameters: ['encuesta', 'ola'],
  sql: roundSql(`r.encuesta = $encuesta and r.ola = $ola and r.clase in ('ola', 'medida', 'estimacion')`),
  columns: [...MEASURE, ...CELL],
  derive: (rows) => rowsBy([...MEASURE, ...CELL], readRounds(rows).flatMap((round) => estimatesOf(round, () => true))),
  coverage: (rows) => `estimaciones: ${rows.length}; reservadas: ${rows.filter((row) => row[MEASURE.length + CELL.indexOf('reservado')] !== null).length}`,
};

const SERIES = ['encuesta', 'ola', 'desde', 'hasta', 'serie', ...MEASURE, ...CELL] as const;

/** Each measure of everybody in every round of a survey. */
export const ENCUESTA_SERIES: PublishedQuery = {
  ...SURVEY_QUESTION,
  id: 'encuesta-series',
  es: 'Cada medida de una encuesta en cada una de sus olas',
  en: 'Each measure of a survey in each of its rounds',
  parameters: ['encuesta'],
  sql: roundSql(`r.encuesta = $encuesta and (r.clase in ('ola', 'medida') or (r.clase = 'estimacion' and r.ambito is null))`),
  columns: SERIES,
  derive: (rows) => rowsBy(SERIES, readRounds(rows).flatMap((round) => estimatesOf(round, () => true).map((one) => ({ ...one, desde: round.head.from, hasta: round.head.to, serie: round.measures.get(one.medida)!.series })))),
  coverage: (rows) => `olas: ${new Set(rows.map(([, round]) => round)).size}`,
};

const CHANGE = [
  'encuesta', 'ola', 'anterior', 'revisitada', 'medida', 'titulo', 'titulo_en', 'tipo', 'ambito', 'ambito_es', 'ambito_en', 'codigo', 'codigo_es', 'codigo_en', 'antes_impreso', 'impreso', 'diferencia_impresa', 'tamano_impreso', 'bajo_impreso', 'alto_impreso', 'detectable_impreso', 'palabra',
  'antes', 'valor', 'diferencia', 'error', 'bajo', 'alto', 'gl', 'p', 'p_corregida', 'detectable', 'linea',
] as const;

function changeRow(round: ReadRound, measure: PublishedMeasure, row: RoundRow) {
  const { anterior, ambito, codigo, antes, valor, diferencia, error, bajo, alto, gl, p, p_corregida, detectable, palabra, linea } = row;
  return {
    encuesta: round.survey, ola: round.round, anterior, revisitada: String(round.head.revisited), medida: measure.id, titulo: measure.title.es, titulo_en: measure.title.en, tipo: measure.kind, ambito, codigo, ...labelsOf(round, row),
    antes_impreso: printed(measure, antes), impreso: printed(measure, valor), diferencia_impresa: printed(measure, diferencia), tamano_impreso: printed(measure, unsigned(diferencia)), bajo_impreso: printed(measure, bajo), alto_impreso: printed(measure, alto), detectable_impreso: printed(measure, detectable),
    palabra, antes, valor, diferencia, error, bajo, alto, gl, p, p_corregida, detectable, linea,
  };
}

/** What changed from each round to the one after it. */
export const ENCUESTA_CAMBIOS: PublishedQuery = {
  ...SURVEY_QUESTION,
  id: 'encuesta-cambios',
  es: 'Cambios de una encuesta entre olas: la diferencia, si es mayor que el azar y el menor cambio que se habría visto',
  en: 'Changes of a survey between rounds: the difference, whether it is more than chance, and the smallest change that would have been seen',
  parameters: ['encuesta'],
  sql: roundSql(`r.encuesta = $encuesta and r.clase in ('ola', 'medida', 'cambio')`),
  columns: CHANGE,
  derive: (rows) => rowsBy(CHANGE, readRounds(rows).flatMap((round) => round.rows.flatMap((row) => (row.clase === 'cambio' && round.measures.has(row.medida!) ? [changeRow(round, round.measures.get(row.medida!)!, row)] : [])))),
  coverage: (rows) => `cambios: ${rows.length}`,
};

const TEST = ['medida', 'titulo', 'titulo_en', 'ambito', 'ambito_es', 'ambito_en', 'palabra', 'p_impresa', 'estadistico', 'gl', 'gl_abajo', 'p', 'linea'] as const;

/** Whether what people said goes together with a domain: told only where every code of it may be shown. */
export const ENCUESTA_PRUEBAS: PublishedQuery = {
  ...SURVEY_QUESTION,
  id: 'encuesta-pruebas',
  es: 'Pruebas de asociación de una ola: si lo que se dijo va con el sexo o con el lugar (Rao y Scott)',
  en: 'Tests of association of a round: whether what was said goes with sex or place (Rao and Scott)',
  parameters: ['encuesta', 'ola'],
  sql: roundSql(`r.encuesta = $encuesta and r.ola = $ola and r.clase in ('ola', 'medida', 'prueba')`),
  columns: TEST,
  derive: (rows) => rowsBy(TEST, readRounds(rows).flatMap((round) => round.rows.flatMap((row) => {
    const measure = row.clase === 'prueba' ? round.measures.get(row.medida!) : undefined;
    if (measure === undefined) return [];
    const { ambito, estadistico, gl, gl_abajo, p, linea } = row;
    return [{ medida: measure.id, titulo: measure.title.es, titulo_en: measure.title.en, ambito, ...labelsOf(round, row), palabra: Number(p) < SIGNIFICANT ? 'van-juntas' : 'no-se-sabe', p_impresa: Number(p).toFixed(3), estadistico, gl, gl_abajo, p, linea }];
  }))),
  coverage: (rows) => `pruebas: ${rows.length}`,
};

const WORDING = ['medida', 'serie', 'pregunta', 'idioma', 'texto', 'opciones', 'linea'] as const;

/** What was asked for each measure of a round, word for word. */
export const ENCUESTA_PREGUNTAS: PublishedQuery = {
  ...SURVEY_QUESTION,
  id: 'encuesta-preguntas',
  es: 'Preguntas de una ola, palabra por palabra y en cada idioma',
  en: 'Questions of a round, word for word and in each language',
  parameters: ['encuesta', 'ola'],
  sql: roundSql(`r.encuesta = $encuesta and r.ola = $ola and r.clase in ('ola', 'medida')`),
  columns: WORDING,
  derive: (rows) => rowsBy(WORDING, readRounds(rows).flatMap((round) => [...round.measures.values()].flatMap(({ id, series, wording }) => wording.map(({ question, language, text, choices }) => ({
    medida: id, serie: series, pregunta: question, idioma: language, texto: text, opciones: choices.length === 0 ? null : choices.map((one) => one.text).join(' / '), linea: round.rows.find(({ clase, medida }) => clase === 'medida' && medida === id)!.linea,
  }))))),
  coverage: (rows) => `preguntas: ${rows.length}`,
};

const RETURN = ['zona', 'lugar', 'fecha', 'idioma', 'mujeres', 'hombres', 'reservado', 'observaron', 'linea'] as const;

/** Where the results of a round went back, and what people contested. */
export const ENCUESTA_DEVOLUCIONES: PublishedQuery = {
  ...SURVEY_QUESTION,
  id: 'encuesta-devoluciones',
  es: 'Devolución de resultados de una ola: dónde, cuándo, en qué idioma, cuántas personas y qué observaron',
  en: 'Results of a round given back: where, when, in which language, how many people and what they contested',
  parameters: ['encuesta', 'ola'],
  sql: roundSql(`r.encuesta = $encuesta and r.ola = $ola and r.clase in ('ola', 'devolucion')`),
  columns: RETURN,
  derive: (rows) => rowsBy(RETURN, readRounds(rows).flatMap((round) => round.rows.filter(({ clase }) => clase === 'devolucion').map(({ cuerpo, linea }) => {
    const one = JSON.parse(cuerpo!) as { area: string; place: string; date: string; language: string; women: number | null; men: number | null; contested: string | null };
    return { zona: one.area, lugar: one.place, fecha: one.date, idioma: one.language, mujeres: one.women === null ? null : String(one.women), hombres: one.men === null ? null : String(one.men), reservado: one.women === null || one.men === null ? CONFIDENTIAL_REASON : null, observaron: one.contested, linea };
  }))),
  coverage: (rows) => `devoluciones: ${rows.length}`,
};

const CARD = ['encuesta', 'ola', 'encuesta_titulo', 'encuesta_titulo_en', 'desde', 'hasta', 'muestra', ...MEASURE, ...CELL, 'anterior', 'palabra', 'diferencia_impresa', 'tamano_impreso', 'detectable_impreso'] as const;

/** Of one round, what it tells of one place: its own code, or everybody where the round was in no other place; then by sex. */
function cardRows(round: ReadRound, ubigeo: string) {
  const only = round.head.places.length === 1;
  const domain = placeDomain(round);
  const own = (row: RoundRow): boolean => (only ? row.ambito === null : row.ambito === domain && row.codigo === ubigeo);
  const changes = round.rows.filter((row) => row.clase === 'cambio' && own(row));
  return estimatesOf(round, (row) => own(row) || (only && row.ambito === 'sexo')).map((one) => {
    // A change is of what the measure says, not of one answer or of who does not know.
    const change = one.ambito === 'sexo' || one.respuesta !== null ? undefined : changes.find(({ medida }) => medida === one.medida);
    const measure = round.measures.get(one.medida)!;
    return {
      ...one, encuesta_titulo: round.head.title.es, encuesta_titulo_en: round.head.title.en, desde: round.head.from, hasta: round.head.to, muestra: round.head.sample,
      anterior: change?.anterior ?? null, palabra: change?.palabra ?? null, diferencia_impresa: printed(measure, change?.diferencia ?? null), tamano_impreso: printed(measure, unsigned(change?.diferencia ?? null)), detectable_impreso: printed(measure, change?.detectable ?? null),
    };
  }).sort((a, b) => DIMENSIONS.indexOf(a.dimension) - DIMENSIONS.indexOf(b.dimension));
}

function placeRows(rows: readonly TextRow[]) {
  const ubigeo = rows[0]?.[ROUND_COLUMNS.length + 1] ?? '';
  return rowsBy(CARD, newestOf(readRounds(rows).filter(({ head }) => head.places.includes(ubigeo))).flatMap((round) => cardRows(round, ubigeo)));
}

/** The report card of a place: the newest round of each survey that was there. */
export const LIBRETA: PublishedQuery = {
  ...SURVEY_QUESTION,
  id: 'libreta',
  es: 'Libreta de calificaciones de un lugar: lo que dice la gente en la última ola de cada encuesta',
  en: 'Report card of a place: what people say in the newest round of each survey',
  parameters: ['ubigeo'],
  sql: roundSql(`r.clase in ('ola', 'medida', 'estimacion', 'cambio') and exists (
  select 1 from {{encuestas-resultados}} o where o.clase = 'ola' and o.encuesta = r.encuesta and o.ola = r.ola and contains(o.cuerpo, '"' || $ubigeo || '"')
)`, ', $ubigeo::varchar as ubigeo'),
  columns: CARD,
  derive: placeRows,
  coverage: (rows) => `estimaciones: ${rows.length}`,
};

export const SURVEY_QUERIES: readonly PublishedQuery[] = [ENCUESTAS, ENCUESTA_ESTIMACIONES, ENCUESTA_SERIES, ENCUESTA_CAMBIOS, ENCUESTA_PRUEBAS, ENCUESTA_PREGUNTAS, ENCUESTA_DEVOLUCIONES, LIBRETA];
