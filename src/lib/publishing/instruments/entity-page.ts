import { at, fill } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import type { Phrase } from '../phrase.ts';
import { part } from '../place-page-parts.ts';
import type { MatrixRow } from '../matrix.ts';
import type { Block, PageModel, Part } from '../view.ts';
import { inLanguage, instrumentModel, wordOf, type InstrumentPlace } from './instrument-ref.ts';
import { resultParts } from './result-lines.ts';

const NUMBERS = new Set(['count', 'decimal', 'amount']);

/** What an observer answered, and how and when it was seen. */
function answerLines(answers: Answer, row: number, { language, t: { instruments: words } }: InstrumentPlace): Phrase[] {
  const said = (column: string) => text(answers, row, column);
  const word = said(`valor_${language}`) ?? wordOf(words.values, said('valor') ?? said('estado')!);
  const value: Phrase = NUMBERS.has(said('escala') ?? '') && said('valor') !== null ? [shown(answers, row, 'valor', 'decimal')] : [word];
  const seen = said('momento');
  return [value, ...(seen === null ? [] : [[fill(words.entity.at, { fecha: dateInWords(seen.slice(0, 10), language) })]]), ...(said('nota') === null ? [] : [[fill(words.entity.note, { nota: said('nota')! })]])];
}

type Copies = readonly (readonly [string, readonly number[]])[];

function answersMatrix(answers: Answer, version: string, copies: Copies, place: InstrumentPlace): Block {
  const { language, t: { instruments: { entity } } } = place;
  const keyOf = (row: number) => `${text(answers, row, 'fila')!}/${text(answers, row, 'item')!}`;
  const rows = copies.flatMap(([, own]) => own);
  const repeated = rows.some((row) => text(answers, row, 'fila') !== '1');
  const keys = [...new Map(rows.map((row) => [keyOf(row), row]))];
  return {
    kind: 'matrix', matrix: {
      id: `tabla-respuestas-${version}`, caption: `${entity.caption}: ${fill(entity.version, { version })}`, head: entity.item,
      columns: copies.map(([copy, [first]]) => ({ key: `ficha-${copy}`, label: fill(entity.column, { ficha: copy, observador: text(answers, first!, 'observador')!, fecha: dateInWords(text(answers, first!, 'fecha')!, language) }), unit: null })),
      rows: keys.map(([key, row]): MatrixRow => ({
        head: [repeated ? fill(entity.rowOf, { n: text(answers, row, 'fila')!, texto: text(answers, row, inLanguage('texto', language))! }) : text(answers, row, inLanguage('texto', language))!], subject: key,
        cells: copies.map(([, own]) => {
          const found = own.find((one) => keyOf(one) === key);
          return found === undefined ? [[entity.none]] : answerLines(answers, found, place);
        }),
      })),
    },
  };
}

/** Where the evidence of a version's answers is: an address as the observer gave it, a file that may be public. */
function evidenceLinks(answers: Answer, copies: Copies, shownFiles: ReadonlySet<string>, { language, t: { instruments: { entity, page } } }: InstrumentPlace): Block[] {
  return copies.flatMap(([copy, rows]) => {
    const items = rows.flatMap((row) => {
      const [address, file, name] = [text(answers, row, 'direccion'), text(answers, row, 'evidencia'), text(answers, row, inLanguage('texto', language))!];
      return [
        ...(address === null ? [] : [{ href: address, text: name, note: address }]),
        ...(file !== null && shownFiles.has(file) ? [{ href: `/evidencia/${file}`, text: name, note: fill(entity.file, { huella: file.slice(0, 12) }) }] : []),
      ];
    });
    const [first] = rows;
    const label = `${entity.evidence} · ${fill(page.side, { observador: text(answers, first!, 'observador')!, fecha: dateInWords(text(answers, first!, 'fecha')!, language), ficha: copy })}`;
    return items.length === 0 ? [] : [{ kind: 'links' as const, label, columns: false, items }];
  });
}

/** One entity through an instrument, copy by copy; the newest version first and no version beside another. */
export function entityPage(id: string, { answers, results }: { readonly answers: Answer; readonly results: Answer }, shownFiles: ReadonlySet<string>, place: InstrumentPlace): PageModel {
  const { title, t: { instruments: { entity } } } = place;
  const name = text(answers, 0, 'entidad_nombre')!;
  const ubigeo = text(answers, 0, 'lugar');
  const versions = [...Map.groupBy(rowsOf(answers), (row) => text(answers, row, 'version')!)].reverse();
  const parts = versions.map(([version, rows], index): Part => {
    const copies = [...Map.groupBy(rows, (row) => text(answers, row, 'ficha')!)];
    return part(50 + index, `respuestas-${version}`, [fill(entity.answers, { version })], [answersMatrix(answers, version, copies, place), ...evidenceLinks(answers, copies, shownFiles, place)]);
  });
  const model = instrumentModel(place, { inside: id, heading: name, description: fill(entity.description, { titulo: title, entidad: name }), lead: [[entity.lead]] }, [...resultParts(results, place, id), ...parts]);
  return ubigeo === null ? model : { ...model, crumbs: [...model.crumbs, { href: at(place.language, `/lugar/${ubigeo}`), text: name }] };
}
