import { YupayError } from '#lib/kernel/errors.ts';

/** After how many months without a report a work counts as silent, since when and by whom. Dated data, as every threshold. */
export interface SilenceRule {
  readonly from: string;
  readonly until: string | null;
  readonly months: number;
  readonly source: { readonly es: string; readonly en: string };
}

export const SILENCE: readonly SilenceRule[] = [
  {
    from: '2000-01-01',
    until: null,
    months: 6,
    source: {
      es: 'Criterio de Yupay: ninguna norma que conozcamos fija el plazo. Quien opera este Yupay puede cambiarlo aquí, con su fecha.',
      en: 'Yupay’s own: no norm that we know of sets the time. Whoever runs this Yupay may change it here, with its date.',
    },
  },
];

/** The rule in force on a day. */
export function silenceOn(day: string): SilenceRule {
  const rule = SILENCE.find(({ from, until }) => from <= day && (until === null || day < until));
  if (!rule) throw new YupayError('interno', { detalle: `no hay plazo de silencio para el ${day}` });
  return rule;
}
