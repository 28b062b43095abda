import { Parser } from 'htmlparser2';
import type { Language } from '#lib/kernel/errors.ts';
import { cellText, type ReceiptBody } from '#lib/provenance/receipt.ts';
import { formatFigure, isNumberFormat, type NumberFormat } from '#lib/ui/format.ts';

/** A number as somebody prints it, with the receipt's cell that it claims. */
export interface Claim {
  readonly code: string;
  readonly cell: string;
  /** Exact value beside the printed text; null when the page says that there is none. */
  readonly value: string | null;
  readonly format: NumberFormat;
  /** The text a person reads; null for files that carry the exact value only. */
  readonly text: string | null;
  readonly language: Language;
  readonly where: string;
}

export interface Mismatch {
  readonly claim: Claim;
  readonly es: string;
  readonly en: string;
}

/** Every `<data data-recibo>` of a page, in the order it is read. */
export function claimsOfPage(html: string): Claim[] {
  const claims: Claim[] = [];
  let language: Language = 'es';
  let open: { attributes: Record<string, string>; text: string } | null = null;
  const parser = new Parser({
    onopentag: (name, attributes) => {
      if (name === 'html' && attributes.lang?.startsWith('en')) language = 'en';
      if ('data-recibo' in attributes) open = { attributes, text: '' };
    },
    ontext: (text) => {
      if (open) open.text += text;
    },
    onclosetag: (name) => {
      if (!open || (name !== 'data' && name !== 'text' && name !== 'tspan')) return;
      const { attributes, text } = open;
      claims.push({
        code: attributes['data-recibo'] ?? '', cell: attributes['data-celda'] ?? '', value: attributes.value === undefined || attributes.value === '' ? (attributes['data-valor'] ?? null) : attributes.value,
        format: (attributes['data-formato'] ?? 'texto') as NumberFormat, text: text.trim(), language, where: attributes['data-celda'] ?? '',
      });
      open = null;
    },
  });
  parser.write(html);
  parser.end();
  return claims;
}

/** Compares a claim with the cell of its receipt: the exact value, then the text as our formatter prints it. */
export function compareClaim(claim: Claim, body: ReceiptBody | null): Mismatch | null {
  if (body === null) return null;
  const found = cellText(body, claim.cell);
  if (found === null) return mismatch(claim, `el recibo ${claim.code} no tiene la celda ${claim.cell}`, `receipt ${claim.code} has no cell ${claim.cell}`);
  if (found.value !== claim.value) {
    return mismatch(claim, `${claim.cell} dice ${claim.value ?? 'nada'} y el recibo ${found.value ?? 'nada'}`, `${claim.cell} says ${claim.value ?? 'nothing'} and the receipt ${found.value ?? 'nothing'}`);
  }
  if (claim.text === null) return null;
  if (!isNumberFormat(claim.format)) return mismatch(claim, `${claim.cell} dice un formato que no existe: ${claim.format}`, `${claim.cell} names a format that does not exist: ${claim.format}`);
  const printed = found.value === null ? null : formatFigure({ value: found.value, state: 'reported', format: claim.format }, claim.language);
  if (printed === null || flat(printed) === flat(claim.text)) return null;
  return mismatch(claim, `${claim.cell} imprime «${claim.text}» y debía imprimir «${printed}»`, `${claim.cell} prints "${claim.text}" and should print "${printed}"`);
}

const flat = (text: string): string => text.replace(/\s+/gu, ' ').trim();

const mismatch = (claim: Claim, es: string, en: string): Mismatch => ({ claim, es, en });
