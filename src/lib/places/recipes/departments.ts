import { searchKey } from '#lib/kernel/text.ts';
import type { Ubigeo } from '#lib/kernel/ubigeo.ts';

/** INEI's departments in the order of their codes, 01 to 25; Callao is a constitutional province with code 07. */
const NAMES = [
  'AMAZONAS', 'ANCASH', 'APURIMAC', 'AREQUIPA', 'AYACUCHO', 'CAJAMARCA', 'CALLAO', 'CUSCO', 'HUANCAVELICA', 'HUANUCO',
  'ICA', 'JUNIN', 'LA LIBERTAD', 'LAMBAYEQUE', 'LIMA', 'LORETO', 'MADRE DE DIOS', 'MOQUEGUA', 'PASCO', 'PIURA',
  'PUNO', 'SAN MARTIN', 'TACNA', 'TUMBES', 'UCAYALI',
] as const;

const ALIASES: Readonly<Record<string, string>> = {
  'provincia constitucional del callao': '07',
  'prov const del callao': '07',
  'cuzco': '08',
};

const CODES = new Map<string, string>([
  ...NAMES.map((name, index): [string, string] => [searchKey(name), String(index + 1).padStart(2, '0')]),
  ...Object.entries(ALIASES),
]);

/** Two-digit code of a department's name, with or without accents, in any case; null when it is not one. */
export function departmentCode(name: string): Ubigeo | null {
  return (CODES.get(searchKey(name)) as Ubigeo | undefined) ?? null;
}
