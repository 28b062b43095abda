import { Parser } from 'htmlparser2';
import { YupayError } from '#lib/kernel/errors.ts';
import { tidy } from '#lib/kernel/text.ts';
import { leafHeaders, type SpanCell } from './html-grid.ts';

/** A row of the data table. */
export interface HtmlRow {
  readonly line: number;
  readonly charOffset: number;
  readonly cells: readonly string[];
}

/** Deeper than any page of the treasury; beyond it somebody is attacking the parser. */
const MAX_DEPTH = 64;
const MAX_CELL = 20_000;
const MAX_CELLS = 400;

type Where = 'title' | 'header' | 'data' | 'history' | 'other';

/**
 * Parses a page of the Consulta Amigable as it arrives: title block, header table (`MapTable`), data table (`Data`) and
 * the trail of filters (`History`). Entities are decoded one by one and never expand into others.
 */
export class ConsultaParser {
  readonly #parser: Parser;
  readonly #archivo: string;
  readonly #tables: Where[] = [];
  #depth = 0;
  #line = 1;
  #seen = 0;
  #window = '';
  #cell: { text: string; rowspan: number; colspan: number } | null = null;
  #row: SpanCell[] | null = null;
  #rowStart = { line: 1, charOffset: 0, more: false };
  #headerRows: SpanCell[][] = [];
  #ready: HtmlRow[] = [];
  #title = '';
  readonly history: string[] = [];
  /** True once the data table has begun, so that the header is complete. */
  dataBegun = false;
  bodyClosed = false;

  constructor(archivo: string) {
    this.#archivo = archivo;
    this.#parser = new Parser({
      onopentag: (name, attributes) => this.#open(name, attributes),
      ontext: (text) => this.#text(text),
      onclosetag: (name, implied) => this.#close(name, implied),
    });
  }

  /** Feeds a piece of text; returns the data rows it completed. */
  write(text: string): HtmlRow[] {
    this.#window += text;
    this.#parser.write(text);
    return this.#take();
  }

  end(): HtmlRow[] {
    this.#parser.end();
    return this.#take();
  }

  get title(): string {
    return tidy(this.#title);
  }

  /** Leaf cells of the header table; throws when it is absurdly wide. */
  get header(): string[] {
    const leaves = leafHeaders(this.#headerRows);
    if (leaves === null) throw this.#unreadable('el encabezado tiene demasiadas columnas');
    return leaves;
  }

  #take(): HtmlRow[] {
    const rows = this.#ready;
    this.#ready = [];
    return rows;
  }

  #unreadable(detalle: string): YupayError {
    return new YupayError('archivo-ilegible', { archivo: this.#archivo, tipo: 'página de la Consulta Amigable', detalle });
  }

  /** Moves the line counter to where the parser stands. */
  #here(): { line: number; charOffset: number } {
    const to = this.#parser.startIndex;
    const passed = this.#window.slice(0, to - this.#seen);
    for (let at = passed.indexOf('\n'); at !== -1; at = passed.indexOf('\n', at + 1)) this.#line += 1;
    this.#window = this.#window.slice(to - this.#seen);
    this.#seen = to;
    return { line: this.#line, charOffset: to };
  }

  get #where(): Where | undefined {
    return this.#tables.at(-1);
  }

  #open(name: string, attributes: Record<string, string>): void {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw this.#unreadable('las etiquetas están anidadas en exceso');
    if (name === 'table') this.#tables.push(this.#tableKind(attributes));
    else if (name === 'tr') {
      this.#row = [];
      this.#rowStart = { ...this.#here(), more: /\bMore\b/.test(attributes.class ?? '') };
    } else if (name === 'td' || name === 'th') {
      const span = (text: string | undefined) => Math.min(Math.max(Number.parseInt(text ?? '1', 10) || 1, 1), 1_000);
      this.#cell = { text: '', rowspan: span(attributes.rowspan), colspan: span(attributes.colspan) };
    } else if (name === 'br') this.#text(' ');
  }

  #tableKind({ class: kind = '', id = '' }: Record<string, string>): Where {
    const classes = kind.split(/\s+/);
    if (classes.includes('Data')) {
      this.dataBegun = true;
      return 'data';
    }
    if (classes.includes('MapTable')) return 'header';
    if (classes.includes('History')) return 'history';
    return id === 'hd' ? 'title' : 'other';
  }

  #text(text: string): void {
    if (this.#where === 'title') this.#title = `${this.#title}${text}`.slice(0, MAX_CELL);
    if (this.#cell) {
      this.#cell.text += text;
      if (this.#cell.text.length > MAX_CELL) throw this.#unreadable('una celda es demasiado larga');
    }
  }

  #close(name: string, implied: boolean): void {
    this.#depth -= 1;
    if (name === 'body' && !implied) this.bodyClosed = true;
    else if (name === 'div' && this.#where === 'title') this.#title += '\n';
    else if (name === 'table') this.#tables.pop();
    else if ((name === 'td' || name === 'th') && this.#cell) this.#endCell(this.#cell);
    else if (name === 'tr' && this.#row) this.#endRow(this.#row);
  }

  #endCell(cell: { text: string; rowspan: number; colspan: number }): void {
    this.#cell = null;
    if (!this.#row) return;
    this.#row.push({ ...cell, text: tidy(cell.text) });
    if (this.#row.length > MAX_CELLS) throw this.#unreadable('una fila tiene demasiadas celdas');
  }

  #endRow(row: SpanCell[]): void {
    this.#row = null;
    const { line, charOffset, more } = this.#rowStart;
    if (this.#where === 'header' && this.#headerRows.length < 16) this.#headerRows.push(row);
    else if (this.#where === 'history' && row[0] && this.history.length < 64) this.history.push(row[0].text);
    else if (this.#where === 'data' && !more && row.length > 0) this.#ready.push({ line, charOffset, cells: row.map(({ text }) => text) });
  }
}
