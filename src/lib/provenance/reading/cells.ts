import { tidy } from '#lib/kernel/text.ts';
import { districtUbigeo, secEjec } from '#lib/kernel/ubigeo.ts';
import type { FactRow, RawRecord, RejectedRow, Tally } from '../recipe.ts';
import { readMoney, readNumber, readPercent, type NumberDialect } from './numbers.ts';

/**
 * The cells of one record on their way to a fact. Every reader returns null for a blank; the first cell that is not
 * what it should be refuses the whole record, and every repair is counted.
 */
export class Cells {
  readonly #record: RawRecord;
  readonly #tally: Tally;
  #refusal: RejectedRow | null = null;

  constructor(record: RawRecord, tally: Tally) {
    this.#record = record;
    this.#tally = tally;
  }

  /** Refuses the record; the first reason stays. */
  refuse(reason: string, reasonEn: string): null {
    this.#refusal ??= { reason, reasonEn };
    return null;
  }

  #wrong(column: string, text: string, what: string, whatEn: string): null {
    const shown = text.slice(0, 60);
    return this.refuse(`«${shown}» no es ${what} (columna ${column})`, `"${shown}" is not ${whatEn} (column ${column})`);
  }

  /** The facts, or why there are none. */
  facts(make: () => readonly FactRow[]): readonly FactRow[] | RejectedRow {
    const facts = make();
    return this.#refusal ?? facts;
  }

  /** Text with single blanks, null when blank. */
  text(column: string): string | null {
    const text = tidy(this.#record.cells[column] ?? '');
    return text === '' ? null : text;
  }

  /**
   * A name, with its Ñ mended. DOS kept Ñ at byte 165, which latin-1 shows as ¥; and a conversion that lost it leaves
   * U+FFFD, which in these lists of names in capitals without accents never stands for another letter (224 of 224 in
   * the equivalence table, checked against INEI's own names).
   */
  name(column: string): string | null {
    const text = this.text(column);
    if (text === null) return null;
    const yen = text.split('¥').length - 1;
    const lost = text.split('\uFFFD').length - 1;
    if (yen > 0) this.#tally('yen-por-enie', yen);
    if (lost > 0) this.#tally('ilegible-por-enie', lost);
    return text.replace(/[¥\uFFFD]/gu, 'Ñ');
  }

  /** Soles with two decimals; what is rounded is counted. */
  money(column: string, dialect: NumberDialect): string | null {
    const text = this.#record.cells[column] ?? '';
    const reading = readMoney(text, dialect);
    if (!reading.ok) return this.#wrong(column, text, 'un monto', 'an amount');
    if (reading.rounded) this.#tally('redondeos-al-centimo');
    return reading.value;
  }

  /** Exact decimal text. */
  decimal(column: string, dialect: NumberDialect): string | null {
    const text = this.#record.cells[column] ?? '';
    const reading = readNumber(text, dialect);
    return reading.ok ? reading.value : this.#wrong(column, text, 'un número', 'a number');
  }

  percent(column: string, dialect: NumberDialect): string | null {
    const text = this.#record.cells[column] ?? '';
    const reading = readPercent(text, dialect);
    return reading.ok ? reading.value : this.#wrong(column, text, 'un porcentaje', 'a percentage');
  }

  /** Four-digit year; a blank refuses the record. */
  year(column: string): string | null {
    const text = this.text(column) ?? '';
    return /^(19|20)\d{2}$/.test(text) ? text : this.#wrong(column, text, 'un año', 'a year');
  }

  /** Month 1–12; a blank refuses the record. */
  month(column: string): string | null {
    const text = this.text(column) ?? '';
    return /^0?[1-9]$|^1[0-2]$/.test(text) ? String(Number(text)) : this.#wrong(column, text, 'un mes', 'a month');
  }

  /** District code with its leading zero put back when a spreadsheet ate it, counted; a blank refuses the record. */
  district(column: string): string | null {
    const text = this.text(column) ?? '';
    const place = districtUbigeo(text);
    if (place === null) return this.#wrong(column, text, 'un ubigeo de distrito', 'a district code');
    if (place.repaired) this.#tally('ceros-repuestos');
    return place.code;
  }

  /** Executing unit's code, six digits; a blank refuses the record. */
  executor(column: string): string | null {
    const text = this.text(column) ?? '';
    return secEjec(text) ?? this.#wrong(column, text, 'un código de unidad ejecutora', 'an executing unit code');
  }
}
