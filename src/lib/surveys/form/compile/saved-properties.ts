import type { Draft } from './draft.ts';
import type { At, Findings } from './findings.ts';
import { isName } from './names.ts';

/** An answer that is kept as a property of an entity. */
export interface Save {
  readonly question: Draft;
  readonly list: string;
  readonly property: string;
  readonly at: At;
}

const KEY = 'bind::entities:saveto';

/** What is wrong with a property's name; null where nothing is. */
function refused(parts: readonly string[], property: string, lists: readonly string[]): 'guardar-separador' | 'guardar-lista' | 'nombre-malo' | 'guardar-reservado' | null {
  if (parts.length > 2) return 'guardar-separador';
  if (parts.length === 1 && lists.length > 1) return 'guardar-lista';
  if (parts.length === 2 && !lists.includes(parts[0]!)) return 'guardar-lista';
  if (!isName(property)) return 'nombre-malo';
  if (['name', 'label'].includes(property.toLowerCase()) || property.startsWith('__')) return 'guardar-reservado';
  return null;
}

/** The column `save_to` of every question: `property`, or `list#property` where the form has several lists. */
export function readSaves(drafts: readonly Draft[], lists: readonly string[], findings: Findings): Save[] {
  const saves: Save[] = [];
  for (const question of drafts) {
    const cell = question.kind === 'question' ? question.row.cell(KEY) : null;
    if (cell === null) continue;
    const at: At = { sheet: 'survey', row: question.number, column: cell.heading.written };
    const parts = cell.text.split('#');
    const property = parts.at(-1)!;
    const list = parts.length === 2 ? parts[0]! : (lists[0] ?? '');
    const code = lists.length === 0 ? 'guardar-sin-entidades' : refused(parts, property, lists);
    if (code !== null) findings.refuse(code, at, { nombre: property });
    else if (saves.some((save) => save.list === list && save.property === property)) findings.refuse('guardar-repetido', at, { nombre: property });
    else saves.push({ question, list, property, at });
  }
  return saves;
}
