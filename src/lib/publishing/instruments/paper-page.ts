import { at, fill } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { part } from '../place-page-parts.ts';
import type { PageModel } from '../view.ts';
import { inLanguage, instrumentAddress, instrumentModel, wordOf, type InstrumentPlace } from './instrument-ref.ts';

/** The newest version that is filled, as a form for whoever has paper and no signal. */
export function paperPage(items: Answer, place: InstrumentPlace): PageModel {
  const { id, title, list, rows, language, t } = place;
  const words = t.instruments.paper;
  const newest = rows.find((row) => text(list, row, 'estado') === 'published') ?? rows[0]!;
  const version = text(list, newest, 'version')!;
  const repeated = text(list, newest, inLanguage('repetida', language));
  const norm = text(list, newest, inLanguage('norma', language))!;
  const asked = rowsOf(items).filter((row) => text(items, row, 'version') === version);
  return instrumentModel(place, { inside: 'papel', heading: fill(words.title, { titulo: title }), description: fill(words.title, { titulo: title }), lead: [[fill(words.lead, { version, norma: norm })], ...(repeated === null ? [] : [[fill(words.repeated, { que: repeated })]])] }, [
    part(1, 'datos', [words.heading], [{ kind: 'prose', phrases: words.fields.map((field) => [field]) }]),
    part(2, 'items', [words.items], [{
      kind: 'matrix', matrix: {
        id: 'tabla-papel', caption: words.caption, head: t.instruments.page.item, columns: [{ key: 'respuesta', label: words.answer, unit: null }, { key: 'evidencia', label: words.evidence, unit: null }],
        rows: asked.map((row) => {
          const scale = text(items, row, 'escala')!;
          return { head: [shown(items, row, inLanguage('texto', language), 'texto')], subject: text(items, row, 'item')!, cells: [[[scale in words.choices ? wordOf(words.choices, scale) : words.write]], [[words.write]]] };
        }),
      },
    }]),
    part(3, 'imprimir', [words.button], [{ kind: 'links', label: words.button, bare: true, columns: false, items: [{ href: at(language, `${instrumentAddress(id, 'papel')}.pdf`), text: words.button }] }]),
  ]);
}
