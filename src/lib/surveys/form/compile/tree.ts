import { SheetRow, type Cell, type Sheet } from '../sheets/sheet.ts';
import { addOther, type ListDraft } from './choice-lists.ts';
import { addDraft, madeCell, madeRow, type Draft } from './draft.ts';
import type { Findings } from './findings.ts';
import { blockType, questionType, selectType, type BlockKind } from './question-types.ts';
import { saysYes } from './settings.ts';
import { addTableListLabels, isTableList, tableListGroup, tableListSelect } from './table-list.ts';

/** Longer than any type: what comes after a list's name is no type. */
const LONGEST_TYPE = 300;

/** Deeper than any form that a person can follow; a sheet that nests more is an attack or a slip. */
const DEEPEST = 40;

export interface Growing {
  readonly root: Draft;
  /** Where the audit goes. */
  readonly meta: Draft;
  readonly lists: ReadonlyMap<string, ListDraft>;
  /** Languages of the sheet `choices`. */
  readonly choiceLanguages: readonly string[];
  readonly findings: Findings;
  /** Rows that may still be used; loops inside loops multiply what they hold. */
  readonly room: { left: number };
}

interface Open {
  readonly draft: Draft;
  readonly kind: BlockKind;
  readonly row: SheetRow;
  readonly tableList: boolean;
}

/** Rows of a form, those of its loops counted each time. */
export const MOST_QUESTIONS = 20_000;

/** Longest text that a loop makes of a cell: a spreadsheet's own limit. */
const LONGEST_TEXT = 32_767;

const REFERENCE = /^\$\{[^}]+\}$/;

/** Builds the tree out of the rows, each block closed by its own end. */
class Tree {
  readonly #growing: Growing;
  readonly #open: Open[] = [];
  readonly #deep: number;
  #at: Draft;

  /** `deep`: blocks that are open around a loop's turn. */
  constructor(growing: Growing, at: Draft, deep = 0) {
    this.#growing = growing;
    this.#at = at;
    this.#deep = deep;
  }

  get #findings(): Findings {
    return this.#growing.findings;
  }

  grow(rows: readonly SheetRow[]): void {
    for (let index = 0; index < rows.length && this.#growing.room.left > 0; index += 1) {
      const row = rows[index]!;
      this.#take(row);
      if (saysYes(row.text('disabled'))) continue;
      const written = row.text('type');
      if (written === '') this.#untyped(row);
      else if (written.length > LONGEST_TYPE) this.#findings.refuse('tipo-desconocido', { sheet: 'survey', row: row.number, column: 'type' }, { tipo: written });
      else index = this.#row(row, written, rows, index);
    }
    if (this.#growing.room.left <= 0) return;
    for (const { row, kind, draft } of this.#open.toReversed()) this.#findings.refuse('bloque-sin-fin', { sheet: 'survey', row: row.number, column: 'type' }, { bloque: kind, nombre: draft.name });
  }

  #take(row: SheetRow): void {
    this.#growing.room.left -= 1;
    if (this.#growing.room.left === 0) this.#findings.refuse('demasiadas-preguntas', { sheet: 'survey', row: row.number, column: 'type' }, { cuantas: String(MOST_QUESTIONS) });
  }

  #untyped(row: SheetRow): void {
    const at = { sheet: 'survey', row: row.number, column: 'type' };
    if (row.cell('name') === null && row.cell('label') === null) this.#findings.warn('fila-suelta', at);
    else this.#findings.refuse('sin-tipo', at);
  }

  /** The index of the last row that was used. */
  #row(row: SheetRow, written: string, rows: readonly SheetRow[], index: number): number {
    const block = blockType(written);
    if (block !== null && row.cell('bind::entities:saveto') !== null) this.#findings.refuse('guardar-en-bloque', { sheet: 'survey', row: row.number, column: 'save_to' });
    if (block === null) this.#question(row, written);
    else if (!block.begins) this.#end(row, block.kind);
    else if (block.kind === 'loop' && block.over !== null) return this.#loop(row, block.over, rows, index);
    else this.#begin(row, block.kind);
    return index;
  }

  #name(row: SheetRow, written: string): string | null {
    const name = row.text('name');
    if (name !== '') return name;
    if (written === 'audit') return 'audit';
    if (written.toLowerCase() === 'note') return `generated_note_name_${row.number}`;
    if (/group/i.test(written)) return `generated_group_name_${row.number}`;
    this.#findings.refuse('sin-nombre', { sheet: 'survey', row: row.number, column: 'name' });
    return null;
  }

  /** Goes no deeper than a form can be, and stops there. */
  #tooDeep(row: SheetRow): boolean {
    if (this.#deep + this.#open.length < DEEPEST) return false;
    this.#findings.refuse('demasiado-hondo', { sheet: 'survey', row: row.number, column: 'type' }, { cuantos: String(DEEPEST) });
    this.#growing.room.left = 0;
    return true;
  }

  #begin(row: SheetRow, kind: BlockKind): void {
    if (this.#tooDeep(row)) return;
    const name = this.#name(row, row.text('type')) ?? `sin_nombre_${row.number}`;
    if (kind === 'repeat' && row.cell('label') === null) this.#findings.warn('repeticion-sin-texto', { sheet: 'survey', row: row.number, column: 'label' }, { nombre: name });
    const tableList = kind === 'group' && isTableList(row);
    if (kind === 'repeat') this.#countOf(row, name);
    const draft = addDraft(this.#at, { kind: kind === 'repeat' ? 'repeat' : 'group', name, row: tableList ? tableListGroup(row) : row, number: row.number });
    this.#open.push({ draft, kind, row, tableList });
    this.#at = draft;
    if (tableList) addTableListLabels(draft, row);
  }

  /** A count that is not a question's value is worked out by a field of its own, before the repeat. */
  #countOf(row: SheetRow, name: string): void {
    const count = row.cell('control::jr:count');
    if (count === null || REFERENCE.test(count.text)) return;
    const cells = [madeCell('name', `${name}_count`), { ...count, heading: { ...count.heading, key: 'bind::calculate' } }, madeCell('bind::readonly', 'true()')];
    addDraft(this.#at, { kind: 'question', name: `${name}_count`, row: madeRow(cells), type: questionType('calculate') });
  }

  #end(row: SheetRow, kind: BlockKind): void {
    const open = this.#open.at(-1);
    if (open === undefined || open.kind !== kind) {
      this.#findings.refuse('fin-sin-bloque', { sheet: 'survey', row: row.number, column: 'type' }, { bloque: kind });
      return;
    }
    this.#open.pop();
    this.#at = open.draft.parent!;
  }

  /** The old loop: what it holds, once for each choice of a list, in a group of that choice. */
  #loop(row: SheetRow, over: string, rows: readonly SheetRow[], index: number): number {
    let [depth, end] = [1, index + 1];
    for (; end < rows.length && depth > 0; end += 1) {
      const block = blockType(rows[end]!.text('type'));
      if (block?.kind === 'loop') depth += block.begins ? 1 : -1;
    }
    if (depth > 0) this.#findings.refuse('bloque-sin-fin', { sheet: 'survey', row: row.number, column: 'type' }, { bloque: 'loop', nombre: row.text('name') });
    const list = this.#growing.lists.get(over);
    if (list === undefined) this.#findings.refuse('lista-no-existe', { sheet: 'survey', row: row.number, column: 'type' }, { lista: over });
    if (this.#tooDeep(row)) return end - 1;
    const group = addDraft(this.#at, { kind: 'group', name: this.#name(row, row.text('type')) ?? over, row });
    const inside = rows.slice(index + 1, depth === 0 ? end - 1 : end);
    for (const choice of list?.rows ?? []) {
      this.#take(row);
      if (this.#growing.room.left > 0) this.#turn(group, choice, inside);
    }
    return end - 1;
  }

  #turn(group: Draft, choice: SheetRow, inside: readonly SheetRow[]): void {
    const labels = choice.all('label');
    const name = choice.text('name');
    const each = addDraft(group, { kind: 'group', name, row: madeRow(labels) });
    const labelIn = (language: string): string => (labels.find(({ heading }) => heading.language === language) ?? labels[0])?.text ?? '';
    const said = (row: SheetRow, cell: Cell): Cell => {
      const [own, label] = [cell.text, labelIn(cell.heading.language)];
      if (own.length + (own.split('%(').length - 1) * Math.max(name.length, label.length) <= LONGEST_TEXT) return { ...cell, text: own.replaceAll('%(name)s', () => name).replaceAll('%(label)s', () => label) };
      this.#findings.refuse('texto-largo', { sheet: 'survey', row: row.number, column: cell.heading.written });
      return cell;
    };
    const turn = new Tree(this.#growing, each, this.#deep + this.#open.length + 1);
    turn.grow(inside.map((row) => new SheetRow(row.number, row.cells.map((cell) => said(row, cell)))));
  }

  #question(row: SheetRow, written: string): void {
    const name = this.#name(row, written);
    const select = selectType(written);
    const tags = /^osm +(\S+)$/i.exec(written);
    const type = select === null ? questionType(tags === null ? written : 'osm') : null;
    if (type === null && select === null) this.#findings.refuse('tipo-desconocido', { sheet: 'survey', row: row.number, column: 'type' }, { tipo: written });
    if (name === null || (type === null && select === null)) return;
    const tableList = this.#open.at(-1)?.tableList === true && select !== null;
    const parent = type?.type === 'audit' ? this.#growing.meta : this.#at;
    const draft = addDraft(parent, { kind: 'question', name, row: tableList ? tableListSelect(parent, row, select) : row, number: row.number, type, select });
    if (select?.other === true) this.#other(draft);
  }

  /** `or_other`: a choice more, and a question that asks which. */
  #other({ name, select, row }: Draft): void {
    if (row.cell('choice_filter') !== null) this.#findings.refuse('otro-con-filtro', { sheet: 'survey', row: row.number, column: 'choice_filter' });
    if (this.#growing.choiceLanguages.some((language) => language !== '')) this.#findings.warn('otro-con-idiomas', { sheet: 'survey', row: row.number, column: 'type' });
    const list = this.#growing.lists.get(select!.from);
    if (list !== undefined) addOther(list, this.#growing.choiceLanguages);
    const cells = [madeCell('label', 'Specify other.'), madeCell('bind::relevant', `selected(../${name}, 'other')`)];
    addDraft(this.#at, { kind: 'question', name: `${name}_other`, row: madeRow(cells), type: questionType('text') });
  }
}

export function growTree(sheet: Sheet, growing: Growing): void {
  new Tree(growing, growing.root).grow(sheet.rows);
}
