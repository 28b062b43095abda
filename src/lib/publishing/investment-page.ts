import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { investmentMap } from './investment-map.ts';
import { procurementBlocks } from './investment-procurement.ts';
import { signalBlocks } from './investment-signals.ts';
import { calendarTable, contractsTable, costTable, cutsTable, progressTable, whoLines, worksTable, yearsTable } from './investment-tables.ts';
import { phrase, type Phrase } from './phrase.ts';
import { crumbsOf } from './place-page.ts';
import { absentPart, part, takePart } from './place-page-parts.ts';
import type { PlaceView } from './services.ts';
import type { Block, PageModel, Part } from './view.ts';

export interface InvestmentPageInput {
  readonly cui: string;
  /** Every snapshot, newest first; empty when the registry does not have it. */
  readonly registry: Answer;
  readonly works: Answer;
  readonly follow: Answer;
  /** Procurement whose text names it (OCDS). */
  readonly procurement: Answer;
  /** The department that the newest snapshot names; null when it names none, or several. */
  readonly department: PlaceView | null;
  /** Districts in which the newest snapshot places it, without repetition. */
  readonly places: readonly PlaceView[];
  readonly language: Language;
  readonly origin: string;
}

/** The newest row of the registry, or null. */
const newest = (registry: Answer): number | null => rowsOf(registry)[0] ?? null;

function leadOf(registry: Answer, t: Messages): Phrase[] {
  const row = newest(registry);
  if (row === null) return [[t.investment.absent.registry]];
  const has = (column: string) => text(registry, row, column) !== null;
  const figure = (column: string, format: 'soles-cortos' | 'porcentaje') => shown(registry, row, column, format);
  const cost = { costo: figure('costo_actualizado', 'soles-cortos'), viable: figure('monto_viable', 'soles-cortos') };
  const costs: Phrase = !has('costo_actualizado') ? [t.investment.leadNone] : phrase(has('monto_viable') ? t.investment.lead : t.investment.leadCost, cost);
  if (!has('financiero')) return [costs, [t.investment.progressNone]];
  const progress = { devengado: figure('devengado', 'soles-cortos'), financiero: figure('financiero', 'porcentaje'), fisico: figure('avance_fisico', 'porcentaje') };
  return [costs, phrase(has('avance_fisico') ? t.investment.progress : t.investment.progressNoPhysical, progress)];
}

function factsOf(registry: Answer, t: Messages): Phrase[] {
  const row = newest(registry);
  if (row === null) return [];
  const kind = text(registry, row, 'registro') as keyof Messages['investment']['registries'];
  const state = text(registry, row, 'situacion') ?? text(registry, row, 'estado');
  const facts: Phrase[] = [[state === null ? t.investment.registries[kind] : fill(t.investment.state, { registro: t.investment.registries[kind], estado: state })]];
  if (text(registry, row, 'corte') !== null) facts.push(phrase(t.investment.cut, { corte: shown(registry, row, 'corte', 'texto') }));
  return facts;
}

function whereBlocks({ registry, places, department, cui, language }: InvestmentPageInput, row: number, t: Messages): Block[] {
  const name = (column: string) => text(registry, row, column) ?? '–';
  const said = { departamento: name('departamento'), provincia: name('provincia'), distrito: name('distrito') };
  const located = text(registry, row, 'latitud') !== null;
  const coordinates = located
    ? phrase(t.investment.notes.coordinates, { latitud: shown(registry, row, 'latitud', 'texto'), longitud: shown(registry, row, 'longitud', 'texto') })
    : [t.investment.notes.noCoordinates];
  const several = text(registry, row, 'ubigeo') === null;
  const links: Block[] = places.length === 0 ? [] : [{
    kind: 'links', label: t.investment.parts.where, bare: true, columns: false,
    items: places.flatMap((place) => [{ href: at(language, `/lugar/${place.ubigeo}`), text: place.name }, { href: at(language, `/lugar/${place.ubigeo}/inversiones`), text: fill(t.investment.district.all, { lugar: place.name }) }]),
  }];
  const map = department === null ? null : investmentMap(registry, row, { department, cui, language }, t);
  return [{ kind: 'prose', phrases: [[fill(several ? t.investment.notes.placeMany : t.investment.notes.place, said)], coordinates] }, ...(map === null ? [] : [map]), ...links];
}

/** Parts that the registry alone gives. */
function registryParts(input: InvestmentPageInput, t: Messages): Part[] {
  const { cui, registry, works, language } = input;
  const row = newest(registry);
  const { parts, notes, absent } = t.investment;
  if (row === null) return [absentPart(0, 'costo', parts.cost, absent.registry)];
  return [
    part(0, 'costo', [parts.cost], [costTable(registry, row, cui, t), { kind: 'prose', quiet: true, phrases: [[t.site.nominal]] }]),
    part(0, 'avance', [parts.progress], [progressTable(registry, row, cui, t), { kind: 'prose', quiet: true, phrases: [[notes.financial], [notes.gap]] }]),
    part(0, 'senales', [parts.signals], signalBlocks(registry, row, works, language, t)),
    part(0, 'calendario', [parts.calendar], [calendarTable(registry, row, cui, t)]),
    part(0, 'quien', [parts.who], [whoLines(registry, row, t)]),
    part(0, 'donde', [parts.where], whereBlocks(input, row, t)),
  ];
}

function worksPart(works: Answer, cui: string, t: Messages): Part {
  const { parts, absent, notes } = t.investment;
  if (works.body.rows.length > 0) return part(0, 'obras', [parts.works], [worksTable(works, cui, t), { kind: 'prose', quiet: true, phrases: [[notes.works]] }]);
  return absentPart(0, 'obras', parts.works, works.body.inputs.length === 0 ? absent.works : absent.worksNone);
}

function contractsPart({ works, procurement, cui }: InvestmentPageInput, t: Messages): Part {
  const table = contractsTable(works, cui, t);
  const { parts, absent, notes } = t.investment;
  const blocks: Block[] = [...(table === null ? [] : [table, { kind: 'prose', quiet: true, phrases: [[notes.contractor]] } as const]), ...procurementBlocks(procurement, cui, t)];
  return blocks.length === 0 ? absentPart(0, 'contratos', parts.contracts, absent.contracts) : part(0, 'contratos', [parts.contracts], blocks);
}

function yearsPart(follow: Answer, cui: string, t: Messages): Part {
  const { parts, absent } = t.investment;
  if (follow.body.rows.length > 0) return part(0, 'presupuesto', [parts.years], [yearsTable(follow, cui, t), { kind: 'prose', quiet: true, phrases: [[t.site.nominal]] }]);
  return absentPart(0, 'presupuesto', parts.years, follow.body.inputs.length === 0 ? absent.years : absent.yearsNone);
}

function cutsPart(registry: Answer, cui: string, t: Messages): Part[] {
  if (newest(registry) === null) return [];
  return [part(0, 'cortes', [t.investment.parts.cuts], [cutsTable(registry, cui, t), { kind: 'prose', quiet: true, phrases: [[t.investment.notes.cuts]] }])];
}

function nameOf({ cui, registry, works, follow }: InvestmentPageInput, t: Messages): string {
  const answer = [registry, follow, works].find((candidate) => candidate.body.rows.length > 0);
  return (answer ? text(answer, 0, 'nombre') : null) ?? fill(t.investment.unnamed, { cui });
}

/** The page of one investment: every part present or saying why it is not. */
export function investmentPage(input: InvestmentPageInput): PageModel {
  const { cui, registry, works, follow, places, language, origin } = input;
  const t = messages(language);
  const address = `/inversion/${cui}`;
  const first = places[0];
  return {
    language, address, origin,
    title: fill(t.investment.pageTitle, { cui }),
    description: fill(t.investment.description, { cui }),
    overline: fill(t.investment.overline, { cui }),
    heading: nameOf(input, t),
    facts: factsOf(registry, t),
    crumbs: first === undefined ? [{ href: at(language, '/'), text: t.place.country }] : [...crumbsOf(first, language, t), { href: at(language, `/lugar/${first.ubigeo}`), text: first.name }],
    lead: leadOf(registry, t),
    parts: [...registryParts(input, t), worksPart(works, cui, t), contractsPart(input, t), yearsPart(follow, cui, t), ...cutsPart(registry, cui, t), takePart(0, address, language, origin, t)],
  };
}
