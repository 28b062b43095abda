import type pg from 'pg';
import type { Actor } from '#lib/access/actor.ts';
import { insist } from '#lib/access/permission.ts';
import { canonicalJson, sha256 } from '#lib/kernel/canonical.ts';
import { YupayError } from '#lib/kernel/errors.ts';
import type { PlanDocument } from './document-text.ts';
import { takeFirstCopy } from './first-copy.ts';
import { FORMAT, parseFramework } from './parse.ts';
import { refusedPlan } from './rewrite-plan.ts';

/** What a new plan may begin as. */
export const TEMPLATES = ['vacio', 'alianza', 'ficha', 'mim'] as const;
export type Template = (typeof TEMPLATES)[number];

/** Statements that each kind has, to be written over: level, place in the tree and what belongs there (FRAMEWORKS §2). */
const TREES: Readonly<Record<Template, readonly { readonly id: string; readonly parent?: string; readonly level: string; readonly horizon?: string; readonly contribution?: true; readonly tag?: string; readonly says: string }[]>> = {
  vacio: [],
  alianza: [
    { id: 'O1', level: 'objective', says: 'Objetivo general del plan.' },
    { id: 'R1', parent: 'O1', level: 'result', tag: 'efficiency', says: 'Resultado de eficiencia.' },
    { id: 'R2', parent: 'O1', level: 'result', tag: 'transparency', says: 'Resultado de transparencia.' },
    { id: 'R3', parent: 'O1', level: 'result', tag: 'dialogue', says: 'Resultado de diálogo.' },
  ],
  ficha: [
    { id: 'impacto', level: 'impact', horizon: 'long', says: 'Resultado de largo plazo.' },
    { id: 'efecto', parent: 'impacto', level: 'effect', horizon: 'medium', says: 'Resultado de mediano plazo.' },
    { id: 'producto', parent: 'efecto', level: 'product', horizon: 'short', says: 'Resultado de corto plazo.' },
    { id: 'actividad', parent: 'producto', level: 'activity', says: 'Actividad.' },
  ],
  mim: [
    { id: 'impacto', level: 'impact', horizon: 'long', contribution: true, says: 'Servicios que la población recibe; los miden otras fuentes.' },
    { id: 'efecto', parent: 'impacto', level: 'effect', horizon: 'medium', says: 'La municipalidad invierte mejor y rinde cuentas.' },
    { id: 'producto', parent: 'efecto', level: 'product', horizon: 'short', says: 'La población conoce, comprende y pide información.' },
    { id: 'difusion', parent: 'producto', level: 'activity', says: 'Recoger, difundir y conversar la información.' },
  ],
};

const KINDS = { vacio: 'alliance_plan', alianza: 'alliance_plan', ficha: 'activity_sheet', mim: 'mim_programme' } as const;

export interface NewPlan {
  readonly id: string;
  readonly title: string;
  readonly template: Template;
  readonly start: string;
  readonly end: string;
  readonly owner: { readonly id: string; readonly name: string };
}

/** The document of a new plan: its statements are of the act that began it, until somebody writes them over. */
export function newPlanDocument({ id, title, template, start, end, owner }: NewPlan): PlanDocument {
  const tree = TREES[template];
  const lines = [{ id, title, owner: owner.id }, ...tree].map((one) => canonicalJson(one));
  const cycles = template === 'mim' ? ['Línea de base', 'Ciclo 1', 'Ciclo 2', 'Ciclo 3'].map((name, n) => ({ id: n === 0 ? 'linea-de-base' : `ciclo-${n}`, n, title: name, source: { document: 'inicio', line: 1 } })) : [];
  return {
    format: FORMAT, id, kind: KINDS[template], title, language: 'es', period: { start, end }, owner: owner.id, version: '1', state: 'draft',
    documents: [{ id: 'inicio', file: 'inicio.jsonl', sha256: sha256(`${lines.join('\n')}\n`), title: 'Inicio del plan' }], organisations: [{ id: owner.id, name: owner.name, aliases: [] }],
    nodes: tree.map(({ says, ...node }, at) => ({ ...node, order: at + 1, wordings: [{ variant: 'plan', text: says, source: { document: 'inicio', line: at + 2 } }] })), cycles,
  };
}

/** Begins a plan. Throws `sin-permiso`, `plan-ya-existe`, `cambio-rechazado`. */
export async function beginPlan(pool: pg.Pool, actor: Actor, plan: NewPlan): Promise<void> {
  insist(actor, 'editar-plan', { framework: plan.id });
  const document = newPlanDocument(plan);
  const read = parseFramework(document);
  if (!read.ok) throw refusedPlan(read.problems);
  if (!(await takeFirstCopy(pool, document, null, actor))) throw new YupayError('plan-ya-existe', { codigo: plan.id });
}
