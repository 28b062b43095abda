import { Random } from '#lib/kernel/random.ts';
import { FORMAT } from './parse.ts';

/** How large a made-up plan is. */
export interface PlanSize {
  readonly indicators: number;
  readonly periods: number;
  readonly places: number;
  readonly seed: number;
}

const TAGS = ['efficiency', 'transparency', 'dialogue'] as const;
const PER_RESULT = 10;
const sources = [{ document: 'acta', line: 1 }];
const two = (n: number): string => String(n).padStart(2, '0');

/** Half-years from 2020 on. */
const periodAt = (n: number) => {
  const [year, half] = [2020 + Math.floor(n / 2), n % 2];
  return { id: `s${n + 1}`, start: `${year}-${two(1 + half * 6)}`, end: `${year}-${two(6 + half * 6)}`, label: `Semestre ${half + 1} de ${year}` };
};

function observationsOf(use: string, ends: readonly string[], places: readonly string[], random: Random): object[] {
  const value = (id: string, kind: string, asOf: string, number: number, more: object = {}): object => ({ id: `${use}.${id}`, use, component: 'total', kind, asOf, payload: { number }, sources, ...more });
  const reached = ends.map((_, n) => places.map(() => (n + 1) * random.below(9)));
  return [
    value('base', 'baseline', '2020-01', 0), value('meta', 'target', ends.at(-1)!, places.length * 8 * ends.length),
    ...ends.map((end, n) => value(`a${n}`, 'actual', end, reached[n]!.reduce((sum, one) => sum + one, 0))),
    ...ends.flatMap((end, n) => places.map((place, at) => value(`a${n}.${at}`, 'actual', end, reached[n]![at]!, { place }))),
  ];
}

/** A made-up plan of any size, whole and without contradictions of arithmetic: the same seed gives the same document. */
export function generatePlan({ indicators, periods, places, seed }: PlanSize): Readonly<Record<string, unknown>> & { readonly id: string } {
  const random = new Random(seed);
  const span = Array.from({ length: periods }, (_, n) => periodAt(n));
  const uses = Array.from({ length: indicators }, (_, n) => `I${n + 1}`);
  const results = Array.from({ length: Math.ceil(indicators / PER_RESULT) }, (_, n) => `R${n + 1}`);
  const names = Array.from({ length: places }, (_, n) => `Lugar ${n + 1}`);
  const words = (text: string, line: number) => [{ variant: 'plan', text, source: { document: 'acta', line } }];
  return {
    format: FORMAT, id: `generado-${indicators}-${seed}`, kind: 'alliance_plan', title: `Plan generado de ${indicators} indicadores (${seed})`, language: 'es',
    period: { start: span[0]!.start, end: span.at(-1)!.end }, owner: 'o0', version: '1', state: 'published',
    documents: [{ id: 'acta', file: 'acta.txt', sha256: '0'.repeat(64), title: 'Acta generada' }],
    organisations: Array.from({ length: 12 }, (_, n) => ({ id: `o${n}`, name: `Organización ${n}` })),
    units: [{ id: 'obra', title: { es: 'obras', en: 'works' } }],
    nodes: [{ id: 'O1', level: 'objective', order: 1, code: '1', wordings: words('Objetivo generado', 2) }, ...results.map((id, n) => ({ id, parent: 'O1', level: 'result', order: n + 1, code: String(n + 1), tag: TAGS[n % TAGS.length], wordings: words(`Resultado generado ${n + 1}`, n + 3) }))],
    definitions: uses.map((use, n) => ({ id: use.toLowerCase(), version: 1, title: { es: `Obras de la clase ${n + 1}`, en: `Works of class ${n + 1}` }, valueType: 'count', unit: 'obra', direction: 'more', timeRule: 'last', placeRule: 'sum', targetBasis: 'level' })),
    uses: uses.map((use, n) => ({
      id: use, node: results[Math.floor(n / PER_RESULT)]!, definition: use.toLowerCase(), order: n, wordings: words(`Obras de la clase ${n + 1}`, n + 100),
      responsibilities: [{ org: `o${random.below(12)}`, role: 'implementer', variant: 'plan', source: { document: 'acta', line: n + 100 } }], components: [{ key: 'total', title: { es: 'Total', en: 'Total' }, unit: 'obra' }],
    })),
    periods: span,
    observations: uses.flatMap((use) => observationsOf(use, span.map(({ end }) => end), names, random)),
  };
}
