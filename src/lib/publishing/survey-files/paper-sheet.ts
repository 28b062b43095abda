import type { Language } from '#lib/kernel/errors.ts';
import { fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import type { Condition } from '#lib/surveys/paper/condition.ts';
import { questionsByName, type PaperCondition, type PaperControl, type PaperForm, type PaperPart, type PaperQuestion } from '#lib/surveys/paper/paper-form.ts';

/** One line of a questionnaire in words, for the page and for print. */
export interface PaperLine {
  readonly kind: PaperPart['kind'];
  readonly number: string;
  readonly text: string;
  /** Hints, conditions and limits, each a sentence. */
  readonly notes: readonly string[];
  readonly control: PaperControl;
  readonly boxes: number;
  readonly codes: readonly { readonly number: string; readonly label: string; readonly go: string }[];
}

/** A questionnaire as it is printed: all words, no conditions left to work out. */
export interface PaperSheet {
  readonly language: Language;
  readonly form: string;
  readonly version: string;
  /** Language of the questions. */
  readonly spoken: string;
  readonly title: string;
  readonly overline: string;
  readonly about: string;
  readonly head: readonly { readonly name: string; readonly boxes: number }[];
  readonly consentTitle: string;
  readonly consent: string;
  readonly privacy: string;
  readonly lines: readonly PaperLine[];
}

type Words = Messages['paperForm'];
type Questions = ReadonlyMap<string, PaperQuestion>;

/** Digits or letters that each place of the head has room for. */
const ROOM = { enumerator: 6, unit: 10, dwelling: 4, visit: 1, date: 8, start: 4, end: 4, number: 6 } as const;

function valueOf(question: PaperQuestion, value: string): string {
  const code = question.codes.find((one) => one.code === value);
  return code === undefined ? value : `${code.number} (${code.label})`;
}

function comparison({ of, by, value }: Extract<Condition, { kind: 'compare' }>, words: Words, questions: Questions): string | null {
  if (of === '.') return fill(words.limits[by], { valor: value });
  const question = questions.get(of);
  if (question === undefined) return null;
  const pregunta = question.number;
  if (value === '' && (by === '=' || by === '!=')) return fill(by === '=' ? words.unanswered : words.answered, { pregunta });
  const template = by === '=' ? words.is : by === '!=' ? words.isNot : by === 'chosen' ? words.chosen : words.compare[by];
  return fill(template, { pregunta, valor: valueOf(question, value) });
}

/** A range of the answer itself: between one number and another. */
function range(parts: readonly Condition[], words: Words): string | null {
  const [low, high] = [parts.find((one) => one.kind === 'compare' && one.of === '.' && one.by === '>='), parts.find((one) => one.kind === 'compare' && one.of === '.' && one.by === '<=')];
  return parts.length === 2 && low?.kind === 'compare' && high?.kind === 'compare' ? fill(words.between, { desde: low.value, hasta: high.value }) : null;
}

/** A condition in words; null where it speaks of what is not on the paper. */
export function inWords(condition: Condition, words: Words, questions: Questions): string | null {
  if (condition.kind === 'compare') return comparison(condition, words, questions);
  if (condition.kind === 'not') {
    const inside = inWords(condition.part, words, questions);
    return inside === null ? null : fill(words.not, { condicion: inside });
  }
  const between = condition.kind === 'and' ? range(condition.parts, words) : null;
  if (between !== null) return between;
  const parts = condition.parts.map((part) => {
    const told = inWords(part, words, questions);
    return told !== null && part.kind !== 'compare' ? `(${told})` : told;
  });
  return parts.includes(null) ? null : parts.join(words[condition.kind]);
}

function asked({ written, read }: PaperCondition, words: Words, questions: Questions): string {
  const told = read === null ? null : inWords(read, words, questions);
  if (told !== null) return fill(words.only, { condicion: told });
  return fill(words.onlyCoded, { condicion: written.replace(/\$\{\s*([^}\s]+)\s*\}/g, (whole, name: string) => questions.get(name)?.number ?? whole) });
}

/** The author's own words for a limit, or ours; a limit that neither can tell is left to whoever keys the paper in. */
function limit({ limit: own, limitSaid }: PaperQuestion, words: Words, questions: Questions): string[] {
  if (limitSaid !== null) return [limitSaid];
  const told = own?.read == null ? null : inWords(own.read, words, questions);
  return told === null ? [] : [fill(words.limit, { condicion: told })];
}

function lineOf(part: PaperPart, words: Words, questions: Questions): PaperLine {
  const bare = { kind: part.kind, number: '', text: part.text, notes: [], control: 'texto', boxes: 0, codes: [] } as const;
  if (part.kind === 'nota') return bare;
  const only = part.asked.map((one) => asked(one, words, questions));
  if (part.kind === 'titulo') return { ...bare, notes: [...only, ...(part.repeated ? [words.repeated] : [])] };
  const { number, hint, control, boxes, codes, required } = part;
  const goes = (next: string | null): string => (next === null ? '' : next === 'fin' ? words.end : fill(words.go, { pregunta: next }));
  return {
    ...bare, number, control, boxes, notes: [...only, ...(hint === null ? [] : [hint]), ...limit(part, words, questions), `${words.how[control]}${required ? ` (${words.required})` : ''}`],
    codes: codes.map(({ number: code, label, next }) => ({ number: code, label, go: goes(next) })),
  };
}

/** A form on paper, in words of a language of ours; its questions are in its own. */
export function paperSheet(form: PaperForm, language: Language): PaperSheet {
  const words = messages(language).paperForm;
  const questions = questionsByName(form);
  return {
    language, form: form.id, version: form.version, spoken: form.language, title: form.title, overline: fill(words.overline, { version: form.version === '' ? words.noVersion : form.version }),
    about: form.language === 'default' ? '' : fill(words.language, { idioma: form.language }),
    head: (Object.keys(ROOM) as (keyof typeof ROOM)[]).map((name) => ({ name: words.head[name], boxes: ROOM[name] })),
    consentTitle: words.consent, consent: form.consent ?? '', privacy: words.private, lines: form.parts.map((part) => lineOf(part, words, questions)),
  };
}
