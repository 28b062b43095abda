import { formatScaled } from '#lib/kernel/decimal.ts';
import { DEPARTMENTS, type Municipality } from './catalog.ts';
import { quoted } from './fragments.ts';
import { Random } from '#lib/kernel/random.ts';
import { LineWriter } from './write.ts';

/** The 26 columns of MEF Transferencias (DATA §2.4). */
export const TRANSFERENCIAS_HEADER: readonly string[] = [
  'ANO_PRC', 'MES_PRC', 'MES_PRC_NOMBRE', 'GRUPO_TRANSFERENCIA', 'GRUPO_TRANSFERENCIA_NOMBRE', 'TIPO_ENTIDAD', 'TIPO_ENTIDAD_NOMBRE',
  'PLIEGO', 'PLIEGO_NOMBRE', 'SEC_EJEC', 'EJECUTORA_NOMBRE', 'DEPARTAMENTO_EJECUTORA', 'DEPARTAMENTO_EJECUTORA_NOMBRE',
  'PROVINCIA_EJECUTORA', 'PROVINCIA_EJECUTORA_NOMBRE', 'DISTRITO_EJECUTORA', 'DISTRITO_EJECUTORA_NOMBRE', 'RUBRO', 'RUBRO_NOMBRE',
  'FUENTE', 'FUENTE_NOMBRE', 'RECURSO', 'RECURSO_NOMBRE', 'ORIGEN_OPERACION_NOMBRE', 'MONTO_AUTORIZADO', 'MONTO_ACREDITADO',
];

const MONTH_NAMES = ['ENERO', 'FEBRERO', 'MARZO', 'ABRIL', 'MAYO', 'JUNIO', 'JULIO', 'AGOSTO', 'SETIEMBRE', 'OCTUBRE', 'NOVIEMBRE', 'DICIEMBRE'];

/** Rubro, source, recurso. Only 516, 547 and 729 are codes that somebody has seen; 9xx are invented, and say so. */
const RESOURCES: readonly (readonly [string, string, string, string, string, string])[] = [
  ['07', 'FONDO DE COMPENSACION MUNICIPAL', '5', 'RECURSOS DETERMINADOS', '547', 'SUB CUENTA - SALDOS DE TRANSFERENCIAS - FONCOMUN'],
  ['08', 'IMPUESTOS MUNICIPALES', '5', 'RECURSOS DETERMINADOS', '729', 'IMPUESTOS MUNICIPALES'],
  ['09', 'RECURSOS DIRECTAMENTE RECAUDADOS', '2', 'RECURSOS DIRECTAMENTE RECAUDADOS', '516', 'RECURSOS DIRECTAMENTE RECAUDADOS'],
  ['18', 'CANON Y SOBRECANON, REGALIAS, RENTA DE ADUANAS Y PARTICIPACIONES', '5', 'RECURSOS DETERMINADOS', '901', 'EJEMPLO - CANON MINERO'],
  ['18', 'CANON Y SOBRECANON, REGALIAS, RENTA DE ADUANAS Y PARTICIPACIONES', '5', 'RECURSOS DETERMINADOS', '902', 'EJEMPLO - REGALIAS MINERAS'],
];

export interface TransferenciasRequest {
  readonly rows: number;
  readonly seed: number;
  readonly year: number;
  readonly path: string;
  readonly municipalities: readonly Municipality[];
}

const money = (amount: number): string => formatScaled(BigInt(amount), 2).replace(/\.?0+$/, '');

/** Writes a synthetic Transferencias file: own money and interest among the transfers, one row in 1,700 negative. */
export function generateTransferencias({ rows, seed, year, path, municipalities }: TransferenciasRequest): { rows: number; bytes: number; totals: Readonly<Record<string, string>> } {
  const random = new Random(seed);
  const out = new LineWriter(path);
  const totals = { autorizado: 0n, acreditado: 0n };
  const resources = RESOURCES.map(([rubro, rubroName, source, sourceName, resource, name]) => [rubro, quoted(rubroName), source, quoted(sourceName), resource, quoted(name)].join(','));
  const units = municipalities.map(({ ubigeo, secEjec, nombre, departamento, provincia, distrito }) =>
    // Municipalities have no pliego: two empty cells, as in the real rows.
    `M,GOBIERNO LOCAL,,,${secEjec},${quoted(nombre)},${ubigeo.slice(0, 2)},${quoted(departamento || DEPARTMENTS[Number(ubigeo.slice(0, 2)) - 1]!)},${ubigeo.slice(2, 4)},${quoted(provincia)},${ubigeo.slice(4)},${quoted(distrito)}`,
  );
  out.write(`${TRANSFERENCIAS_HEADER.join(',')}\n`);
  for (let i = 0; i < rows; i++) {
    const month = random.below(12);
    const interest = random.oneIn(4);
    const sign = random.oneIn(1_700) ? -1 : 1;
    const authorised = sign * random.below(interest ? 50_000 : 90_000_000);
    const credited = interest ? authorised + sign * random.below(100) : authorised;
    totals.autorizado += BigInt(authorised);
    totals.acreditado += BigInt(credited);
    const group = interest ? '4,INTERESES' : '1,RECURSOS AUTORIZADOS';
    out.write(`${year},${month + 1},${MONTH_NAMES[month]!},${group},${random.pick(units)},${random.pick(resources)},${interest ? 'INTERESES DE ASIGNACION' : 'ASIGNACION NORMAL'},${money(authorised)},${money(credited)}\n`);
  }
  out.close();
  return { rows, bytes: out.bytes, totals: { autorizado: formatScaled(totals.autorizado, 2), acreditado: formatScaled(totals.acreditado, 2) } };
}
