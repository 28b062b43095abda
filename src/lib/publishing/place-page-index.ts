import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { byYear, shown, text, type Answer } from './answer.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { Block, Table } from './view.ts';

/** Row of the newest published index; null when nobody imported the place's. */
export function newestIndex(answer: Answer | undefined): number | null {
  return [...byYear(answer).values()].at(-1) ?? null;
}

/** "El índice de Torata en 2020 es 0.0400000000: …": the published one, which is the truth (METHODS §4.2). */
export function indexTitle(index: Answer, row: number, name: string, t: Messages): Phrase {
  return phrase(t.canonIndex.title, { lugar: name, anio: shown(index, row, 'anio', 'anio'), indice: shown(index, row, 'indice', 'indice') });
}

function publisherPhrase(index: Answer, row: number, name: string, t: Messages): Phrase {
  const beneficiary = text(index, row, 'beneficiario') ?? name;
  return phrase(t.canonIndex.publisher, { beneficiario: beneficiary, norma: text(index, row, 'norma') ?? '–' });
}

/** Why there is no formula, with the counts that say so. */
export function refusalPhrase(answer: Answer, row: number, t: Messages): Phrase {
  const reason = text(answer, row, 'motivo') as keyof Messages['canonIndex']['reasons'];
  return phrase(t.canonIndex.reasons[reason], {
    anio: shown(answer, row, 'anio', 'anio'),
    n: shown(answer, row, 'distritos', 'entero'),
    total: shown(answer, row, 'distritos_del_departamento', 'entero'),
  });
}

/** What the formula says of one year: what it gives and how far off that is, or why it gives nothing. */
function formulaPhrases(answer: Answer, row: number, t: Messages): Phrase[] {
  if (text(answer, row, 'motivo') !== null) return [refusalPhrase(answer, row, t)];
  const values = {
    anio: shown(answer, row, 'anio', 'anio'),
    n: shown(answer, row, 'distritos', 'entero'),
    formula: shown(answer, row, 'indice_formula', 'indice'),
    diferencia: shown(answer, row, 'diferencia', 'indice'),
  };
  const alone = text(answer, row, 'diferencia') === null;
  const parts = {
    productor: shown(answer, row, 'parte_10', 'indice'),
    provincia: shown(answer, row, 'parte_25', 'indice'),
    departamento: shown(answer, row, 'parte_40', 'indice'),
  };
  return [phrase(alone ? t.canonIndex.formulaAlone : t.canonIndex.formula, values), phrase(t.canonIndex.parts, parts), [fill(t.canonIndex.assumed, { ley: text(answer, row, 'ley') ?? '–' })]];
}

/** The three parts, their sum, the published index and the difference, newest year first. */
function partsTable(answer: Answer, name: string, t: Messages): Table {
  const c = t.canonIndex.table;
  const columns = [['parte_10', c.producer], ['parte_25', c.province], ['parte_40', c.department], ['indice_formula', c.formula], ['indice_publicado', c.published], ['diferencia', c.difference]] as const;
  const reason = (row: number, key: string) => (text(answer, row, 'motivo') === null || key === 'indice_publicado' ? 'sin-indice' : 'sin-formula');
  return {
    id: 'tabla-indice', folded: true, head: t.charts.year,
    caption: fill(c.caption, { lugar: name }),
    columns: columns.map(([key, label]) => ({ key, label, unit: 'índice' })),
    rows: [...byYear(answer)].reverse().map(([year, row]) => ({
      head: [shown(answer, row, 'anio', 'anio')],
      year: String(year),
      subject: null,
      cells: columns.map(([key]) => shown(answer, row, key, 'indice', reason(row, key))),
    })),
  };
}

/**
 * The place's own index in part 5: who publishes it, what the formula gives for the same year and the difference. Without
 * the needs of the whole department, one sentence says what is missing.
 */
export function indexBlocks(index: Answer | undefined, explained: Answer | undefined, name: string, t: Messages): Block[] {
  const newest = newestIndex(index);
  if (!index || newest === null) return [{ kind: 'prose', phrases: [[t.law.noIndex]] }];
  const year = shown(index, newest, 'anio', 'anio');
  const rows = byYear(explained);
  const same = rows.get(Number(year.value));
  const says = same === undefined ? [phrase(t.canonIndex.noNeeds, { anio: year })] : formulaPhrases(explained!, same, t);
  const blocks: Block[] = [{ kind: 'prose', phrases: [publisherPhrase(index, newest, name, t), ...says] }];
  if (rows.size > 0) blocks.push({ kind: 'table', summary: t.charts.table, table: partsTable(explained!, name, t) });
  return blocks;
}
