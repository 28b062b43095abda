import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { transaction } from '#lib/platform/database.ts';
import { responseRates } from '#lib/surveys/field/outcome.ts';
import { keyedHash, secretFor } from '#lib/surveys/intake/record-cipher.ts';
import type { SurveyInstrument } from '#lib/surveys/instrument/instrument.ts';
import { publishedEstimates, publishedReturn, roundDocument, type NotedReturn } from '#lib/surveys/report/round-document.ts';
import type { PublishedRound, Uncompared } from '#lib/surveys/report/published-round.ts';
import { associations, changes } from '#lib/surveys/wave/changes.ts';
import { insistStep, keepWeights, moveRound } from '#lib/surveys/wave/keep-round.ts';
import { countsShown, fewApart, keepVersion, peopleOf, tellsFew, versionsAgainst, type RoundVersion } from '#lib/surveys/wave/round-version.ts';
import type { PrimaryUnit, SurveyRound } from '#lib/surveys/wave/round.ts';
import { marginsOf, returnsOf, roundOf, unitsOf } from '#lib/surveys/wave/round-store.ts';
import { workRound, type RoundAnswers, type WorkedRound } from '#lib/surveys/wave/work-round.ts';
import type { Application } from '../application.ts';
import { liveSurveyInstruments, surveyInstrumentBy } from './live-instruments.ts';
import { liveRound, publishRound } from './publish-round.ts';

type Keeper = Pick<Application, 'pool' | 'captures' | 'loads' | 'folders' | 'recordKeys'>;

/** What the approved submissions of a round say, and under which consent and in which languages they were given. */
export interface ApprovedAnswers extends RoundAnswers {
  readonly consent: readonly string[];
  readonly languages: readonly string[];
}

/** Where answers come from: the approved submissions of a round. */
export type AnswersOf = (round: SurveyRound) => Promise<ApprovedAnswers>;

/** What a publication is made with besides its round: the day, and the version of the program. */
export interface Publication {
  readonly today: string;
  readonly code: string;
}

/** How the answers of one submission are hashed, the same in every round of a form. */
type HashOf = (round: SurveyRound) => (text: string) => string;

/** A round worked out, held against what was published of it and of others of its form in the same days. */
interface HeldRound {
  readonly worked: WorkedRound;
  readonly people: RoundVersion['people'];
  readonly versions: readonly RoundVersion[];
}

async function heldRound(client: pg.PoolClient, round: SurveyRound, instruments: readonly SurveyInstrument[], answers: RoundAnswers, hashOf: HashOf): Promise<HeldRound> {
  const instrument = surveyInstrumentBy(instruments, round.instrument, round.version);
  const people = peopleOf(answers, instrument, hashOf(round));
  const versions = await versionsAgainst(client, round, people);
  const [units, margins] = [await unitsOf(client, round.survey, round.code), await marginsOf(client, round.survey, round.code)];
  return { worked: workRound(round, instrument, answers, units, margins, tellsFew(versions)), people, versions };
}

/** Questions by which exposure is tested: where people live, and their sex (METHODS §3.6). */
const TESTED = ['sexo', 'lugar'];

const returnsTo = (units: readonly PrimaryUnit[], round: SurveyRound, returns: Awaited<ReturnType<typeof returnsOf>>): NotedReturn[] =>
  returns.map(({ zone, ...one }) => ({ ...one, area: zone, place: units.find((unit) => unit.zone === zone)?.place ?? round.places[0]! }));

/** What a round is compared with: its previous one, worked out again and as it was published. */
interface Baseline {
  readonly worked: WorkedRound;
  readonly published: PublishedRound;
}

/**
 * The former round, worked out again for its covariance. It must be the published one to the last figure: its values are printed
 * in the changes, and beside others they would tell what whoever was withdrawn, approved late or corrected had said.
 */
async function baselineOf(keeper: Keeper, client: pg.PoolClient, { survey, previous }: SurveyRound, instruments: readonly SurveyInstrument[], answersOf: AnswersOf, hashOf: HashOf): Promise<Baseline | Uncompared | null> {
  const former = previous === null ? null : await roundOf(client, survey, previous);
  // A baseline of another kind has no error, and two kinds are not compared.
  if (former === null || former.sample !== 'probabilistica') return null;
  const live = await liveRound(keeper, survey, former.code);
  if (live === null) return 'anterior-sin-publicar';
  const { worked: found } = await heldRound(client, former, instruments, await answersOf(former), hashOf);
  const again = publishedEstimates(found.cells, found.instrument.measures, found.table.rows);
  return canonicalJson(again as unknown as Canonical) === canonicalJson(live.estimates as unknown as Canonical) ? { worked: found, published: live } : 'anterior-cambio';
}

async function documentOf(client: pg.PoolClient, round: SurveyRound, own: WorkedRound, before: Baseline | Uncompared | null, answers: ApprovedAnswers, { today, code }: Publication): Promise<PublishedRound> {
  const { survey, sample, from, to, previous, revisited, places, keys, visits } = round;
  const [units, returns] = [await unitsOf(client, survey, round.code), await returnsOf(client, survey, round.code)];
  const [former, uncompared] = typeof before === 'string' ? [null, before] : [before, null];
  const rates = visits === null ? null : responseRates(visits, visits.eligible);
  const drawn = own.weighed === null ? null : { ...own.weighed, calibration: round.calibration, lonely: round.lonely, margins: [...new Set((await marginsOf(client, survey, round.code)).map(({ margin }) => margin))] };
  return roundDocument({
    survey, round: round.code, instrument: own.instrument, weighed: drawn, cells: own.cells, returns: returnsTo(units, round, returns),
    head: { from, to, published: today, previous, revisited, uncompared, sample, places, interviews: own.table.rows, response: rates === null ? null : { least: rates.least, likely: rates.likely }, consent: answers.consent, languages: answers.languages, keys, code },
    former: former?.published ?? null, changes: former === null || drawn === null ? [] : changes(former.worked, own, revisited), tests: drawn === null ? [] : associations(own, own.instrument.domains.filter(({ id, by }) => TESTED.includes(id) || ('frame' in by && by.frame === 'lugar')).map(({ id }) => id)),
  });
}

/** The document of a round and its weights, its version recorded: whatever is published after is held against it. */
async function prepared(keeper: Keeper, client: pg.PoolClient, round: SurveyRound, answersOf: AnswersOf, publication: Publication) {
  const instruments = await liveSurveyInstruments(keeper);
  const key = secretFor(await keeper.recordKeys.secret(), 'versiones');
  const hashOf: HashOf = ({ instrument }) => (text) => keyedHash(key, `${instrument}\0`, text);
  const answers = await answersOf(round);
  const { worked, people, versions } = await heldRound(client, round, instruments, answers, hashOf);
  const few = fewApart(versions, people);
  if (few !== null) throw new YupayError('ola-diferencia-chica', { cuantas: String(few) });
  const before = worked.weighed === null ? null : await baselineOf(keeper, client, round, instruments, answersOf, hashOf);
  const document = await documentOf(client, round, worked, before, answers, publication);
  await keepVersion(client, round.survey, round.code, { people, counts: countsShown(worked.cells) });
  return { document, submissions: answers.submissions, weighed: worked.weighed };
}

/**
 * Works a round out of its approved answers, publishes what may be shown of it and keeps each factor of its weights. Again, while
 * it is not closed: the former document stays readable. Its version is recorded first, for against one that is read and not
 * recorded nothing would be held; one that is recorded and not read only asks for more care than needed. Throws `sin-permiso`, `ola-no-existe`, `ola-paso`,
 * `muestra-mala`, `conglomerado-solo`, `instrumento-no-existe`, `ola-diferencia-chica`, `carga-en-curso`.
 */
export async function publishWave(keeper: Keeper, actor: Actor, survey: string, code: string, answersOf: AnswersOf, publication: Publication): Promise<PublishedRound> {
  const { document, submissions, weighed } = await transaction(keeper.pool, async (client) => prepared(keeper, client, await insistStep(client, actor, survey, code, 'publicar'), answersOf, publication));
  await publishRound(keeper, document);
  await transaction(keeper.pool, async (client) => {
    await moveRound(client, actor, survey, code, 'publicar', publication.today);
    if (weighed !== null) await keepWeights(client, survey, code, submissions, weighed.factors);
  });
  return document;
}

/** Closes a round and publishes where its results went back. Throws `sin-permiso`, `ola-paso`, `ola-devoluciones`, `ola-no-existe`. */
export async function closeWave(keeper: Keeper, actor: Actor, survey: string, code: string, today: string): Promise<void> {
  await transaction(keeper.pool, async (client) => {
    await moveRound(client, actor, survey, code, 'cerrar', today);
    const [round, units, returns, live] = [await roundOf(client, survey, code), await unitsOf(client, survey, code), await returnsOf(client, survey, code), await liveRound(keeper, survey, code)];
    if (live !== null) await publishRound(keeper, { ...live, returns: returnsTo(units, round, returns).map(publishedReturn) });
  });
}
