import { YupayError } from '#lib/kernel/errors.ts';
import { findVariety } from '#lib/places/varieties.ts';
import { isoDay } from '#lib/places/recipes/template-cells.ts';
import { TRANSLATIONS, type FieldTest, type RecordingDraft, type Translation } from './recording.ts';

/** Letters of a transcript: five minutes of speech are fewer. */
export const MOST_LETTERS = 5_000;
const SHORT = 200;

/** The fields of the form and of the command, by the same names. Blank is absent. */
export type DraftFields = Readonly<Partial<Record<'lugar' | 'variedad' | 'texto' | 'palabras' | 'traduccion' | 'traductor' | 'con_nombre' | 'revisor' | 'revisada' | 'voz' | 'prueba_fecha' | 'prueba_lugar' | 'prueba_personas' | 'prueba_no_entendido', string>>>;

const bad = (detalle: string, detail: string) => new YupayError('audio-ficha', { detalle, detail });

/** Text as a person typed it: no control characters but line breaks, no blanks around. */
function words(fields: DraftFields, name: keyof DraftFields, longest: number): string | null {
  const text = (fields[name] ?? '').normalize('NFC').replace(/\r\n?/g, '\n').replace(/[^\P{C}\n]/gu, ' ').trim();
  if (text.length > longest) throw bad(`${name} pasa de ${longest} letras`, `${name} is longer than ${longest} letters`);
  return text === '' ? null : text;
}

function day(fields: DraftFields, name: 'revisada' | 'prueba_fecha'): string | null {
  const text = words(fields, name, 20);
  const found = text === null ? null : isoDay(text);
  if (text !== null && found === null) throw bad(`${name} no es un día AAAA-MM-DD`, `${name} is not a day YYYY-MM-DD`);
  return found;
}

/** No test said is no test; a date without its people, or the other way round, is a slip. */
function fieldTest(fields: DraftFields): FieldTest | null {
  const date = day(fields, 'prueba_fecha');
  const people = words(fields, 'prueba_personas', 10);
  if (date === null && people === null) return null;
  if (date === null || people === null || !/^\d{1,4}$/.test(people)) throw bad('una prueba de campo lleva su fecha y cuántas personas escucharon', 'a field test has its date and how many people listened');
  return { date, people: Number(people), where: words(fields, 'prueba_lugar', SHORT), notUnderstood: words(fields, 'prueba_no_entendido', 1_000) };
}

function translation(fields: DraftFields, spanish: boolean): Pick<RecordingDraft, 'translation' | 'translator' | 'named' | 'reviewer' | 'reviewedAt'> {
  const how = words(fields, 'traduccion', 30) ?? (spanish ? 'ninguna' : '');
  if (!(TRANSLATIONS as readonly string[]).includes(how)) throw bad(`traduccion es ${TRANSLATIONS.join(', ')}`, `traduccion is one of ${TRANSLATIONS.join(', ')}`);
  if (spanish !== (how === 'ninguna')) throw bad('solo el castellano va sin traducción', 'only Spanish goes without a translation');
  const translator = spanish ? null : words(fields, 'traductor', SHORT);
  if (how === 'persona' && translator === null) throw bad('falta quién tradujo, por su nombre o por su papel', 'who translated is missing, by name or by role');
  const reviewed = how === 'maquina-revisada';
  const [reviewer, reviewedAt] = [reviewed ? words(fields, 'revisor', SHORT) : null, reviewed ? day(fields, 'revisada') : null];
  if (reviewed && (reviewer === null || reviewedAt === null)) throw bad('falta quién revisó lo que tradujo la máquina, y cuándo', 'who reviewed the machine’s translation is missing, or when');
  return { translation: how as Translation, translator, named: translator !== null && ticked(fields.con_nombre), reviewer, reviewedAt };
}

const ticked = (value: string | undefined): boolean => value !== undefined && value !== '';

/** What a form or a command states of a recording, checked. Throws `audio-ficha`, which says what is missing or wrong. */
export function readDraft(fields: DraftFields): RecordingDraft {
  const place = words(fields, 'lugar', 6);
  if (place === null || !/^\d{2}(\d{2}){0,2}$/.test(place)) throw bad('lugar es un código de 2, 4 o 6 cifras', 'lugar is a code of 2, 4 or 6 digits');
  const variety = findVariety(words(fields, 'variedad', 40) ?? '');
  if (variety === null) throw bad('variedad no es ninguna de la lista', 'variedad is none of the list');
  const spanish = variety.id === 'castellano';
  const [text, spoken] = [words(fields, 'texto', MOST_LETTERS), spanish ? null : words(fields, 'palabras', MOST_LETTERS)];
  if (text === null) throw bad('falta el texto en castellano de lo que dice', 'the Spanish text of what it says is missing');
  if (!spanish && spoken === null) throw bad('faltan las palabras que se dicen, en su lengua', 'the words spoken are missing, in their language');
  return { place, variety: variety.id, text, words: spoken, ...translation(fields, spanish), voiceConsent: ticked(fields.voz), test: fieldTest(fields) };
}
