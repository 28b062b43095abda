import { randomUUID } from 'node:crypto';
import type { Actor } from '#lib/access/actor.ts';
import { may } from '#lib/access/permission.ts';
import { isUnlocked, unlocksOf } from '#lib/access/unlock.ts';
import { columnOf } from '#lib/frameworks/cell-answer.ts';
import { frameworkOf, plansKept, signaturesOf, stepsOf, waiversOf, workingCopy } from '#lib/frameworks/plan-store.ts';
import { submissionOf, type Surroundings } from '#lib/frameworks/report-cells.ts';
import { answerers } from '#lib/frameworks/responsible.ts';
import { heads } from '#lib/frameworks/working-copy.ts';
import { placeNames, type PlaceNames } from '#lib/indicators/checks/place-names.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { Host } from '../host.ts';
import { peruDay } from './today.ts';
import type { Services } from '../services.ts';
import type { Atlas } from '../server/gazetteer.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import { insistSees, judgedViews, lineOf, periodOf, SHOWN, submissionDesk, tasksOf } from './desk.ts';
import { observed, rowOf, type Table } from './desk-rows.ts';
import { correctValue, keepCells } from './desk-forms.ts';
import { changePlanBy, changeSubmissionBy } from './desk-acts.ts';
import { FindingsMemory } from './findings-memory.ts';
import { publishedCaptures, takeFirstCopies } from './first-copies.ts';
import { blockersOf, settle, type Publisher } from './publish.ts';
import type { CorrectionDesk, PlanDesk, PlanServices, PlanTasks, SubmissionDesk } from './services.ts';
import { valueWords } from './value-words.ts';

/** A form of thirty cells with a long note in each. */
const MOST_BYTES = 512_000;

/** Changes of a plan that its page lists. */
const SHOWN_CHANGES = 30;

/** What every use case of the desk needs: who asks, the world as they find it, and how to publish. */
export interface Desk {
  readonly host: Host;
  readonly services: Services;
  readonly actor: Actor;
  readonly world: Surroundings;
  readonly publisher: Publisher;
}

/** The world for one request; the unlock is asked for the period at hand. */
async function worldOf({ application: { pool, loads } }: Host, names: PlaceNames, atlas: Atlas, actor: Actor, at: { readonly plan: string; readonly period: string } | null): Promise<Surroundings> {
  const now = loads.clock();
  const today = peruDay(now);
  const open = at !== null && (await isUnlocked(pool, actor.id, at.plan, at.period, now));
  const unlocks = open ? [{ period: at.period, user: actor.id, until: today, reason: '' }] : [];
  return { today, places: { names, isCode: (code) => atlas.gazetteer.get(code) !== null }, newId: () => `v-${randomUUID()}`, unlocks: unlocks as unknown as Surroundings['unlocks'] };
}

async function tableOf({ host: { application }, actor }: Desk, plan: string): Promise<Table> {
  const copy = await workingCopy(application.pool, plan);
  return { copy, framework: frameworkOf(copy, SHOWN), signatures: await signaturesOf(application.pool, plan), actor };
}

async function tasks({ host, actor, publisher }: Desk): Promise<readonly PlanTasks[]> {
  const found: PlanTasks[] = [];
  for (const { id } of await plansKept(host.application.pool)) {
    if (!actor.operator && !actor.grants.some(({ framework }) => framework === null || framework === id)) continue;
    const copy = await workingCopy(host.application.pool, id);
    const blockers = may(actor, 'publicar', { framework: id }).allowed ? blockersOf(publisher, copy, await waiversOf(host.application.pool, id)).length : 0;
    found.push(tasksOf(actor, copy, frameworkOf(copy, SHOWN), await signaturesOf(host.application.pool, id), blockers, publisher.today));
  }
  return found;
}

async function planDesk(desk: Desk, request: Request, plan: string): Promise<PlanDesk> {
  const { host: { application: { pool } }, actor, publisher } = desk;
  await settle(publisher, plan);
  const [{ copy, framework, signatures }, waivers, live] = [await tableOf(desk, plan), await waiversOf(pool, plan), await publishedCaptures({ pool })];
  const [blocking, unlocks] = [blockersOf(publisher, copy, waivers), await unlocksOf(pool, plan)];
  const { rows } = await pool.query('select version, que as what, cuando as at, motivo as reason from plan_version where plan = $1 order by version desc limit $2', [plan, SHOWN_CHANGES]);
  const allowed = (action: Parameters<typeof may>[1]): boolean => may(actor, action, { framework: plan }).allowed;
  const people = allowed('desbloquear') ? (await desk.services.people.directory(request)).people.map(({ id, name }) => ({ id, name })) : [];
  return {
    id: plan, title: framework.title, people, capture: live.get(plan) ?? null, elsewhere: (live.get(plan) ?? null) !== copy.capture,
    tasks: tasksOf(actor, copy, framework, signatures, blocking.length, publisher.today), periods: framework.periods.map((one) => periodOf(one, unlocks)), submissions: copy.submissions.map((one) => lineOf(framework, one)).reverse(),
    ...judgedViews(publisher.findings.of(copy, SHOWN, publisher.names), waivers, blocking, publisher.today),
    history: rows.map((row) => ({ ...row, at: (row.at as Date).toISOString() }) as PlanDesk['history'][number]),
    may: { keep: allowed('editar-plan'), lock: allowed('bloquear'), lift: allowed('desbloquear'), waive: allowed('exonerar'), publish: allowed('publicar') },
  };
}

export async function submissionPage(desk: Desk, plan: string, number: number, adding: Parameters<PlanServices['submission']>[3]): Promise<SubmissionDesk> {
  const { host: { application: { pool } }, publisher } = desk;
  const table = await tableOf(desk, plan);
  const waivers = await waiversOf(pool, plan);
  const found = publisher.findings.of(table.copy, SHOWN, publisher.names);
  const { judged } = judgedViews(found, waivers, blockersOf(publisher, table.copy, waivers), publisher.today);
  const views = judged.map((view, at) => ({ ...view, facts: found[at]!.facts.map(({ id }) => id) }));
  return submissionDesk(table, number, await stepsOf(pool, submissionOf(table.copy, number).id), views, adding, desk.world);
}

/** The values of a cell, oldest first. */
function chainOf(table: Table, value: string): CorrectionDesk['values'] {
  const byId = new Map(table.copy.values.map((one) => [one.id, one]));
  const chain: CorrectionDesk['values'][number][] = [];
  for (let id: string | null = value; id !== null; id = byId.get(id)!.previous) {
    const one = byId.get(id)!;
    chain.unshift({ id, said: valueWords(observed(one)), at: one.at, reason: (one.body.reason as string | undefined) ?? null });
  }
  return chain;
}

/** Throws `valor-no-existe` for what is not the newest of its cell, `periodo-no-existe` for what no period asks for: a target is the plan's own. */
async function correctionPage(desk: Desk, plan: string, value: string): Promise<CorrectionDesk> {
  const table = await tableOf(desk, plan);
  const { framework, copy, actor } = table;
  const head = [...heads(copy.values).values()].find(({ id }) => id === value);
  const one = head && observed(head);
  if (!head || !one) throw new YupayError('valor-no-existe', { codigo: value.slice(0, 64) });
  const period = framework.periods.find(({ id }) => one.kind === 'actual' && columnOf(framework, id)?.id === one.column);
  if (period === undefined) throw new YupayError('periodo-no-existe', { codigo: one.column ?? one.kind });
  const answering = answerers(framework, one.use).filter((organisation) => may(actor, 'informar', { framework: plan, organisation, place: one.place }).allowed);
  return {
    plan: { id: plan, title: framework.title }, row: rowOf(table, one, 'c0', columnOf(framework, period.id)!, answering[0] ?? ''), period: { id: period.id, label: period.label },
    organisations: framework.organisations.filter(({ id }) => answering.includes(id)).map(({ id, name }) => ({ id, name })), values: chainOf(table, value),
  };
}

/** Begins the use cases of the desk: who asks, and the world as they find it. Throws `plan-no-existe`, `sin-permiso`. */
export type OpenDesk = (actor: Actor | null, plan: string | null, period?: (plan: string) => Promise<string | null>) => Promise<Desk>;

/** The one way into the desk; what it remembers of findings and names is shared by all who come by it. */
export function deskOpener(host: Host, services: () => Services, registry: () => Promise<Atlas>): OpenDesk {
  const findings = new FindingsMemory();
  const named = new WeakMap<Atlas, PlaceNames>();
  const { pool, loads } = host.application;
  return async (actor, plan, period = async () => null) => {
    await takeFirstCopies(host.application);
    if (plan !== null) await workingCopy(pool, plan);
    insistSees(actor, plan ?? '');
    const atlas = await registry();
    const names = named.get(atlas) ?? placeNames(atlas.gazetteer, atlas.search);
    named.set(atlas, names);
    const at = plan === null ? null : await period(plan);
    const world = await worldOf(host, names, atlas, actor, at === null ? null : { plan: plan!, period: at });
    return { host, services: services(), actor, world, publisher: { application: host.application, findings, names, today: peruDay(loads.clock()) } };
  };
}

/** The working copies of plans, over the open application. Each question begins by who asks. */
export function planServices(host: Host, services: () => Services, open: OpenDesk): PlanServices {
  const { pool } = host.application;
  const begin = async (request: Request, plan: string | null, period?: Parameters<OpenDesk>[2]): Promise<Desk> => open(await services().people.actor(request), plan, period);
  const periodAt = (number: number) => async (plan: string): Promise<string> => submissionOf(await workingCopy(pool, plan), number).period;
  const form = (request: Request): Promise<URLSearchParams> => {
    checkOwnForm(request);
    return smallForm(request, MOST_BYTES);
  };
  return {
    tasks: async (request) => tasks(await begin(request, null)),
    desk: async (request, plan) => planDesk(await begin(request, plan), request, plan),
    change: async (request, plan) => {
      const fields = await form(request);
      return changePlanBy(await begin(request, plan, async () => fields.get('periodo')), plan, fields);
    },
    submission: async (request, plan, number, adding) => submissionPage(await begin(request, plan, periodAt(number)), plan, number, adding),
    changeSubmission: async (request, plan, number) => {
      const fields = await form(request);
      const desk = await begin(request, plan, periodAt(number));
      return fields.get('accion') === 'guardar' ? keepCells(desk, plan, number, fields) : changeSubmissionBy(desk, plan, number, fields);
    },
    correction: async (request, plan, value) => correctionPage(await begin(request, plan), plan, value),
    correct: async (request, plan, value) => {
      const fields = await form(request);
      const { period } = await correctionPage(await begin(request, plan), plan, value);
      return correctValue(await begin(request, plan, async () => period.id), plan, period.id, fields);
    },
  };
}
