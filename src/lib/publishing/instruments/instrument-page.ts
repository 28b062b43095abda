import { at, fill } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import type { Phrase } from '../phrase.ts';
import { absentPart, part } from '../place-page-parts.ts';
import type { PageModel, Part } from '../view.ts';
import { inLanguage, instrumentAddress, instrumentModel, wordOf, type InstrumentPlace } from './instrument-ref.ts';
import { resultParts } from './result-lines.ts';

export interface InstrumentAnswers {
  readonly items: Answer;
  readonly results: Answer;
  readonly agreement: Answer;
}

function periodOf({ list, language, t: { instruments: { page } } }: InstrumentPlace, row: number): string {
  const [from, to] = ['desde', 'hasta'].map((column) => text(list, row, column));
  if (from == null) return page.noDates;
  return to == null ? fill(page.from, { desde: dateInWords(from, language) }) : fill(page.period, { desde: dateInWords(from, language), hasta: dateInWords(to, language) });
}

function versionsPart(place: InstrumentPlace): Part {
  const { list, rows, language, t: { instruments: words } } = place;
  const { page } = words;
  const said = (row: number, column: string) => text(list, row, inLanguage(column, language));
  /** What versions say in the same words is said once, with their names. */
  const once = (column: string, told: (text: string) => string): Phrase[] => [...Map.groupBy(rows.filter((row) => said(row, column) !== null), (row) => said(row, column)!)].map(([sentence, own]) => {
    const which = own.length === rows.length ? '' : `${fill(words.entity.version, { version: own.map((row) => text(list, row, 'version')!).join(', ') })}. `;
    return [`${which}${told(sentence)}`];
  });
  const notes = [...once('metodo', (sentence) => `${page.method}: ${sentence}`), ...once('por_verificar', (sentence) => fill(page.toVerify, { texto: sentence }))];
  const verified = text(list, rows[0]!, 'verificado') === null ? [[page.notVerified]] : [];
  return part(1, 'versiones', [page.versions], [
    { kind: 'matrix', matrix: {
      id: 'tabla-versiones', caption: page.versionsCaption, head: page.versionHead, columns: [{ key: 'norma', label: words.list.columns.norm, unit: null }, { key: 'vigencia', label: page.inForce, unit: null }, { key: 'estado', label: page.state, unit: null }, { key: 'items', label: words.list.columns.items, unit: 'ítems' }],
      rows: rows.map((row) => ({
        head: [shown(list, row, 'version', 'texto')], subject: text(list, row, 'version')!,
        cells: [[[shown(list, row, inLanguage('norma', language), 'texto')]], [[periodOf(place, row)]], [[wordOf(words.versionStates, text(list, row, 'estado')!)]], [[shown(list, row, 'items', 'entero')]]],
      })),
    } },
    { kind: 'prose', phrases: notes },
    { kind: 'prose', quiet: true, phrases: [[fill(page.source, { fuente: said(rows[0]!, 'fuente')! })], ...verified, ...(rows.length > 1 ? [[page.noCompare]] : [])] },
  ]);
}

function agreementPart(answer: Answer, { t: { instruments: { page } } }: InstrumentPlace): Part[] {
  if (rowsOf(answer).length === 0) return [];
  return [part(40, 'acuerdo', [page.agreement], [
    { kind: 'matrix', matrix: {
      id: 'tabla-acuerdo', caption: page.agreementCaption, head: page.agreementHead, columns: [{ key: 'fichas', label: page.pair, unit: null }, { key: 'coinciden', label: page.same, unit: 'ítems' }, { key: 'kappa', label: page.kappa, unit: null }],
      rows: rowsOf(answer).map((row) => {
        const said = (column: string) => text(answer, row, column)!;
        return {
          head: [shown(answer, row, 'entidad_nombre', 'texto')], subject: `${said('ficha')} ${said('otra_ficha')}`,
          cells: [[[`${said('ficha')} (${said('observador')})`], [`${said('otra_ficha')} (${said('otro_observador')})`]], [[shown(answer, row, 'coinciden', 'entero'), ' / ', shown(answer, row, 'items', 'entero')]], [text(answer, row, 'kappa') === null ? [page.noKappa] : [shown(answer, row, 'kappa', 'decimal')]]],
        };
      }),
    } },
    { kind: 'prose', quiet: true, phrases: [[page.agreementNote]] },
  ])];
}

/** What each version asks, the newest first. */
function itemsParts(items: Answer, { language, t: { instruments: words } }: InstrumentPlace): Part[] {
  const { page } = words;
  return [...Map.groupBy(rowsOf(items), (row) => text(items, row, 'version')!)].reverse().map(([version, rows], index) => part(50 + index, `items-${version}`, [fill(page.itemsCaption, { version })], [{
    kind: 'matrix', matrix: {
      id: `tabla-items-${version}`, caption: `${page.items}: ${fill(words.entity.version, { version })}`, head: page.item, columns: [{ key: 'rubro', label: page.heading, unit: null }, { key: 'evidencia', label: page.evidence, unit: null }],
      rows: rows.map((row) => {
        const heading: Phrase = [shown(items, row, inLanguage('rubro', language), 'texto')];
        return {
          head: [shown(items, row, inLanguage('texto', language), 'texto')], subject: `${version} ${text(items, row, 'item')!}`,
          cells: [[text(items, row, 'obligatorio') === 'true' ? [...heading, ` (${page.mandatory})`] : heading], [text(items, row, 'evidencia') === null ? [page.noEvidence] : [shown(items, row, inLanguage('evidencia', language), 'texto')]]],
        };
      }),
    },
  }]));
}

/** An instrument: its versions, what it asks, what followed for each entity. */
export function instrumentPage({ items, results, agreement }: InstrumentAnswers, place: InstrumentPlace): PageModel {
  const { id, title, list, rows, language, t: { instruments: words } } = place;
  const found = resultParts(results, place, null);
  return instrumentModel(place, { inside: '', heading: title, description: fill(words.page.description, { titulo: title }), lead: [[text(list, rows[0]!, inLanguage('resumen', language))!]] }, [
    versionsPart(place), ...(found.length === 0 ? [absentPart(10, 'resultados', words.page.results, words.page.noResults)] : found), ...agreementPart(agreement, place), ...itemsParts(items, place),
    part(90, 'mas', [words.page.more], [{ kind: 'links', label: words.page.more, bare: true, columns: false, items: [{ href: at(language, instrumentAddress(id, 'papel')), text: words.page.paper }, { href: at(language, '/fichas'), text: words.list.title }] }]),
  ]);
}
