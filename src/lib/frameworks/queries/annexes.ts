import type { TextRow } from '#lib/platform/lake.ts';
import type { PublishedQuery } from '#lib/provenance/query.ts';
import { budgetTotal, promisedByPayer } from '../totals.ts';
import { frameworkOf, partsSql, PLAN_QUESTION, textRows } from './plan-rows.ts';
import { amountText, placeOf } from './value-cells.ts';

const REGISTERS = ['registro', 'clase', 'titulo', 'n', 'nombre', 'organizacion', 'fecha', 'monto', 'moneda', 'calificador', 'paga', 'texto', 'fuente'] as const;

function registerRows(rows: readonly TextRow[]): TextRow[] {
  const framework = frameworkOf(rows);
  if (framework === null) return [];
  const names = new Map(framework.organisations.map(({ id, name }) => [id as string, name]));
  return textRows(REGISTERS, framework.registers.flatMap(({ id, kind, title, rows: own }) => own.map((one) => ({
    registro: id, clase: kind, titulo: title, n: String(one.n), nombre: one.name, organizacion: one.org === null ? null : (names.get(one.org) ?? one.org), fecha: one.date,
    monto: one.amount, moneda: one.currency, calificador: one.qualifier === 'exact' ? null : one.qualifier, paga: one.payer, texto: one.text, fuente: placeOf(one.source),
  }))));
}

const REGISTER_SQL = partsSql(`parte in ('plan', 'organisations', 'registers')`);

/** The printed lists of a plan: its projects, its cases of dialogue. */
export const PLAN_REGISTROS: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-registros',
  es: 'Anexos de un plan: sus proyectos y sus casos de diálogo, con montos y quién paga',
  en: 'Annexes of a plan: its projects and its cases of dialogue, with amounts and who pays',
  unit: 'la moneda de cada monto',
  sql: REGISTER_SQL,
  columns: REGISTERS,
  derive: registerRows,
  coverage: (rows) => `filas: ${rows.length}; con monto: ${rows.filter((row) => row[REGISTERS.indexOf('monto')] !== null).length}`,
};

const PROMISED = ['registro', 'titulo', 'paga', 'moneda', 'casos', 'minimo', 'maximo', 'redondeado', 'sin_monto'] as const;

/** What the cases promise, by who pays: a ceiling or an "up to" counts for nothing in the least and whole in the most. */
export const PLAN_PROMESAS: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-promesas',
  es: 'Dinero prometido en los anexos de un plan, por quien paga: lo cierto y lo que puede llegar a ser',
  en: 'Money promised in the annexes of a plan, by who pays: what is certain and what it may come to',
  unit: 'la moneda de cada fila',
  sql: REGISTER_SQL,
  columns: PROMISED,
  derive: (rows) => {
    const framework = frameworkOf(rows);
    return framework === null ? [] : textRows(PROMISED, framework.registers.flatMap((register) => {
      const { payers, withoutAmount } = promisedByPayer(register);
      return payers.map(({ payer, currency, cases, min, max, rounded }) => ({
        registro: register.id, titulo: register.title, paga: payer, moneda: currency, casos: String(cases), minimo: amountText(min), maximo: amountText(max), redondeado: String(rounded), sin_monto: String(withoutAmount),
      }));
    }));
  },
  coverage: (rows) => `pagadores: ${rows.length}`,
};

const BUDGET = ['presupuesto', 'moneda', 'etiqueta', 'desde', 'hasta', 'fase', 'monto', 'fuente', 'total_derivado', 'total_impreso', 'concuerdan', 'anios_vacios'] as const;

/** A budget by fiscal year, and its printed total beside the one that its years add to. An empty cell is not zero. */
export const PLAN_PRESUPUESTO: PublishedQuery = {
  ...PLAN_QUESTION,
  id: 'plan-presupuesto',
  es: 'Presupuesto de un plan por año fiscal, con el total impreso y el que suman sus años',
  en: 'Budget of a plan by fiscal year, with the printed total and the one that its years add to',
  unit: 'la moneda de cada fila',
  sql: partsSql(`parte in ('plan', 'budgets')`),
  columns: BUDGET,
  derive: (rows) => {
    const framework = frameworkOf(rows);
    return framework === null ? [] : textRows(BUDGET, framework.budgets.flatMap((budget) => {
      const { derived, printed, empty, agrees } = budgetTotal(budget);
      return budget.lines.map(({ label, start, end, phase, amount, source }) => ({
        presupuesto: budget.id, moneda: budget.currency, etiqueta: label, desde: start, hasta: end, fase: phase, monto: amountText(amount), fuente: placeOf(source),
        total_derivado: amountText(derived), total_impreso: amountText(printed), concuerdan: agrees === null ? null : String(agrees), anios_vacios: String(empty.length),
      }));
    }));
  },
  coverage: (rows) => `años: ${rows.length}; con monto: ${rows.filter((row) => row[BUDGET.indexOf('monto')] !== null).length}`,
};
