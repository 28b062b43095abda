import type { Language } from '#lib/kernel/errors.ts';
import { at, messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { absentPart, part, takePart } from '../place-page-parts.ts';
import type { PageModel } from '../view.ts';
import { inLanguage, instrumentAddress } from './instrument-ref.ts';

/** The plan whose document prints figures of some instruments: they stay its claims. */
const CLAIMING_PLAN = '/plan/plan-alianza-2013-2014';

/** Every instrument with its versions, and where else entities are assessed. */
export function instrumentListPage(list: Answer, language: Language, origin: string): PageModel {
  const t = messages(language);
  const words = t.instruments.list;
  const { columns } = words;
  const table = rowsOf(list).length === 0 ? absentPart(1, 'instrumentos', words.part, words.none) : part(1, 'instrumentos', [words.part], [{
    kind: 'matrix', matrix: {
      id: 'tabla-instrumentos', caption: words.caption, head: words.head,
      columns: [{ key: 'version', label: columns.version, unit: null }, { key: 'norma', label: columns.norm, unit: null }, { key: 'items', label: columns.items, unit: 'ítems' }, { key: 'fichas', label: columns.copies, unit: 'fichas' }, { key: 'entidades', label: columns.entities, unit: 'entidades' }],
      rows: rowsOf(list).map((row) => {
        const id = text(list, row, 'instrumento')!;
        return {
          head: [shown(list, row, inLanguage('titulo', language), 'texto')], href: at(language, instrumentAddress(id)), subject: `${id} ${text(list, row, 'version')!}`,
          cells: [[[shown(list, row, 'version', 'texto')]], [[shown(list, row, inLanguage('norma', language), 'texto')]], ...['items', 'fichas', 'entidades'].map((column) => [[shown(list, row, column, 'entero')]])],
        };
      }),
    },
  }]);
  const elsewhere = part(2, 'ademas', [words.elsewhere], [
    { kind: 'links', label: words.elsewhere, bare: true, columns: false, items: [{ href: at(language, '/eiti'), text: words.eiti }, { href: at(language, CLAIMING_PLAN), text: words.plan }] },
    { kind: 'prose', quiet: true, phrases: [[words.planLead]] },
  ]);
  return {
    language, origin, address: '/fichas', title: `${words.title} · Yupay`, description: words.description, overline: t.instruments.overline, heading: words.title, facts: [], lead: [[words.lead]],
    crumbs: [{ href: at(language, '/'), text: t.site.home }],
    parts: [table, elsewhere, takePart(3, '/fichas', language, origin, t, [{ href: at(language, '/fichas.xlsx'), text: t.plans.take.xlsx }])],
  };
}
