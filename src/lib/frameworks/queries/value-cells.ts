import { formatScaled } from '#lib/kernel/decimal.ts';
import { numberOf, type Member } from '#lib/indicators/model/payload.ts';
import { ratioOfSums } from '#lib/indicators/model/invariants.ts';
import type { Observation } from '#lib/indicators/model/observation.ts';
import type { SourceRef } from '#lib/indicators/model/source.ts';

/** "alianza:147": the document and the line in it. */
export const placeOf = ({ document, line }: SourceRef): string => `${document}:${line}`;

export const memberText = ({ name, within }: Member): string => (within === null ? name : `${name} (${within})`);

/** What is kept of one value, each under a name of its own. */
export const VALUE_CELLS = ['valor', 'numerador', 'denominador', 'texto', 'fecha', 'estado', 'calificador', 'en_proceso', 'sin_iniciar', 'de', 'nombres', 'condicion', 'version', 'fuente', 'clave'] as const;
export type ValueCell = (typeof VALUE_CELLS)[number];

const count = (value: number | null | undefined): string | null => (value === null || value === undefined ? null : String(value));

/** The number that a value says; of a ratio, the percentage that its two numbers make. */
const numberSaid = ({ payload }: Observation): string | null => (payload?.form === 'ratio' ? ratioOfSums([payload]) : numberOf(payload));

/** A value as cells of text. A value that nobody gave has none; one that says why it has no number has that reason. */
export function valueCells(one: Observation | undefined): Readonly<Partial<Record<ValueCell, string | null>>> {
  if (one === undefined) return {};
  const { payload } = one;
  const milestones = payload?.form === 'milestones' ? payload : null;
  const words = payload?.form === 'text' ? payload.text : payload?.form === 'scale' ? payload.code : payload?.form === 'units' ? payload.members.map(memberText).join('; ') : null;
  return {
    valor: numberSaid(one), numerador: payload?.form === 'ratio' ? payload.num : null, denominador: payload?.form === 'ratio' ? payload.den : null,
    texto: words, fecha: one.asOf, estado: one.state, calificador: one.qualifier === 'exact' ? null : one.qualifier,
    en_proceso: count(milestones?.inProcess), sin_iniciar: count(milestones?.notStarted), de: one.outOf,
    nombres: one.named.length === 0 ? null : one.named.map(memberText).join('; '), condicion: one.condition, version: String(one.version),
    fuente: one.sources.map(placeOf).join(', '), clave: one.id,
  };
}

/** Céntimos as an amount with two decimals. */
export const amountText = (centimos: bigint | null): string | null => (centimos === null ? null : formatScaled(centimos, 2));
