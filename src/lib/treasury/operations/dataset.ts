import type { Dataset, DatasetColumn } from '#lib/provenance/recipe.ts';
import { ANIO, column, money, pair, SEC_EJEC } from '../columns.ts';

/** `"09. ECONOMIA"` cells that are kept as a code and a name: dataset column, header cell, meanings. */
export const LABELS: readonly (readonly [name: string, cell: string, es: string, en: string])[] = [
  ['sector', 'sector', 'sector', 'sector'],
  ['pliego', 'pliego', 'pliego', 'budget entity'],
  ['ejecutora', 'unidad_ejecutora', 'unidad ejecutora', 'executing unit'],
  ['programa_ppto', 'programa_pptal', 'programa presupuestal', 'budget programme'],
  ['tipo_act_proy', 'tipo_prod_proy', 'tipo de producto o proyecto', 'product or project type'],
  ['producto_proyecto', 'producto_proyecto', 'producto o proyecto (CUI)', 'product or project (CUI)'],
  ['actividad_accion_obra', 'activ_obra_accinv', 'actividad, acción u obra', 'activity, action or work'],
  ['funcion', 'funcion', 'función', 'function'],
  ['division_funcional', 'division_fn', 'división funcional', 'functional division'],
  ['grupo_funcional', 'grupo_fn', 'grupo funcional', 'functional group'],
  ['meta', 'meta', 'meta', 'goal'],
  ['finalidad', 'finalidad', 'finalidad', 'purpose'],
  ['unidad_medida', 'unidad_medida', 'unidad de medida de la meta', 'unit of measure of the goal'],
  ['fuente_financiamiento', 'fuente_financ', 'fuente de financiamiento', 'funding source'],
  ['rubro', 'rubro', 'rubro', 'funding item'],
  ['categoria_gasto', 'categoria_gasto', 'categoría de gasto', 'spending category'],
  ['tipo_transaccion', 'tipo_transaccion', 'tipo de transacción', 'transaction type'],
  ['generica', 'generica', 'genérica', 'generic class'],
  ['subgenerica', 'subgenerica', 'subgenérica', 'subgeneric class'],
  ['subgenerica_det', 'subgenerica_det', 'subgenérica detalle', 'subgeneric detail'],
  ['especifica', 'especifica', 'específica', 'specific class'],
  ['especifica_det', 'especifica_det', 'específica detalle', 'specific detail'],
];

/** Physical targets and what was done of them, in the goal's own unit: never added up over goals. */
export const PHYSICAL: readonly (readonly [name: string, es: string, en: string])[] = [
  ['cant_meta_anual', 'Meta física del año', 'Physical target of the year'],
  ['cant_meta_sem', 'Meta física del semestre', 'Physical target of the half-year'],
  ['avan_fisico_anual', 'Avance físico del año', 'Physical progress of the year'],
  ['avan_fisico_sem', 'Avance físico del semestre', 'Physical progress of the half-year'],
];

export const BUDGET: readonly (readonly [name: string, cell: string, es: string, en: string])[] = [
  ['pia', 'mto_pia', 'Presupuesto institucional de apertura', 'Opening budget'],
  ['modificaciones', 'mto_modificaciones', 'Modificaciones', 'Modifications'],
  ['pim', 'mto_pim', 'Presupuesto institucional modificado', 'Modified budget'],
  ['certificado', 'mto_certificado', 'Certificado a la fecha del corte; puede bajar de un corte a otro', 'Certified at the cut-off; it may fall from one cut-off to the next'],
  ['comprometido_anual', 'mto_compro_anual', 'Compromiso anual', 'Annual commitment'],
];

const MONTH_NUMBERS = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

/** The four families of monthly amounts: `mto_devenga_05` is what was accrued in May. */
export const MONTHLY: readonly (readonly [name: string, cell: string, es: string, en: string])[] = (
  [['comprometido', 'mto_at_comp', 'Compromiso', 'Committed'], ['devengado', 'mto_devenga', 'Devengado', 'Accrued'], ['girado', 'mto_girado', 'Girado', 'Paid out'], ['pagado', 'mto_pagado', 'Pagado', 'Paid']] as const
).flatMap(([name, cell, es, en]) => MONTH_NUMBERS.map((month) => [`${name}_${month}`, `${cell}_${month}`, `${es}, mes ${month}`, `${en}, month ${month}`] as const));

const amounts: readonly DatasetColumn[] = [...BUDGET, ...MONTHLY].map(([name, , es, en]) => money(name, es, en));

/** What SIAF's operations screen exports of an executing unit on one day; the day is the capture's. */
export const OPERACIONES_SIAF: Dataset = {
  id: 'operaciones-siaf',
  es: 'Operaciones en línea del SIAF',
  en: 'SIAF operations online',
  columns: [
    ANIO,
    SEC_EJEC,
    column('ubigeo', 'code', 'Ubigeo de la meta, si los tres códigos vienen', 'Place code of the goal, when its three codes come'),
    column('sec_func', 'code', 'Secuencia funcional', 'Functional sequence'),
    ...LABELS.flatMap(([name, , es, en]) => pair(name, es, en)),
    ...PHYSICAL.map(([name, es, en]) => column(name, 'decimal', es, en)),
    ...amounts,
  ],
  yearColumn: 'anio',
  groupColumn: 'ubigeo',
  sortColumns: ['sec_ejec'],
  measures: amounts.map(({ name }) => name),
};
