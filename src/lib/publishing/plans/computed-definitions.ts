import type { PlanDocument } from '#lib/frameworks/document-text.ts';

interface Shared {
  readonly units: readonly { readonly id: string; readonly title: { readonly es: string; readonly en: string }; readonly kind: string }[];
  readonly definition: Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number; readonly unit: string };
}

const PERCENT = { id: 'porcentaje', title: { es: 'por ciento', en: 'per cent' }, kind: 'percent' } as const;
const PLACE = [{ name: 'ubigeo', value: '{lugar}' }] as const;

/** Indicators that any plan may use and nobody types: each takes its value from a published query, with its receipt. */
export const COMPUTED_DEFINITIONS: readonly Shared[] = [
  {
    units: [PERCENT],
    definition: {
      id: 'ejecucion-del-presupuesto', version: 1, title: { es: 'Ejecución del presupuesto de la municipalidad (devengado ÷ PIM)', en: 'Execution of the municipality’s budget (accrued ÷ modified budget)' },
      valueType: 'ratio', unit: PERCENT.id, direction: 'more', timeRule: 'last', placeRule: 'ratio_of_sums', targetBasis: 'level',
      computed: { query: 'presupuesto-por-anio', parameters: [...PLACE, { name: 'sec_ejec', value: '{sec_ejec}' }], year: 'anio', column: 'devengado', outOf: 'pim' },
    },
  },
  {
    units: [PERCENT],
    definition: {
      // METHODS §7: the threshold is inclusive.
      id: 'cuota-en-funciones-prioritarias', version: 1, title: { es: 'Programación multianual en funciones prioritarias (prioritario ÷ disponible)', en: 'Multi-year programming in priority functions (priority ÷ available)' },
      valueType: 'ratio', unit: PERCENT.id, direction: 'more', timeRule: 'last', placeRule: 'ratio_of_sums', targetBasis: 'level', thresholds: [{ op: 'at_least', value: '70', unit: PERCENT.id }],
      computed: { query: 'programacion-de-lugar', parameters: PLACE, year: 'anio', column: 'prioritario', outOf: 'disponible' },
    },
  },
  {
    units: [{ id: 'soles-por-habitante', title: { es: 'soles por habitante', en: 'soles per inhabitant' }, kind: 'money' }],
    definition: {
      id: 'canon-por-habitante', version: 1, title: { es: 'Canon minero por habitante', en: 'Mining canon per inhabitant' },
      valueType: 'amount', unit: 'soles-por-habitante', direction: 'more', timeRule: 'last', placeRule: 'none', targetBasis: 'level',
      computed: { query: 'canon-por-anio', parameters: PLACE, year: 'anio', column: 'por_habitante', outOf: null },
    },
  },
];

/** A document with one of these indicators more, under a statement of its tree. Null when there is no such definition. */
export function withComputed(document: PlanDocument, definition: string, { node, use }: { readonly node: string; readonly use: string }): PlanDocument | null {
  const shared = COMPUTED_DEFINITIONS.find((one) => one.definition.id === definition);
  if (shared === undefined) return null;
  const list = (name: string): readonly { readonly id: string }[] => (document[name] as readonly { id: string }[] | undefined) ?? [];
  const add = <T extends { readonly id: string }>(name: string, items: readonly T[]) => [...list(name), ...items.filter(({ id }) => !list(name).some((one) => one.id === id))];
  return {
    ...document,
    units: add('units', shared.units), definitions: add('definitions', [shared.definition]),
    uses: add('uses', [{ id: use, node, definition, version: shared.definition.version, order: list('uses').length + 1, wordings: [], responsibilities: [], components: [{ key: 'valor', title: shared.definition.title, unit: shared.definition.unit }] }]),
  };
}
