import { fill } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import type { MatrixRow } from '../matrix.ts';
import { phrase, type Phrase } from '../phrase.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { PageModel, Part } from '../view.ts';
import { baseLine, codeName, estimateFigure, inWords, measureName, notes, withInterval } from './estimate-words.ts';
import { methodPart } from './method-part.ts';
import { roundRow, surveyModel, type SurveyPlace } from './survey-ref.ts';

export interface RoundAnswers {
  readonly estimates: Answer;
  readonly tests: Answer;
  readonly wording: Answer;
  readonly returns: Answer;
}

/** Every measure of everybody. */
function allPart(place: SurveyPlace, answer: Answer): Part {
  const { t: { surveys: { columns, round } } } = place;
  const rows = rowsOf(answer).filter((row) => text(answer, row, 'ambito') === null);
  return part(1, 'todas', [round.all], [{
    kind: 'matrix', matrix: {
      id: 'tabla-todas', caption: round.allCaption, head: columns.measure, columns: [{ key: 'valor', label: columns.estimate, unit: null }, { key: 'n', label: columns.base, unit: 'personas' }],
      rows: rows.map((row): MatrixRow => ({
        head: [measureName(answer, row, place)], subject: `${text(answer, row, 'medida')} ${text(answer, row, 'respuesta') ?? ''}`.trim(),
        cells: [[withInterval(answer, row, place), ...notes(answer, row, place)], [text(answer, row, 'n') === null ? [estimateFigure(answer, row, 'n', 'personas')] : baseLine(answer, row, place)]],
      })),
    },
  }]);
}

/** Every measure by the codes of one domain, side by side. */
function domainPart(place: SurveyPlace, answer: Answer, domain: string, rows: readonly number[], at: number): Part {
  const { language, t: { surveys } } = place;
  const title = text(answer, rows[0]!, `ambito_${language}`) ?? domain;
  const codes = [...new Map(rows.map((row) => [text(answer, row, 'codigo')!, codeName(answer, row, place)]))];
  const measures = [...Map.groupBy(rows, (row) => `${text(answer, row, 'medida')}\u0000${text(answer, row, 'respuesta') ?? ''}`).values()];
  return part(10 + at, `por-${domain.replaceAll(/[^\w-]/g, '-')}`, [fill(surveys.round.by, { ambito: title.toLowerCase() })], [{
    kind: 'matrix', matrix: {
      id: `tabla-${domain.replaceAll(/[^\w-]/g, '-')}`, caption: fill(surveys.round.byCaption, { ambito: title.toLowerCase() }), head: surveys.columns.measure, columns: codes.map(([key, label]) => ({ key, label, unit: null })),
      rows: measures.map((own): MatrixRow => ({
        head: [measureName(answer, own[0]!, place)], subject: `${text(answer, own[0]!, 'medida')} ${text(answer, own[0]!, 'respuesta') ?? ''}`.trim(),
        cells: codes.map(([code]) => own.filter((row) => text(answer, row, 'codigo') === code).flatMap((row): Phrase[] => [withInterval(answer, row, place), ...baseOrReason(answer, row, place)])),
      })),
    },
  }]);
}

/** Under each number its base; under what is kept back, why. */
function baseOrReason(answer: Answer, row: number, place: SurveyPlace): Phrase[] {
  const { t: { surveys } } = place;
  if (text(answer, row, 'n') === null) return notes(answer, row, place);
  const [before = '', after = ''] = surveys.n.split('{n}');
  return [[before, estimateFigure(answer, row, 'n', 'personas'), after].filter((piece) => piece !== ''), ...notes(answer, row, place)];
}

/** What goes together with a domain; a test that tells nothing is told too. */
function testsPart(place: SurveyPlace, answer: Answer): Part[] {
  const { language, t: { surveys: { tests } } } = place;
  if (rowsOf(answer).length === 0) return [];
  const phrases = rowsOf(answer).map((row): Phrase => {
    const names = { medida: text(answer, row, inWords('titulo', place))!, ambito: (text(answer, row, `ambito_${language}`) ?? text(answer, row, 'ambito')!).toLowerCase() };
    return phrase(text(answer, row, 'palabra') === 'van-juntas' ? tests.together : tests.unknown, { ...names, p: shown(answer, row, 'p_impresa', 'decimal') });
  });
  return [part(40, 'pruebas', [tests.title], [{ kind: 'prose', phrases }, { kind: 'prose', quiet: true, phrases: [[tests.note]] }])];
}

function wordingPart(place: SurveyPlace, answer: Answer): Part {
  const { t: { surveys: { columns, round } } } = place;
  return part(60, 'preguntas', [round.wording], [{
    kind: 'matrix', matrix: {
      id: 'tabla-preguntas', caption: round.wordingCaption, head: columns.measure, columns: [{ key: 'idioma', label: columns.language, unit: null }, { key: 'opciones', label: columns.choices, unit: null }, { key: 'serie', label: columns.serie, unit: null }],
      rows: rowsOf(answer).map((row): MatrixRow => ({
        head: [shown(answer, row, 'texto', 'texto')], subject: `${text(answer, row, 'medida')} ${text(answer, row, 'pregunta')} ${text(answer, row, 'idioma')}`,
        cells: [[[text(answer, row, 'idioma')!]], text(answer, row, 'opciones') === null ? [] : [[shown(answer, row, 'opciones', 'texto')]], [[text(answer, row, 'serie')!]]],
      })),
    },
  }]);
}

function returnsPart(place: SurveyPlace, answer: Answer): Part {
  const { language, t: { surveys: { columns, round } } } = place;
  if (rowsOf(answer).length === 0) return absentPart(70, 'devolucion', round.returns, round.returnsNone);
  const people = (row: number, column: string) => (text(answer, row, column) === null ? estimateFigure(answer, row, column, 'personas') : shown(answer, row, column, 'personas'));
  return part(70, 'devolucion', [round.returns], [{
    kind: 'matrix', matrix: {
      id: 'tabla-devolucion', caption: round.returnsCaption, head: round.zone,
      columns: [{ key: 'fecha', label: round.date, unit: null }, { key: 'idioma', label: columns.language, unit: null }, { key: 'mujeres', label: round.women, unit: 'personas' }, { key: 'hombres', label: round.men, unit: 'personas' }, { key: 'observaron', label: round.contested, unit: null }],
      rows: rowsOf(answer).map((row): MatrixRow => ({
        head: [shown(answer, row, 'zona', 'texto')], subject: `${text(answer, row, 'lugar')} ${text(answer, row, 'zona')}`,
        cells: [[[dateInWords(text(answer, row, 'fecha')!, language)]], [[text(answer, row, 'idioma')!]], [[people(row, 'mujeres')]], [[people(row, 'hombres')]], [text(answer, row, 'observaron') === null ? [round.nothing] : [shown(answer, row, 'observaron', 'texto')]]],
      })),
    },
  }]);
}

/** All that a round tells: every measure of everybody and by domain, how it was done, what was asked, where it went back. */
export function roundPage(place: SurveyPlace, round: string, { estimates, tests, wording, returns }: RoundAnswers): PageModel {
  const { list, title, t: { surveys } } = place;
  const row = roundRow(place, round);
  const domains = [...Map.groupBy(rowsOf(estimates).filter((one) => text(estimates, one, 'ambito') !== null), (one) => text(estimates, one, 'ambito')!)];
  const named = { titulo: title, ola: round };
  return surveyModel(place, { round, heading: fill(surveys.round.heading, named), description: fill(surveys.round.description, named), lead: [[text(list, row, inWords('proposito', place))!]] }, [
    ...(rowsOf(estimates).some((one) => text(estimates, one, 'ambito') === null) ? [allPart(place, estimates)] : []), ...domains.map(([domain, rows], at) => domainPart(place, estimates, domain, rows, at)), ...testsPart(place, tests), methodPart(place, row), wordingPart(place, wording), returnsPart(place, returns),
  ]);
}
