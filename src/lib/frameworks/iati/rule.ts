/**
 * Rules of the published ruleset of IATI 2.03 that concern what a plan's export holds: each an XPath 1.0 that finds what
 * breaks it, so that nothing found is nothing broken. Numbers are the ruleset's own
 * (https://github.com/IATI/IATI-Rulesets, FRAMEWORKS §4).
 */
export interface IatiRule {
  readonly id: string;
  readonly broken: string;
  readonly es: string;
  readonly en: string;
}

// A number: what XPath reads as one, and not the exponents or blanks that it also takes.
const NOT_NUMBER = "(string(number(@value)) = 'NaN' or translate(@value, '-.0123456789', '') != '')";

/** Value required, a number, absent: three rules for each place where a value stands. */
function valueRules(number: string, path: string, es: string, en: string): IatiRule[] {
  const of = (measures: string) => `//result/indicator[${measures}]/${path}`;
  const numeric = "@measure='1' or @measure='2' or @measure='3' or @measure='4'";
  return [
    { id: `${number}.1`, broken: `${of(numeric)}[not(@value)]`, es: `${es} de un indicador con número lleva su valor.`, en: `The ${en} of an indicator with a number has its value.` },
    { id: `${number}.2`, broken: `${of(numeric)}[@value and ${NOT_NUMBER}]`, es: `${es} de un indicador con número es un número.`, en: `The ${en} of an indicator with a number is a number.` },
    { id: `${number}.3`, broken: `${of("@measure='5'")}[@value]`, es: `${es} de un indicador cualitativo no lleva número.`, en: `The ${en} of a qualitative indicator has no number.` },
  ];
}

// XPath 1.0 compares text only for equality, so dates are compared as the numbers that their digits make.
const digits = (path: string): string => `number(translate(${path}, '-', ''))`;

export const IATI_RULES: readonly IatiRule[] = [
  { id: 'fecha-de-inicio', broken: "//iati-activity[not(activity-date[@type='1' or @type='2'])]", es: 'La actividad dice cuándo empieza.', en: 'The activity says when it begins.' },
  { id: 'orden-de-fechas', broken: `//iati-activity[${digits("activity-date[@type='1']/@iso-date")} > ${digits("activity-date[@type='3']/@iso-date")}]`, es: 'La actividad no termina antes de empezar.', en: 'The activity does not end before it begins.' },
  { id: 'un-sector', broken: '//iati-activity[not(sector)]', es: 'La actividad tiene un sector.', en: 'The activity has a sector.' },
  { id: 'sector-propio', broken: "//iati-activity[sector[@vocabulary='98' or @vocabulary='99'][not(narrative)]]", es: 'Un sector de vocabulario propio se explica en palabras.', en: 'A sector of an own vocabulary is explained in words.' },
  { id: 'suma-de-sectores', broken: '//iati-activity[sector/@percentage and sum(sector/@percentage) != 100]', es: 'Los porcentajes de los sectores suman 100.', en: 'The percentages of the sectors add to 100.' },
  { id: 'suma-de-paises', broken: '//iati-activity[recipient-country/@percentage and sum(recipient-country/@percentage) != 100]', es: 'Los porcentajes de los países suman 100.', en: 'The percentages of the countries add to 100.' },
  { id: 'participante', broken: '//participating-org[not(@ref) and not(narrative)]', es: 'Quien participa tiene código o nombre.', en: 'Whoever takes part has a code or a name.' },
  { id: 'idioma', broken: '//iati-activity[not(@xml:lang)][.//narrative[not(@xml:lang)]]', es: 'Todo texto dice su idioma.', en: 'Every text says its language.' },
  { id: 'moneda', broken: '//iati-activity[not(@default-currency)][.//value[not(@currency)]]', es: 'Todo monto dice su moneda.', en: 'Every amount says its currency.' },
  { id: 'orden-de-presupuesto', broken: `//budget[${digits('period-start/@iso-date')} > ${digits('period-end/@iso-date')}]`, es: 'El presupuesto no termina antes de empezar.', en: 'The budget does not end before it begins.' },
  { id: 'presupuesto-de-un-anio', broken: `//budget[${digits('period-end/@iso-date')} - ${digits('period-start/@iso-date')} > 10000]`, es: 'Un presupuesto no pasa de un año.', en: 'A budget is no longer than a year.' },
  { id: '8.6.1', broken: `//result/indicator/period[${digits('period-start/@iso-date')} > ${digits('period-end/@iso-date')}]`, es: 'El periodo no termina antes de empezar.', en: 'The period does not end before it begins.' },
  ...valueRules('8.8', 'baseline', 'La línea de base', 'baseline'),
  ...valueRules('8.9', 'period/target', 'La meta', 'target'),
  ...valueRules('8.10', 'period/actual', 'El avance', 'actual'),
  { id: '8.11.1', broken: '//result[reference][indicator/reference]', es: 'El código se da en el resultado o en sus indicadores, no en ambos.', en: 'The code is given on the result or on its indicators, not on both.' },
];
