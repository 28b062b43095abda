import type { Language } from '#lib/kernel/errors.ts';
import { centimos } from '#lib/kernel/money.ts';
import { at, type Messages } from '#lib/platform/messages/index.ts';
import { byYear, text, type Answer } from './answer.ts';
import { FIRST_WORDS, findDefinition, placeQuiz, type QuizFacts } from './definitions/index.ts';
import type { BudgetOfPlace } from './place-page-budget.ts';
import type { CanonOfPlace } from './place-page-canon.ts';
import { part } from './place-page-parts.ts';
import type { Part } from './view.ts';

const amount = (answer: Answer, row: number, column: string) => {
  const value = text(answer, row, column);
  return value === null ? null : centimos(value);
};

/** What the quiz may ask about: the place's own figures; a partial year is no year to ask about. */
export function quizFacts(name: string, canon: CanonOfPlace, budget: BudgetOfPlace): QuizFacts {
  const years = canon.answer ? [...byYear(canon.answer)].map(([year, row]) => ({ year, amount: amount(canon.answer!, row, 'canon') })) : [];
  const { answer, newest } = budget;
  const pim = budget.state === 'entero' ? amount(answer!, newest!, 'pim') : null;
  const devengado = budget.state === 'entero' ? amount(answer!, newest!, 'devengado') : null;
  const known = pim !== null && devengado !== null ? { year: Number(text(answer!, newest!, 'anio')), pim, devengado } : null;
  return { name, canon: years, budget: known };
}

/** Part 11: five words and three questions. */
export function wordsPart(number: number, facts: QuizFacts, language: Language, t: Messages): Part {
  const terms = FIRST_WORDS.map((id) => findDefinition(id)).filter((definition) => definition !== null);
  const quiz = placeQuiz(facts, language);
  return part(number, 'glosario', [t.parts.glossary], [
    { kind: 'terms', items: terms.map(({ id, term, text: meaning }) => ({ term: term[language], text: meaning[language], href: at(language, `/glosario#${id}`) })) },
    {
      kind: 'quiz', reveal: t.quiz.reveal,
      items: quiz.map(({ question, options, key, explanation }) => ({ question, options, answer: `${options[key]!}. ${explanation}` })),
    },
    { kind: 'links', label: t.quiz.more, bare: true, columns: false, items: [{ href: at(language, '/glosario'), text: t.quiz.all }] },
  ]);
}
