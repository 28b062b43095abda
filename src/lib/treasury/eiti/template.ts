import { searchKey } from '#lib/kernel/text.ts';
import { centimos } from '#lib/kernel/money.ts';
import { PERSONAL_WORDS, personalRefusal } from '#lib/places/recipes/personal.ts';
import { neededText, oneOf } from '#lib/places/recipes/template-cells.ts';
import { Cells } from '#lib/provenance/reading/cells.ts';
import type { RawRecord, RowRecipe } from '#lib/provenance/recipe.ts';
import { repeatedLines } from '../repeated-lines.ts';
import { CAUSES } from './causes.ts';
import { EITI_EMPRESA } from './datasets.ts';

const WORDS = Object.fromEntries(CAUSES.map((cause) => [searchKey(cause), cause]));
const CURRENCIES = { pen: 'PEN', soles: 'PEN', usd: 'USD', dolares: 'USD' } as const;
const PERIOD = /^(?:19|20)\d{2}(?:-T[1-4]|-(?:0[1-9]|1[0-2]))?$/;

/** What singles out a payment, as the file writes it. */
function keyOf({ cells }: RawRecord): string {
  return ['PERIODO', 'EMPRESA', 'FLUJO', 'ENTIDAD', 'MONEDA'].map((column) => searchKey(cells[column] ?? '')).join('|');
}

const repeated = repeatedLines(keyOf);

const isZero = (amount: string | null): boolean => amount === null || centimos(amount) === 0n;

interface Side {
  readonly amount: string | null;
  readonly adjustment: string | null;
  readonly cause: string | null;
}

/** One side's amount, its adjustment and why. An adjustment needs an amount to adjust and a cause. */
function side(cells: Cells, who: 'EMPRESA' | 'GOBIERNO'): Side {
  const amount = cells.money(`${who}_MONTO`, 'punto');
  const adjustment = cells.money(`AJUSTE_${who}`, 'punto');
  const cause = causeCell(cells, `CAUSA_${who}`);
  if (isZero(adjustment)) return { amount, adjustment, cause };
  if (amount === null) cells.refuse(`hay un ajuste y ningún monto que ajustar (columna AJUSTE_${who})`, `there is an adjustment and no amount to adjust (column AJUSTE_${who})`);
  if (cause === null) cells.refuse(`el ajuste no dice su causa (columna CAUSA_${who})`, `the adjustment does not say its cause (column CAUSA_${who})`);
  return { amount, adjustment, cause };
}

const causeCell = (cells: Cells, column: string): string | null => (cells.text(column) === null ? null : oneOf(cells, column, WORDS));

function threshold(cells: Cells): string | null {
  const text = cells.money('UMBRAL', 'punto');
  if (text !== null && centimos(text)! < 0n) cells.refuse(`el umbral «${text}» es negativo`, `the threshold "${text}" is negative`);
  return text;
}

function period(cells: Cells): string {
  const text = cells.text('PERIODO') ?? '';
  if (!PERIOD.test(text)) cells.refuse(`«${text.slice(0, 60)}» no es un periodo AAAA, AAAA-Tn o AAAA-MM`, `"${text.slice(0, 60)}" is not a period YYYY, YYYY-Tn or YYYY-MM`);
  return text;
}

/**
 * Our own template for a report that has company rows, typed in by a person who names report and page. A blank amount is
 * "did not report"; a blank adjustment adjusts nothing. Numbers with a point and no grouping.
 */
export const EITI_EMPRESA_PLANTILLA: RowRecipe = {
  way: 'rows',
  id: 'eiti-empresa-plantilla',
  version: 1,
  dataset: EITI_EMPRESA,
  format: 'csv',
  publisher: 'EITI Perú; cada fila nombra su informe',
  es: 'Conciliación EITI por empresa (plantilla de Yupay)',
  en: 'EITI reconciliation by company (Yupay template)',
  years: [2004, null],
  precedence: 10,
  maxBytes: 16_000_000,
  personalWords: PERSONAL_WORDS,
  required: [
    ['periodo'], ['empresa'], ['flujo'], ['entidad'], ['moneda'], ['empresa_monto'], ['gobierno_monto'], ['ajuste_empresa'], ['causa_empresa'],
    ['ajuste_gobierno'], ['causa_gobierno'], ['causa_resto'], ['umbral'], ['fuente'],
  ],
  optional: [],
  survey: repeated.survey,
  read: (record, context, tally) => {
    // A company may be called after somebody; a number of identity or a telephone is nobody's company.
    const personal = personalRefusal(record, ['FLUJO', 'ENTIDAD', 'FUENTE'], 'EMPRESA');
    if (personal) return personal;
    const cells = new Cells(record, tally);
    return cells.facts(() => {
      if (repeated.isRepeated(context, record.line)) cells.refuse('el mismo pago viene más de una vez en el archivo', 'the same payment comes more than once in the file');
      const periodo = period(cells);
      const [company, government] = [side(cells, 'EMPRESA'), side(cells, 'GOBIERNO')];
      if (company.amount === null && government.amount === null) cells.refuse('ni la empresa ni el Estado informan un monto', 'neither the company nor government reports an amount');
      return [{
        anio: periodo.slice(0, 4), periodo, empresa: neededText(cells, 'EMPRESA'), flujo: neededText(cells, 'FLUJO'), entidad: neededText(cells, 'ENTIDAD'),
        moneda: oneOf(cells, 'MONEDA', CURRENCIES), empresa_monto: company.amount, gobierno_monto: government.amount,
        ajuste_empresa: company.adjustment, causa_empresa: company.cause, ajuste_gobierno: government.adjustment, causa_gobierno: government.cause,
        causa_resto: causeCell(cells, 'CAUSA_RESTO'), umbral: threshold(cells), fuente: neededText(cells, 'FUENTE'),
      }];
    });
  },
};
