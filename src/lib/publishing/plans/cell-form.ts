import type { CellAnswer } from '#lib/frameworks/cell-answer.ts';
import { membersOf, membersText } from '#lib/frameworks/exchange/members.ts';
import { FORMS, type IndicatorDefinition } from '#lib/indicators/model/definition.ts';
import { canonicalJson, type Canonical } from '#lib/kernel/canonical.ts';
import { readNumber } from '#lib/provenance/reading/numbers.ts';

/** Fields of one cell of the form, as a browser sends them; `visto` is the value that the person had before them. */
export const CELL_FIELDS = ['uso', 'componente', 'lugar', 'visto', 'forma', 'estado', 'valor', 'parte', 'total', 'hechos', 'proceso', 'pendientes', 'codigo', 'texto', 'lista', 'fecha', 'calificador', 'nota', 'motivo', 'dejar'] as const;
export type CellFields = Partial<Record<(typeof CELL_FIELDS)[number], string>>;

/** What a person is asked for of each type; a list is written a member a line. */
export type AskedForm = 'number' | 'ratio' | 'scale' | 'milestones' | 'text' | 'units';

export const askedForm = ({ valueType }: Pick<IndicatorDefinition, 'valueType'>): AskedForm => (valueType === null ? 'text' : FORMS[valueType][0]!);

/** The cells of a form, by their mark: `c3.valor` is a field of `c3`. */
export function readCells(form: URLSearchParams): ReadonlyMap<string, CellFields> {
  const cells = new Map<string, Record<string, string>>();
  for (const [name, value] of form) {
    const [mark, field] = name.split('.');
    if (!/^c\d{1,4}$/.test(mark!) || !(CELL_FIELDS as readonly string[]).includes(field ?? '')) continue;
    cells.set(mark!, { ...cells.get(mark!), [field!]: value.trim() });
  }
  return cells;
}

/** A number as people write it in Peru, `94,729.5`; what is none stays as typed, for the rules to refuse with its own words. */
function plainNumber(typed: string): string {
  const read = readNumber(typed.replace(/\s*%$/, ''), 'coma-miles');
  return read.ok && read.value !== null ? read.value : typed;
}

const wholeNumber = (typed: string | undefined): number | string | null => (typed === undefined || typed === '' ? null : /^\d{1,15}$/.test(typed) ? Number(typed) : typed);

function payloadOf({ forma, valor = '', parte = '', total = '', hechos, proceso, pendientes, codigo = '', texto = '', lista = '' }: CellFields): unknown {
  if (forma === 'number') return valor === '' ? null : { number: plainNumber(valor) };
  if (forma === 'ratio') return parte === '' && total === '' ? null : { ratio: { ...(parte === '' ? {} : { num: plainNumber(parte) }), ...(total === '' ? {} : { den: plainNumber(total) }) } };
  if (forma === 'scale') return codigo === '' ? null : { scale: codigo };
  if (forma === 'units') return lista === '' ? null : { units: membersOf(lista) };
  if (forma === 'text') return texto === '' ? null : { text: texto };
  const [done, inProcess, notStarted] = [hechos, proceso, pendientes].map(wholeNumber);
  return done === null && inProcess === null && notStarted === null ? null : { milestones: { done, inProcess, notStarted } };
}

export interface ReadCell {
  readonly answer: CellAnswer;
  readonly seen: string | null;
  readonly reason: string | null;
}

export function readCell(fields: CellFields): ReadCell {
  const or = (value: string | undefined): string | null => value || null;
  return {
    answer: {
      use: fields.uso ?? '', component: fields.componente ?? '', place: or(fields.lugar), state: fields.estado || 'reported', payload: payloadOf(fields),
      asOf: or(fields.fecha), qualifier: fields.calificador || 'exact', note: or(fields.nota),
    },
    seen: or(fields.visto), reason: or(fields.motivo),
  };
}

type Body = Readonly<Record<string, unknown>>;

const milestoneTexts = (value: { done?: number | null; inProcess?: number | null; notStarted?: number | null } | undefined): CellFields => {
  const text = (count: number | null | undefined): string => (count === null || count === undefined ? '' : String(count));
  return { hechos: text(value?.done), proceso: text(value?.inProcess), pendientes: text(value?.notStarted) };
};

/** The fields that a kept value fills, so that it is seen and changed where it was written. */
export function fieldsOf(body: Body): CellFields {
  const payload = (body.payload ?? {}) as { number?: string | number; ratio?: { num: string; den: string }; scale?: string; text?: string; units?: Parameters<typeof membersText>[0]; milestones?: Parameters<typeof milestoneTexts>[0] };
  return {
    estado: String(body.state ?? 'reported'), valor: payload.number === undefined ? '' : String(payload.number), parte: payload.ratio?.num ?? '', total: payload.ratio?.den ?? '', codigo: payload.scale ?? '', texto: payload.text ?? '',
    lista: membersText(payload.units ?? []),
    ...milestoneTexts(payload.milestones), fecha: String(body.asOf ?? ''), calificador: String(body.qualifier ?? 'exact'), nota: String(body.text ?? ''),
  };
}

const SAID = ['estado', 'valor', 'parte', 'total', 'hechos', 'proceso', 'pendientes', 'codigo', 'texto', 'lista', 'fecha', 'calificador', 'nota'] as const;

/** Whether a cell was left as it was: a form of thirty cells is sent whole, and only what was touched is written. */
export function untouched(fields: CellFields, body: Body | null): boolean {
  const { answer } = readCell(fields);
  if (body === null) return answer.state === 'reported' && answer.payload === null && answer.note === null;
  const now = fieldsOf(body);
  const key = (values: CellFields): string => canonicalJson(SAID.map((name) => (values[name] ?? '').replaceAll('\r\n', '\n')) as Canonical);
  return key({ ...now, ...Object.fromEntries(SAID.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]])) }) === key(now);
}
