import { said, type Item, type SheetField } from './layout.ts';
import { listOf, place, type Draft, type ExchangeSheet } from './sheet.ts';

export const RESPONSIBLE_ROLES = { donor: 'donante', implementer: 'ejecutor', data_source: 'fuente de datos', counterpart: 'contraparte' } as const;
export const VARIANTS = { plan: 'plan', monitoring: 'monitoreo' } as const;

const FIELDS: readonly SheetField[] = [
  { header: 'Indicador', width: 14, kind: 'code', path: null },
  { header: 'Organización', width: 18, kind: 'code', path: /^responsibilities\[\d+\](\.org)?$/ },
  { header: 'Papel', width: 16, kind: 'choice', choices: RESPONSIBLE_ROLES, path: /role$/ },
  { header: 'Por intermedio de', width: 18, kind: 'code', path: /via$/ },
  { header: 'Según', width: 12, kind: 'choice', choices: VARIANTS, path: /variant$/ },
  { header: 'Nombre de la organización', width: 40, kind: 'text', path: null },
];

type Responsible = { readonly org: string; readonly role: string; readonly via?: string | null; readonly variant: string };

const keyOf = (use: unknown, { org, role, via, variant }: Responsible): string => JSON.stringify([use, org, role, via ?? '', variant]);
const responsibles = (use: Item): readonly Responsible[] => (use.responsibilities ?? []) as readonly Responsible[];

const NAME = 5;

/** An organisation that is named for the first time enters with the name that its row gives; a new name takes the old one's place. */
function named(draft: Draft, org: string, name: string): void {
  const is = ({ id }: Item) => id === org;
  const known = listOf(draft.body, 'organisations').find(is);
  if (org !== '' && name !== '') place(draft, 'organisations', { ...(known ?? { id: org, aliases: [] }), name }, is);
}

/** Who answers for each indicator: a row for each. */
export const RESPONSIBLE_SHEET: ExchangeSheet = {
  name: 'Responsables', fields: FIELDS, keyFields: [0, 1, 2, 3, 4], lists: [],
  rows: ({ body }) => {
    const names = new Map(listOf(body, 'organisations').map(({ id, name }) => [id, said(name)]));
    return listOf(body, 'uses').flatMap((use) => responsibles(use).map((one) => ({ key: keyOf(use.id, one), cells: [said(use.id), one.org, one.role, said(one.via), one.variant, names.get(one.org) ?? ''] })));
  },
  keysOf: () => [],
  apply: (draft, { before, after, changed, source, key }, _, refuse) => {
    const [use = '', org = '', role = '', via = '', variant = '', name = ''] = (after ?? before)!;
    const item = listOf(draft.body, 'uses').find(({ id }) => id === use);
    if (item === undefined) {
      if (after !== null) refuse(0, { es: `No hay un indicador «${use}».`, en: `There is no indicator "${use}".` });
      return;
    }
    if (after !== null && changed(NAME)) named(draft, org, name);
    if (before !== null && after !== null) return;
    const kept = responsibles(item).filter((one) => keyOf(use, one) !== key);
    const fresh = after === null ? [] : [{ org, role, ...(via === '' ? {} : { via }), variant, source }];
    place(draft, 'uses', { ...item, responsibilities: [...kept, ...fresh] }, ({ id }) => id === use);
  },
};
