import { decode, type Decoded } from '#lib/indicators/model/decoder.ts';
import { definitionKey, FORMS, type IndicatorDefinition } from '#lib/indicators/model/definition.ts';
import type { Column } from '#lib/indicators/model/dossier.ts';
import { membersResolve } from '#lib/indicators/model/invariants.ts';
import { observation, type Observation } from '#lib/indicators/model/observation.ts';
import { problem, type Problem } from '#lib/indicators/model/problem.ts';
import type { PlaceNames } from '#lib/indicators/checks/place-names.ts';
import type { Framework } from './framework.ts';
import { valueInvariants } from './invariants.ts';

/** What somebody answers for one cell, as a document would write it; nothing of it is believed yet. */
export interface CellAnswer {
  readonly use: string;
  readonly component: string;
  /** Ubigeo of a place, of two, four or six digits; null for the whole. */
  readonly place: string | null;
  readonly state: string;
  /** `{"number": "8"}`, `{"ratio": {"num": "1", "den": "2"}}`…; null where there is no value. */
  readonly payload: unknown;
  readonly asOf: string | null;
  readonly qualifier: string;
  readonly note: string | null;
}

export interface AnsweredCell {
  /** The observation as a document writes it, but for its sources and what it supersedes. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly observation: Observation;
}

/** The column of a period's values: its own, or the one that a document headed with its last date. */
export function columnOf({ columns, periods }: Pick<Framework, 'columns' | 'periods'>, period: string): Column | null {
  const own = periods.find(({ id }) => id === period);
  if (own === undefined) return null;
  return columns.find(({ id, kind }) => kind === 'actual' && id === own.id) ?? columns.find(({ kind, asOf }) => kind === 'actual' && asOf === own.end) ?? null;
}

export function definitionOf({ definitions, uses }: Pick<Framework, 'definitions' | 'uses'>, use: string): IndicatorDefinition | null {
  const found = uses.find(({ id }) => id === use);
  return found === undefined ? null : definitions.find((one) => definitionKey(one.id, one.version) === definitionKey(found.definition, found.version))!;
}

/** A document may give words where a number belongs; a person who is asked for a number says one, or a state. */
function textForNumber({ payload }: Observation, { valueType }: IndicatorDefinition): Problem[] {
  const wanted = valueType === null ? null : FORMS[valueType][0]!;
  return payload?.form !== 'text' || wanted === null || wanted === 'text' ? [] : [problem('carga-de-otro-tipo', 'payload', { tipo: valueType!, forma: 'text' })];
}

/** The registry of places that is in force. */
export interface PlaceRegistry {
  readonly names: PlaceNames;
  readonly isCode: (code: string) => boolean;
}

function unknownPlaces({ place, payload }: Observation, { unresolved }: Framework, { names, isCode }: PlaceRegistry): Problem[] {
  const members = payload?.form === 'units' ? payload.members.filter(({ level }) => level !== null) : [];
  return [
    ...(place === null || isCode(place) ? [] : [problem('sin-lugar', 'place', { nombre: place })]),
    ...membersResolve(members, null, (one) => names.answer(one).kind === 'one', unresolved, 'payload.units'),
  ];
}

/** The members of what is answered, whatever was answered before. */
function bodyOf(id: string, answer: CellAnswer, column: Pick<Column, 'id' | 'kind'>, version: number): Record<string, unknown> {
  const { use, component, place, state, payload, asOf, qualifier, note } = answer;
  const said = { place, payload: state === 'reported' ? payload : null, asOf, text: note };
  return { id, use, component, kind: column.kind, column: column.id, version, state, qualifier, ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null && value !== '')) };
}

/**
 * Reads an answer by the same rules that a document is read by, and refuses what they refuse: text in a number, a percentage
 * without its denominator, a code that the scale lacks, a date after the period, a place that is none. Pure.
 */
export function readAnswer(framework: Framework, period: string, answer: CellAnswer, id: string, places: PlaceRegistry): Decoded<AnsweredCell> {
  const refused = (...problems: Problem[]): Decoded<AnsweredCell> => ({ ok: false, problems });
  const [column, definition] = [columnOf(framework, period), definitionOf(framework, answer.use)];
  const use = framework.uses.find((one) => one.id === answer.use);
  if (column === null) return refused(problem('no-existe', 'column', { codigo: period }));
  if (use === undefined || definition === null || !use.components.some(({ key }) => key === answer.component)) return refused(problem('no-existe', 'component', { codigo: `${answer.use}/${answer.component}`.slice(0, 80) }));
  const body = bodyOf(id, answer, column, use.version);
  const read = decode(observation, body);
  if (!read.ok) return read;
  const broken = [...textForNumber(read.value, definition), ...valueInvariants(read.value, definition, column.asOf, ''), ...unknownPlaces(read.value, framework, places)];
  return broken.length > 0 ? refused(...broken) : { ok: true, value: { body, observation: read.value } };
}

