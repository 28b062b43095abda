import { findings } from '#lib/indicators/checks/run.ts';
import { finding, shownFacts, type Finding } from '#lib/indicators/checks/finding.ts';
import type { PlaceNames } from '#lib/indicators/checks/place-names.ts';
import type { Budget, BudgetLine, Framework } from './framework.ts';

const yearsOf = ({ start, end }: BudgetLine): number => Number(end.slice(0, 4)) - Number(start.slice(0, 4));

/** A fiscal year that spans two calendar years beside one that spans one: the odd one is part of a year. */
function unevenYears({ id, lines }: Budget): Finding[] {
  const longest = Math.max(...lines.map(yearsOf));
  const odd = lines.filter((line) => yearsOf(line) < longest);
  if (lines.length < 2 || odd.length === 0) return [];
  const facts = odd.map(({ label, source }) => ({ id: `${id}:${label}`, value: label, source }));
  return [finding('date_window', 'anio-incompleto', 'low', facts, {
    es: `Los años del presupuesto no duran lo mismo; es parte de un año: ${shownFacts(facts, 'es')}.`, en: `The years of the budget are not equally long; this is part of a year: ${shownFacts(facts, 'en')}.`,
  })];
}

/** Everything that the checks find in a framework, the gravest first. */
export function frameworkFindings(framework: Framework, places: PlaceNames | null): readonly Finding[] {
  return [...findings(framework, places), ...framework.budgets.flatMap(unevenYears)];
}
