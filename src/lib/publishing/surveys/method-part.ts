import { fill } from '#lib/platform/messages/index.ts';
import { shown, text } from '../answer.ts';
import { phrase, type Phrase } from '../phrase.ts';
import { part } from '../place-page-parts.ts';
import type { Part } from '../view.ts';
import { chosen, datesIn, inWords } from './estimate-words.ts';
import type { SurveyPlace } from './survey-ref.ts';

/** How answers were weighed, where they were. */
function weightPhrases({ list, t: { surveys: { method, calibrations, lonely } } }: SurveyPlace, row: number): Phrase[] {
  const said = (column: string) => text(list, row, column);
  if (said('calibracion') === null) return [];
  return [
    phrase(method.weights, { calibracion: calibrations[said('calibracion') as keyof typeof calibrations] ?? said('calibracion')!, caracteristicas: said('caracteristicas') ?? method.noMargins, efectivas: shown(list, row, 'entrevistas_efectivas', 'entero'), efecto: shown(list, row, 'efecto_pesos', 'puntaje') }),
    ...(said('unidas') === null ? [] : [[fill(method.collapsed, { unidas: said('unidas')! })]]), phrase(method.trimmed, { n: shown(list, row, 'recortados', 'entero') }), [fill(method.lonely, { regla: lonely[said('estrato_solo') as keyof typeof lonely] ?? said('estrato_solo')! })],
    said('respuesta_minima') === null ? [method.noResponse] : phrase(method.response, { minima: shown(list, row, 'respuesta_minima', 'personas-de-100'), probable: shown(list, row, 'respuesta_probable', 'personas-de-100') }),
    [method.interval],
  ];
}

/** What a reader must know to judge the numbers of a round. */
export function methodPart(place: SurveyPlace, row: number): Part {
  const { list, t: { surveys: { method, round } } } = place;
  const said = (column: string) => text(list, row, column);
  const sample = { 'probabilistica': [], 'conveniencia': [[method.convenience]], 'grupos': [[method.groups]] }[said('muestra')!] ?? [];
  const before = said('anterior') === null ? [] : [[fill(said('revisitada') === 'true' ? method.revisited : method.fresh, { anterior: said('anterior')! })]];
  const uncompared = said('sin_comparar') === null ? [] : [[method.uncompared[said('sin_comparar') as keyof typeof method.uncompared]]];
  const verify = said(inWords('por_verificar', place));
  return part(50, 'metodo', [round.method], [{
    kind: 'prose', phrases: [
      phrase(method.sample, { n: shown(list, row, 'entrevistas', 'personas'), como: chosen(list, row, place), fechas: datesIn(list, row, place) }), ...sample, ...weightPhrases(place, row), ...before, ...uncompared,
      ...(said('claves') === null ? [] : [[fill(method.keys, { claves: said('claves')! })]]), [method.suppressed],
      [fill(method.instrument, { instrumento: said('instrumento')!, version: said('version')!, consentimiento: said('consentimiento') ?? method.unsaid, idiomas: said('idiomas') ?? method.unsaid, codigo: said('codigo')! })],
      ...(verify === null ? [] : [[fill(method.toVerify, { texto: verify })]]),
    ],
  }]);
}
