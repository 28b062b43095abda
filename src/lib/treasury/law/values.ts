import type { DecimalText } from '#lib/kernel/decimal.ts';

/** Shares are decimal text of a fraction of one: `"0.25"`. */
export type Share = DecimalText;

export interface CanonShares {
  readonly productor: Share;
  readonly provincia: Share;
  readonly departamento: Share;
  readonly region: Share;
}

export interface RoyaltyShares {
  readonly distrito: Share;
  readonly provincia: Share;
  readonly departamento: Share;
  readonly region: Share;
  readonly universidades: Share;
}

/** Marginal rates by operating margin: `tasas[i]` applies above `limites[i]`. */
export interface RoyaltyScale {
  readonly limites: readonly DecimalText[];
  readonly tasas: readonly DecimalText[];
  readonly minimo_de_ventas: Share;
}

/** What each legal parameter holds (METHODS §0.5: in a dated table, not in code). */
export interface LawValues {
  'canon-minero.base': { readonly fraccion: Share };
  'canon-minero.reparto': CanonShares;
  'canon-minero.excluye-productor': { readonly excluye: boolean };
  'canon-minero.criterio': { readonly criterio: 'poblacion-por-nbi' };
  'canon-minero.productores': { readonly criterio: 'partes-iguales' };
  'canon-minero.universidades': { readonly fraccion_de_region: Share; readonly criterio: 'partes-iguales' };
  'canon-minero.institutos': { readonly fraccion_de_region: Share };
  'canon-minero.comunidades': { readonly fraccion_de_productor: Share };
  'canon-minero.entrega': { readonly modo: 'cuotas' | 'pago-anual'; readonly pagos: number; readonly mes: number };
  'canon-minero.adelanto': { readonly mes: number };
  'regalia.reparto': RoyaltyShares;
  'regalia.comunidades': { readonly fraccion_de_distrito: Share };
  'regalia.escala': RoyaltyScale;
  'iem-gem.destino': { readonly destino: 'tesoro' };
  'vigencia.monto': { readonly general: DecimalText; readonly ppm: DecimalText; readonly pma: DecimalText; readonly unidad: string };
  'vigencia.penalidad': { readonly general: DecimalText; readonly unidad: string };
  'vigencia.reparto': { readonly distritos: Share; readonly ingemmet: Share; readonly minem: Share };
  'vigencia.reparto-ppm-pma': { readonly distritos: Share; readonly gobierno_regional: Share };
  'focam.alcance': { readonly lugares: readonly string[] };
  'otros-canones.tipos': { readonly tipos: readonly string[] };
  'uso.destino': { readonly destino: string };
  'uso.mantenimiento': { readonly maximo: Share };
  'uso.estudios': { readonly maximo: Share };
  'uso.mantenimiento-temporal': { readonly maximo: Share };
}

export type LawId = keyof LawValues;

/** How a member of a parameter's value is written; `reparto` marks parameters whose members must add to one. */
type Member = 'share' | 'decimal' | 'text' | 'texts' | 'decimals' | 'flag' | 'count';

export interface LawShape {
  readonly members: Readonly<Record<string, Member>>;
  readonly whole?: boolean;
}

const share = (...names: string[]): Record<string, Member> => Object.fromEntries(names.map((name) => [name, 'share']));

/** The shape that the loader asks of each parameter; one entry an id, or the table does not load. */
export const LAW_SHAPES: Readonly<Record<LawId, LawShape>> = {
  'canon-minero.base': { members: share('fraccion') },
  'canon-minero.reparto': { members: share('productor', 'provincia', 'departamento', 'region'), whole: true },
  'canon-minero.excluye-productor': { members: { excluye: 'flag' } },
  'canon-minero.criterio': { members: { criterio: 'text' } },
  'canon-minero.productores': { members: { criterio: 'text' } },
  'canon-minero.universidades': { members: { ...share('fraccion_de_region'), criterio: 'text' } },
  'canon-minero.institutos': { members: share('fraccion_de_region') },
  'canon-minero.comunidades': { members: share('fraccion_de_productor') },
  'canon-minero.entrega': { members: { modo: 'text', pagos: 'count', mes: 'count' } },
  'canon-minero.adelanto': { members: { mes: 'count' } },
  'regalia.reparto': { members: share('distrito', 'provincia', 'departamento', 'region', 'universidades'), whole: true },
  'regalia.comunidades': { members: share('fraccion_de_distrito') },
  'regalia.escala': { members: { limites: 'decimals', tasas: 'decimals', minimo_de_ventas: 'share' } },
  'iem-gem.destino': { members: { destino: 'text' } },
  'vigencia.monto': { members: { general: 'decimal', ppm: 'decimal', pma: 'decimal', unidad: 'text' } },
  'vigencia.penalidad': { members: { general: 'decimal', unidad: 'text' } },
  'vigencia.reparto': { members: share('distritos', 'ingemmet', 'minem'), whole: true },
  'vigencia.reparto-ppm-pma': { members: share('distritos', 'gobierno_regional'), whole: true },
  'focam.alcance': { members: { lugares: 'texts' } },
  'otros-canones.tipos': { members: { tipos: 'texts' } },
  'uso.destino': { members: { destino: 'text' } },
  'uso.mantenimiento': { members: share('maximo') },
  'uso.estudios': { members: share('maximo') },
  'uso.mantenimiento-temporal': { members: share('maximo') },
};
