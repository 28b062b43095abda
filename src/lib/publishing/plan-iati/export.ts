import { iatiXml } from '#lib/frameworks/iati/activity.ts';
import { iatiFaults, type IatiFault } from '#lib/frameworks/iati/validate.ts';
import type { IatiIdentity } from '#lib/platform/iati-settings.ts';
import type { PublishedPlan } from './published-plans.ts';

/** The export of a published plan. It says the moment of its capture as its own, so that the same capture gives the same bytes. */
export function planIati({ framework, since }: PublishedPlan, identity: IatiIdentity, origin: string): string {
  return iatiXml(framework, { reference: identity.organisation, type: identity.type, origin, now: since, changed: since });
}

/** What the schema and the published rules find in it, shown before anybody takes it (FRAMEWORKS §2). */
export const judgedIati = (plan: PublishedPlan, identity: IatiIdentity, origin: string): Promise<readonly IatiFault[]> => iatiFaults(planIati(plan, identity, origin));
