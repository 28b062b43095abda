import type { Actor } from '#lib/access/actor.ts';
import { insist, may, mayAnywhere } from '#lib/access/permission.ts';
import { findIndex, INDICES } from '#lib/indicators/indices/index.ts';
import { windowsOn } from '#lib/indicators/ranking/electoral-window.ts';
import { addHoliday, addWindow, holidaysKept, windowsKept, withdrawWindow } from '#lib/indicators/ranking/keep-calendar.ts';
import { rankingKept, rankingsKept, releasedRankings, repliesTo, type Ranking } from '#lib/indicators/ranking/ranking-store.ts';
import { draftRanking, dropRanking, keepReply, notifyRanking, releaseRanking, type RankedReceipt } from '#lib/indicators/ranking/release-ranking.ts';
import { noticeEnds } from '#lib/indicators/ranking/release.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import { findReceipt, type Receipt } from '#lib/provenance/receipt.ts';
import { rowsOf, text } from '../answer.ts';
import { currentReceipt } from '../current.ts';
import type { Host } from '../host.ts';
import { peruDay } from '../plans/today.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import type { Services } from '../services.ts';
import type { OneRanking, RankingDesk, RankingLine, RankingServices, ReleasedRanking } from './services.ts';

/** A reply of five thousand letters, each of which may take nine bytes in a form. */
const MOST_BYTES = 64_000;

const titled = (ranking: Ranking): RankingLine => ({ ...ranking, indexTitle: findIndex(ranking.index)?.title ?? { es: ranking.index, en: ranking.index } });

/** Rows of a ranking's receipt with an index. */
const rankedRows = (answer: Receipt): number[] => rowsOf(answer).filter((row) => text(answer, row, 'puntaje') !== null);

const rankedReceipt = (answer: Receipt): RankedReceipt => ({ sha256: answer.sha256, ranked: rankedRows(answer).map((row) => text(answer, row, 'ubigeo')!) });

const needed = (id: string): string => {
  if (findIndex(id) === null) throw new YupayError('indice-no-existe', { codigo: id.slice(0, 64) });
  return id;
};

/** Who may see the desk: whoever may release something, or change the calendar. */
function insistSees(actor: Actor | null): asserts actor is Actor {
  if (!mayAnywhere(actor, 'publicar-ranking') && !mayAnywhere(actor, 'cambiar-calendario')) insist(actor, 'publicar-ranking', {});
}

interface Desk {
  readonly host: Host;
  readonly services: Services;
}

/** Years of an index that are over and in which some municipality has one, newest first. */
async function yearsOffered({ services }: Desk, index: string, today: string): Promise<string[]> {
  const years = await services.answer('indice-anios', { indice: index });
  return rowsOf(years).filter((row) => text(years, row, 'con_indice') !== '0').map((row) => text(years, row, 'anio')!).filter((year) => year < today.slice(0, 4)).reverse();
}

const receiptOf = async ({ services }: Desk, index: string, year: string): Promise<RankedReceipt> => rankedReceipt(await services.answer('indice-ranking', { indice: index, anio: year }));

async function released({ host: { application } }: Desk, index: string): Promise<ReleasedRanking[]> {
  return Promise.all((await releasedRankings(application.pool, index)).map(async (ranking) => {
    const answer = await findReceipt(application.pool, ranking.receipt);
    const [replies, current] = await Promise.all([repliesTo(application.pool, ranking.id), currentReceipt(application, answer)]);
    return { ...ranking, answer, replies, replaced: current !== null && current.sha256 !== answer.sha256 };
  }));
}

async function deskOf(desk: Desk, actor: Actor, today: string): Promise<RankingDesk> {
  const { pool } = desk.host.application;
  const own = INDICES.filter(({ id }) => may(actor, 'publicar-ranking', { framework: id }).allowed);
  const offers = await Promise.all(own.map(async ({ id, title }) => ({ index: id, title, years: await yearsOffered(desk, id, today) })));
  const [rankings, windows, holidays] = await Promise.all([rankingsKept(pool), windowsKept(pool), holidaysKept(pool)]);
  return { rankings: rankings.map(titled), offers, windows, holidays, may: { release: own.length > 0, calendar: may(actor, 'cambiar-calendario', {}).allowed } };
}

async function oneOf({ host: { application: { pool } }, services }: Desk, actor: Actor, id: string, today: string): Promise<OneRanking> {
  const ranking = await rankingKept(pool, id);
  insist(actor, 'publicar-ranking', { framework: ranking.index });
  const [answer, replies, windows, holidays, points] = await Promise.all([findReceipt(pool, ranking.receipt), repliesTo(pool, ranking.id), windowsKept(pool), holidaysKept(pool), services.points('')]);
  const names = new Map(points.map(({ ubigeo, name }) => [ubigeo, name]));
  const ranked = rankedRows(answer).map((row) => ({ ubigeo: text(answer, row, 'ubigeo')!, name: names.get(text(answer, row, 'ubigeo')!) ?? text(answer, row, 'municipalidad')!, band: text(answer, row, 'banda')! }));
  return {
    ...titled(ranking), ranked, replies, noticeEnds: ranking.notifiedOn === null ? null : noticeEnds(ranking.notifiedOn, new Set(holidays.map(({ day }) => day))),
    held: windowsOn(windows, today, ranked.map(({ ubigeo }) => ubigeo)), may: { release: true, override: may(actor, 'cambiar-calendario', { framework: ranking.index }).allowed },
  };
}

async function prepared(desk: Desk, actor: Actor, field: (name: string) => string, today: string): Promise<string> {
  const [index, year] = [needed(field('indice')), field('anio')];
  insist(actor, 'publicar-ranking', { framework: index });
  if (!(await yearsOffered(desk, index, today)).includes(year)) throw new YupayError('ranking-vacio', { anio: year.slice(0, 4) });
  const id = await draftRanking(desk.host.application.pool, actor, { index, year, receipt: await receiptOf(desk, index, year) });
  return `/panel/ranking/${id}`;
}

/** What a form of the desk asks; gives the address to go on from. */
async function changedBy(desk: Desk, actor: Actor, form: URLSearchParams, today: string): Promise<string> {
  const { pool } = desk.host.application;
  const field = (name: string): string => (form.get(name) ?? '').trim();
  const id = field('ranking');
  const calendar: Readonly<Record<string, () => Promise<unknown>>> = {
    'anotar-fecha': () => addWindow(pool, actor, { place: field('lugar'), from: field('desde'), to: field('hasta'), what: field('que'), norm: field('norma'), verifiedBy: field('verificado') }),
    'retirar-fecha': () => withdrawWindow(pool, actor, field('fecha')),
    'anotar-feriado': () => addHoliday(pool, actor, { day: field('dia'), name: field('nombre'), norm: field('norma') }),
  };
  const known = async () => new Set(rankedReceipt(await findReceipt(pool, (await rankingKept(pool, id)).receipt)).ranked);
  const acts: Readonly<Record<string, () => Promise<unknown>>> = {
    'notificar': () => notifyRanking(pool, actor, { id, day: field('dia'), means: field('medio'), all: field('todas') === 'si' }, today),
    'replicar': async () => keepReply(pool, actor, { id, ubigeo: field('ubigeo'), office: field('cargo'), text: field('texto'), day: field('dia') }, await known(), today),
    'publicar': () => releaseRanking(pool, actor, { id, override: field('excepcion') }, (index, year) => receiptOf(desk, index, year), today),
    'retirar': () => dropRanking(pool, actor, { id, step: 'retirar', reason: field('motivo') }),
    'descartar': () => dropRanking(pool, actor, { id, step: 'descartar', reason: field('motivo') }),
  };
  const action = field('accion');
  if (action === 'preparar') return prepared(desk, actor, field, today);
  const act = Object.hasOwn(calendar, action) ? calendar[action] : Object.hasOwn(acts, action) ? acts[action] : undefined;
  if (act === undefined) throw new YupayError('solicitud-mala', { detalle: 'no se conoce esa acción' });
  await act();
  return Object.hasOwn(calendar, action) ? '/panel/ranking' : `/panel/ranking/${encodeURIComponent(id)}`;
}

/** Rankings over the open application. */
export function rankingServices(host: Host, services: () => Services): RankingServices {
  const { pool, loads } = host.application;
  const desk = (): Desk => ({ host, services: services() });
  const today = (): string => peruDay(loads.clock());
  const begin = async (request: Request): Promise<Actor> => {
    const actor = await services().people.actor(request);
    insistSees(actor);
    return actor;
  };
  return {
    released: (index) => released(desk(), index),
    calendar: () => windowsKept(pool),
    desk: async (request) => deskOf(desk(), await begin(request), today()),
    one: async (request, id) => oneOf(desk(), await begin(request), id, today()),
    change: async (request) => {
      checkOwnForm(request);
      const form = await smallForm(request, MOST_BYTES);
      return changedBy(desk(), await begin(request), form, today());
    },
  };
}
