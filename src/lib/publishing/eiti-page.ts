import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { byYear, rowsOf, shown, text, type Answer } from './answer.ts';
import { eitiCompanyParts, type CompanyAnswers } from './eiti-companies.ts';
import { eitiSectorsPart, eitiYearsPart } from './eiti-years.ts';
import { part, takePart } from './place-page-parts.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { PlaceRef } from './services.ts';
import type { Block, PageModel, Part } from './view.ts';

export interface EitiPageInput {
  readonly years: Answer;
  readonly total: Answer;
  readonly sectors: Answer;
  readonly companies: CompanyAnswers;
  /** Canon of the producing districts, for the links to what the formula gave each. */
  readonly canon: Answer;
  readonly names: ReadonlyMap<string, string>;
  readonly language: Language;
  readonly origin: string;
}

const ADDRESS = '/eiti';
const LINKED = 6;

function lead({ total }: EitiPageInput, t: Messages): Phrase[] {
  if (text(total, 0, 'anios') === '0') return [[t.eiti.leadNone], [t.eiti.who]];
  const figure = (column: string) => shown(total, 0, column, column === 'desde' || column === 'hasta' ? 'anio' : 'dolares-cortos');
  return [
    phrase(t.eiti.lead, { desde: figure('desde'), hasta: figure('hasta'), pagos: figure('pagos_empresas_usd'), ingresos: figure('ingresos_gobierno_usd') }),
    phrase(t.eiti.leadDifference, { neta: figure('neta_usd'), bruta: figure('bruta_usd'), cada: shown(total, 0, 'neta_de_cada_10000', 'dolares') }),
    [t.eiti.who],
  ];
}

function facts({ total }: EitiPageInput, t: Messages): Phrase[] {
  if (text(total, 0, 'anios') === '0') return [];
  return [
    phrase(t.eiti.facts.years, { n: shown(total, 0, 'anios', 'entero'), desde: shown(total, 0, 'desde', 'anio'), hasta: shown(total, 0, 'hasta', 'anio') }),
    [t.eiti.facts.currency],
  ];
}

/** The reports' own addresses, each with the years that it covers. What is no web address is not made a link. */
function reports(years: Answer, t: Messages): Block[] {
  const covered = new Map<string, string[]>();
  for (const [year, row] of byYear(years)) {
    const address = text(years, row, 'direccion');
    if (address !== null && /^https?:\/\/[^\s"<>]+$/.test(address)) covered.set(address, [...(covered.get(address) ?? []), String(year)]);
  }
  if (covered.size === 0) return [];
  return [{ kind: 'links', label: t.eiti.method.reports, columns: false, items: [...covered].map(([href, list]) => ({ href, text: fill(t.eiti.method.report, { anios: list.join(', ') }) })) }];
}

function methodPart({ years, language }: EitiPageInput, t: Messages): Part {
  const words = t.eiti.method;
  const newest = [...byYear(years).values()].at(-1);
  const phrases: Phrase[] = [[words.source]];
  if (newest !== undefined) {
    const year = () => shown(years, newest, 'anio', 'anio');
    phrases.push(phrase(words.covered, { n: shown(years, newest, 'empresas', 'entero'), anio: year() }));
    const firm = text(years, newest, 'conciliador');
    if (firm !== null) phrases.push(phrase(words.reconciler, { anio: year(), firma: firm }));
  }
  const observed = [...byYear(years)].filter(([, row]) => text(years, row, 'observado') === 'true').map(([year]) => String(year));
  if (observed.length > 0) phrases.push([fill(words.observed, { anios: observed.join(', ') })]);
  phrases.push([words.rule]);
  return part(0, 'metodo', [words.title], [
    { kind: 'prose', phrases },
    ...reports(years, t),
    { kind: 'links', label: words.title, bare: true, columns: false, items: [{ href: at(language, '/metodologia#conciliacion-eiti'), text: words.more }] },
  ]);
}

function missingPart({ years, companies }: EitiPageInput, t: Messages): Part {
  const words = t.eiti.missing;
  const newest = [...byYear(years).values()].at(-1);
  return part(0, 'que-falta', [words.title], [{
    kind: 'prose',
    phrases: [
      ...(newest === undefined ? [] : [phrase(words.after, { anio: shown(years, newest, 'anio', 'anio') })]),
      ...(rowsOf(companies.whole).length === 0 ? [[words.companies]] : []),
      [words.projects], [words.total], [words.soles],
    ],
  }]);
}

/** EITI 5.2: the formula's amount beside what was transferred stands in each district's page. */
function formulaPart({ canon, names, language }: EitiPageInput, t: Messages): Part {
  const words = t.eiti.formula;
  const rows = rowsOf(canon).filter((row) => text(canon, row, 'canon') !== null).slice(0, LINKED);
  const first = rows[0];
  const blocks: Block[] = [{ kind: 'prose', phrases: [[words.text]] }];
  if (first === undefined) blocks.push({ kind: 'prose', quiet: true, phrases: [[words.none]] });
  else {
    const items = rows.map((row) => {
      const code = text(canon, row, 'ubigeo') ?? '';
      return { href: at(language, `/lugar/${code}#de-donde-sale`), text: names.get(code) ?? code };
    });
    blocks.push({ kind: 'links', label: fill(words.links, { anio: text(canon, first, 'anio') ?? '' }), columns: true, items });
  }
  return part(0, 'formula', [words.title], blocks);
}

/** `/eiti`: what companies said they paid beside what government said it received (METHODS §7). */
export function eitiPage(input: EitiPageInput): PageModel {
  const { language, origin } = input;
  const t = messages(language);
  return {
    language, address: ADDRESS, origin,
    title: t.eiti.title,
    description: t.eiti.description,
    overline: t.eiti.overline,
    heading: t.eiti.heading,
    facts: facts(input, t),
    crumbs: [{ href: at(language, '/'), text: t.site.home }],
    lead: lead(input, t),
    parts: [
      eitiYearsPart(input.years, input.total, t),
      ...eitiCompanyParts(input.companies, input.years, language, t),
      eitiSectorsPart(input.sectors, t),
      methodPart(input, t),
      missingPart(input, t),
      formulaPart(input, t),
      takePart(0, ADDRESS, language, origin, t),
    ],
  };
}

export const namesOf = (places: readonly PlaceRef[]): Map<string, string> => new Map(places.map(({ ubigeo, name }) => [ubigeo, name]));
