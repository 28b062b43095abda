import type { Language } from '#lib/kernel/errors.ts';
import type { Centimos } from '#lib/kernel/money.ts';
import type { Said } from './definition.ts';

/** What a place page knows of its own figures; the right answers are computed from it. */
export interface QuizFacts {
  /** `"Torata"`. */
  readonly name: string;
  /** Canon by year as the table holds it, null where blank; empty when the district is not in the table. */
  readonly canon: readonly { readonly year: number; readonly amount: Centimos | null }[];
  /** Newest whole year of budget; null when none is loaded. */
  readonly budget: { readonly year: number; readonly pim: Centimos; readonly devengado: Centimos } | null;
}

export interface QuizQuestion {
  readonly id: string;
  readonly version: number;
  readonly question: string;
  readonly options: readonly string[];
  /** Index of the right option. */
  readonly key: number;
  readonly explanation: string;
  /** Glossary or method that tells more. */
  readonly definition: string;
}

interface Draft {
  readonly id: string;
  readonly question: Said;
  readonly options: readonly Said[];
  readonly key: number;
  readonly explanation: Said;
  readonly definition: string;
}

const SPLIT: Draft = {
  id: 'reparto', key: 0, definition: 'reparto-del-canon',
  question: { es: 'De cada 100 soles de canon minero, ¿cuántos son solo para los distritos donde se explota el mineral?', en: 'Of every 100 soles of mining canon, how many are only for the districts where the ore is exploited?' },
  options: [{ es: '10', en: '10' }, { es: '50', en: '50' }, { es: '100', en: '100' }],
  explanation: { es: 'Otros 25 van a la provincia, 40 al departamento y 25 al gobierno regional, y el distrito productor también participa en los de la provincia y el departamento.', en: 'Another 25 go to the province, 40 to the department and 25 to the regional government, and the producing district also takes part in those of the province and the department.' },
};

/** Which of two years brought more; a district outside the table gets a question about what that means. */
function canonQuestion({ name, canon }: QuizFacts): Draft {
  const amounts = new Map(canon.flatMap(({ year, amount }) => (amount === null ? [] : [[year, amount] as const])));
  const known = [...amounts].map(([year, amount]) => ({ year, amount })).sort((a, b) => a.year - b.year);
  const newest = known.at(-1);
  if (!newest) return absentQuestion(name, canon.length > 0);
  const other = extreme(known, newest);
  if (other === null) return RUBRO_18;
  const [first, last] = [other.year, newest.year];
  const wins = other.amount > newest.amount ? first : last;
  return {
    id: 'canon-anios', key: wins === first ? 0 : 1, definition: 'canon-minero',
    question: { es: `¿En cuál de estos dos años recibió más canon minero la municipalidad de ${name}?`, en: `In which of these two years did the municipality of ${name} receive more mining canon?` },
    options: [{ es: `En ${first}`, en: `In ${first}` }, { es: `En ${last}`, en: `In ${last}` }],
    explanation: { es: 'Contado en soles de cada año. El canon sube y baja con las ganancias de las mineras y el precio de los metales.', en: 'Counted in soles of each year. The canon rises and falls with mining profits and metal prices.' },
  };
}

/** The year farthest from the newest: the largest, or the smallest when the newest is the largest. Null when all are equal. */
function extreme(known: readonly { year: number; amount: Centimos }[], newest: { year: number; amount: Centimos }) {
  const highest = known.reduce((best, row) => (row.amount > best.amount ? row : best));
  if (highest.amount > newest.amount) return highest;
  const lowest = known.reduce((best, row) => (row.amount < best.amount ? row : best));
  return lowest.amount < newest.amount ? lowest : null;
}

function absentQuestion(name: string, listed: boolean): Draft {
  const blank = listed ? { es: 'está en blanco', en: 'is blank' } : { es: 'no trae una fila', en: 'holds no row' };
  return {
    id: 'canon-ausente', key: 1, definition: 'faltante-no-es-cero',
    question: { es: `La tabla de canon minero ${blank.es} para ${name}. ¿Qué quiere decir?`, en: `The mining canon table ${blank.en} for ${name}. What does that mean?` },
    options: [{ es: 'Que no recibió canon', en: 'That it received no canon' }, { es: 'Que aquí no tenemos el dato', en: 'That we do not have the figure here' }, { es: 'Que se usa el rubro 18 en su lugar', en: 'That item 18 is used in its place' }],
    explanation: { es: 'Faltante no es cero, y el rubro 18 junta otras cosas: no se pone en lugar del canon minero.', en: 'Missing is not zero, and item 18 mixes other things: it is not put in the place of mining canon.' },
  };
}

/** Asked where no two years differ. */
const RUBRO_18: Draft = {
  id: 'rubro-18', key: 1, definition: 'rubro-18',
  question: { es: '¿El rubro 18 es lo mismo que el canon minero?', en: 'Is item 18 the same as mining canon?' },
  options: [{ es: 'Sí, son lo mismo', en: 'Yes, they are the same' }, { es: 'No, el rubro 18 junta también otras cosas', en: 'No, item 18 mixes other things too' }],
  explanation: { es: 'El rubro 18 junta canon de todo tipo, regalías, rentas de aduana, FOCAM y saldos de años anteriores.', en: 'Item 18 mixes canon of every kind, royalties, customs revenue, FOCAM and balances of earlier years.' },
};

const BANDS: readonly Said[] = [{ es: 'Menos de 50', en: 'Fewer than 50' }, { es: 'De 50 a menos de 80', en: 'From 50 to fewer than 80' }, { es: '80 o más', en: '80 or more' }];

/** 0 below 50 %, 1 below 80 %, 2 from there on; compared exactly, without dividing. */
function band(devengado: Centimos, pim: Centimos): number {
  if (devengado * 100n < pim * 50n) return 0;
  return devengado * 100n < pim * 80n ? 1 : 2;
}

function budgetQuestion({ name, budget }: QuizFacts): Draft {
  if (budget === null || budget.pim <= 0n) return ACCRUED;
  const key = band(budget.devengado, budget.pim);
  return {
    id: 'avance', key, definition: 'avance',
    question: { es: `En ${budget.year}, ¿cuántos de cada 100 soles de su presupuesto gastó la municipalidad de ${name}?`, en: `In ${budget.year}, how many of every 100 soles of its budget did the municipality of ${name} spend?` },
    options: BANDS,
    explanation: { es: 'Se compara lo devengado con el presupuesto modificado (PIM), con todas las fuentes de dinero. Gastar más no siempre es gastar mejor.', en: 'What was accrued is compared with the modified budget (PIM), with all sources of money. Spending more is not always spending better.' },
  };
}

const ACCRUED: Draft = {
  id: 'devengado', key: 1, definition: 'devengado',
  question: { es: '¿Qué quiere decir que un gasto está devengado?', en: 'What does it mean that an expense is accrued?' },
  options: [{ es: 'Que se planea hacer', en: 'That it is planned' }, { es: 'Que la obra o el servicio ya se recibió y se debe pagar', en: 'That the work or service was received and must be paid' }, { es: 'Que se devolvió al Estado', en: 'That it was returned to the State' }],
  explanation: { es: 'Devengado es el gasto ya reconocido. Es lo que en estas páginas llamamos gastado.', en: 'Accrued is the expense already recognised. It is what these pages call spent.' },
};

/** The three questions of a place page, always three, the same for the same figures. */
export function placeQuiz(facts: QuizFacts, language: Language): readonly QuizQuestion[] {
  return [SPLIT, canonQuestion(facts), budgetQuestion(facts)].map(({ question, options, explanation, ...draft }) => ({
    ...draft, version: 1, question: question[language], options: options.map((option) => option[language]), explanation: explanation[language],
  }));
}
