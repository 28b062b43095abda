import type { Language } from '#lib/kernel/errors.ts';
import { at, fill, type Messages } from '#lib/platform/messages/index.ts';
import { firstDay, priorityOn, PRIORITIES } from '#lib/treasury/programming/priorities.ts';
import { part } from './place-page-parts.ts';
import type { Phrase } from './phrase.ts';
import type { Part } from './view.ts';

/** By which rule the share is worked out for a programme that begins in a year: what counts, who says so, and how sure it is. */
export function programmingRulePart(year: string, language: Language, t: Messages): Part {
  const words = t.programming.rule;
  const day = firstDay(year);
  const [list, threshold, criterion] = [priorityOn(PRIORITIES.listas, day), priorityOn(PRIORITIES.umbrales, day), priorityOn(PRIORITIES.criterios, day)];
  const phrases: Phrase[] = [[words.share]];
  phrases.push([list === null ? words.listNone : fill(words.list, { funciones: list.funciones.map((name) => name[language]).join(', '), fuente: list.fuente[language] })]);
  if (list !== null && list.verified_by === null) phrases.push([words.unverified]);
  if (threshold !== null) phrases.push([fill(words.threshold, { fuente: threshold.fuente[language] })]);
  if (criterion !== null) phrases.push([fill(words.criterion, { texto: criterion.texto, fuente: criterion.fuente[language] })]);
  return part(3, 'regla', [words.title], [
    { kind: 'prose', phrases },
    { kind: 'links', label: words.title, bare: true, columns: false, items: [{ href: at(language, '/metodologia#cuota-de-programacion-prioritaria'), text: words.more }] },
  ]);
}
