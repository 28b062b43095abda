import type { Actor } from '#lib/access/actor.ts';
import { may } from '#lib/access/permission.ts';
import { stepsFor } from '#lib/indicators/instruments/fill-copy.ts';
import { FILLABLE, subjectOf, type CopyStepTaken, type FilledCopy, type StoredAnswer } from '#lib/indicators/instruments/filled-copy.ts';
import { versionOf, type Instrument, type InstrumentVersion, type Item } from '#lib/indicators/instruments/instrument.ts';
import { codesOf } from '#lib/indicators/instruments/scale.ts';
import { messages } from '#lib/platform/messages/index.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { CopyDesk, CopyLine, InstrumentTasks, ItemFields, ItemRow } from './services.ts';

const NONE: ItemFields = { state: '', value: '', address: '', note: '' };

export const markOf = (item: string, row: number): string => `i-${item}-${row}`;

const fieldsOf = (head: StoredAnswer | null): ItemFields => (head === null ? NONE : { state: head.state, value: head.value ?? '', address: head.address ?? '', note: head.note ?? '' });

/** The choices of an item with their words in both languages; null where its answer is written. */
function choicesOf({ scale, codes }: Item): ItemRow['codes'] {
  const [es, en] = [messages('es').instruments.values, messages('en').instruments.values];
  const word = (words: Readonly<Record<string, string>>, code: string): string => words[code] ?? code;
  return codesOf(scale, codes.map(({ code }) => code))?.map((code) => codes.find((one) => one.code === code) ?? { code, es: word(es, code), en: word(en, code) }) ?? null;
}

const answerOf = (copy: FilledCopy, item: string, row: number): StoredAnswer | null => copy.answers.find((one) => one.item === item && one.row === row) ?? null;

function itemRow(item: Item, row: number, copy: FilledCopy, sides: readonly FilledCopy[]): ItemRow {
  const head = answerOf(copy, item.id, row);
  return {
    mark: markOf(item.id, row), item: item.id, row, text: item.text, scale: item.scale, codes: choicesOf(item), evidence: item.evidence, mandatory: item.mandatory, head, fields: fieldsOf(head),
    sides: sides.map((side) => {
      const said = answerOf(side, item.id, row);
      return { number: side.number, observer: side.observer, said: said?.value ?? said?.state ?? '–' };
    }),
  };
}

/** Rows that a form shows at most. */
const MOST_ROWS = 200;

/** The rows of the form: each heading with its items, once or as many times as something was answered, or asked for. */
function formOf(version: InstrumentVersion, copy: FilledCopy, sides: readonly FilledCopy[], rows: number): CopyDesk['rows'] {
  const answered = [copy, ...sides].flatMap(({ answers }) => answers.map(({ row }) => row));
  const last = version.repeated === null ? 1 : Math.min(MOST_ROWS, Math.max(1, rows, ...answered));
  return Array.from({ length: last }, (_, at) => ({
    row: at + 1,
    headings: [...Map.groupBy(version.items, ({ heading }) => heading.es).values()].map((items) => ({ heading: items[0]!.heading, items: items.map((item) => itemRow(item, at + 1, copy, sides)) })),
  }));
}

export function lineOf({ number, version, entity, observer, date, state }: FilledCopy, instrument: Instrument): CopyLine {
  return { number, instrument: instrument.title, version, entity: entity.name, observer, date, state };
}

/** Everything that the page of a copy shows. `sides` are the copies that it settles; `others` those that it could be settled with. */
export function copyDesk(actor: Actor, copy: FilledCopy, instrument: Instrument, around: { readonly sides: readonly FilledCopy[]; readonly others: readonly FilledCopy[]; readonly steps: readonly CopyStepTaken[]; readonly rows: number }): CopyDesk {
  const version = versionOf(instrument, copy.version);
  if (version === null) throw new YupayError('instrumento-no-existe', { codigo: `${copy.instrument} ${copy.version}` });
  const rows = formOf(version, copy, around.sides, around.rows);
  const fill = may(actor, copy.reconciles.length > 0 ? 'revisar' : 'llenar-ficha', { ...subjectOf(copy), author: '' }).allowed;
  return {
    ...lineOf(copy, instrument), instrumentId: instrument.id, entityId: copy.entity.id, norm: version.norm, method: version.method, toVerify: version.toVerify, repeated: version.repeated, reason: copy.reason,
    rows, answered: copy.answers.length, asked: rows.length * version.items.length, steps: around.steps, showsEvidence: copy.showsEvidence,
    may: { fill: fill && FILLABLE.includes(copy.state), steps: stepsFor(actor, copy) },
    others: may(actor, 'revisar', { ...subjectOf(copy), author: '' }).allowed ? around.others.map((one) => lineOf(one, instrument)) : [],
  };
}

/** What waits for somebody. */
export function tasksOf(actor: Actor, copies: readonly FilledCopy[], instruments: ReadonlyMap<string, Instrument>, organisations: InstrumentTasks['organisations']): InstrumentTasks {
  const seen = copies.filter((one) => instruments.has(one.instrument) && may(actor, 'ver-borrador', subjectOf(one)).allowed);
  const lines = (some: readonly FilledCopy[]): CopyLine[] => some.map((one) => lineOf(one, instruments.get(one.instrument)!));
  const fills = (organisation: string | null, instrument: string): boolean => actor.operator || actor.grants.some((grant) => may({ ...actor, grants: [grant] }, 'llenar-ficha', { framework: instrument, organisation, place: grant.place }).allowed);
  const own = organisations.filter(({ id }) => [...instruments.keys()].some((instrument) => fills(id, instrument)));
  return {
    write: lines(seen.filter((one) => FILLABLE.includes(one.state) && stepsFor(actor, one).includes('presentar'))),
    review: lines(seen.filter((one) => stepsFor(actor, one).includes('revisar'))),
    publish: lines(seen.filter((one) => stepsFor(actor, one).includes('publicar'))),
    done: lines(seen.filter(({ state }) => state === 'publicada')).reverse(),
    begin: [...instruments.values()].flatMap(({ id, title, versions }) => (own.some((one) => fills(one.id, id)) || fills(null, id) ? versions.filter(({ state }) => state === 'published').map((version) => ({ instrument: id, version: version.id, title, norm: version.norm })) : [])),
    organisations: own,
  };
}
