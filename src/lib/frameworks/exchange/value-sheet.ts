import { membersOf, membersText } from './members.ts';
import { said, withMember, type Item, type SheetField } from './layout.ts';
import { listOf, type Applying, type Exchanged, type ExchangeSheet, type Refuse, type RowChange } from './sheet.ts';

export const KINDS = { baseline: 'línea de base', target: 'meta', actual: 'avance' } as const;
export const STATES = { reported: 'informado', not_reported: 'sin dato', not_applicable: 'no corresponde', suppressed: 'reservado' } as const;
export const QUALIFIERS = { exact: 'exacto', approx: 'cerca de', at_least: 'al menos', up_to: 'hasta', rounded: 'redondeado' } as const;

const code = (header: string, path: RegExp | null): SheetField => ({ header, width: 16, kind: 'code', path });
const number = (header: string, path: RegExp, kind: 'number' | 'whole' = 'number'): SheetField => ({ header, width: 12, kind, path });
const choice = (header: string, choices: Readonly<Record<string, string>>, path: RegExp): SheetField => ({ header, width: 14, kind: 'choice', choices, path });
const text = (header: string, path: RegExp | null): SheetField => ({ header, width: 30, kind: 'text', path });

const FIELDS: readonly SheetField[] = [
  code('Código', /^(id|supersedes)?$/), code('Indicador', /^use$/), code('Componente', /^component$/), choice('Clase', KINDS, /^kind$/), code('Columna', /^column$/), { header: 'Lugar', width: 12, kind: 'code', path: /^place$/ }, text('Desglose', /^axes/),
  { header: 'Fecha', width: 12, kind: 'date', path: /^asOf$/ }, choice('Estado', STATES, /^state$/), number('Número', /^payload(\.number)?$/), number('Numerador', /num$/), number('Denominador', /den$/),
  number('Terminados', /done$/, 'whole'), number('En proceso', /inProcess$/, 'whole'), number('Sin empezar', /notStarted$/, 'whole'), code('Nivel de la escala', /scale$/), text('Texto', /^payload\.text$/), text('Lista', /units/),
  choice('Calificador', QUALIFIERS, /^qualifier$/), text('Nota', /^text$/), text('Motivo del cambio', /^reason$/),
];

const AT = { id: 0, use: 1, kind: 3, place: 5, axes: 6, payload: 9, lista: 17, reason: 20 } as const;
export const PLACE_FIELD = AT.place;
export const LIST_FIELD = AT.lista;
const MEMBERS = [[1, 'use'], [2, 'component'], [3, 'kind'], [4, 'column'], [5, 'place'], [7, 'asOf'], [8, 'state'], [18, 'qualifier'], [19, 'text']] as const;

interface Payload {
  readonly number?: unknown;
  readonly ratio?: { readonly num?: unknown; readonly den?: unknown };
  readonly milestones?: { readonly done?: unknown; readonly inProcess?: unknown; readonly notStarted?: unknown };
  readonly scale?: unknown;
  readonly text?: unknown;
  readonly units?: Parameters<typeof membersText>[0];
}

const axesText = (axes: unknown): string => ((axes ?? []) as readonly { axis: string; value: string }[]).map(({ axis, value }) => `${axis}=${value}`).join('; ');
const axesOf = (cell: string): readonly unknown[] | null => (cell === '' ? null : cell.split(';').map((one) => ({ axis: one.split('=')[0]!.trim(), value: one.split('=').slice(1).join('=').trim() })));

function cellsOf(body: Item): readonly string[] {
  const payload = (body.payload ?? {}) as Payload;
  const { done, inProcess, notStarted } = payload.milestones ?? {};
  return [
    said(body.id), said(body.use), said(body.component), said(body.kind), said(body.column), said(body.place), axesText(body.axes), said(body.asOf), said(body.state ?? 'reported'),
    said(payload.number), said(payload.ratio?.num), said(payload.ratio?.den), said(done), said(inProcess), said(notStarted), said(payload.scale), said(payload.text), membersText(payload.units ?? []), said(body.qualifier ?? 'exact'), said(body.text), '',
  ];
}

/** A value in the form that its cells give; several forms at once are for the rules to refuse. */
function payloadOf(cells: readonly string[]): Item | null {
  const [value, num, den, done, inProcess, notStarted, scale, words, members] = cells.slice(AT.payload, AT.lista + 1) as [string, string, string, string, string, string, string, string, string];
  const whole = (cell: string): number | null => (cell === '' ? null : Number(cell));
  const forms: Item = {
    ...(value === '' ? {} : { number: value }), ...(num === '' && den === '' ? {} : { ratio: { ...(num === '' ? {} : { num }), ...(den === '' ? {} : { den }) } }),
    ...(done === '' && inProcess === '' && notStarted === '' ? {} : { milestones: { done: whole(done), inProcess: whole(inProcess), notStarted: whole(notStarted) } }),
    ...(scale === '' ? {} : { scale }), ...(words === '' ? {} : { text: words }), ...(members === '' ? {} : { units: membersOf(members) }),
  };
  return Object.keys(forms).length === 0 ? null : forms;
}

function bodyOf(item: Item, { after, changed }: RowChange): Item {
  const cells = after!;
  let body: Item = MEMBERS.reduce((one, [at, name]) => (changed(at) ? withMember(one, name, cells[at]) : one), item);
  if (changed(AT.axes)) body = withMember(body, 'axes', axesOf(cells[AT.axes]!));
  const payload = Array.from({ length: AT.lista - AT.payload + 1 }, (_, at) => AT.payload + at).some(changed);
  return payload ? withMember(body, 'payload', payloadOf(cells)) : body;
}

/** What is said of a value stays said: it is corrected, with its reason, and both stay in sight. */
function corrected(head: Exchanged['values'][number], change: RowChange, { reason, newId, actuals }: Applying, refuse: Refuse): Item | null {
  const why = change.after![AT.reason] || reason;
  if ((head.body.kind === 'actual' && !actuals) || head.submission !== null) return refuse(AT.id, { es: 'Un avance se corrige en la entrega de su periodo, donde se revisa.', en: 'A value that was reached is corrected in the submission of its period, where it is reviewed.' }), null;
  if (why === null || why === '') return refuse(AT.reason, { es: 'Una corrección dice su motivo.', en: 'A correction says its reason.' }), null;
  const { supersedes: _, ...item } = head.body;
  return { ...bodyOf(item, change), id: newId(), sources: [change.source], supersedes: head.id, reason: why };
}

function first(draft: Readonly<Record<string, unknown>>, change: RowChange, { newId, actuals }: Applying, refuse: Refuse): Item | null {
  const cells = change.after!;
  if (cells[AT.kind] === 'actual' && !actuals) return refuse(AT.kind, { es: 'Un avance se informa en la entrega de su periodo, donde se revisa.', en: 'A value that was reached is reported in the submission of its period, where it is reviewed.' }), null;
  const use = listOf(draft, 'uses').find(({ id }) => id === cells[AT.use]);
  return { ...bodyOf({}, change), id: cells[AT.id] || newId(), version: Number(use?.version ?? 1), sources: [change.source] };
}

/** Baselines, targets and, in a plan that was never asked for any, values reached: one row a value in force. */
export const VALUE_SHEET: ExchangeSheet = {
  name: 'Valores', fields: FIELDS, keyFields: [AT.id], lists: ['observations'],
  rows: ({ values }) => values.map(({ body }) => ({ key: said(body.id), cells: cellsOf(body) })),
  keysOf: (_, item) => [said(item.id)],
  apply: (draft, change, applying, refuse) => {
    if (change.after === null) return refuse(AT.id, { es: 'Lo dicho no se borra: si ya no vale, ponga «sin dato» y su motivo.', en: 'What was said is not removed: if it no longer holds, put "sin dato" and its reason.' });
    const head = applying.now.values.find(({ id }) => id === change.key) ?? null;
    const body = head === null ? first(draft.body, change, applying, refuse) : corrected(head, change, applying, refuse);
    if (body !== null) draft.values.push({ body, previous: head?.id ?? null });
  },
};
