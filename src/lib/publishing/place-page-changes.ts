import type { Language } from '#lib/kernel/errors.ts';
import { CHANGE_SOURCES, changesOf, seriesBreaks, type PlaceChange } from '#lib/places/changes.ts';
import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { dayInWords } from './day.ts';
import type { Phrase } from './phrase.ts';
import type { Block } from './view.ts';

/** 2023 is in no budget table that we hold: what first stands in 2024 may have begun a year before. */
const AFTER_THE_GAP = '2024';

function valuesOf(change: PlaceChange, language: Language): Record<string, string> {
  return {
    norma: change.norma ?? '', texto: change.texto ?? '', fuente: CHANGE_SOURCES[change.fuente] ?? change.fuente,
    fecha: change.fecha === null ? '' : dayInWords(change.fecha, language),
  };
}

/** Under the heading the source's name is enough; which of its columns say it stands in `docs/sources.md`. */
function founding(change: PlaceChange, language: Language, t: Messages): string[] {
  const full = valuesOf(change, language);
  const values = { ...full, fuente: full['fuente']!.split(',')[0]! };
  if (change.fecha !== null) return [fill(change.norma === null ? t.changes.foundedDay : t.changes.founded, values)];
  return change.texto === null ? [] : [fill(t.changes.foundedWords, values)];
}

/** How the district came to be, as a source states it; nothing when none does. */
export function foundingFacts(ubigeo: string, language: Language, t: Messages): Phrase[] {
  return changesOf(ubigeo).filter(({ tipo }) => tipo === 'norma-de-creacion').flatMap((change) => founding(change, language, t)).map((sentence) => [sentence]);
}

function breakWords({ tipo, fecha }: PlaceChange, t: Messages): string {
  if (tipo === 'serie-cortada') return t.changes.broken;
  if (tipo === 'deja-presupuesto') return t.changes.leaves;
  return fecha === AFTER_THE_GAP ? t.changes.appearsGap : t.changes.appears;
}

/** Beside the chart: where the municipality's series begins, ends or changes what it is of (DATA §5). */
export function breakBlocks(ubigeo: string, language: Language, t: Messages): Block[] {
  const breaks = seriesBreaks(ubigeo);
  return breaks.length === 0 ? [] : [{ kind: 'prose', phrases: breaks.map((change) => [fill(breakWords(change, t), valuesOf(change, language))]) }];
}
