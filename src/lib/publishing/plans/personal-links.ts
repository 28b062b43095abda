import { insist } from '#lib/access/permission.ts';
import { frameworkOf, workingCopy } from '#lib/frameworks/plan-store.ts';
import { findLink, linkActor, linksOf, makeLink, withdrawLink, type PersonalLink } from '#lib/frameworks/personal-link.ts';
import { answerers } from '#lib/frameworks/responsible.ts';
import { ACCEPTED } from '#lib/frameworks/submission.ts';
import type { Framework } from '#lib/frameworks/framework.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { Host } from '../host.ts';
import { ClientLimit, clientOf } from '../mail/client-limit.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import { changeSubmissionBy } from './desk-acts.ts';
import { keepCells } from './desk-forms.ts';
import { submissionPage, type Desk, type OpenDesk } from './plan-services.ts';
import type { FormOutcome } from './services.ts';
import type { AnsweringDesk, LinksDesk } from './work-services.ts';

/** Forms that one client sends by links in ten minutes: somebody who saves often, not somebody who tries links. */
const MOST_FORMS = 60;
/** A form of thirty cells with a long note in each. */
const MOST_BYTES = 512_000;
/** What a link does besides keeping values. */
const STEPS: readonly string[] = ['presentar', 'relato'];

const nameIn = (framework: Framework, list: 'organisations' | 'periods', id: string): string => {
  const found = framework[list].find((one) => one.id === id);
  return found === undefined ? id : 'name' in found ? found.name : found.label;
};

/** Links of a plan, and whom one may be made for. Throws `sin-permiso`. */
export async function linksDesk({ host: { application: { pool } }, actor }: Desk, plan: string, made: string | null): Promise<LinksDesk> {
  insist(actor, 'recordar', { framework: plan });
  const framework = frameworkOf(await workingCopy(pool, plan), ACCEPTED);
  const answering = new Set(framework.uses.flatMap(({ id }) => answerers(framework, id)));
  return {
    plan: { id: plan, title: framework.title }, made,
    organisations: framework.organisations.filter(({ id }) => answering.has(id)).map(({ id, name }) => ({ id, name })),
    periods: framework.periods.filter(({ lock }) => lock === null).map(({ id, label }) => ({ id, label })),
    links: (await linksOf(pool, actor, plan)).map(({ id, period, organisation, expires }) => ({ id, period: nameIn(framework, 'periods', period), organisation: nameIn(framework, 'organisations', organisation), expires: expires.toISOString() })),
  };
}

/** Makes a link, or takes one back; gives the secret part of a new one. */
export async function changeLinks({ host: { application: { pool } }, actor, world }: Desk, plan: string, form: URLSearchParams): Promise<string | null> {
  const field = (name: string): string => (form.get(name) ?? '').trim();
  if (field('accion') === 'retirar') return (await withdrawLink(pool, actor, plan, field('enlace')), null);
  return makeLink(pool, actor, { plan, period: field('periodo'), organisation: field('organizacion'), days: Number(field('dias')) }, world);
}

/** Answering by a link, which is all that whoever holds it brings. */
export class LinkDoor {
  readonly #host: Host;
  readonly #open: OpenDesk;
  readonly #limit = new ClientLimit(MOST_FORMS);

  constructor(host: Host, open: OpenDesk) {
    [this.#host, this.#open] = [host, open];
  }

  /** Counts every form and every link that opens nothing. Throws `demasiados-pedidos`, `enlace-usado`. */
  async #enter(request: Request, peer: string, token: string): Promise<{ readonly link: PersonalLink; readonly desk: Desk; readonly number: number }> {
    const count = () => this.#limit.enter(clientOf(peer, request.headers.get('x-forwarded-for')), this.#host.application.loads.clock());
    if (request.method !== 'GET') count();
    const link = await findLink(this.#host.application.pool, token).catch((error: unknown) => {
      count();
      throw error;
    });
    const desk = await this.#open(linkActor(link), link.plan, async () => link.period);
    const submission = (await workingCopy(this.#host.application.pool, link.plan)).submissions.findLast(({ period, organisation, state }) => period === link.period && organisation === link.organisation && state !== 'retirada');
    if (submission === undefined) throw new YupayError('enlace-usado');
    return { link, desk: { ...desk, world: { ...desk.world, via: 'enlace' } }, number: submission.number };
  }

  async page(request: Request, peer: string, token: string): Promise<AnsweringDesk> {
    const { link, desk, number } = await this.#enter(request, peer, token);
    return { ...(await submissionPage(desk, link.plan, number, null)), expires: link.expires.toISOString() };
  }

  async change(request: Request, peer: string, token: string): Promise<FormOutcome | null> {
    checkOwnForm(request);
    const form = await smallForm(request, MOST_BYTES);
    const { link, desk, number } = await this.#enter(request, peer, token);
    const act = form.get('accion') ?? '';
    if (act === 'guardar') return keepCells(desk, link.plan, number, form);
    if (!STEPS.includes(act)) throw new YupayError('solicitud-mala', { detalle: 'no se conoce esa acción' });
    return changeSubmissionBy(desk, link.plan, number, form);
  }
}
