import document from '../../../facts/cambios-distritos.json' with { type: 'json' };

export type ChangeKind = 'norma-de-creacion' | 'aparece-en-presupuesto' | 'deja-presupuesto' | 'serie-cortada';

/** What a source says of a district's creation or change; nothing is inferred. */
export interface PlaceChange {
  readonly ubigeo: string;
  /** Name by that source. */
  readonly nombre: string;
  readonly tipo: ChangeKind;
  /** ISO day, or a year alone; null when the source gives words only (`texto`). */
  readonly fecha: string | null;
  readonly norma: string | null;
  readonly texto: string | null;
  /** Key of `CHANGE_SOURCES`. */
  readonly fuente: string;
}

export const CHANGE_SOURCES: Readonly<Record<string, string>> = document.fuentes;

const CHANGES = document.cambios as readonly PlaceChange[];
const BY_PLACE = Map.groupBy(CHANGES, (change) => change.ubigeo);

/** Every change that a source states of a district, in the order of the table; empty when none does. */
export function changesOf(ubigeo: string): readonly PlaceChange[] {
  return BY_PLACE.get(ubigeo) ?? [];
}

/** Years in which a municipality's budget series does not mean the same before and after. */
export function seriesBreaks(ubigeo: string): readonly PlaceChange[] {
  return changesOf(ubigeo).filter((change) => change.tipo !== 'norma-de-creacion');
}

export const ALL_CHANGES: readonly PlaceChange[] = CHANGES;
