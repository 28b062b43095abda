import type { TextRow } from '#lib/platform/lake.ts';
import type { Observation } from '#lib/indicators/model/observation.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { FRAME, frameworkOf, linesOf, partsSql, PLAN_QUESTION, textRows } from './plan-rows.ts';
import { memberText, placeOf, VALUE_CELLS, valueCells } from './value-cells.ts';

const SAID = ['uso', 'componente', 'componente_nombre', 'componente_nombre_en', 'unidad', 'unidad_en', 'clase', ...VALUE_CELLS, 'lugar', 'desglose', 'cita', 'columna', 'reemplaza', 'motivo', 'vigente', 'linea'] as const;

function saidRows(rows: readonly TextRow[]): TextRow[] {
  const framework = frameworkOf(rows);
  if (framework === null) return [];
  const [uses, units, headings, lines] = [
    new Map(framework.uses.map((use) => [use.id as string, use])), new Map(framework.units.map((unit) => [unit.id as string, unit.title])),
    new Map(framework.columns.map(({ id, heading }) => [id as string, heading])), linesOf(rows, 'observations'),
  ];
  const replaced = new Set(framework.observations.map(({ supersedes }) => supersedes as string | null));
  return textRows(SAID, framework.observations.map((one: Observation) => {
    const component = uses.get(one.use)!.components.find(({ key }) => key === one.component);
    const unit = units.get(one.unit ?? component?.unit ?? '');
    return {
      uso: one.use, componente: one.component, componente_nombre: component?.title.es ?? null, componente_nombre_en: component?.title.en ?? null, unidad: unit?.es ?? null, unidad_en: unit?.en ?? null, clase: one.kind,
      ...valueCells(one), lugar: one.place, desglose: one.axes.length === 0 ? null : one.axes.map(({ value }) => value).join(', '), cita: one.text,
      columna: one.column === null ? null : (headings.get(one.column) ?? null), reemplaza: one.supersedes, motivo: one.reason, vigente: String(!replaced.has(one.id)), linea: lines.get(one.id) ?? null,
    };
  }));
}

/** Every value that a plan says of one indicator, those that a later one corrects too. */
export const PLAN_CIFRAS: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-cifras',
  es: 'Todo lo que un plan dice de un indicador: cada valor con su fecha, su lugar, su fuente y lo que corrige',
  en: 'All that a plan says of an indicator: each value with its date, place, source and what it corrects',
  parameters: ['plan', 'uso'],
  sql: partsSql(`parte in (${FRAME}) or (parte = 'observations' and uso = $uso)`),
  columns: SAID,
  derive: saidRows,
  coverage: (rows) => `valores: ${rows.length}; en número: ${rows.filter((row) => row[SAID.indexOf('valor')] !== null).length}`,
};

const INDICATOR = ['clase', 'clave', 'variante', 'nombre', 'nombre_en', 'texto', 'valor', 'fecha', 'calificador', 'papel', 'por', 'fuente', 'linea'] as const;

function indicatorRows(rows: readonly TextRow[]): TextRow[] {
  const framework = frameworkOf(rows);
  if (framework === null) return [];
  // The SQL leaves in the one use that is asked for, and every definition: it may have had others.
  const [use] = framework.uses;
  if (use === undefined) return [];
  const names = new Map(framework.organisations.map(({ id, name }) => [id as string, name]));
  return textRows(INDICATOR, [
    ...use.wordings.map(({ variant, text, source }) => ({ clase: 'redaccion', variante: variant, texto: text, fuente: placeOf(source) })),
    ...framework.definitions.filter(({ id }) => id === use.definition).map(({ id, version, title, valueType, direction, timeRule, placeRule, targetBasis }) => ({
      clase: 'definicion', clave: `${id}@${version}`, variante: version === use.version ? 'plan' : 'monitoring', nombre: title.es, nombre_en: title.en, valor: String(version), papel: [valueType ?? 'por-definir', direction, timeRule, placeRule, targetBasis ?? 'sin-decir'].join(' '),
    })),
    ...use.responsibilities.map(({ org, role, via, variant, source }) => ({ clase: 'responsable', clave: org, variante: variant, nombre: names.get(org) ?? org, por: via === null ? null : (names.get(via) ?? via), papel: role, fuente: placeOf(source) })),
    ...framework.claims.map((one) => ({
      clase: 'afirmacion', clave: one.id, texto: one.text, valor: one.value, fecha: one.asOf, calificador: one.qualifier === 'exact' ? null : one.qualifier, nombre: one.members.map(memberText).join('; ') || null, fuente: placeOf(one.source),
    })),
    ...framework.narratives.filter(({ cites }) => cites.some((id) => id.startsWith(`${use.id}.`))).map((one) => ({ clase: 'texto', clave: one.id, texto: one.text, fuente: placeOf(one.source) })),
  ]);
}

/** What an indicator is in a plan: its wordings, the versions of its definition, who answers for it, what is claimed of it. */
export const PLAN_INDICADOR: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-indicador',
  es: 'Qué es un indicador en un plan: cómo lo escriben el plan y su monitoreo, su definición, quién responde y qué se afirma de él',
  en: 'What an indicator is in a plan: how plan and monitoring word it, its definition, who answers and what is claimed of it',
  parameters: ['plan', 'uso'],
  sql: partsSql(`parte in ('plan', 'definitions', 'organisations', 'documents', 'narratives') or (parte in ('uses', 'claims') and uso = $uso)`),
  columns: INDICATOR,
  derive: indicatorRows,
  coverage: (rows) => `partes halladas: ${rows.length}`,
};
