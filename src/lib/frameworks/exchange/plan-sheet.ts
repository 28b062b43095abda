import { said, withMember, type SheetField } from './layout.ts';
import type { ExchangeSheet } from './sheet.ts';

const FIELDS: readonly SheetField[] = [
  { header: 'Campo', width: 24, kind: 'text', path: null },
  { header: 'Valor', width: 80, kind: 'text', path: /.*/ },
];

type Body = Readonly<Record<string, unknown>>;
const period = (body: Body): Body => (body.period ?? {}) as Body;

/** What of the whole plan a person may change, by the name of its row; the rest of its row is for reading. */
const MEMBERS: Readonly<Record<string, { readonly get: (body: Body) => string; readonly set: ((body: Body, text: string) => Body) | null; readonly path: string }>> = {
  'Código del plan': { get: ({ id }) => said(id), set: null, path: 'id' },
  'Título': { get: ({ title }) => said(title), set: (body, text) => ({ ...body, title: text }), path: 'title' },
  'Desde': { get: (body) => said(period(body).start), set: (body, text) => ({ ...body, period: { ...period(body), start: text } }), path: 'period.start' },
  'Hasta': { get: (body) => said(period(body).end), set: (body, text) => ({ ...body, period: { ...period(body), end: text } }), path: 'period.end' },
  'Moneda': { get: ({ currency }) => said(currency), set: (body, text) => withMember(body, 'currency', text), path: 'currency' },
  'Versión': { get: ({ version }) => said(version), set: (body, text) => ({ ...body, version: text }), path: 'version' },
  'Titular': { get: ({ owner }) => said(owner), set: (body, text) => ({ ...body, owner: text }), path: 'owner' },
};

/** The plan as a whole: a field a row. */
export const PLAN_SHEET: ExchangeSheet = {
  name: 'Plan', fields: FIELDS, keyFields: [0], lists: [''],
  rows: ({ body }) => Object.entries(MEMBERS).map(([key, { get }]) => ({ key, cells: [key, get(body)] })),
  keysOf: (path) => Object.keys(MEMBERS).filter((key) => path === MEMBERS[key]!.path),
  apply: (draft, { key, after }, _, refuse) => {
    const set = Object.hasOwn(MEMBERS, key) ? MEMBERS[key]!.set : null;
    if (after === null) refuse(0, { es: `Falta la fila «${key}».`, en: `The row "${key}" is missing.` });
    else if (!Object.hasOwn(MEMBERS, key)) refuse(0, { es: `No se conoce el campo «${key.slice(0, 40)}».`, en: `The field "${key.slice(0, 40)}" is not known.` });
    else if (set === null) refuse(1, { es: 'Este archivo es de otro plan: el código no se cambia.', en: 'This file is of another plan: the code is not changed.' });
    else draft.body = { ...set(draft.body, after[1]!) };
  },
};
