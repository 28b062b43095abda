import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedMeasure, RoundHead } from './published-round.ts';

/** Columns of a round's rows as every question about surveys reads them, in order. */
export const ROUND_COLUMNS = [
  'encuesta', 'ola', 'clase', 'orden', 'medida', 'ambito', 'codigo', 'respuesta', 'n', 'preguntados', 'valor', 'error', 'bajo', 'alto', 'gl', 'efecto', 'avisos', 'reservado',
  'anterior', 'antes', 'diferencia', 'p', 'p_corregida', 'detectable', 'palabra', 'estadistico', 'gl_abajo', 'cuerpo', 'linea',
] as const;
export type RoundColumn = (typeof ROUND_COLUMNS)[number];
export type RoundRow = Readonly<Record<RoundColumn, string | null>> & { readonly distrito: string | null };

/** SQL of the rows under a condition, each with the name of the district that its code is, and of what is asked `beside`. */
export const roundSql = (where: string, beside = ''): string => `select ${ROUND_COLUMNS.map((name) => `r.${name}`).join(', ')}, d.distrito${beside}
from {{encuestas-resultados}} r left join (select ubigeo, min(distrito) as distrito from {{distritos}} group by ubigeo) d on d.ubigeo = r.codigo
where ${where} order by r.encuesta, r.ola, r.clase, r.orden`;

export const SURVEY_QUESTION = { version: 1, datasets: ['encuestas-resultados', 'distritos'], unit: 'la de cada medida', priceBase: 'no se aplica' } as const;

/** One round read back: its head, its measures by code, and the rest of its rows. */
export interface ReadRound {
  readonly survey: string;
  readonly round: string;
  readonly head: RoundHead;
  readonly measures: ReadonlyMap<string, PublishedMeasure>;
  readonly rows: readonly RoundRow[];
}

const recordOf = (row: TextRow): RoundRow => Object.fromEntries([...ROUND_COLUMNS, 'distrito'].map((name, at) => [name, row[at] ?? null])) as RoundRow;

/** Rounds by survey, each survey's oldest first. */
export function readRounds(rows: readonly TextRow[]): ReadRound[] {
  const byRound = Map.groupBy(rows.map(recordOf), ({ encuesta, ola }) => `${encuesta}\u0000${ola}`);
  const rounds = [...byRound.values()].flatMap((own): ReadRound[] => {
    const head = own.find(({ clase }) => clase === 'ola');
    if (head === undefined) return [];
    const measures = own.filter(({ clase }) => clase === 'medida').map(({ cuerpo }) => JSON.parse(cuerpo!) as PublishedMeasure);
    return [{ survey: head.encuesta!, round: head.ola!, head: JSON.parse(head.cuerpo!) as RoundHead, measures: new Map(measures.map((one) => [one.id, one])), rows: own }];
  });
  return rounds.sort((a, b) => (a.survey < b.survey ? -1 : a.survey > b.survey ? 1 : a.head.to < b.head.to ? -1 : 1));
}

/** Of the same survey, the newest round. */
export const newestOf = (rounds: readonly ReadRound[]): ReadRound[] => rounds.filter(({ survey }, at) => rounds[at + 1]?.survey !== survey);

/** Records as rows of text in the order of the columns; what a record does not say is null. */
export const rowsBy = <C extends string>(columns: readonly C[], records: readonly Readonly<Partial<Record<C, string | null>>>[]): TextRow[] => records.map((record) => columns.map((column) => record[column] ?? null));

/** Whether a measure is printed of every hundred people. */
export const ofHundred = ({ kind }: Pick<PublishedMeasure, 'kind'>): boolean => kind === 'proporcion' || kind === 'distribucion';

/** A part of one as a number of every hundred, by moving its point: no float is made. */
export function hundredfold(part: string | null): string | null {
  if (part === null) return null;
  const [whole = '0', decimals = ''] = part.replace('-', '').split('.');
  const moved = `${whole}${decimals.padEnd(2, '0').slice(0, 2)}.${decimals.slice(2)}`.replace(/^0+(?=\d)/, '').replace(/\.?0*$/, (end) => (end.includes('.') ? '' : end));
  return part.startsWith('-') && /[1-9]/.test(moved) ? `-${moved}` : moved;
}

/** What a place, a sex or an age group is called; a place by its district's name, a code without a word by itself. */
export function labelsOf({ head }: Pick<ReadRound, 'head'>, { ambito, codigo, distrito }: Pick<RoundRow, 'ambito' | 'codigo' | 'distrito'>): { readonly ambito_es: string | null; readonly ambito_en: string | null; readonly codigo_es: string | null; readonly codigo_en: string | null } {
  const domain = head.domains.find(({ id }) => id === ambito);
  // A group's code names its service before it.
  const parts = (codigo ?? '').split('/').map((part) => head.domains.flatMap(({ codes }) => codes).find((one) => one.code === part) ?? { es: part, en: part });
  const code = domain?.codes.find((one) => one.code === codigo) ?? (codigo?.includes('/') === true ? { es: parts.map(({ es }) => es).join(': '), en: parts.map(({ en }) => en).join(': ') } : undefined);
  const place = domain !== undefined && 'frame' in domain.by && domain.by.frame === 'lugar' ? distrito : null;
  return { ambito_es: domain?.title.es ?? null, ambito_en: domain?.title.en ?? null, codigo_es: code?.es ?? place ?? codigo, codigo_en: code?.en ?? place ?? codigo };
}

/** The domain that the frame makes of places; null where the round is told for none. */
export const placeDomain = ({ head }: Pick<ReadRound, 'head'>): string | null => head.domains.find(({ by }) => 'frame' in by && by.frame === 'lugar')?.id ?? null;
