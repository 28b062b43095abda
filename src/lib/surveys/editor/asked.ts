import { blockType } from '../form/compile/question-types.ts';
import type { RawSheet } from '../form/sheets/sheet.ts';
import { listOf, rowsOfList } from './edit-choices.ts';
import { defaultLanguage, languagesIn, textIn } from './edit-languages.ts';
import { cellOf, endRow, openTable, putTable, withCell } from './sheet-table.ts';

/** What a question asks: its type, its words in each language and the choices that it offers. */
interface Asked {
  readonly row: number;
  readonly type: string;
  /** Text by language and place, for those that say something. */
  readonly said: ReadonlyMap<string, string>;
  readonly codes: string;
}

/** What every question asks, by its series. */
function askedBySeries(sheets: readonly RawSheet[]): ReadonlyMap<string, Asked> {
  const [survey, choices, languages] = [openTable(sheets, 'survey'), openTable(sheets, 'choices'), languagesIn(sheets)];
  const first = defaultLanguage(sheets) || languages[0]!;
  const found = new Map<string, Asked>();
  for (let row = 2; row < endRow(survey); row += 1) {
    const [type, name] = [cellOf(survey, row, 'type'), cellOf(survey, row, 'name')];
    if (name === '' || blockType(type) !== null) continue;
    const list = listOf(type);
    const options = list === null ? [] : rowsOfList(choices, list);
    const own = ['label', 'hint'].flatMap((key) => languages.map((language) => [`${key} ${language}`, textIn(survey, row, key, language, first)] as const));
    const offered = options.flatMap((at) => languages.map((language) => [`${cellOf(choices, at, 'name')} ${language}`, textIn(choices, at, 'label', language, first)] as const));
    const codes = JSON.stringify(options.map((at) => cellOf(choices, at, 'name')).sort());
    found.set(cellOf(survey, row, 'yupay::serie') || name, { row, type: list === null ? type : type.split(/\s+/)[0]!, said: new Map([...own, ...offered].filter(([, text]) => text !== '')), codes });
  }
  return found;
}

/** A translation that was missing changes nothing of what is asked; a text that said something else does. */
function asksOther(before: Asked, after: Asked): boolean {
  return before.type !== after.type || before.codes !== after.codes || [...before.said].some(([place, text]) => after.said.has(place) && after.said.get(place) !== text);
}

/**
 * Series that were published and would ask something else after an edit. Somebody must say whether each is the same
 * question, for only a person tells a typo from another question.
 */
export function changedSeries(published: readonly RawSheet[], before: readonly RawSheet[], after: readonly RawSheet[]): string[] {
  const [out, was, is] = [askedBySeries(published), askedBySeries(before), askedBySeries(after)];
  return [...is].flatMap(([series, now]) => (out.has(series) && was.has(series) && asksOther(was.get(series)!, now) ? [series] : []));
}

/** Begins another series for each of those questions: what was answered before is not added up with what comes. */
export function withNewSeries(sheets: readonly RawSheet[], series: readonly string[]): RawSheet[] {
  const asked = askedBySeries(sheets);
  const taken = new Set(asked.keys());
  let survey = openTable(sheets, 'survey');
  for (const one of series) {
    const [, stem, last] = /^(.*?)(?:\.v(\d+))?$/.exec(one)!;
    let n = Number(last ?? 1) + 1;
    while (taken.has(`${stem!}.v${n}`)) n += 1;
    taken.add(`${stem!}.v${n}`);
    survey = withCell(survey, asked.get(one)!.row, 'yupay::serie', `${stem!}.v${n}`);
  }
  return putTable(sheets, survey);
}
