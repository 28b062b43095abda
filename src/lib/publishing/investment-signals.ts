import type { Language } from '#lib/kernel/errors.ts';
import { fill, type Messages } from '#lib/platform/messages/index.ts';
import { silenceOn } from '#lib/treasury/investment/silence.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { phrase, type Phrase } from './phrase.ts';
import type { Block } from './view.ts';

const date = (answer: Answer, row: number, column: string) => shown(answer, row, column, 'texto');

/** Why nobody knows, in words; every code of the rules that gives an unknown has its own. */
function reasonOf(code: string, t: Messages): string {
  const reasons: Readonly<Record<string, string>> = t.investment.signals.unknownReasons;
  return reasons[code] ?? t.motivos['sin-dato'];
}

/** "Tardía: debía terminar el …": yes, no or unknown, with its reason. */
export function lateSentence(answer: Answer, row: number, t: Messages): Phrase {
  const words = t.investment.signals;
  const reason = text(answer, row, 'tardia_motivo')!;
  if (reason === 'terminada') return [words.late.done];
  const is = text(answer, row, 'tardia');
  if (is === null) return [fill(words.unknown.late, { motivo: reasonOf(reason, t) })];
  return phrase(is === 'true' ? words.late.yes : words.late.no, { fin: date(answer, row, 'fin'), corte: date(answer, row, 'corte') });
}

/** "Silenciosa: la última declaración es del …", with the months of the rule printed. */
export function silentSentence(answer: Answer, row: number, t: Messages): Phrase {
  const words = t.investment.signals;
  const reason = text(answer, row, 'silenciosa_motivo')!;
  const dated = { corte: date(answer, row, 'corte'), meses_de_silencio: shown(answer, row, 'meses_de_silencio', 'entero') };
  switch (reason) {
    case 'terminada':
      return [words.silent.done];
    case 'no-empezo':
      return phrase(words.silent.notYet, dated);
    case 'nunca-informo':
      return phrase(words.silent.never, { ...dated, inicio: date(answer, row, 'inicio') });
    case 'informe-antiguo':
      return phrase(words.silent.yes, { ...dated, ultima_declaracion: date(answer, row, 'ultima_declaracion'), meses_sin_informe: shown(answer, row, 'meses_sin_informe', 'entero') });
    case 'informe-reciente':
      return phrase(words.silent.no, { ...dated, ultima_declaracion: date(answer, row, 'ultima_declaracion') });
    default:
      return [fill(words.unknown.silent, { motivo: reasonOf(reason, t) })];
  }
}

function stoppedWork(works: Answer, row: number, t: Messages): Phrase {
  const words = t.investment.signals.stopped;
  return phrase(words.yes, {
    codigo_obra: shown(works, row, 'codigo_obra', 'texto'),
    fecha_paralizacion: text(works, row, 'fecha_paralizacion') === null ? words.noDate : shown(works, row, 'fecha_paralizacion', 'texto'),
    causa: text(works, row, 'causa') ?? words.noCause,
  });
}

/** What INFObras says of stoppages: each stopped work, each work of which it says nothing, or that none is stopped. */
export function stoppedSentences(works: Answer | undefined, t: Messages): Phrase[] {
  const words = t.investment.signals;
  const rows = rowsOf(works);
  if (works === undefined || rows.length === 0) return [[words.unknown.stopped]];
  const stopped = rows.filter((row) => text(works, row, 'paralizada') === 'true').map((row) => stoppedWork(works, row, t));
  const unknown = rows.filter((row) => text(works, row, 'paralizada') === null).map((row) => phrase(words.stopped.unknown, { codigo_obra: shown(works, row, 'codigo_obra', 'texto') }));
  return stopped.length + unknown.length > 0 ? [...stopped, ...unknown] : [phrase(words.stopped.no, { corte: shown(works, rows[0]!, 'corte', 'texto') })];
}

/** The signals of one investment: stopped, late, silent, dearer. They are for review and name nobody (DESIGN §8). */
export function signalBlocks(investment: Answer, row: number, works: Answer | undefined, language: Language, t: Messages): Block[] {
  const words = t.investment.signals;
  const overrun = text(investment, row, 'sobrecosto') === null ? [words.overrunNone] : phrase(words.overrun, { sobrecosto: shown(investment, row, 'sobrecosto', 'porcentaje') });
  const cut = text(investment, row, 'corte');
  const rule: Phrase[] = cut === null ? [] : [[fill(words.source, { fuente: silenceOn(cut).source[language] })]];
  return [
    { kind: 'prose', phrases: [...stoppedSentences(works, t), lateSentence(investment, row, t), silentSentence(investment, row, t), overrun] },
    { kind: 'prose', quiet: true, phrases: [...rule, [t.investment.notes.cutoff]] },
  ];
}
