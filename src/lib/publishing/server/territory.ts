import { communitiesOf, hasCommunitiesAround } from '#lib/places/communities.ts';
import { mandatesOf } from '#lib/places/offices.ts';
import type { Application } from '../application.ts';
import type { CommunityList, MandateView } from '../services.ts';
import { refOf, type Atlas } from './gazetteer.ts';

/** The capture behind each live series of a dataset; empty when nobody loaded any, which is known without a question. */
async function captures(application: Application, dataset: string): Promise<Map<string, string>> {
  const live = (await application.answers.inputs()).filter((input) => input.dataset === dataset);
  return new Map(live.map((input) => [input.series, input.capture]));
}

export async function communityList(application: Application, { gazetteer }: Atlas, ubigeo: string): Promise<CommunityList> {
  const live = await captures(application, 'comunidades');
  if (live.size === 0) return { covered: false, communities: [] };
  const [covered, found] = await Promise.all([hasCommunitiesAround(application.pool, ubigeo), communitiesOf(application.pool, ubigeo)]);
  return {
    covered,
    communities: found.map(({ series, districts, ...community }) => ({
      ...community,
      elsewhere: districts.filter((code) => code !== ubigeo).map((code) => gazetteer.get(code)).filter((place) => place !== null).map(refOf),
      capture: live.get(series) ?? null,
    })),
  };
}

export async function mandateList(application: Application, ubigeo: string): Promise<MandateView[]> {
  const live = await captures(application, 'autoridades');
  if (live.size === 0) return [];
  return (await mandatesOf(application.pool, ubigeo)).map(({ series, ...mandate }) => ({ ...mandate, capture: live.get(series) ?? null }));
}
