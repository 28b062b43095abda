import { at, fill, messages } from '#lib/platform/messages/index.ts';
import type { Language } from '#lib/kernel/errors.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { dateInWords } from '../day.ts';
import { absentPart, part, takePart } from '../place-page-parts.ts';
import type { PageModel, Part } from '../view.ts';
import { planAddress, wordOf } from './plan-ref.ts';

function listPart(list: Answer, language: Language): Part {
  const words = messages(language).plans;
  const { columns, caption, head, none } = words.list;
  if (rowsOf(list).length === 0) return absentPart(1, 'planes', words.list.part, none);
  return part(1, 'planes', [words.list.part], [{
    kind: 'matrix', matrix: {
      id: 'tabla-planes', caption, head,
      columns: [
        { key: 'clase', label: columns.kind, unit: null }, { key: 'titular', label: columns.owner, unit: null }, { key: 'periodo', label: columns.period, unit: null },
        { key: 'indicadores', label: columns.indicators, unit: 'indicadores' }, { key: 'valores', label: columns.values, unit: 'valores' }, { key: 'afirmaciones', label: columns.claims, unit: 'afirmaciones' },
      ],
      rows: rowsOf(list).map((row) => {
        const said = (column: string) => text(list, row, column) ?? '–';
        return {
          head: [shown(list, row, 'titulo', 'texto')], href: at(language, planAddress(said('plan'))), subject: said('plan'),
          cells: [
            [[wordOf(words.kinds, said('clase'))]], [[shown(list, row, 'titular', 'texto')]], [[fill(words.facts.period, { desde: dateInWords(said('desde'), language), hasta: dateInWords(said('hasta'), language) })]],
            ...['indicadores', 'valores', 'afirmaciones'].map((column) => [[shown(list, row, column, 'entero')]]),
          ],
        };
      }),
    },
  }]);
}

/** Every plan, sheet and programme that is loaded. */
export function planListPage(list: Answer, language: Language, origin: string): PageModel {
  const t = messages(language);
  const words = t.plans.list;
  return {
    language, origin, address: '/planes', title: `${words.title} · Yupay`, description: words.description, overline: t.plans.overline, heading: words.title, facts: [],
    crumbs: [{ href: at(language, '/'), text: t.site.home }], lead: [[words.lead]],
    parts: [listPart(list, language), part(2, 'glosario', [t.plans.glossary.title], [{ kind: 'links', label: t.plans.glossary.title, bare: true, columns: false, items: [{ href: at(language, '/indicadores'), text: t.plans.glossary.link }] }]), takePart(3, '/planes', language, origin, t, [{ href: at(language, '/planes.xlsx'), text: t.plans.take.xlsx }])],
  };
}
