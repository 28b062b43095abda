/** Publishes a plan and dies by SIGKILL at a moment of it: `antes`, inside the switch's transaction; `despues`, once the document is live. */
import pg from 'pg';
import { OPERATOR } from '#lib/access/actor.ts';
import type { DateText } from '#lib/indicators/model/date.ts';
import { readConfiguration } from '#lib/platform/settings.ts';
import { openApplication } from '#lib/publishing/application.ts';
import { FindingsMemory } from '#lib/publishing/plans/findings-memory.ts';
import { publishPlan } from '#lib/publishing/plans/publish.ts';
import { registry } from './plans.ts';

const [plan, moment] = process.argv.slice(2) as [string, 'antes' | 'despues'];
const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('unreachable');
};
const environment = process.env as Record<string, string>;
const app = await openApplication(readConfiguration(environment), environment);
const loads = moment === 'antes' ? { ...app.loads, project: () => Promise.resolve(die()) } : app.loads;
if (moment === 'despues') {
  const ask = pg.Client.prototype.query as (...given: unknown[]) => unknown;
  pg.Client.prototype.query = function (this: pg.Client, ...given: unknown[]) {
    return String(given[0]).startsWith('update plan set captura') ? die() : ask.apply(this, given);
  } as typeof pg.Client.prototype.query;
}
await publishPlan({ application: { ...app, loads }, findings: new FindingsMemory(), names: registry(), today: '2015-07-01' as DateText }, OPERATOR, plan);
