import { waiversOf } from '#lib/frameworks/plan-store.ts';
import type { Waiver } from '#lib/indicators/checks/run.ts';
import type { Application } from '../application.ts';
import { peruDay } from './today.ts';

/** Who let a finding pass, to the public: the office that keeps the plan. */
const OFFICE = 'secretaría del plan';

/** What the public reads of a plan's waivers: those in force, with their reason. */
export async function publicWaivers({ pool, loads }: Pick<Application, 'pool' | 'loads'>, plan: string): Promise<readonly Waiver[]> {
  const today = peruDay(loads.clock());
  return (await waiversOf(pool, plan)).filter(({ until }) => until === null || until >= today).map((waiver) => ({ ...waiver, by: OFFICE }));
}
