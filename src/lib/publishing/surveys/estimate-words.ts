import type { Language } from '#lib/kernel/errors.ts';
import { fill, type Messages } from '#lib/platform/messages/index.ts';
import type { FigureFormat } from '#lib/provenance/figure.ts';
import { cell } from '#lib/provenance/receipt.ts';
import { text, type Answer } from '../answer.ts';
import { UNKNOWN_ANSWER } from '#lib/surveys/wave/estimates.ts';
import { dateInWords } from '../day.ts';
import { phrase, type Phrase, type ShownFigure } from '../phrase.ts';

/** In whose words estimates are told. */
export interface Wording {
  readonly language: Language;
  readonly t: Messages;
}

/** The column of a word in the reader's language. */
export const inWords = (column: string, { language }: Wording): string => (language === 'en' ? `${column}_en` : column);

/** Of every hundred people without decimals, for few samples hold more; the rest as its kind is read (METHODS §11). */
const FORMATS: Readonly<Record<string, FigureFormat>> = { proporcion: 'personas-de-100', distribucion: 'personas-de-100', media: 'puntaje', mediana: 'puntaje', razon: 'decimal', total: 'entero' };

const formatOf = (answer: Answer, row: number): FigureFormat => FORMATS[text(answer, row, 'tipo') ?? ''] ?? 'decimal';

/** A number of an estimate; what is kept back is said to be, with its reason. */
export function estimateFigure(answer: Answer, row: number, column: string, format = formatOf(answer, row)): ShownFigure {
  const reason = answer.body.columns.includes('reservado') ? text(answer, row, 'reservado') : null;
  return { ...cell(answer, row, column, format, reason === null ? { state: 'not_applicable', reason: 'muestra-no-probabilistica' } : { state: 'suppressed', reason }), code: answer.code };
}

export const isKept = (answer: Answer, row: number): boolean => text(answer, row, 'reservado') !== null;

/** "21 (entre 15 y 28)"; of a sample of convenience the number alone. */
export function withInterval(answer: Answer, row: number, { t: { surveys } }: Wording): Phrase {
  const value = estimateFigure(answer, row, 'impreso');
  if (isKept(answer, row) || text(answer, row, 'bajo_impreso') === null) return [value];
  return [value, ...phrase(surveys.between, { bajo: estimateFigure(answer, row, 'bajo_impreso'), alto: estimateFigure(answer, row, 'alto_impreso') })];
}

/** "de cada 100 (entre 15 y 28)": the interval follows what it is counted in. */
const COUNTED = /^ (de cada 100|in every 100|of every 100)\b/;

/** The sentence of a measure around its number. It is somebody's words: nothing in it is filled but the one place of the number. */
export function sentence(answer: Answer, row: number, wording: Wording): Phrase {
  const [before = '', rest = ''] = text(answer, row, inWords('frase', wording))!.split('{valor}');
  const [value, ...interval] = withInterval(answer, row, wording);
  const counted = COUNTED.exec(rest)?.[0] ?? '';
  const after = rest.slice(counted.length);
  return [before, value!, counted, ...interval, after.endsWith('.') ? after : `${after}.`].filter((part) => part !== '');
}

/** How many answered, of how many that were asked where they are not the same, and who they are. */
export function baseLine(answer: Answer, row: number, wording: Wording): Phrase {
  const { t: { surveys } } = wording;
  const base = text(answer, row, inWords('base', wording))!;
  const [n, asked] = [estimateFigure(answer, row, 'n', 'personas'), text(answer, row, 'preguntados')];
  return asked === null || asked === text(answer, row, 'n') ? phrase(surveys.base, { n, base }) : phrase(surveys.baseOf, { n, preguntados: estimateFigure(answer, row, 'preguntados', 'personas'), base });
}

/** Whether a row tells of those who do not know, and not of what the measure says. */
export const isUnknown = (answer: Answer, row: number): boolean => text(answer, row, 'respuesta') === UNKNOWN_ANSWER;

/** "No sabe o no responde: 3 (entre 1 y 7) de cada 100", beside the measure that they are left out of. */
export function unknownLine(answer: Answer, row: number, wording: Wording): Phrase {
  const { t: { surveys } } = wording;
  return isKept(answer, row) ? [`${surveys.unknown}: `, keptSentence(answer, row, wording)[0]!] : phrase(surveys.unknownOf, { valor: withInterval(answer, row, wording) });
}

/** Why an estimate is kept back, in a sentence of its own or beside the word that stands for its number. */
function whyKept(answer: Answer, row: number, { t }: Wording, sentenceOf: string): Phrase {
  const reason = text(answer, row, 'reservado')!;
  return [fill(sentenceOf, { motivo: (t.motivos as Readonly<Record<string, string>>)[reason] ?? reason })];
}

export const keptSentence = (answer: Answer, row: number, wording: Wording): Phrase => whyKept(answer, row, wording, wording.t.surveys.kept);

/** Under a number: why it is kept back, or what has to be known to read it. */
export function notes(answer: Answer, row: number, wording: Wording): Phrase[] {
  const { t } = wording;
  if (isKept(answer, row)) return [whyKept(answer, row, wording, t.surveys.because)];
  return (text(answer, row, 'avisos') ?? '').split(' ').flatMap((flag) => (flag in t.surveys.flags ? [[t.surveys.flags[flag as keyof typeof t.surveys.flags]]] : []));
}

/** "subió 12", or that no change can be told and which one would have been noticed. Empty where nothing was compared. */
export function changeWords(answer: Answer, row: number, { t: { surveys } }: Wording): Phrase {
  const word = text(answer, row, 'palabra') as keyof typeof surveys.words | null;
  if (word === null) return [];
  const said = word === 'sin-cambio' ? [surveys.words[word]] : phrase(surveys.words[word], { diferencia: estimateFigure(answer, row, 'tamano_impreso') });
  return phrase(surveys.since, { anterior: text(answer, row, 'anterior')!, cambio: said });
}

/** Beside "no change that we can detect": the smallest one that would have been seen. */
export const detectableWords = (answer: Answer, row: number, { t: { surveys } }: Wording): Phrase => (text(answer, row, 'palabra') !== 'sin-cambio' ? [] : phrase(surveys.detectable, { detectable: estimateFigure(answer, row, 'detectable_impreso') }));

/** "del 10 de noviembre de 2024 al 5 de diciembre de 2024". */
export const datesIn = (answer: Answer, row: number, { language, t }: Wording): string => fill(t.surveys.dates, { desde: dateInWords(text(answer, row, 'desde')!, language), hasta: dateInWords(text(answer, row, 'hasta')!, language) });

/** How the people of a round were chosen, in words. */
export const chosen = (answer: Answer, row: number, { t: { surveys } }: Wording): string => surveys.samples[text(answer, row, 'muestra') as keyof typeof surveys.samples];

/** What a code of a domain is called; a place by its district. */
export const codeName = (answer: Answer, row: number, { language }: Wording): string => text(answer, row, `codigo_${language}`) ?? text(answer, row, 'codigo') ?? '–';

export const measureTitle = (answer: Answer, row: number, wording: Wording): string => text(answer, row, inWords('titulo', wording))!;

/** A measure's name, and of a distribution which answer. */
export function measureName(answer: Answer, row: number, wording: Wording): string {
  const title = measureTitle(answer, row, wording);
  const said = text(answer, row, 'respuesta') === UNKNOWN_ANSWER ? wording.t.surveys.unknown : text(answer, row, 'respuesta_es');
  return said === null ? title : fill(wording.t.surveys.round.answer, { medida: title, respuesta: said });
}
