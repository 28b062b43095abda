import { at, fill } from '#lib/platform/messages/index.ts';
import { DIMENSIONS } from '#lib/surveys/instrument/measure.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import type { MatrixRow } from '../matrix.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { Block, PageModel, Part } from '../view.ts';
import { baseLine, changeWords, chosen, datesIn, detectableWords, estimateFigure, inWords, isKept, isUnknown, keptSentence, measureName, measureTitle, notes, sentence, unknownLine, withInterval } from './estimate-words.ts';
import { surveyAddress, surveyModel, type SurveyPlace } from './survey-ref.ts';

export interface CycleAnswers {
  readonly series: Answer;
  readonly changes: Answer;
}

function roundsPart(place: SurveyPlace): Part {
  const { list, rows, id, language, t: { surveys: { columns, cycle } } } = place;
  return part(1, 'olas', [cycle.rounds], [{
    kind: 'matrix', matrix: {
      id: 'tabla-olas', caption: cycle.roundsCaption, head: cycle.roundHead, columns: [{ key: 'fechas', label: columns.dates, unit: null }, { key: 'entrevistas', label: columns.interviews, unit: 'personas' }, { key: 'muestra', label: columns.sample, unit: null }],
      rows: rows.map((row): MatrixRow => ({
        head: [shown(list, row, 'ola', 'texto')], href: at(language, surveyAddress(id, text(list, row, 'ola')!)), subject: text(list, row, 'ola')!,
        cells: [[[datesIn(list, row, place)]], [[shown(list, row, 'entrevistas', 'personas')]], [[chosen(list, row, place)]]],
      })),
    },
  }]);
}

/** A hundred dots for a part of people: only where a number stands behind them. */
export function dots(answer: Answer, row: number, place: Pick<SurveyPlace, 'language' | 't'>, id: string): Block[] {
  const { t: { charts, surveys: { hundred } } } = place;
  if (isKept(answer, row) || text(answer, row, 'tipo') !== 'proporcion') return [];
  return [{ kind: 'hundred', tone: 'received', id, title: measureName(answer, row, place), description: hundred.desc, spent: estimateFigure(answer, row, 'impreso'), left: estimateFigure(answer, row, 'resto'), words: { spent: hundred.said, left: hundred.rest, over: hundred.over, receipt: charts.receipt } }];
}

/** One measure: its newest number, the dots, every round in a table, what changed. */
function measureBlocks(place: SurveyPlace, { series, changes }: CycleAnswers, rows: readonly number[], first: boolean): Block[] {
  const { t: { surveys: { columns, cycle } } } = place;
  const newest = rows.at(-1)!;
  const changed = rowsOf(changes).filter((row) => text(changes, row, 'medida') === text(series, newest, 'medida') && text(changes, row, 'ambito') === null);
  const ofRound = (row: number) => changed.filter((one) => text(changes, one, 'ola') === text(series, row, 'ola'));
  const title = measureName(series, newest, place);
  const unknown = rowsOf(series).filter((row) => isUnknown(series, row) && ['ola', 'medida'].every((column) => text(series, row, column) === text(series, newest, column))).map((row) => unknownLine(series, row, place));
  return [
    ...(isKept(series, newest) ? [{ kind: 'prose' as const, phrases: [keptSentence(series, newest, place)] }] : [{ kind: 'prose' as const, phrases: [sentence(series, newest, place)] }, { kind: 'prose' as const, quiet: true, phrases: [baseLine(series, newest, place), ...unknown, ...notes(series, newest, place)] }]),
    ...(first ? dots(series, newest, place, `cien-${text(series, newest, 'medida')}`) : []),
    { kind: 'matrix', matrix: {
      id: `tabla-${text(series, newest, 'medida')}`, caption: fill(cycle.seriesCaption, { medida: title }), head: cycle.roundHead,
      columns: [{ key: 'valor', label: columns.estimate, unit: null }, { key: 'n', label: columns.base, unit: 'personas' }, { key: 'cambio', label: columns.change, unit: null }],
      rows: rows.map((row): MatrixRow => ({
        head: [shown(series, row, 'ola', 'texto')], under: [[datesIn(series, row, place)]], subject: `${title} ${text(series, row, 'ola')}`,
        cells: [[withInterval(series, row, place), ...notes(series, row, place)], [[estimateFigure(series, row, 'n', 'personas')]], ofRound(row).flatMap((one) => [changeWords(changes, one, place), detectableWords(changes, one, place)].filter((line) => line.length > 0))],
      })),
    } },
  ];
}

/** A distribution: its answers down, the rounds across. */
function answersBlocks(place: SurveyPlace, series: Answer, rows: readonly number[]): Block[] {
  const { t: { surveys: { columns, cycle } } } = place;
  const rounds = [...new Set(rows.map((row) => text(series, row, 'ola')!))];
  const base = rounds.flatMap((round) => rows.find((row) => text(series, row, 'ola') === round && !isKept(series, row)) ?? []);
  return [
    { kind: 'matrix', matrix: {
      id: `tabla-${text(series, rows[0]!, 'medida')}`, caption: fill(cycle.seriesCaption, { medida: measureTitle(series, rows[0]!, place) }), head: columns.choices, columns: rounds.map((round) => ({ key: round, label: `${columns.round} ${round}`, unit: null })),
      rows: [...Map.groupBy(rows, (row) => text(series, row, 'respuesta')!)].map(([answer, own]): MatrixRow => ({
        head: [text(series, own[0]!, 'respuesta_es') ?? answer], subject: `${text(series, own[0]!, 'medida')} ${answer}`,
        cells: rounds.map((round) => own.filter((row) => text(series, row, 'ola') === round).flatMap((row) => [withInterval(series, row, place), ...notes(series, row, place)])),
      })),
    } },
    { kind: 'prose', quiet: true, phrases: base.map((row) => baseLine(series, row, place)) },
  ];
}

/** Measures of one dimension, each under its name. A series that ended is not the newest round's: it has its round's page. */
function dimensionPart(place: SurveyPlace, answers: CycleAnswers, dimension: string, at: number): Part {
  const { series } = answers;
  const { t: { surveys } } = place;
  const title = surveys.dimensions[dimension as keyof typeof surveys.dimensions];
  const rows = rowsOf(series).filter((row) => text(series, row, 'dimension') === dimension);
  const bySeries = [...Map.groupBy(rows.filter((row) => !isUnknown(series, row)), (row) => text(series, row, 'serie')!).values()];
  const blocks = bySeries.flatMap((own, index): Block[] => [
    { kind: 'heading', text: [measureTitle(series, own.at(-1)!, place)] },
    ...(text(series, own[0]!, 'tipo') === 'distribucion' ? answersBlocks(place, series, own) : measureBlocks(place, answers, own, index === 0)),
  ]);
  return blocks.length === 0 ? absentPart(10 + at, dimension, title, surveys.cycle.none) : part(10 + at, dimension, [title], blocks);
}

/** A survey's cycle: exposure, access and comprehension first, from the baseline on, and all it measures after. */
export function cyclePage(place: SurveyPlace, answers: CycleAnswers): PageModel {
  const { list, rows, title, t: { surveys } } = place;
  const last = rows.at(-1)!;
  const found = new Set(rowsOf(answers.series).map((row) => text(answers.series, row, 'dimension')!));
  return surveyModel(place, { round: '', heading: title, description: fill(surveys.cycle.description, { titulo: title }), lead: [[text(list, last, inWords('intro', place))!], [text(list, last, inWords('proposito', place))!]] }, [
    roundsPart(place), ...DIMENSIONS.filter((dimension) => found.has(dimension)).map((dimension, at) => dimensionPart(place, answers, dimension, at)),
  ]);
}
