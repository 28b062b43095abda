import type { IatiFault } from '#lib/frameworks/iati/validate.ts';
import type { Host } from '../host.ts';
import { judgedIati, planIati } from './export.ts';
import { PublishedPlans } from './published-plans.ts';

/** Plans as files of the International Aid Transparency Initiative. Each function throws `plan-no-existe`. */
export interface PlanIatiServices {
  xml(plan: string, origin: string): Promise<string>;
  faults(plan: string, origin: string): Promise<readonly IatiFault[]>;
  /** The identifier that the file gives to whoever publishes it. */
  organisation(plan: string): Promise<string>;
}

export function planIatiServices({ application }: Pick<Host, 'application'>): PlanIatiServices {
  const plans = new PublishedPlans(application);
  const { iati } = application.configuration;
  return {
    xml: async (plan, origin) => planIati(await plans.of(plan), iati, origin),
    faults: async (plan, origin) => judgedIati(await plans.of(plan), iati, origin),
    organisation: async (plan) => iati.organisation ?? (await plans.of(plan)).framework.owner,
  };
}
