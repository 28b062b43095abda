import { YupayError } from '#lib/kernel/errors.ts';
import { tidy } from '#lib/kernel/text.ts';
import { districtUbigeo } from '#lib/kernel/ubigeo.ts';
import type { OriginalRecord, Originals } from './originals.ts';
import { municipalityLabel, repairYen, type Row } from './registro.ts';

export const CANON_COLUMNS = ['anio', 'ubigeo', 'sec_ejec', 'municipalidad', 'canon_minero', 'total_transferencias', 'poblacion', 'linea_original'] as const;

/** Canon minero as the original prints it; its 24 blanks stay blank, for they are not zero (DATA §5). */
export function canonRows({ canon }: Originals): Row[] {
  return canon.records.map(({ line, cells }) => {
    const place = districtUbigeo(cells['UBIGEO']!);
    // "14-300163": an old district number, then SEC_EJEC (DATA §3).
    const code = /^\d+-(\d{6})$/.exec(cells['CODIGO']!);
    if (!place || !code) throw new YupayError('archivo-cortado', { archivo: 'canon', detalle: `línea ${line}` });
    return {
      anio: cells['AÑO']!,
      ubigeo: place.code,
      sec_ejec: code[1]!,
      municipalidad: tidy(repairYen(cells['MUNICIPALIDAD']!)),
      canon_minero: cells['CANON MINERO']!.trim(),
      total_transferencias: cells['TOTAL DE TRANSFERENCIAS']!.trim(),
      poblacion: cells['POBLACION']!.trim(),
      linea_original: String(line),
    };
  }).sort(byPlaceAndYear);
}

/** The municipalities that the seeds name (DATA §3, twenty-three with Coporaque of Espinar). */
export const SEED_MUNICIPALITIES = [
  '020101', '020105', '020601', '021003', '021007', '021009', '021014', '060101', '060105', '060106', '060108', '080803',
  '080806', '130901', '130905', '130906', '180101', '180106', '200501', '200801', '211101', '230301', '230302',
] as const;

export const PRESUPUESTO_COLUMNS = [
  'anio', 'nivel', 'ubigeo', 'sec_ejec', 'nombre', 'pia', 'pim', 'certificado', 'comprometido_anual', 'comprometido', 'devengado',
  'girado', 'avance_publicado', 'rubro08_recaudado', 'rubro18_recaudado', 'total_recaudado', 'fecha_corte', 'parcial', 'linea_original',
] as const;

/** PRESUPUESTO column → the panel's header. */
export const FROM_PANEL = {
  anio: 'periodo', ubigeo: 'ubigeo', sec_ejec: 'sec_ejec', pia: 'pia', pim: 'pim', certificado: 'certificacion',
  comprometido_anual: 'compromiso_anual', comprometido: 'atencion_de_compromiso_mensual', devengado: 'devengado', girado: 'girado',
  avance_publicado: 'avance_percent', rubro08_recaudado: 'rubro08_recaudado', rubro18_recaudado: 'rubro18_recaudado', total_recaudado: 'total_recaudado',
} as const;

/** PRESUPUESTO column → the Consulta Amigable's header. It has no income columns. */
export const FROM_CONSULTA = {
  pia: 'PIA', pim: 'PIM', certificado: 'Certificación', comprometido_anual: 'Compromiso Anual',
  comprometido: 'Atención de Compromiso Mensual', devengado: 'Devengado', girado: 'Girado', avance_publicado: 'Avance %',
} as const;

const ungroup = (amount: string): string => amount.trim().replace(/,/g, '');

function pick(record: OriginalRecord, from: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(from).map(([column, header]) => {
    const cell = record.cells[header];
    if (cell === undefined) throw new YupayError('falta-columna', { archivo: 'original', columna: header, tipo: 'presupuesto' });
    return [column, ungroup(cell)];
  }));
}

/** Years are whole: 2012–2022 by the panel, 2024 by the Consulta Amigable. 2025 was cut early and is not shipped. */
const WHOLE = { fecha_corte: '', parcial: 'false', nivel: 'municipalidad' } as const;

/** Budget and execution of the seeds' municipalities. 2023 is in neither original. */
export function presupuestoRows({ panel, consulta }: Originals): Row[] {
  const wanted = new Set<string>(SEED_MUNICIPALITIES);
  const early = panel.records.filter((r) => wanted.has(r.cells['ubigeo']!)).map((record) => ({
    ...pick(record, FROM_PANEL), ...WHOLE, nombre: tidy(repairYen(record.cells['municipalidad']!)), linea_original: String(record.line),
  }));
  const late = consulta.records.filter((r) => r.cells['Año'] === '2024').flatMap((record) => {
    const { ubigeo, secEjec, name } = municipalityLabel(record.cells['Municipalidad']!);
    if (!wanted.has(ubigeo)) return [];
    return [{ ...pick(record, FROM_CONSULTA), ...WHOLE, anio: '2024', ubigeo, sec_ejec: secEjec, nombre: name, linea_original: String(record.line) }];
  });
  return [...early, ...late].map((row) => Object.fromEntries(PRESUPUESTO_COLUMNS.map((c) => [c, (row as Row)[c] ?? '']))).sort(byPlaceAndYear);
}

function byPlaceAndYear(a: Row, b: Row): number {
  const [left, right] = [`${a['ubigeo']} ${a['anio']}`, `${b['ubigeo']} ${b['anio']}`];
  return left < right ? -1 : left > right ? 1 : 0;
}
