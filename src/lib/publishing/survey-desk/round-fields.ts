import { YupayError } from '#lib/kernel/errors.ts';
import type { LonelyRule } from '#lib/surveys/estimate/design.ts';
import type { NewRound } from '#lib/surveys/wave/keep-round.ts';
import type { MarginTotal, PrimaryUnit, RoundReturn, SurveyRound } from '#lib/surveys/wave/round.ts';
import { CALIBRATIONS } from '#lib/surveys/wave/weights.ts';
import { pastedNumber, pastedTable } from './pasted-table.ts';

type Field = (name: string) => string;

const SAMPLES = ['probabilistica', 'conveniencia', 'grupos'] as const;
const LONELY: readonly LonelyRule[] = ['fail', 'adjust', 'average', 'remove', 'certainty'];

const unknown = (name: string): YupayError => new YupayError('solicitud-mala', { detalle: name });

function oneOf<T extends string>(field: Field, name: string, all: readonly T[]): T {
  const found = all.find((one) => one === field(name));
  if (found === undefined) throw unknown(name);
  return found;
}

/** Right answers of a round: `c5=b`, one a line. */
const keysOf = (text: string): Record<string, string> =>
  Object.fromEntries(text.split(/[\n,;]+/).map((line) => line.split('=').map((part) => part.trim())).filter((parts): parts is [string, string] => parts.length === 2 && parts.every((part) => /^[A-Za-z0-9_-]{1,64}$/.test(part))));

/** What begins a round. */
export function newRound(field: Field): NewRound {
  const [instrument = '', version = ''] = field('cuestionario').split('@');
  const trim = field('tope').trim();
  return {
    survey: field('encuesta').trim(), code: field('ola').trim(), instrument, version, places: field('lugares').split(/[\s,;]+/).filter((place) => place !== ''), from: field('desde').trim(), to: field('hasta').trim(),
    sample: oneOf(field, 'muestra', SAMPLES), lonely: oneOf(field, 'solo', LONELY), calibration: oneOf(field, 'calibracion', CALIBRATIONS), trim: trim === '' ? null : pastedNumber(trim, 'tope', 1),
    previous: field('anterior').trim() || null, revisited: field('revisitada') === 'si', keys: keysOf(field('claves')),
  };
}

export const UNIT_COLUMNS = ['upm', 'estrato', 'lugar', 'ambito', 'zona', 'conglomerados', 'probabilidad', 'viviendas', 'seleccionadas', 'elegibles', 'celda'] as const;
export const MARGIN_COLUMNS = ['caracteristica', 'codigo', 'total', 'fuente'] as const;

/** Primary units as they were drawn, from a pasted table. */
export function pastedUnits(text: string): PrimaryUnit[] {
  return pastedTable(text, UNIT_COLUMNS).map(({ row, ...one }) => {
    const number = (name: (typeof UNIT_COLUMNS)[number]): number => pastedNumber(one[name], name, row);
    return {
      upm: one.upm, stratum: one.estrato, place: one.lugar, area: one.ambito, zone: one.zona, population: one.conglomerados === '' ? null : number('conglomerados'), probability: number('probabilidad'),
      dwellings: number('viviendas'), selected: number('seleccionadas'), eligible: number('elegibles'), cell: one.celda,
    };
  });
}

export const pastedMargins = (text: string): MarginTotal[] => pastedTable(text, MARGIN_COLUMNS).map(({ row, ...one }) => ({ margin: one.caracteristica, code: one.codigo, total: pastedNumber(one.total, 'total', row), source: one.fuente }));

const count = (field: Field, name: string): number => pastedNumber(field(name), name, 1);

export const visitsOf = (field: Field): NonNullable<SurveyRound['visits']> => ({
  complete: count(field, 'completas'), partial: count(field, 'parciales'), refused: count(field, 'rechazos'), notFound: count(field, 'ausentes'), other: count(field, 'otros'), unknownHousehold: count(field, 'sin_contacto'), unknownOther: 0,
  eligible: count(field, 'elegible'),
});

export const returnOf = (field: Field): RoundReturn => ({ zone: field('zona').trim(), date: field('fecha').trim(), language: field('idioma').trim(), women: count(field, 'mujeres'), men: count(field, 'hombres'), contested: field('observaron').trim() || null });
