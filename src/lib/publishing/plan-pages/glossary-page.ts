import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import type { MatrixRow } from '../matrix.ts';
import type { Phrase } from '../phrase.ts';
import { absentPart, part, takePart } from '../place-page-parts.ts';
import type { PageModel, Part } from '../view.ts';
import { indicatorAddress, planAddress, wordOf } from './plan-ref.ts';

function rowOf(answer: Answer, row: number, language: Language): MatrixRow {
  const t = messages(language);
  const words = t.plans.indicator;
  const said = (column: string) => text(answer, row, column);
  const own = (column: string) => (language === 'en' ? `${column}_en` : column);
  const figure = (column: string) => shown(answer, row, column, 'texto', 'no-dicho');
  const uses = (said('usos') ?? '').split(' ').filter((use) => use !== '');
  const rules = ['tipo', 'sentido', 'base_meta'].map((column) => wordOf(words.rules, said(column))).join('; ');
  const counted: Phrase[] = [...(said('unidad') === null ? [] : [[figure(own('unidad'))]]), ...(said('umbral') === null ? [] : [[figure('umbral')]]), ...(said('consulta') === null ? [] : [[fill(t.plans.glossary.computed, { consulta: said('consulta')! })]])];
  return {
    head: [figure(own('nombre'))], ...(uses.length === 0 ? {} : { href: at(language, indicatorAddress(said('plan')!, uses[0]!)) }),
    under: [[fill(t.plans.glossary.version, { codigo: said('definicion')!, version: said('version')! })]], subject: `${said('plan')} ${said('definicion')}@${said('version')}`,
    cells: [counted, [[rules]], [[uses.join(', ') || t.plans.glossary.unused]]],
  };
}

function planPart(answer: Answer, plan: string, rows: readonly number[], index: number, language: Language): Part {
  const words = messages(language).plans.glossary;
  const title = text(answer, rows[0]!, 'titulo_plan') ?? plan;
  return part(index + 1, `plan-${plan}`, [title], [
    { kind: 'matrix', matrix: {
      id: `tabla-${plan}`, caption: fill(words.caption, { plan: title }), head: words.head,
      columns: [{ key: 'unidad', label: words.columns.unit, unit: null }, { key: 'reglas', label: words.columns.rules, unit: null }, { key: 'usos', label: words.columns.uses, unit: null }],
      rows: rows.map((row) => rowOf(answer, row, language)),
    } },
    { kind: 'links', label: fill(words.plan, { plan: title }), bare: true, columns: false, items: [{ href: at(language, planAddress(plan)), text: fill(words.plan, { plan: title }) }] },
  ]);
}

/** The glossary of indicators: one line for each definition of each plan, leading to where it is used. */
export function indicatorGlossaryPage(answer: Answer, language: Language, origin: string): PageModel {
  const t = messages(language);
  const words = t.plans.glossary;
  const plans = [...Map.groupBy(rowsOf(answer), (row) => text(answer, row, 'plan')!)];
  const parts = plans.length === 0 ? [absentPart(1, 'indicadores', words.title, t.plans.list.none)] : plans.map(([plan, rows], index) => planPart(answer, plan, rows, index, language));
  return {
    language, origin, address: '/indicadores', title: `${words.title} · Yupay`, description: words.lead, overline: t.plans.overline, heading: words.title, facts: [],
    crumbs: [{ href: at(language, '/planes'), text: t.plans.list.title }], lead: [[words.lead]],
    parts: [...parts, takePart(99, '/indicadores', language, origin, t, [{ href: at(language, '/indicadores.xlsx'), text: t.plans.take.xlsx }])],
  };
}
