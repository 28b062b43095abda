import { divideHalfUp, type DecimalText } from '#lib/kernel/decimal.ts';
import type { Dossier, PrintedTable } from '../model/dossier.ts';
import { partsAddUp, sumOf, unitsOf } from '../model/invariants.ts';
import type { Observation } from '../model/observation.ts';
import { figuresOf, grouped, refOf, sameNumber, titleOf } from './figures.ts';
import { finding, shownFacts, type Check, type FactRef, type Finding } from './finding.ts';
import { reconcile } from './relation.ts';

function unequal(rule: string, title: { es: string; en: string }, total: FactRef, sum: DecimalText): Finding {
  return finding('sum_of_parts', rule, 'high', [total, { id: `${total.id}#sum`, value: sum, source: total.source }], {
    es: `En «${title.es}» las partes suman ${sum} y el total que se imprime es ${shownFacts([total], 'es')}.`,
    en: `In "${title.en}" the parts add to ${sum} and the printed total is ${shownFacts([total], 'en')}.`,
  });
}

const claimedTotals = (dossier: Dossier): Finding[] => dossier.claims.flatMap((claim) => {
  if (claim.value === null || claim.parts.length === 0) return [];
  const sum = sumOf(claim.parts.map(({ value }) => value));
  return sameNumber(sum, claim.value) ? [] : [unequal('partes-impresas', titleOf(dossier, claim.magnitude), refOf(claim), sum)];
});

/** Under a scheme that is exhaustive and exclusive, each kind's breakdown adds to its own total. */
function brokenDown(dossier: Dossier): Finding[] {
  return dossier.schemes.flatMap((scheme) => {
    const own = dossier.observations.filter(({ use }) => scheme.uses.includes(use));
    return [...grouped(own, ({ use, component, kind, column }: Observation) => `${use}/${component} ${kind} ${column}`).values()].flatMap((group) => {
      const whole = figuresOf({ ...dossier, observations: group, claims: [] });
      const total = whole.find(({ ref }) => group.find(({ id }) => id === ref.id)!.axes.length === 0);
      const parts = whole.filter(({ ref }) => group.find(({ id }) => id === ref.id)!.axes.length > 0).flatMap(({ value }) => value ?? []);
      if (total?.value == null || partsAddUp(scheme, total.value, parts, '').length === 0) return [];
      return [unequal('desagregacion', titleOf(dossier, total.magnitude), total.ref, sumOf(parts))];
    });
  });
}

const enteredRelations = (dossier: Dossier): Finding[] => reconcile(dossier).flatMap(({ relation, computed, total }) =>
  computed === null || total?.value == null || sameNumber(computed, total.value)
    ? []
    : [unequal(`relacion:${relation.id}`, { es: relation.title, en: relation.title }, { ...total.ref, value: total.value }, computed)]);

/** Parts add to their total: printed, broken down, or entered as a relation. */
export const sumOfParts: Check = { kind: 'sum_of_parts', run: (dossier) => [...claimedTotals(dossier), ...brokenDown(dossier), ...enteredRelations(dossier)] };

const cellRef = (id: string, value: DecimalText, source: FactRef['source']): FactRef => ({ id, value, source });

function rowFindings(table: PrintedTable): Finding[] {
  return table.rows.flatMap((row, at) => {
    const known = row.cells.filter((cell) => cell !== null);
    const ref = cellRef(`${table.id}[${at}]`, row.total ?? '–', row.source);
    if (known.length === 0 || !table.totalColumn) return [];
    const sum = sumOf(known);
    if (row.total === null) {
      return [finding('total_of_row', 'total-vacio', 'medium', [{ ...ref, value: sum }], {
        es: `«${row.label}», en «${table.title}», deja el total vacío; lo que sí se imprime suma ${shownFacts([{ ...ref, value: sum }], 'es')}.`,
        en: `"${row.label}", in "${table.title}", leaves the total empty; what is printed adds to ${shownFacts([{ ...ref, value: sum }], 'en')}.`,
      })];
    }
    return sameNumber(sum, row.total) ? [] : [finding('total_of_row', 'fila', 'high', [ref, { ...ref, id: `${ref.id}#sum`, value: sum }], {
      es: `«${row.label}», en «${table.title}», suma ${sum} y su total impreso es ${shownFacts([ref], 'es')}.`,
      en: `"${row.label}", in "${table.title}", adds to ${sum} and its printed total is ${shownFacts([ref], 'en')}.`,
    })];
  });
}

function emptyCells(table: PrintedTable): Finding[] {
  const empty = table.rows.flatMap((row, at) => row.cells.flatMap((cell, n) => (cell === null && row.cells.some((other) => other !== null) ? [cellRef(`${table.id}[${at}].${n}`, table.columns[n] ?? String(n + 1), row.source)] : [])));
  return empty.length === 0 ? [] : [finding('total_of_row', 'celdas-vacias', 'medium', empty, {
    es: `En «${table.title}» quedan vacíos: ${shownFacts(empty, 'es')}. Vacío no es cero: la suma es solo de lo que se imprime.`,
    en: `In "${table.title}" these are empty: ${shownFacts(empty, 'en')}. Empty is not zero: the sum is only of what is printed.`,
  })];
}

function columnFindings(table: PrintedTable): Finding[] {
  return table.totals.flatMap((total, n) => {
    const cells = table.rows.map((row) => row.cells[n] ?? null);
    if (total === null || cells.some((cell) => cell === null)) return [];
    const sum = sumOf(cells as DecimalText[]);
    const ref = cellRef(`${table.id}.${n}`, total, table.source);
    return sameNumber(sum, total) ? [] : [finding('total_of_row', 'columna', 'high', [ref, { ...ref, id: `${ref.id}#sum`, value: sum }], {
      es: `La columna «${table.columns[n]}» de «${table.title}» suma ${sum} y su total impreso es ${shownFacts([ref], 'es')}.`,
      en: `The column "${table.columns[n]}" of "${table.title}" adds to ${sum} and its printed total is ${shownFacts([ref], 'en')}.`,
    })];
  });
}

/** A printed share is its row's part of the total, to half a unit of its last decimal. */
function shareFindings(table: PrintedTable): Finding[] {
  const whole = table.totals[0] ?? null;
  return table.rows.flatMap((row, at) => {
    const part = row.cells[0] ?? null;
    if (row.share === null || whole === null || part === null || unitsOf(whole) <= 0n) return [];
    const decimals = row.share.split('.')[1]?.length ?? 0;
    const share = divideHalfUp(unitsOf(part) * 100n * 10n ** BigInt(decimals), unitsOf(whole));
    if (share === BigInt(row.share.replace('.', ''))) return [];
    const ref = cellRef(`${table.id}[${at}].share`, `${row.share} %`, row.source);
    return [finding('total_of_row', 'porcentaje', 'high', [ref, cellRef(`${table.id}[${at}].0`, part, row.source), cellRef(`${table.id}.0`, whole, table.source)], {
      es: `«${row.label}», en «${table.title}», es ${part} de ${whole} y se imprime como ${shownFacts([ref], 'es')}.`,
      en: `"${row.label}", in "${table.title}", is ${part} of ${whole} and is printed as ${shownFacts([ref], 'en')}.`,
    })];
  });
}

/** Rows, columns and shares of printed tables. */
export const totalOfRow: Check = { kind: 'total_of_row', run: ({ tables }) => tables.flatMap((table) => [...rowFindings(table), ...emptyCells(table), ...columnFindings(table), ...shareFindings(table)]) };
