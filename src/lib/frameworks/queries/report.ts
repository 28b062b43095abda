import type { TextRow } from '#lib/platform/lake.ts';
import type { Observation, ObservationKind } from '#lib/indicators/model/observation.ts';
import type { SourceRef } from '#lib/indicators/model/source.ts';
import type { IndicatorUse } from '#lib/indicators/model/use.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import type { Framework, Node } from '../framework.ts';
import { wholeValues } from '../progress.ts';
import { answering, wordsOf } from './advance.ts';
import { frameworkOf, partsSql, PLAN_QUESTION, textRows } from './plan-rows.ts';
import { placeOf } from './value-cells.ts';

/** `matriz` opens a table; `texto`, `fila` and `nota` belong to the last one opened; `nota-general` to the whole. */
type ReportRowKind = 'matriz' | 'texto' | 'fila' | 'nota' | 'nota-general';

const COLUMNS = ['seccion', 'clase', 'nodo', 'codigo', 'nivel', 'uso', 'texto', 'comparte', 'base', 'avance', 'meta', 'responsables', 'marca', 'fuente', 'fuente_base', 'fuente_avance'] as const;
type Cells = Partial<Record<(typeof COLUMNS)[number], string | null>> & { readonly clase: ReportRowKind };

/** Statements that carry indicators of performance stand first; the others by what they bring. */
const ABOVE: readonly Node['level'][] = ['goal', 'objective'];
const PROCESS = ['efficiency', 'transparency', 'dialogue'] as const;
const sectionOf = ({ level, tag }: Node): string => (ABOVE.includes(level) ? 'performance' : (tag ?? level));

const cellOf = ({ document, line, cell }: SourceRef): string => `${document}:${line}${cell === null ? '' : `.${cell}`}`;

/** The document's own words of one kind of value, once each: several components are often told in one sentence. */
function quoted(values: readonly Observation[], kind: ObservationKind): { readonly words: string | null; readonly source: string | null } {
  const own = values.filter((one) => one.kind === kind && one.text !== null && one.state === 'reported');
  const words = [...new Set(own.map(({ text }) => text!))];
  return { words: words.length === 0 ? null : words.join(' '), source: own.length === 0 ? null : [...new Set(own.map(({ sources }) => cellOf(sources[0]!)))].join(', ') };
}

interface Context {
  readonly framework: Framework;
  readonly valuesOf: (use: IndicatorUse) => readonly Observation[];
  /** The statement that a fact is about. */
  readonly nodeOf: (fact: string) => string | undefined;
}

function contextOf(framework: Framework): Context {
  const values = wholeValues(framework);
  const nodes = new Map<string, string>([...framework.nodes.map(({ id }) => [id, id] as const), ...framework.uses.map(({ id, node }) => [id, node] as const)]);
  const told = [...framework.observations, ...framework.claims];
  for (const { id, use } of told) if (use !== null && nodes.has(use)) nodes.set(id, nodes.get(use)!);
  return { framework, valuesOf: (use) => use.components.flatMap(({ key }) => values.get(`${use.id}/${key}`) ?? []), nodeOf: (fact) => nodes.get(fact) };
}

const printedWording = ({ wordings }: IndicatorUse) => wordings.findLast(({ variant }) => variant === 'monitoring') ?? wordings[0];

/** Where a document tells several indicators in one cell, the cell is printed whole, once, as the document does. */
function rowsOfUses({ framework, valuesOf }: Context, uses: readonly IndicatorUse[]): Cells[] {
  const sourceOf = (use: IndicatorUse): string | null => (printedWording(use) === undefined ? null : cellOf(printedWording(use)!.source));
  const sharing = Map.groupBy(uses, sourceOf);
  return uses.map((use) => {
    const source = sourceOf(use);
    const group = source === null ? [] : sharing.get(source)!;
    const [base, actual, target] = (['baseline', 'actual', 'target'] as const).map((kind) => quoted(valuesOf(use), kind));
    const follows = group.length > 1 && group[0] !== use;
    const words = group.length > 1 ? (target!.words ?? printedWording(use)!.text) : (printedWording(use)?.text ?? null);
    return {
      clase: 'fila', uso: use.id, texto: follows ? null : words, comparte: String(follows), base: base!.words, avance: actual!.words, meta: target!.words,
      responsables: answering(framework, use), fuente: source, fuente_base: base!.source, fuente_avance: actual!.source,
    };
  });
}

function matrixRows(context: Context, node: Node, uses: readonly IndicatorUse[]): Cells[] {
  const { framework, nodeOf } = context;
  const attached = framework.footnotes.filter((note) => note.attached.some((fact) => nodeOf(fact) === node.id));
  const noted = new Set(framework.footnotes.map(({ source }) => placeOf(source)));
  const texts = framework.narratives.filter(({ cites, source }) => !noted.has(placeOf(source)) && cites.some((fact) => nodeOf(fact) === node.id));
  const common = { seccion: sectionOf(node), nodo: node.id };
  const cells: Cells[] = [
    { clase: 'matriz', codigo: node.code, nivel: node.level, texto: wordsOf(node, 'plan') ?? wordsOf(node, 'monitoring') },
    ...texts.map(({ text, source }): Cells => ({ clase: 'texto', texto: text, fuente: placeOf(source) })),
    ...rowsOfUses(context, uses),
    ...attached.map(({ mark, text, source }): Cells => ({ clase: 'nota', marca: mark, texto: text, fuente: placeOf(source) })),
  ];
  return cells.map((one) => ({ ...one, ...common }));
}

/** Sections in their order: performance, the process by what it brings, then what has no such name, by its level. */
function reportRows(rows: readonly TextRow[]): TextRow[] {
  const framework = frameworkOf(rows);
  if (framework === null) return [];
  const context = contextOf(framework);
  const usesBy = Map.groupBy([...framework.uses].sort((a, b) => a.order - b.order), ({ node }) => node);
  const told = framework.nodes.filter(({ id }) => usesBy.has(id));
  const order = ['performance', ...PROCESS, ...new Set(told.map(sectionOf))];
  const sorted = [...told].sort((a, b) => order.indexOf(sectionOf(a)) - order.indexOf(sectionOf(b)));
  const general = framework.footnotes.filter(({ attached }) => attached.length === 0);
  return textRows(COLUMNS, [
    ...sorted.flatMap((node) => matrixRows(context, node, usesBy.get(node.id)!)),
    ...general.map(({ mark, text, source }): Cells => ({ clase: 'nota-general', marca: mark, texto: text, fuente: placeOf(source) })),
  ]);
}

/** What the monitoring report of a plan prints in the document's own words, table by table, with the line of each cell. */
export const PLAN_INFORME: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-informe',
  es: 'Las matrices del informe de monitoreo de un plan, en las palabras de su documento y con la celda de la que sale cada una',
  en: 'The matrices of a plan’s monitoring report, in its document’s words and with the cell that each comes from',
  unit: 'no se aplica',
  sql: partsSql(`parte not in ('registers', 'tables', 'relations', 'citedSources') and lugar is null and (desglosado is null or not desglosado)`),
  columns: COLUMNS,
  derive: reportRows,
  coverage: (rows) => `filas de indicadores: ${rows.filter((row) => row[COLUMNS.indexOf('clase')] === 'fila').length}`,
};
