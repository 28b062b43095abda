import { YupayError } from '#lib/kernel/errors.ts';
import { tidy } from '#lib/kernel/text.ts';
import type { Original, OriginalRecord, Originals } from './originals.ts';

export type Row = Readonly<Record<string, string>>;

/** Consulta Amigable stores some Ñ as ¥ (DATA §2.8). */
export const repairYen = (text: string): string => text.replace(/¥/g, 'Ñ');

/** `"060108-300556: MUNICIPALIDAD …"` → its parts (DATA §2.8). */
export function municipalityLabel(label: string): { ubigeo: string; secEjec: string; name: string } {
  const match = /^(\d{6})-(\d{6}): (.+)$/.exec(label);
  if (!match) throw new YupayError('archivo-cortado', { archivo: 'consulta', detalle: `etiqueta «${label}»` });
  return { ubigeo: match[1]!, secEjec: match[2]!, name: tidy(repairYen(match[3]!)) };
}

/**
 * What we change in a source, with its reason. `from` is the guard: when the source no longer says it, the script
 * stops, so that a correction never outlives the error it mends (DESIGN §5).
 */
export const CORRECTIONS = [
  {
    table: 'registro-distritos.csv',
    key: '061306',
    column: 'provincia',
    from: 'Ninabamba',
    to: 'Santa Cruz',
    es: 'El archivo repite el nombre del distrito en la columna de la provincia; el código 0613 es Santa Cruz en sus otros diez distritos y en el MEF.',
    en: 'The file repeats the district’s name in the province column; code 0613 is Santa Cruz in its other ten districts and in MEF.',
  },
] as const;

export const REGISTRO_COLUMNS = [
  'ubigeo', 'departamento', 'provincia', 'distrito', 'capital', 'categoria', 'altitud', 'latitud', 'longitud',
  'sec_ejec', 'municipalidad', 'reniec', 'sunat', 'linea_inei', 'linea_mef', 'linea_equivalencia',
] as const;

function by(original: Original, key: (record: OriginalRecord) => string): Map<string, OriginalRecord> {
  return new Map(original.records.map((record) => [key(record), record]));
}

function corrected(ubigeo: string, column: string, value: string): string {
  const correction = CORRECTIONS.find((c) => c.key === ubigeo && c.column === column);
  if (!correction) return value;
  if (correction.from !== value) throw new YupayError('correccion-vencida', { correccion: `${ubigeo} ${column}`, valor: value });
  return correction.to;
}

/** Municipality of each district in 2024, when all 1,891 are listed. */
export function municipalities2024(consulta: Original): Map<string, { secEjec: string; name: string; line: number }> {
  return new Map(consulta.records.filter((r) => r.cells['Año'] === '2024').map((record) => {
    const { ubigeo, secEjec, name } = municipalityLabel(record.cells['Municipalidad']!);
    return [ubigeo, { secEjec, name, line: record.line }];
  }));
}

/** The panel must give every municipality the code that the Consulta Amigable gives it; otherwise nothing is written. */
function assertSameCodes(panel: Original, current: ReadonlyMap<string, { secEjec: string }>): void {
  for (const { cells, line } of panel.records) {
    const today = current.get(cells['ubigeo']!);
    if (today && today.secEjec !== cells['sec_ejec']) {
      throw new YupayError('archivo-cortado', { archivo: 'panel', detalle: `línea ${line}: SEC_EJEC ${cells['sec_ejec']} y no ${today.secEjec}` });
    }
  }
}

const notAvailable = (code: string | undefined): string => (code === undefined || code.trim() === 'NA' ? '' : code);

/** The registry of 1,891 districts and their municipalities, in the order of the ubigeo. */
export function registroRows({ inei, consulta, panel, equivalencia }: Originals): Row[] {
  const municipalities = municipalities2024(consulta);
  assertSameCodes(panel, municipalities);
  const codes = by(equivalencia, (r) => r.cells['cod_ubigeo_inei']!);
  return inei.records.map(({ line, cells }) => {
    const ubigeo = cells['ubigeo']!;
    const municipality = municipalities.get(ubigeo);
    if (!municipality) throw new YupayError('archivo-cortado', { archivo: 'consulta', detalle: `falta ${ubigeo}` });
    const code = codes.get(ubigeo);
    return {
      ubigeo,
      departamento: tidy(cells['departamento']!),
      provincia: corrected(ubigeo, 'provincia', tidy(cells['provincia']!)),
      distrito: tidy(cells['distrito']!),
      capital: tidy(cells['capital_legal']!),
      categoria: tidy(cells['categoría']!),
      altitud: cells['altitud']!,
      latitud: cells['latitud']!,
      longitud: cells['longitud']!,
      sec_ejec: municipality.secEjec,
      municipalidad: municipality.name,
      reniec: notAvailable(code?.cells['cod_ubigeo_reniec']),
      sunat: notAvailable(code?.cells['cod_ubigeo_sunat']),
      linea_inei: String(line),
      linea_mef: String(municipality.line),
      linea_equivalencia: code ? String(code.line) : '',
    };
  }).sort((a, b) => (a.ubigeo < b.ubigeo ? -1 : 1));
}
