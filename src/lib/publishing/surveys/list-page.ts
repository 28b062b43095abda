import type { Language } from '#lib/kernel/errors.ts';
import { at, messages } from '#lib/platform/messages/index.ts';
import { rowsOf, shown, text, type Answer } from '../answer.ts';
import { absentPart, part, takePart } from '../place-page-parts.ts';
import type { PageModel } from '../view.ts';
import { chosen, datesIn, inWords } from './estimate-words.ts';
import { surveyAddress } from './survey-ref.ts';

/** Every published survey with its rounds. */
export function surveyListPage(list: Answer, language: Language, origin: string): PageModel {
  const wording = { language, t: messages(language) };
  const { t } = wording;
  const { list: words, columns } = t.surveys;
  const table = rowsOf(list).length === 0 ? absentPart(1, 'encuestas', words.part, words.none) : part(1, 'encuestas', [words.part], [{
    kind: 'matrix', matrix: {
      id: 'tabla-encuestas', caption: words.caption, head: words.head,
      columns: [{ key: 'ola', label: columns.round, unit: null }, { key: 'fechas', label: columns.dates, unit: null }, { key: 'entrevistas', label: columns.interviews, unit: 'personas' }, { key: 'muestra', label: columns.sample, unit: null }],
      rows: rowsOf(list).map((row) => {
        const [id, round] = [text(list, row, 'encuesta')!, text(list, row, 'ola')!];
        return {
          head: [shown(list, row, inWords('titulo', wording), 'texto')], href: at(language, surveyAddress(id)), subject: `${id} ${round}`,
          cells: [[[shown(list, row, 'ola', 'texto')]], [[datesIn(list, row, wording)]], [[shown(list, row, 'entrevistas', 'personas')]], [[chosen(list, row, wording)]]],
        };
      }),
    },
  }]);
  return {
    language, origin, address: '/encuestas', title: `${words.title} · Yupay`, description: words.description, overline: t.surveys.overline, heading: words.title, facts: [], lead: [[words.lead]],
    crumbs: [{ href: at(language, '/'), text: t.site.home }], parts: [table, takePart(3, '/encuestas', language, origin, t, [{ href: at(language, '/encuestas.xlsx'), text: t.plans.take.xlsx }])],
  };
}
