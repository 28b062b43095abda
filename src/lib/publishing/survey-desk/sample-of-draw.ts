import type { Queryable } from '#lib/platform/database.ts';
import { disposition, lastVisits } from '#lib/surveys/review/disposition.ts';
import { drawnUnits } from '#lib/surveys/field/field-store.ts';
import { visitsTo } from '#lib/surveys/field/progress.ts';
import type { PrimaryUnit } from '#lib/surveys/wave/round.ts';

/** The clusters of a draw as a round takes them: every chosen dwelling may answer until visits tell otherwise. */
export async function unitsOfDraw(client: Queryable, draw: number): Promise<PrimaryUnit[]> {
  return (await drawnUnits(client, draw)).map(({ unit, probability, population, selected }) => ({
    upm: unit.code, stratum: unit.stratum, place: unit.place, area: unit.area, zone: unit.zone, population, probability, dwellings: unit.dwellings, selected, eligible: selected, cell: unit.stratum,
  }));
}

/** How many chosen dwellings of each cluster could answer: those chosen, less the empty ones; never fewer than answered. */
export async function countedUnits(client: Queryable, units: readonly PrimaryUnit[]): Promise<PrimaryUnit[]> {
  const byUnit = Map.groupBy(lastVisits(await visitsTo(client, units.map(({ upm }) => upm))), ({ unit }) => unit);
  return units.map((unit) => {
    const what = (byUnit.get(unit.upm) ?? []).map(disposition);
    const [empty, complete] = [what.filter((one) => one === 'ineligible').length, what.filter((one) => one === 'complete').length];
    return { ...unit, eligible: Math.max(complete, unit.selected - empty, 0) };
  });
}
