import { Random } from '#lib/kernel/random.ts';

/** A municipality whose real codes the generated rows carry; names of programmes, works and amounts are invented. */
export interface Municipality {
  readonly ubigeo: string;
  readonly secEjec: string;
  readonly nombre: string;
  readonly departamento: string;
  readonly provincia: string;
  readonly distrito: string;
  /** Degrees, WGS 84, for the files that place what they list. */
  readonly latitud?: string;
  readonly longitud?: string;
}

export interface Executor {
  readonly nivel: 'R' | 'M' | 'E';
  readonly sector: string;
  readonly sectorNombre: string;
  readonly pliego: string;
  readonly pliegoNombre: string;
  readonly secEjec: string;
  readonly ejecutora: string;
  readonly nombre: string;
  readonly departamento: readonly [string, string];
  readonly provincia: readonly [string, string];
  readonly distrito: readonly [string, string];
}

export const LEVEL_NAMES = { R: 'GOBIERNOS REGIONALES', M: 'GOBIERNOS LOCALES', E: 'GOBIERNO NACIONAL' } as const;

export const DEPARTMENTS = [
  'AMAZONAS', 'ANCASH', 'APURIMAC', 'AREQUIPA', 'AYACUCHO', 'CAJAMARCA', 'PROVINCIA CONSTITUCIONAL DEL CALLAO', 'CUSCO', 'HUANCAVELICA', 'HUANUCO',
  'ICA', 'JUNIN', 'LA LIBERTAD', 'LAMBAYEQUE', 'LIMA', 'LORETO', 'MADRE DE DIOS', 'MOQUEGUA', 'PASCO', 'PIURA', 'PUNO', 'SAN MARTIN', 'TACNA', 'TUMBES', 'UCAYALI',
] as const;

/** Functions of the budget's functional classifier; one holds a comma, so that quotes matter. */
export const FUNCTIONS: readonly (readonly [string, string])[] = [
  ['03', 'PLANEAMIENTO, GESTION Y RESERVA DE CONTINGENCIA'], ['05', 'ORDEN PUBLICO Y SEGURIDAD'], ['10', 'AGROPECUARIA'], ['12', 'ENERGIA'],
  ['15', 'TRANSPORTE'], ['17', 'AMBIENTE'], ['18', 'SANEAMIENTO'], ['19', 'VIVIENDA Y DESARROLLO URBANO'], ['20', 'SALUD'],
  ['21', 'CULTURA Y DEPORTE'], ['22', 'EDUCACION'], ['23', 'PROTECCION SOCIAL'],
];

/** Source, rubro, tipo de recurso: codes as DATA §3 gives them, 18-H being the sub-account of canon minero. */
export const FUNDINGS: readonly (readonly [string, string, string, string, string, string])[] = [
  ['1', 'RECURSOS ORDINARIOS', '00', 'RECURSOS ORDINARIOS', '0', 'NORMAL'],
  ['2', 'RECURSOS DIRECTAMENTE RECAUDADOS', '09', 'RECURSOS DIRECTAMENTE RECAUDADOS', '0', 'NORMAL'],
  ['4', 'DONACIONES Y TRANSFERENCIAS', '13', 'DONACIONES Y TRANSFERENCIAS', '0', 'NORMAL'],
  ['5', 'RECURSOS DETERMINADOS', '07', 'FONDO DE COMPENSACION MUNICIPAL', 'A', 'FONCOMUN'],
  ['5', 'RECURSOS DETERMINADOS', '08', 'IMPUESTOS MUNICIPALES', '0', 'NORMAL'],
  ['5', 'RECURSOS DETERMINADOS', '18', 'CANON Y SOBRECANON, REGALIAS, RENTA DE ADUANAS Y PARTICIPACIONES', 'H', 'SUB CUENTA - CANON MINERO'],
  ['5', 'RECURSOS DETERMINADOS', '18', 'CANON Y SOBRECANON, REGALIAS, RENTA DE ADUANAS Y PARTICIPACIONES', 'P', 'SUB CUENTA - REGALIAS MINERAS'],
  ['3', 'RECURSOS POR OPERACIONES OFICIALES DE CREDITO', '19', 'RECURSOS POR OPERACIONES OFICIALES DE CREDITO', '0', 'NORMAL'],
];

export const GENERICS: readonly (readonly [string, string])[] = [
  ['1', 'PERSONAL Y OBLIGACIONES SOCIALES'], ['2', 'PENSIONES Y OTRAS PRESTACIONES SOCIALES'], ['3', 'BIENES Y SERVICIOS'],
  ['4', 'DONACIONES Y TRANSFERENCIAS'], ['5', 'OTROS GASTOS'], ['6', 'ADQUISICION DE ACTIVOS NO FINANCIEROS'],
];

const WORKS = ['MEJORAMIENTO', 'CREACION', 'AMPLIACION', 'RECUPERACION', 'REHABILITACION', 'INSTALACION'];
const THINGS = [
  'DEL SERVICIO DE AGUA POTABLE Y SANEAMIENTO', 'DE LA TRANSITABILIDAD VEHICULAR Y PEATONAL', 'DEL SERVICIO EDUCATIVO INICIAL', 'DEL SERVICIO DE RIEGO TECNIFICADO',
  'DE LOS SERVICIOS DE SALUD', 'DEL CAMINO VECINAL', 'DEL SERVICIO DE SEGURIDAD CIUDADANA', 'DE LA CAPACIDAD OPERATIVA DE LA MAQUINARIA',
];
const SPOTS = ['SECTOR ALTO', 'SECTOR BAJO', 'BARRIO NUEVO', 'CENTRO POBLADO DE EJEMPLO', 'ANEXO DE PRUEBA', 'CASERIO SINTETICO', 'QUEBRADA HONDA', 'PAMPA GRANDE'];

/** An invented name of a work, about `length` characters, in capitals without accents as the treasury writes. */
export function workName(random: Random, length: number): string {
  let name = `${random.pick(WORKS)} ${random.pick(THINGS)}`;
  while (name.length < length) name += ` EN ${random.pick(SPOTS)} ${random.below(90) + 10}`;
  return name.slice(0, length).trimEnd();
}

const pad = (number: number, width: number): string => String(number).padStart(width, '0');

/** Regional, local and national executing units, by level; the local ones are the municipalities given. */
export function executors(municipalities: readonly Municipality[]): Record<'R' | 'M' | 'E', Executor[]> {
  const capital = (index: number): Pick<Executor, 'departamento' | 'provincia' | 'distrito'> => ({
    departamento: [pad(index + 1, 2), DEPARTMENTS[index]!],
    provincia: ['01', `CAPITAL DE ${DEPARTMENTS[index]!}`],
    distrito: ['01', `CAPITAL DE ${DEPARTMENTS[index]!}`],
  });
  const state = (nivel: 'R' | 'E', index: number, unit: number): Executor => ({
    nivel,
    sector: nivel === 'R' ? '99' : pad((unit % 30) + 1, 2),
    sectorNombre: nivel === 'R' ? 'GOBIERNOS REGIONALES' : `SECTOR DE EJEMPLO ${(unit % 30) + 1}`,
    pliego: pad(nivel === 'R' ? 440 + index : 10 + (unit % 90), 3),
    pliegoNombre: nivel === 'R' ? `GOBIERNO REGIONAL DEL DEPARTAMENTO DE ${DEPARTMENTS[index]!}` : `ENTIDAD NACIONAL DE EJEMPLO ${unit % 90}`,
    secEjec: pad((nivel === 'R' ? 700 : 1) + index * 8 + unit, 6),
    ejecutora: pad(unit + 1, 3),
    nombre: nivel === 'R' ? `REGION ${DEPARTMENTS[index]!} - UNIDAD EJECUTORA DE EJEMPLO ${unit + 1}` : `UNIDAD NACIONAL DE EJEMPLO ${index * 8 + unit}`,
    ...capital(index),
  });
  const every = (nivel: 'R' | 'E') => DEPARTMENTS.flatMap((_, index) => Array.from({ length: 8 }, (__, unit) => state(nivel, index, unit)));
  const local = municipalities.map(
    ({ ubigeo, secEjec, nombre, departamento, provincia, distrito }): Executor => ({
      nivel: 'M',
      // Municipalities have neither sector nor pliego: a blank, never null (DATA §2.1).
      sector: ' ', sectorNombre: ' ', pliego: ' ', pliegoNombre: ' ',
      secEjec,
      ejecutora: secEjec.slice(1),
      nombre,
      departamento: [ubigeo.slice(0, 2), departamento],
      provincia: [ubigeo.slice(2, 4), provincia],
      distrito: [ubigeo.slice(4, 6), distrito],
    }),
  );
  return { R: every('R'), M: local, E: every('E') };
}
