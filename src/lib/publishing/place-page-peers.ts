import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from './answer.ts';
import { absentPart, part } from './place-page-parts.ts';
import { phrase } from './phrase.ts';
import type { PlaceView } from './services.ts';
import type { Part, Table } from './view.ts';

/** The names of municipalities as the registry writes them, by ubigeo; the budget's own name where it has none. */
export type Names = ReadonlyMap<string, string>;

const nameOf = (answer: Answer, row: number, names: Names): string => names.get(text(answer, row, 'ubigeo')!) ?? text(answer, row, 'nombre') ?? text(answer, row, 'ubigeo')!;

function tableOf(answer: Answer, names: Names, caption: string, language: Language): Table {
  const t = messages(language);
  return {
    id: 'tabla-parecidos', caption, head: t.peers.head, folded: false,
    columns: [
      { key: 'de_cada_100', label: t.peers.hundred, unit: 'soles de cada 100', strip: true },
      { key: 'pim', label: t.budget.columns.pim, unit: 'soles' },
      { key: 'devengado', label: t.budget.columns.accrued, unit: 'soles' },
      { key: 'avance', label: t.budget.columns.rate, unit: '%' },
    ],
    rows: rowsOf(answer).map((row) => {
      const ubigeo = text(answer, row, 'ubigeo')!;
      const name = nameOf(answer, row, names);
      return {
        head: [name], href: at(language, `/lugar/${ubigeo}`), year: text(answer, row, 'anio'), subject: `${ubigeo} ${name}`, ...(row === 0 ? { note: t.peers.own } : {}),
        cells: [shown(answer, row, 'de_cada_100', 'de-cada-100'), shown(answer, row, 'pim', 'soles-enteros'), shown(answer, row, 'devengado', 'soles-enteros'), shown(answer, row, 'avance', 'porcentaje')],
      };
    }),
  };
}

/** Part 8: similar municipalities, the rule printed; absent with its reason where none is alike. */
export function peersPart(answer: Answer | undefined, { name }: PlaceView, names: Names, language: Language): Part {
  const t = messages(language).peers;
  if (!answer || answer.body.rows.length === 0) return absentPart(8, 'parecidos', t.none, t.noYear);
  if (answer.body.rows.length === 1) return absentPart(8, 'parecidos', t.none, fill(t.noneReason, { lugar: name }));
  const tipo = t.kinds[text(answer, 0, 'provincial') === 'true' ? 'provincial' : 'distrital'];
  const values = {
    tipo, lugar: name, n: shown(answer, 0, 'de_cada_100', 'de-cada-100'), anio: shown(answer, 0, 'anio', 'anio'), puesto: shown(answer, 0, 'puesto', 'entero'),
    otro: nameOf(answer, 1, names), m: shown(answer, 1, 'de_cada_100', 'de-cada-100'), en_rango: shown(answer, 0, 'en_rango', 'entero'), del_tipo: shown(answer, 0, 'del_tipo', 'entero'),
  };
  const caption = fill(t.caption, { tipo, lugar: name, anio: text(answer, 0, 'anio') ?? '' });
  return part(8, 'parecidos', phrase(t.title, values), [
    { kind: 'table', summary: caption, table: tableOf(answer, names, caption, language) },
    ...(text(answer, 0, 'puesto') === null ? [] : [{ kind: 'prose', phrases: [phrase(t.here, values)] } as const]),
    { kind: 'prose', quiet: true, phrases: [phrase(t.rule, values)] },
  ]);
}
