import { Cells } from '#lib/provenance/reading/cells.ts';
import { headerKey, type FactRow, type RawRecord, type RejectedRow, type RowRecipe, type Tally } from '#lib/provenance/recipe.ts';
import { cutoffSurvey } from './cutoff.ts';
import { OBRAS } from './datasets.ts';
import { readDay } from './day.ts';

/** Header cells by dataset column; the first spelling is the real one, accents missing where they are missing there. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  codigo_entidad: ['codigo Entidad', 'Código de entidad'],
  codigo_obra: ['Código INFOBRAS'],
  nombre: ['Nombre de obra', 'Nombre de la obra'],
  entidad: ['Entidad Pública'],
  estado: ['Estado de ejecución'],
  cui: ['Codigo unico de inversión'],
  snip: ['Código SNIP'],
  monto_viable: ['Monto Viable/Aprobado'],
  costo_actualizado: ['Costo Actualizado de la inversión'],
  departamento: ['Departamento'],
  provincia: ['Provincia'],
  distrito: ['Distrito'],
  monto_contrato: ['Monto del contrato  en soles'],
  fecha_inicio: ['Fecha de inicio de obra'],
  fecha_fin_programada: ['Fecha finalización programada de obra'],
  fecha_avance: ['Fecha de registro de avance'],
  avance_programado: ['Avance Físico Programado Acumulado (%)'],
  avance_real: ['Avance Físico Real Acumulado (%)'],
  valorizado_programado: ['Monto de valorización Programado Acumulado'],
  valorizado: ['Monto de valorización Ejecutado Acumulado'],
  ejecucion_financiera: ['Porcentaje de ejecución financiera'],
  paralizada: ['Existe Paralización'],
  causa: ['Causal de paralización'],
  fecha_paralizacion: ['Fecha de paralización'],
  dias_paralizada: ['Número de dias paralizado', 'Número de días paralizados'],
  devengado_total: ['Monto Total devengado del proyecto'],
};

const OPTIONAL: Readonly<Record<string, readonly string[]>> = {
  nivel: ['Nivel de gobierno'],
  sector: ['Sector de la Entidad'],
  modalidad: ['Modalidad de ejecución de la obra', 'Modalidad de ejecución'],
  naturaleza: ['Naturaleza de la obra'],
  costo_expediente: ['Costo de obra según Expediente técnico'],
  contratista: ['Nombre o razón social de la empresa o consorcio'],
  ruc: ['RUC'],
  plazo_dias: ['Plazo de ejecución (en dias)'],
  fecha_fin_real: ['Fecha de finalización real'],
};

const KEYS = Object.fromEntries(Object.entries({ ...REQUIRED, ...OPTIONAL }).map(([name, spellings]) => [name, headerKey(spellings[0]!)]));
const key = (name: string): string => KEYS[name]!;

const DAYS = ['fecha_inicio', 'fecha_fin_programada', 'fecha_fin_real', 'fecha_avance', 'fecha_paralizacion'];
const TEXTS = ['codigo_obra', 'codigo_entidad', 'nivel', 'sector', 'modalidad', 'naturaleza', 'estado', 'causa'];
const NAMES = ['nombre', 'entidad', 'departamento', 'provincia', 'distrito'];
const AMOUNTS = ['monto_viable', 'costo_expediente', 'monto_contrato', 'valorizado_programado', 'valorizado', 'devengado_total'];
const PERCENTS = ['avance_programado', 'avance_real', 'ejecucion_financiera'];

/** A count of days that is no count is a gap, counted. */
function whole(text: string | null, tally: Tally): string | null {
  if (text === null || /^\d{1,6}$/.test(text)) return text;
  tally('dias-ilegibles');
  return null;
}

/** A tax number that begins with 10 is a person's: neither number nor name is kept (Law 29733). */
function contractor(cells: Cells, tally: Tally): { readonly contratista: string | null; readonly ruc: string | null } {
  const ruc = cells.text(key('ruc'));
  const name = cells.name(key('contratista'));
  if (ruc !== null && /^20\d{9}$/.test(ruc)) return { contratista: name, ruc };
  if (name === null && ruc === null) return { contratista: null, ruc: null };
  const consortium = name !== null && ruc === null && /\bCONSORCIO\b/i.test(name);
  if (consortium) return { contratista: name, ruc: null };
  tally('contratistas-reservados');
  return { contratista: null, ruc: null };
}

/** Zero in every one of the 191,180 rows of the real file is not a cost (DATA §2.7): it is not reported. */
function updatedCost(cells: Cells, tally: Tally): string | null {
  const cost = cells.money(key('costo_actualizado'), 'espacio-decimal');
  if (cost === null || !/^0(\.0+)?$/.test(cost)) return cost;
  tally('costos-en-cero');
  return null;
}

function stopped(text: string | null): string | null {
  if (text === null) return null;
  return /^s[ií]$/i.test(text) ? 'true' : /^no$/i.test(text) ? 'false' : null;
}

function day(record: RawRecord, name: string, tally: Tally): string | null {
  const reading = readDay(record.cells[key(name)] ?? '');
  if (reading.ok) return reading.value;
  tally('fechas-ilegibles');
  return null;
}

/** One work. Percentages are kept as they come, beyond 999 too: nothing is clipped. */
export function readWork(record: RawRecord, context: Readonly<Record<string, string>>, tally: Tally): readonly FactRow[] | RejectedRow {
  const cells = new Cells(record, tally);
  const { corte } = context;
  if (corte === undefined) return { reason: 'ninguna obra del archivo dice cuándo se registró su avance', reasonEn: 'no work of the file says when its progress was registered' };
  return cells.facts(() => {
    const every = (names: readonly string[], read: (name: string) => string | null) => Object.fromEntries(names.map((name) => [name, read(name)]));
    const cui = cells.text(key('cui'))?.replace(/\.0+$/, '') ?? null;
    if (cells.text(key('codigo_obra')) === null) cells.refuse('no trae código INFOBRAS', 'has no INFOBRAS code');
    if (cui !== null && !/^\d{1,8}$/.test(cui)) tally('cui-ilegibles');
    return [{
      anio: corte.slice(0, 4), corte,
      ...every(TEXTS, (name) => cells.text(key(name))),
      ...every(NAMES, (name) => cells.name(key(name))),
      cui: cui !== null && /^\d{1,8}$/.test(cui) && !/^0+$/.test(cui) ? cui : null,
      snip: cells.text(key('snip')),
      ...every(AMOUNTS, (name) => cells.money(key(name), 'espacio-decimal')),
      costo_actualizado: updatedCost(cells, tally),
      ...contractor(cells, tally),
      ...every(DAYS, (name) => day(record, name, tally)),
      plazo_dias: whole(cells.text(key('plazo_dias')), tally),
      ...every(PERCENTS, (name) => cells.percent(key(name), 'espacio-decimal')),
      paralizada: stopped(cells.text(key('paralizada'))),
      dias_paralizada: whole(cells.text(key('dias_paralizada')), tally),
    }];
  });
}

/**
 * INFObras' "Obras Públicas": 97 columns under three title rows, `x:` before every tag, over 1 GB of XML in a file of
 * 57 MB. Some columns name residents and inspectors, so what is not listed here is neither kept nor shown.
 */
export const INFOBRAS: RowRecipe = {
  way: 'rows', id: 'infobras', version: 1, dataset: OBRAS, format: 'xlsx', publisher: 'Contraloría General de la República',
  es: 'Obras públicas de INFObras', en: 'Public works of INFObras', years: [2000, null], precedence: 20,
  maxBytes: 4_000_000_000, open: true, reserved: true,
  required: Object.values(REQUIRED),
  optional: Object.values(OPTIONAL),
  survey: () => cutoffSurvey([key('fecha_avance')], null),
  read: readWork,
  series: (_, facts) => `infobras:${facts[0]?.['corte'] ?? 'sin-corte'}`,
};
