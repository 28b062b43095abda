import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { text } from './answer.ts';
import { part } from './place-page-parts.ts';
import { answerBlocks, lead, type Answered } from './question-answer.ts';
import { questionQuery, sourceOf, type Question, type RefusalCode } from './question-ask.ts';
import { ADDRESS, examplesBlock, fieldsOf, headingOf, hrefOf, settled, sourceName, subjectOf, type QuestionField } from './question-words.ts';
import type { PlaceView, SearchHit } from './services.ts';
import type { Block, PageModel, Part } from './view.ts';

/** Why a question has no answer, and what may be asked instead. */
export interface Refused {
  readonly question: Question;
  readonly place: PlaceView | null;
  readonly code: RefusalCode;
  /** Places that answer to the name typed. */
  readonly hits: readonly SearchHit[];
  /** Years of which the same question may be asked alone. */
  readonly years: readonly number[];
}

export interface QuestionModel {
  readonly page: PageModel;
  readonly fields: readonly QuestionField[];
  /** All the rows that answer, as data; none when the question was refused or not asked. */
  readonly data: {
    readonly columns: readonly string[]; readonly rows: readonly (readonly (string | null)[])[]; readonly row: readonly number[];
    readonly receipt: string | null; readonly query: string | null; readonly parameters: Readonly<Record<string, string>>; readonly refusal: string | null;
  };
}

const NOTHING: QuestionModel['data'] = { columns: [], rows: [], row: [], receipt: null, query: null, parameters: {}, refusal: null };

function pageOf(heading: string, more: Pick<PageModel, 'lead' | 'parts'>, language: Language, origin: string, t: Messages): PageModel {
  return {
    language, origin, address: ADDRESS, title: heading, description: t.question.description, overline: t.question.overline, heading, facts: [],
    crumbs: [{ href: at(language, '/'), text: t.site.home }, ...(heading === t.question.title ? [] : [{ href: at(language, ADDRESS), text: t.question.title }])],
    ...more,
  };
}

const examplesPart = (label: string, language: Language, t: Messages): Part => part(0, 'ejemplos', [label], [examplesBlock(language, label, t)]);

/** `/consulta` before anything is asked: the form, and questions to begin with. */
export function questionStart(language: Language, origin: string): QuestionModel {
  const t = messages(language);
  return { page: pageOf(t.question.title, { lead: [[t.question.intro]], parts: [examplesPart(t.question.examples, language, t)] }, language, origin, t), fields: fieldsOf(null, t), data: NOTHING };
}

function takePart(question: Question, language: Language, origin: string, t: Messages): Part {
  const [query, words] = [questionQuery(question), t.question.take];
  const address = at(language, ADDRESS);
  return part(0, 'llevar', [t.parts.take], [
    {
      kind: 'links', label: t.parts.take, bare: true, columns: false,
      items: [{ href: `${address}${query}`, text: words.address }, { href: `${address}.csv${query}`, text: words.csv }, { href: `${address}.json${query}`, text: words.json }],
    },
    { kind: 'command', intro: t.take.verify, text: `npm run -s yupay -- verify "${origin}${address}${query}"` },
    { kind: 'prose', quiet: true, phrases: [[t.take.print], [t.take.report]] },
  ]);
}

/** A question answered: sentence, chart, table, address, receipt. */
export function questionAnswered(view: Answered, language: Language, origin: string): QuestionModel {
  const t = messages(language);
  const { answer, plan, rows } = view;
  const question = settled(view.question, view.place, plan);
  const title = plan.shape === 'lugar' ? fill(t.question.part.list, { anio: String(plan.from) }) : rows.length > 1 ? t.question.part.years : t.question.part.one;
  const { columns } = answer.body;
  return {
    page: pageOf(headingOf(question, view.place, t), {
      lead: lead(view, t),
      parts: [part(0, 'respuesta', [title], answerBlocks(view, language, t)), takePart(question, language, origin, t), examplesPart(t.question.others, language, t)],
    }, language, origin, t),
    fields: fieldsOf(question, t),
    data: { columns, rows: rows.map((row) => columns.map((column) => text(answer, row, column))), row: rows, receipt: answer.code, query: answer.body.query, parameters: answer.body.parameters, refusal: null },
  };
}

function reasonOf({ question, place, code, years }: Refused, t: Messages): string {
  return fill(t.question.refusals[code], {
    fuente: sourceName(sourceOf(question), t), que: t.question.que[question.que], quien: subjectOf(question, place, t), lugar: place?.name ?? t.question.country, anios: years.join(', '),
  });
}

/** What may be asked instead: the places that the name may mean, or the same question of one year. */
function insteads({ question, hits, years }: Refused, language: Language, t: Messages): Block[] {
  const places = hits.map((hit) => ({ href: hrefOf({ ...question, donde: hit.ubigeo }, language), text: hit.name, note: [t.lang[hit.level], hit.context].filter((word) => word !== '').join(' · ') }));
  const alone = years.map((year) => ({ href: hrefOf({ ...question, cuando: String(year) }, language), text: fill(t.question.inYear, { anio: String(year) }) }));
  const items = [...places, ...alone];
  return items.length === 0 ? [] : [{ kind: 'links', label: t.question.insteads, columns: false, items }];
}

/** A question that cannot be answered, and why, in words: never an empty table, never a zero. */
export function questionRefused(refused: Refused, language: Language, origin: string): QuestionModel {
  const t = messages(language);
  const reason = reasonOf(refused, t);
  const blocks = insteads(refused, language, t);
  const known = refused.code !== 'placeNone' && refused.code !== 'placeMany' && refused.code !== 'badWhen';
  return {
    page: pageOf(known ? headingOf(refused.question, refused.place, t) : t.question.title, {
      lead: [[reason]],
      parts: [...(blocks.length === 0 ? [] : [part(0, 'respuesta', [t.question.refusals.title], blocks)]), examplesPart(t.question.others, language, t)],
    }, language, origin, t),
    fields: fieldsOf(refused.question, t),
    data: { ...NOTHING, refusal: reason },
  };
}
