import { insist } from '#lib/access/permission.ts';
import { organisations } from '#lib/access/organisation.ts';
import { beginPlan, TEMPLATES } from '#lib/frameworks/plan-template.ts';
import { workingCopy } from '#lib/frameworks/plan-store.ts';
import { submissionOf } from '#lib/frameworks/report-cells.ts';
import { takeTemplate } from '#lib/frameworks/report-template.ts';
import { nearNames } from '#lib/places/near-name.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { Host } from '../host.ts';
import type { Atlas } from '../server/gazetteer.ts';
import { checkOwnForm, smallForm } from '../server/own-form.ts';
import type { Services } from '../services.ts';
import { changeLinks, LinkDoor, linksDesk } from './personal-links.ts';
import { bringPasted, changeTree, editorDesk } from './editor.ts';
import { changeTemplate, templateDesk } from './own-template.ts';
import { bringFile, confirmFile, importDesk, planFile } from './plan-files.ts';
import type { Desk, OpenDesk } from './plan-services.ts';
import { remindersDesk, remindOrganisation } from './remind.ts';
import { bringReturned, confirmReturned, returnDesk, returnFile } from './returned.ts';
import type { PlanWorkServices } from './work-services.ts';

/** A row with long words, or a long list that was pasted. */
const MOST_EDITED = 256_000;
/** Codes that stand in addresses of plans. */
const CODE = /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/;

async function begun({ host: { application: { pool } }, actor }: Desk, request: Request): Promise<string> {
  checkOwnForm(request);
  const form = await smallForm(request);
  const field = (name: string): string => (form.get(name) ?? '').normalize('NFC').trim();
  const id = field('codigo');
  if (!CODE.test(id)) throw new YupayError('solicitud-mala', { detalle: 'el código lleva letras sin tilde, cifras, guion y guion bajo' });
  const template = TEMPLATES.find((one) => one === field('plantilla')) ?? 'vacio';
  const owner = (await organisations(pool)).find((one) => one.id === field('titular')) ?? { id: field('titular'), name: field('nombre') || field('titular') };
  await beginPlan(pool, actor, { id, title: field('titulo'), template, start: field('desde'), end: field('hasta'), owner: { id: owner.id, name: owner.name } });
  return id;
}

/** Keeping plans, over the open application. Each question begins by who asks. */
export function planWorkServices(host: Host, services: () => Services, open: OpenDesk, registry: () => Promise<Atlas>): PlanWorkServices {
  const begin = async (request: Request, plan: string | null): Promise<Desk> => open(await services().people.actor(request), plan);
  const door = new LinkDoor(host, open);
  /** At a submission, with its period open to whoever has leave. */
  const beginAt = async (request: Request, plan: string, number: number): Promise<Desk> =>
    open(await services().people.actor(request), plan, async () => submissionOf(await workingCopy(host.application.pool, plan), number).period);
  return {
    newPlan: async (request) => {
      const { actor } = await begin(request, null);
      insist(actor, 'editar-plan', {});
      return { organisations: (await organisations(host.application.pool)).map(({ id, name }) => ({ id, name })) };
    },
    beginPlan: async (request) => begun(await begin(request, null), request),
    planFile: async (request, plan, format) => planFile(await begin(request, plan), plan, format),
    importDesk: async (request, plan, kept) => importDesk(await begin(request, plan), plan, kept),
    bringFile: async (request, plan) => bringFile(await begin(request, plan), await registry(), plan, request),
    confirmFile: async (request, plan) => confirmFile(await begin(request, plan), plan, request),
    returnFile: async (request, plan, number) => returnFile(await beginAt(request, plan, number), plan, number),
    returnDesk: async (request, plan, number, kept) => returnDesk(await beginAt(request, plan, number), plan, number, kept),
    bringReturned: async (request, plan, number) => bringReturned(await beginAt(request, plan, number), plan, number, request),
    confirmReturned: async (request, plan, number) => confirmReturned(await beginAt(request, plan, number), plan, number, request),
    links: async (request, plan) => linksDesk(await begin(request, plan), plan, null),
    changeLinks: async (request, plan) => {
      checkOwnForm(request);
      const form = await smallForm(request);
      const desk = await open(await services().people.actor(request), plan, async () => form.get('periodo'));
      return linksDesk(desk, plan, await changeLinks(desk, plan, form));
    },
    reminders: async (request, plan) => remindersDesk(await begin(request, plan), plan),
    remind: async (request, plan) => {
      checkOwnForm(request);
      const form = await smallForm(request);
      return remindOrganisation(await begin(request, plan), plan, (form.get('organizacion') ?? '').trim());
    },
    editor: async (request, plan, asked) => editorDesk(await begin(request, plan), plan, asked),
    edit: async (request, plan) => {
      checkOwnForm(request);
      const form = await smallForm(request, MOST_EDITED);
      const [desk, { gazetteer }] = [await begin(request, plan), await registry()];
      return form.get('accion') === 'pegar' ? bringPasted(desk, plan, form) : changeTree(desk, plan, form, (name) => nearNames(gazetteer, name));
    },
    template: async (request, plan) => templateDesk(await begin(request, plan), plan),
    changeTemplate: async (request, plan) => changeTemplate(await begin(request, plan), plan, request),
    ownTemplate: (plan, language) => takeTemplate(host.application.pool, plan, language),
    answering: (request, peer, token) => door.page(request, peer, token),
    answer: (request, peer, token) => door.change(request, peer, token),
  };
}
