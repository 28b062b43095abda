import { formatScaled } from '#lib/kernel/decimal.ts';
import { FUNCTIONS, workName, type Municipality } from './catalog.ts';
import { quoted } from './fragments.ts';
import { Random } from '#lib/kernel/random.ts';
import { LineWriter } from './write.ts';

/** DETALLE_INVERSIONES, 68 columns (DATA §2.6). */
export const DETALLE_HEADER: readonly string[] = [
  'CODIGO_UNICO', 'CODIGO_SNIP', 'NOMBRE_INVERSION', 'TIPO_INVERSION', 'NIVEL', 'SECTOR', 'ENTIDAD', 'NOMBRE_OPMI', 'NOMBRE_UF', 'NOMBRE_UEI', 'SEC_EJEC', 'NOMBRE_UEP',
  'FUNCION', 'PROGRAMA', 'SUBPROGRAMA', 'DES_TIPOLOGIA', 'ESTADO', 'SITUACION', 'FECHA_REGISTRO', 'FECHA_VIABILIDAD', 'MARCO', 'MONTO_VIABLE', 'COSTO_ACTUALIZADO',
  'CTRL_CONCURR', 'MONTO_LAUDO', 'MONTO_FIANZA', 'SALDO_EJECUTAR', 'REGISTRADO_PMI', 'PMI_ANIO_1', 'PMI_ANIO_2', 'PMI_ANIO_3', 'PMI_ANIO_4', 'PRIMER_DEVENGADO',
  'ULTIMO_DEVENGADO', 'DEVEN_ACUMUL_ANIO_ANT', 'DEV_ANIO_ACTUAL', 'PIA_ANIO_ACTUAL', 'PIM_ANIO_ACTUAL', 'CERTIF_ANIO_ACTUAL', 'COMPROM_ANUAL_ANIO_ACTUAL',
  'EXPEDIENTE_TECNICO', 'MONTO_ET_F8', 'TIENE_F8', 'ETAPA_F8', 'TIENE_F12B', 'TIENE_AVAN_FISICO', 'AVANCE_FISICO', 'AVANCE_EJECUCION', 'ULT_FEC_DECLA_ESTIM',
  'FEC_INI_EJECUCION', 'FEC_FIN_EJECUCION', 'FEC_INI_EJEC_FISICA', 'FEC_FIN_EJEC_FISICA', 'INFORME_CIERRE', 'TIENE_F9', 'FEC_REG_F9', 'ETAPA_F9', 'DEPARTAMENTO',
  'PROVINCIA', 'DISTRITO', 'UBIGEO', 'LATITUD', 'LONGITUD', 'ALTERNATIVA', 'DES_MODALIDAD', 'IND_IOARR_EMERG', 'NUM_HABITANTES_BENEF', 'ANIO_PROCESO',
];

export interface InversionesRequest {
  readonly rows: number;
  readonly seed: number;
  /** Last day on which anybody registered anything, `AAAA-MM-DD`; its year is ANIO_PROCESO. */
  readonly cutoff: string;
  readonly path: string;
  readonly municipalities: readonly Municipality[];
  /** Added to every certified amount: a later snapshot may have less. */
  readonly certifiedShift?: number;
}

export interface InversionesMade {
  readonly rows: number;
  readonly bytes: number;
  /** Codes in the order of the rows. */
  readonly cuis: readonly string[];
  readonly withLineBreak: number;
  readonly withoutPlace: number;
  readonly viable: string;
}

const money = (centimos: number): string => formatScaled(BigInt(centimos), 2).replace(/0$/, '');

const shifted = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);

interface Progress {
  readonly cost: number;
  readonly before: number;
  readonly year: number;
  readonly started: boolean;
}

function moneyCells(random: Random, { cost, before, year }: Progress, viable: number, shift: number): Record<string, string> {
  const pim = year + random.below(50_000_000);
  return {
    MONTO_VIABLE: money(viable), COSTO_ACTUALIZADO: money(cost), CTRL_CONCURR: '0.0', MONTO_LAUDO: '0.0', MONTO_FIANZA: '0.0', SALDO_EJECUTAR: money(cost - before - year),
    DEVEN_ACUMUL_ANIO_ANT: money(before), DEV_ANIO_ACTUAL: money(year), PIA_ANIO_ACTUAL: random.oneIn(2) ? ' ' : '0.0', PIM_ANIO_ACTUAL: money(pim),
    CERTIF_ANIO_ACTUAL: money(Math.max(0, pim - random.below(1_000_000) + shift)), COMPROM_ANUAL_ANIO_ACTUAL: money(year), MONTO_ET_F8: money(cost),
  };
}

function calendarCells(random: Random, cutoff: string, { started }: Progress, first: boolean): Record<string, string> {
  const start = shifted(cutoff, -300 - random.below(2_000));
  const end = shifted(cutoff, random.below(1_200) - 600);
  const told = shifted(cutoff, first ? 0 : -random.below(700));
  return {
    FECHA_REGISTRO: `${shifted(start, -900)} 00:00:00`, FECHA_VIABILIDAD: `${shifted(start, -300)} 00:00:00`,
    // The same source writes dates in three ways (DATA §5).
    ULT_FEC_DECLA_ESTIM: !started ? '' : random.oneIn(4) ? `${told.slice(8)}/${told.slice(5, 7)}/${told.slice(0, 4)} 04:02:50 p.m.` : `${told} 18:22:01`,
    FEC_INI_EJECUCION: `${start} 00:00:00`, FEC_FIN_EJECUCION: `${end} 00:00:00`,
    FEC_INI_EJEC_FISICA: started ? `${start} 00:00:00` : '', FEC_FIN_EJEC_FISICA: started ? `${end} 00:00:00` : '',
    PRIMER_DEVENGADO: started ? start.slice(0, 7).replace('-', '') : '', ULTIMO_DEVENGADO: started ? cutoff.slice(0, 7).replace('-', '') : '',
  };
}

function placeCells(random: Random, municipality: Municipality, several: boolean): Record<string, string> {
  if (several) return { DEPARTAMENTO: '-MUL.DEP-', PROVINCIA: '- TODOS -', DISTRITO: '- TODOS -', UBIGEO: '990000', LATITUD: '0.0', LONGITUD: '0.0' };
  const { departamento, provincia, distrito, ubigeo, latitud, longitud } = municipality;
  // Three of four rows of the real file have no coordinates, written as zeros; some of the rest have another place's.
  const known = random.oneIn(4);
  return { DEPARTAMENTO: departamento, PROVINCIA: provincia, DISTRITO: distrito, UBIGEO: ubigeo, LATITUD: known ? (latitud ?? '-15.20331632999995') : '0.0', LONGITUD: known ? (longitud ?? '-69.76082195999999') : '0.0' };
}

function fixedCells(random: Random, municipality: Municipality, year: string, started: boolean): Record<string, string> {
  const physical = started && !random.oneIn(4);
  return {
    TIPO_INVERSION: 'PROYECTO DE INVERSION', NIVEL: 'GL', SECTOR: 'GOBIERNOS LOCALES', ENTIDAD: municipality.nombre, NOMBRE_OPMI: `OPMI DE LA ${municipality.nombre}`,
    NOMBRE_UF: 'SUB GERENCIA DE ESTUDIOS', NOMBRE_UEI: 'SUB GERENCIA DE OBRAS PUBLICAS, LIQUIDACIONES Y SUPERVISION DE INVERSIONES DE EJEMPLO', SEC_EJEC: municipality.secEjec, NOMBRE_UEP: municipality.nombre,
    FUNCION: random.pick(FUNCTIONS)[1], PROGRAMA: 'PROGRAMA DE EJEMPLO', SUBPROGRAMA: 'SUBPROGRAMA DE EJEMPLO', ESTADO: 'ACTIVO', SITUACION: 'VIABLE', MARCO: 'INVIERTE',
    REGISTRADO_PMI: 'NO', EXPEDIENTE_TECNICO: 'SI', TIENE_F8: 'SI', ETAPA_F8: 'Ejecución física (C)', TIENE_F12B: started ? 'SI' : 'NO',
    TIENE_AVAN_FISICO: physical ? 'SI' : 'NO', AVANCE_FISICO: physical ? formatScaled(BigInt(random.below(10_100)), 2) : '',
    // Beyond 32 million in one region: not a percentage (DATA §2.6).
    AVANCE_EJECUCION: random.oneIn(50) ? '32145678.9' : formatScaled(BigInt(random.below(10_000)), 2),
    INFORME_CIERRE: 'NO', TIENE_F9: 'NO', DES_MODALIDAD: 'ADMINISTRACIÓN DIRECTA', IND_IOARR_EMERG: 'NO', NUM_HABITANTES_BENEF: String(random.below(9_000)), ANIO_PROCESO: year,
  };
}

function row(random: Random, index: number, request: InversionesRequest, made: { withLineBreak: number; withoutPlace: number; viable: bigint }): Record<string, string> {
  const municipality = random.pick(request.municipalities);
  const viable = 20_000_000 + random.below(1_500_000_000);
  const started = index === 0 || !random.oneIn(5);
  const cost = Math.round(viable * (0.95 + random.below(60) / 100));
  const progress = { cost, before: started ? random.below(cost) : 0, year: started ? random.below(9_000_000) : 0, started };
  const several = random.oneIn(40);
  const broken = random.oneIn(20);
  made.viable += BigInt(viable);
  if (several) made.withoutPlace += 1;
  if (broken) made.withLineBreak += 1;
  const name = workName(random, 90 + random.below(90));
  return {
    CODIGO_UNICO: String(2_100_000 + index * 7 + random.below(7)), CODIGO_SNIP: random.oneIn(2) ? '' : String(10_000 + index),
    NOMBRE_INVERSION: quoted(broken ? `${name.slice(0, 40)}\n${name.slice(40)}` : `${name}, "EJEMPLO"`),
    ALTERNATIVA: quoted(`ALTERNATIVA DE EJEMPLO, ${'MUY LARGA '.repeat(random.oneIn(100) ? 900 : 5)}`),
    ...fixedCells(random, municipality, request.cutoff.slice(0, 4), started), ...moneyCells(random, progress, viable, request.certifiedShift ?? 0),
    ...calendarCells(random, request.cutoff, progress, index === 0), ...placeCells(random, municipality, several),
  };
}

const cellText = (text: string): string => (text.includes(',') && !text.startsWith('"') ? quoted(text) : text);

/** Writes a synthetic DETALLE_INVERSIONES with its quirks: a byte order mark, line breaks within quotes, blanks as a space. */
export function generateInversiones(request: InversionesRequest): InversionesMade {
  const random = new Random(request.seed);
  const out = new LineWriter(request.path);
  const made = { withLineBreak: 0, withoutPlace: 0, viable: 0n };
  const cuis: string[] = [];
  out.write(`\uFEFF${DETALLE_HEADER.join(',')}\n`);
  for (let index = 0; index < request.rows; index += 1) {
    const cells = row(random, index, request, made);
    cuis.push(cells['CODIGO_UNICO']!);
    out.write(`${DETALLE_HEADER.map((name) => cellText(cells[name] ?? '')).join(',')}\n`);
  }
  out.close();
  return { rows: request.rows, bytes: out.bytes, cuis, withLineBreak: made.withLineBreak, withoutPlace: made.withoutPlace, viable: formatScaled(made.viable, 2) };
}
