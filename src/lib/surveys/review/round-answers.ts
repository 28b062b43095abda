import type { Queryable } from '#lib/platform/database.ts';
import type { Outcomes } from '../field/outcome.ts';
import { answerTable, type AnswerTable } from '../wave/answer-table.ts';
import type { Answers } from './extract.ts';
import { disposition, lastVisits, type Disposition, type Visit } from './disposition.ts';

/** Which submissions a round is made of. Days of the interview, YYYY-MM-DD, both included; where a form has no day, when it came. */
export interface AskedAnswers {
  readonly form: string;
  /** Null: every version of the form. */
  readonly versions?: readonly string[] | null;
  readonly from: string;
  readonly to: string;
  /** Primary units of the sample; null: wherever it was. */
  readonly units?: readonly string[] | null;
}

/** One row of the table. */
export interface AnswerRow {
  /** Number of its submission. */
  readonly number: number;
  readonly unit: string | null;
  readonly dwelling: string | null;
  readonly enumerator: string | null;
  /** Adults of its household, of whom one answered; 1 where the form does not count them. */
  readonly adults: number;
  /** Code of the language or variety of the interview. */
  readonly language: string | null;
  /** Version of the consent text. */
  readonly consent: string | null;
}

export interface ReviewCounts {
  readonly approved: number;
  readonly pending: number;
  readonly rejected: number;
  /** Withdrawn by who answered, or destroyed for having no right to be there: gone with their answers. */
  readonly withdrawn: number;
  /** Rejected ones by the code of their reason. */
  readonly reasons: Readonly<Record<string, number>>;
}

export interface RoundAnswersFound {
  readonly table: AnswerTable;
  readonly rows: readonly AnswerRow[];
  readonly counts: ReviewCounts;
  /** What came of each address that was approved, by its last visit; empty homes are none that could answer. */
  readonly dispositions: Outcomes & { readonly ineligible: number };
  readonly visits: number;
}

// A withdrawn one has no answers left that tell its day or its unit, so it counts by when it came.
const WHICH = `e.formulario = $1 and ($2::text[] is null or e.version = any($2)) and not e.prueba and coalesce(r.fecha, to_char(e.recibido at time zone 'America/Lima', 'YYYY-MM-DD')) between $3 and $4 and ($5::text[] is null or r.envio is null or r.upm = any($5))`;

const parameters = ({ form, versions = null, from, to, units = null }: AskedAnswers) => [form, versions, from, to, units];

/** How far the submissions of a round are reviewed, and why those that were rejected were. */
export async function reviewCounts(client: Queryable, asked: AskedAnswers): Promise<ReviewCounts> {
  const { rows } = await client.query(
    `select e.estado as state, case when e.estado = 'rechazado' then (select v.motivo from envio_revision v where v.envio = e.numero and v.paso = 'rechazar' order by v.numero desc limit 1) end as reason, count(*)::int as count
    from envio e left join envio_respuesta r on r.envio = e.numero where ${WHICH} group by 1, 2 order by 1, 2`, parameters(asked),
  );
  const of = (...states: string[]): number => rows.filter(({ state }) => states.includes(state as string)).reduce((sum, { count }) => sum + (count as number), 0);
  return {
    approved: of('aprobado'), pending: of('recibido', 'por-revisar'), rejected: of('rechazado'), withdrawn: of('retirado', 'destruido'),
    reasons: Object.fromEntries(rows.flatMap(({ reason, count }) => (reason === null ? [] : [[reason as string, count as number]]))),
  };
}

/** Answers of several visits as one table: a column for each question with one answer, in the order of the rows. */
function tableOf(all: readonly Answers[]): AnswerTable {
  const columns = new Map<string, (string | null)[]>();
  for (const [row, answers] of all.entries()) {
    for (const [name, value] of Object.entries(answers)) {
      if (typeof value !== 'string') continue;
      const cells = columns.get(name) ?? Array.from({ length: all.length }, () => null);
      cells[row] = value;
      columns.set(name, cells);
    }
  }
  return answerTable(all.length, Object.fromEntries(columns));
}

const NO_OUTCOMES: Record<Disposition, number> = { complete: 0, partial: 0, refused: 0, notFound: 0, other: 0, unknownHousehold: 0, unknownOther: 0, ineligible: 0 };

const adultsOf = ({ adultos }: Answers): number => (typeof adultos === 'string' && /^[1-9]\d{0,3}$/.test(adultos) ? Number(adultos) : 1);

/**
 * The approved answers of a round: of each dwelling its last complete visit, and what came of every dwelling for response
 * rates. Interviews of forms without dwellings each stand for themselves. Trials, replaced and rejected ones are not there.
 */
export async function roundAnswers(client: Queryable, asked: AskedAnswers): Promise<RoundAnswersFound> {
  const { rows } = await client.query(
    `select e.numero as number, r.upm as unit, r.vivienda as dwelling, r.visita as visit, r.resultado as outcome, r.entrevista as interview, e.encuestador as enumerator, r.idioma as language, r.consentimiento as consent, r.datos as answers
    from envio e join envio_respuesta r on r.envio = e.numero where e.estado = 'aprobado' and ${WHICH} order by e.numero`, parameters(asked),
  );
  const visits = rows.map((row) => ({ ...(row as Visit & Omit<AnswerRow, 'adults'> & { readonly answers: Answers }), number: Number(row.number) }));
  const last = lastVisits(visits);
  const complete = last.filter((one) => disposition(one) === 'complete');
  const outcomes = { ...NO_OUTCOMES };
  for (const one of last) outcomes[disposition(one)] += 1;
  return {
    table: tableOf(complete.map(({ answers }) => answers)), counts: await reviewCounts(client, asked), dispositions: outcomes, visits: visits.length,
    rows: complete.map(({ number, unit, dwelling, enumerator, language, consent, answers }) => ({ number, unit, dwelling, enumerator, adults: adultsOf(answers), language, consent })),
  };
}
