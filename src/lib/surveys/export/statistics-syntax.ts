import { headerOf, spokenIn } from './answer-cells.ts';
import type { AnswerColumn, AnswerSheet } from './answer-columns.ts';
import { uniqueVariables } from './variable.ts';

/** A form's words may hold anything: no line of theirs may end the text that they stand in. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
const spssText = (text: string): string => `"${oneLine(text).replaceAll('"', '""')}"`;
/** Stata's long quotes; a backquote or a dollar would call a macro, and an apostrophe or a quote end the text. */
const stataText = (text: string, most: number): string => `\`"${[...oneLine(text).replace(/[`$"]/g, "'")].slice(0, most).join('')}"'`;

const NUMBERS = new Set(['envio_numero', 'envio_entrevista', 'envio_segundos', 'envio_latitud', 'envio_longitud']);
const isNumber = ({ entry, code }: AnswerColumn): boolean => code !== null || entry.kind === 'whole' || entry.kind === 'number';
const codesOf = ({ entry, code }: AnswerColumn) => (code === null && entry.kind === 'one' ? entry.codes : []);

function wording({ entry, code }: AnswerColumn, language: string): string {
  const text = spokenIn(entry.label, language) ?? entry.name;
  return code === null ? text : `${text}: ${spokenIn(entry.codes.find((one) => one.code === code)?.label ?? [], language) ?? code}`;
}

/** The widest text that a variable of SPSS holds. */
const WIDEST = 32_767;
const widthOf = ({ entry }: AnswerColumn): number => (entry.kind === 'one' ? Math.max(8, ...entry.codes.map(({ code }) => Buffer.byteLength(code))) : entry.kind === 'text' ? WIDEST : 2_000);

/** SPSS's longest label of a value and of a variable, in bytes of UTF-8. */
function within(text: string, bytes: number): string {
  let own = oneLine(text);
  while (Buffer.byteLength(own) > bytes) own = [...own].slice(0, -1).join('');
  return own;
}

/** SPSS syntax that opens the CSV beside it (codes, UTF-8) with variable and value labels. Labels longer than SPSS takes are whole in the codebook. */
export function spssSyntax(sheet: AnswerSheet, file: string, language: string): string {
  const { head, columns } = sheet;
  const formats = [...head.map((name) => `${name} ${NUMBERS.has(name) ? 'F12.3' : 'A40'}`), ...columns.map((column) => `${column.variable} ${isNumber(column) ? 'F16.6' : `A${widthOf(column)}`}`)];
  const values = columns.filter((column) => codesOf(column).length > 0).map((column) => `  /${column.variable} ${codesOf(column).map(({ code, label }) => `${spssText(code)} ${spssText(within(spokenIn(label, language) ?? code, 120))}`).join('\n    ')}`);
  return [
    '* Yupay. Guarde este archivo junto al CSV y ejecútelo entero.', 'SET UNICODE=ON.', 'SET DECIMAL=DOT.',
    `GET DATA /TYPE=TXT /FILE=${spssText(file)} /ENCODING='UTF8' /DELCASE=LINE /DELIMITERS="," /QUALIFIER='"' /ARRANGEMENT=DELIMITED /FIRSTCASE=2 /VARIABLES=`, ...formats.map((one) => `  ${one}`), '.',
    ...(columns.length === 0 ? [] : ['VARIABLE LABELS', ...columns.map((column) => `  ${column.variable} ${spssText(within(wording(column, language), 255))}`), '.']),
    ...(values.length === 0 ? [] : ['VALUE LABELS', ...values, '.']), 'EXECUTE.', '',
  ].join('\r\n');
}

/** Codes as numbers with their labels: Stata labels numbers alone. The code as text is kept beside, so that nothing is lost. */
function stataCodes(sheet: AnswerSheet, language: string): string[] {
  const coded = sheet.columns.filter((column) => codesOf(column).length > 0);
  const names = uniqueVariables(coded.map(({ variable }) => `${variable.slice(0, 28)}_cod`), headerOf(sheet));
  return coded.flatMap((column, at) => [
    `label define etiquetas${at + 1} ${codesOf(column).map(({ code, label }, n) => `${n + 1} ${stataText(spokenIn(label, language) ?? code, 32_000)}`).join(' ')}`, `generate int ${names[at]} = .`,
    ...codesOf(column).map(({ code }, n) => `replace ${names[at]} = ${n + 1} if ${column.variable} == ${stataText(code, 2_000)}`), `label values ${names[at]} etiquetas${at + 1}`, `label variable ${names[at]} ${stataText(wording(column, language), 80)}`,
  ]);
}

/** Stata's do-file that opens the CSV beside it. Columns are named by their place: the mark at the head of the file is no part of a name. */
export function stataSyntax(sheet: AnswerSheet, file: string, language: string): string {
  const names = headerOf(sheet);
  const numbers = [...sheet.head.filter((name) => NUMBERS.has(name)), ...sheet.columns.filter(isNumber).map(({ variable }) => variable)];
  return [
    '* Yupay. Guarde este archivo junto al CSV y ejecútelo entero.', 'version 14', `import delimited using ${stataText(file, 200)}, delimiters(",") varnames(nonames) rowrange(2) stringcols(_all) bindquote(strict) maxquotedrows(unlimited) encoding("utf-8") clear`,
    ...names.map((_, at) => `rename v${at + 1} y${at + 1}_`), ...names.map((name, at) => `rename y${at + 1}_ ${name}`), ...numbers.map((name) => `destring ${name}, replace`),
    ...sheet.columns.map((column) => `label variable ${column.variable} ${stataText(wording(column, language), 80)}`), ...stataCodes(sheet, language), 'compress', '',
  ].join('\r\n');
}
