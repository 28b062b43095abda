import type { Language } from '#lib/kernel/errors.ts';

/**
 * Why a document of facts is refused: each code with its sentence; `{name}` is filled from the details. Who reads it may
 * have typed the file by hand, so every sentence says what was expected.
 */
export const PROBLEMS = {
  'falta': { es: 'Falta este dato, que no puede quedar vacío.', en: 'This is missing, and may not be left empty.' },
  'no-es-objeto': { es: 'Aquí va un objeto con sus campos; se halló {hallado}.', en: 'An object with its members belongs here; {hallado} was found.' },
  'no-es-lista': { es: 'Aquí va una lista; se halló {hallado}.', en: 'A list belongs here; {hallado} was found.' },
  'lista-larga': { es: 'La lista tiene {hallado} elementos; se admiten {limite}.', en: 'The list holds {hallado} items; {limite} are taken.' },
  'no-es-texto': { es: 'Aquí va un texto; se halló {hallado}.', en: 'A text belongs here; {hallado} was found.' },
  'texto-largo': { es: 'El texto tiene {hallado} letras; se admiten {limite}.', en: 'The text has {hallado} characters; {limite} are taken.' },
  'campo-desconocido': { es: 'No se conoce el campo «{campo}».', en: 'The member "{campo}" is not known.' },
  'valor-no-admitido': { es: '{hallado} no se admite; puede ser: {admitidos}.', en: '{hallado} is not taken; it may be: {admitidos}.' },
  'no-es-codigo': { es: '{hallado} no sirve de código: letras sin tilde, cifras, punto, guion o barra, hasta 64.', en: '{hallado} is no code: unaccented letters, digits, point, hyphen or slash, up to 64.' },
  'no-es-numero': { es: 'Aquí va un número, entero o como texto con punto decimal («0.54»); se halló {hallado}.', en: 'A number belongs here, whole or as text with a decimal point ("0.54"); {hallado} was found.' },
  'no-es-entero': { es: 'Aquí va un entero desde {minimo}; se halló {hallado}.', en: 'A whole number from {minimo} belongs here; {hallado} was found.' },
  'no-es-logico': { es: 'Aquí va verdadero o falso; se halló {hallado}.', en: 'True or false belongs here; {hallado} was found.' },
  'no-es-fecha': { es: '{hallado} no es un año (2014), un mes (2014-05) ni un día (2014-05-31).', en: '{hallado} is no year (2014), month (2014-05) or day (2014-05-31).' },
  'carga-no-unica': { es: 'Un valor se da de una sola forma; aquí hay: {hallado}.', en: 'A value is given in one form only; here there are: {hallado}.' },
  'codigo-repetido': { es: 'El código «{codigo}» ya se usó.', en: 'The code "{codigo}" is used already.' },
  'no-existe': { es: 'Se nombra «{codigo}», que este documento no tiene.', en: '"{codigo}" is named, which this document lacks.' },
  'carga-de-otro-tipo': { es: 'El indicador es de tipo {tipo} y el valor se dio como {forma}.', en: 'The indicator is of the kind {tipo} and its value was given as {forma}.' },
  'carga-ausente': { es: 'Se dice que se informó, pero no hay valor; sin valor el estado es otro (no informado, no aplica, suprimido).', en: 'It is said to be reported, but there is no value; without one the state is another (not reported, not applicable, suppressed).' },
  'carga-sobrante': { es: 'El estado es {estado}, y sin embargo trae un valor.', en: 'The state is {estado}, and yet there is a value.' },
  'denominador': { es: 'Un porcentaje se guarda con numerador y denominador, y el denominador es mayor que cero; se halló {hallado}.', en: 'A percentage is kept as numerator and denominator, and the denominator is above zero; {hallado} was found.' },
  'fecha-posterior': { es: 'El valor es de {fecha}, después de que cierre su periodo ({cierre}) y de su plazo de gracia.', en: 'The value is of {fecha}, after its period closes ({cierre}) and after the days of grace.' },
  'sin-fecha': { es: 'Un avance dice de cuándo es.', en: 'A value that was reached says of when it is.' },
  'valor-repetido': { es: 'Ya hay otro valor vigente de lo mismo («{codigo}»); una corrección dice a cuál reemplaza.', en: 'There is another value in force of the same ("{codigo}"); a correction says which one it supersedes.' },
  'reemplazo-sin-motivo': { es: 'Una corrección dice su motivo.', en: 'A correction says its reason.' },
  'version-distinta': { es: 'El plan se aprobó con la versión {aprobada} de la definición y este valor usa la {usada}.', en: 'The plan was approved with version {aprobada} of the definition and this value uses {usada}.' },
  'sin-base-de-meta': { es: 'La meta no dice si es un nivel o un aumento.', en: 'The target does not say whether it is a level or an increase.' },
  'unidad-distinta': { es: 'Se comparan valores en unidades distintas: {unidades}.', en: 'Values in different units are compared: {unidades}.' },
  'partes-y-total': { es: 'Las partes suman {suma} y el total es {total}.', en: 'The parts add to {suma} and the total is {total}.' },
  'lista-y-cuenta': { es: 'Se listan {listados} y la cuenta es {cuenta}.', en: '{listados} are listed and the count is {cuenta}.' },
  'sin-lugar': { es: '«{nombre}» no es un solo lugar del registro y no consta como pendiente.', en: '"{nombre}" is not one place of the registry and is not listed as unresolved.' },
  'ciclo': { es: 'El árbol vuelve sobre sí mismo: {camino}.', en: 'The tree comes back upon itself: {camino}.' },
  'horizonte': { es: 'Un nivel {nivel} va con el horizonte {esperado}; para otro, anote por qué.', en: 'A level {nivel} goes with the horizon {esperado}; for another one, note why.' },
  'intencion-de-voto': { es: 'La pregunta «{codigo}» pide una intención de voto, y esas preguntas no se publican.', en: 'The question "{codigo}" asks a voting intention, and such questions are not published.' },
  'frase-sin-valor': { es: 'La frase lleva una sola vez «{valor}», donde va el número.', en: 'The sentence has "{valor}" once, where the number goes.' },
  'sin-fuente': { es: 'No dice de dónde viene.', en: 'It does not say where it comes from.' },
} as const satisfies Record<string, Record<Language, string>>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One thing wrong with a document: where, as a path of its members, and in words of both languages. */
export interface Problem {
  readonly code: ProblemCode;
  /** `observations[3].payload.den`; empty for the document itself. */
  readonly path: string;
  readonly es: string;
  readonly en: string;
}

/** A word of a sentence: the same in both languages, or not. */
export type Detail = string | Readonly<Record<Language, string>>;

function fill(sentence: string, details: Readonly<Record<string, Detail>>, language: Language): string {
  return sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const detail = details[name] ?? '…';
    return typeof detail === 'string' ? detail : detail[language];
  });
}

export function problem(code: ProblemCode, path: string, details: Readonly<Record<string, Detail>> = {}): Problem {
  const { es, en } = PROBLEMS[code];
  return { code, path, es: fill(es, details, 'es'), en: fill(en, details, 'en') };
}
