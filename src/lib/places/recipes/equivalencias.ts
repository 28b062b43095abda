import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RowRecipe } from '#lib/provenance/recipe.ts';
import { EQUIVALENCIAS } from '../datasets.ts';

const OWNERS = ['inei', 'reniec', 'sunat'] as const;
const PARTS = ['cod_dep', 'desc_dep', 'cod_prov', 'desc_prov', 'cod_ubigeo', 'desc_ubigeo'] as const;

/** "NA", with blanks before it, is how the source says that the other registry has no such district. */
const present = (text: string | null): string | null => (text === 'NA' ? null : text);

/** Codes of the same district by INEI, RENIEC and SUNAT. A row without INEI code belongs to no district of today. */
export const UBIGEO_EQUIVALENCIAS: RowRecipe = {
  way: 'rows',
  id: 'ubigeo-equivalencias',
  version: 1,
  dataset: EQUIVALENCIAS,
  format: 'csv',
  publisher: 'INEI, RENIEC y SUNAT',
  es: 'Equivalencias de ubigeo INEI, RENIEC y SUNAT',
  en: 'Place code equivalences, INEI, RENIEC and SUNAT',
  years: [null, null],
  precedence: 10,
  maxBytes: 32_000_000,
  required: OWNERS.flatMap((owner) => PARTS.map((part) => [`${part}_${owner}`])),
  optional: [],
  read: (record, _context, tally) => {
    const cells = new Cells(record, tally);
    if (present(cells.text('COD_UBIGEO_INEI')) === null) return { reason: 'no tiene código del INEI', reasonEn: 'has no INEI code' };
    const code = (column: string) => {
      const text = present(cells.text(column));
      return text === null || /^\d{6}$/.test(text) ? text : cells.refuse(`«${text.slice(0, 60)}» no es un código de seis cifras (columna ${column})`, `"${text.slice(0, 60)}" is not a six-digit code (column ${column})`);
    };
    return cells.facts(() => [
      {
        ubigeo: cells.district('COD_UBIGEO_INEI'),
        distrito: present(cells.name('DESC_UBIGEO_INEI')),
        reniec: code('COD_UBIGEO_RENIEC'),
        distrito_reniec: present(cells.name('DESC_UBIGEO_RENIEC')),
        sunat: code('COD_UBIGEO_SUNAT'),
        distrito_sunat: present(cells.name('DESC_UBIGEO_SUNAT')),
      },
    ]);
  },
};
