import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { refusalPhrase } from './place-page-index.ts';
import { absentPart, part } from './place-page-parts.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { PlaceView } from './services.ts';
import type { Part, Table } from './view.ts';

function indexTable(answer: Answer, place: PlaceView, language: Language, t: Messages): Table {
  const c = t.canonIndex.table;
  const names = new Map(place.districts.map(({ ubigeo, name }) => [ubigeo, name]));
  const refused = text(answer, 0, 'motivo') !== null;
  return {
    id: 'tabla-indices', folded: true, head: t.lang.distrito,
    caption: fill(t.canonIndex.region.caption, { lugar: place.name, anio: text(answer, 0, 'anio') ?? '' }),
    columns: [
      { key: 'indice_publicado', label: c.published, unit: 'índice' },
      { key: 'indice_formula', label: c.formula, unit: 'índice' },
      { key: 'diferencia', label: c.difference, unit: 'índice' },
    ],
    rows: rowsOf(answer).map((row) => {
      const code = text(answer, row, 'ubigeo') ?? '';
      const known = names.get(code);
      return {
        head: [known ?? code], year: text(answer, row, 'anio'), subject: `${code} ${known ?? ''}`.trim(),
        ...(known === undefined ? {} : { href: at(language, `/lugar/${code}`) }),
        cells: [
          shown(answer, row, 'indice_publicado', 'indice', 'sin-indice'),
          shown(answer, row, 'indice_formula', 'indice', 'sin-formula'),
          shown(answer, row, 'diferencia', 'indice', refused ? 'sin-formula' : 'sin-indice'),
        ],
      };
    }),
  };
}

/** What the resolution says of itself: the sum of its indices and the region's quarter (METHODS §4.2). */
function soundness(answer: Answer, t: Messages): Phrase[] {
  const words = t.canonIndex.region;
  const whole = text(answer, 0, 'suma_es_uno') === 'true' ? words.whole : words.notWhole;
  const exact = text(answer, 0, 'region_exacta');
  const region = exact === null ? words.absent : exact === 'true' ? words.exact : words.notExact;
  return [
    phrase(whole, { tolerancia: shown(answer, 0, 'tolerancia', 'indice') }),
    phrase(region, { region: shown(answer, 0, 'indice_region', 'indice') }),
  ];
}

/** The published indices of a department's or a province's districts beside the formula's; the sum is the department's. */
export function indicesPart(place: PlaceView, answer: Answer | undefined, language: Language, t: Messages): Part {
  const words = t.canonIndex.region;
  if (!answer || answer.body.rows.length === 0) return absentPart(0, 'indices', fill(words.none, { lugar: place.name }), words.noneReason);
  const title = phrase(words.title, { anio: shown(answer, 0, 'anio', 'anio'), n: shown(answer, 0, 'publicados', 'entero'), suma: shown(answer, 0, 'suma_publicada', 'indice') });
  const formula = text(answer, 0, 'motivo') === null ? phrase(words.all, { n: shown(answer, 0, 'distritos', 'entero') }) : refusalPhrase(answer, 0, t);
  return part(0, 'indices', title, [
    { kind: 'prose', phrases: [...soundness(answer, t), formula] },
    { kind: 'table', summary: t.charts.table, table: indexTable(answer, place, language, t) },
    { kind: 'prose', quiet: true, phrases: [[words.publisher]] },
  ]);
}
