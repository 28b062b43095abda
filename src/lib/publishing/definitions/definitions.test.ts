import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inForce } from '#lib/treasury/law/parameters.ts';
import { findDefinition, FIRST_WORDS, GLOSSARY, METHODS, placeQuiz, type QuizFacts } from './index.ts';

const all = [...GLOSSARY, ...METHODS];

describe('the definitions', () => {
  it('cover what the place page, the glossary and the method page must explain', () => {
    const words = ['canon', 'canon-minero', 'regalia', 'pia', 'pim', 'certificado', 'compromiso', 'devengado', 'girado', 'avance', 'rubro-18', 'tipo-de-recurso',
      'transferencia', 'brecha', 'acuerdo', 'recibo', 'huella', 'captura', 'carga', 'ubigeo', 'nbi', 'soles-nominales', 'soles-reales', 'foncomun', 'mandato'];
    const methods = ['reparto-del-canon', 'por-habitante', 'regla-del-avance', 'cien-soles', 'huella-logica', 'verificar', 'lo-que-no-se-calcula', 'redondeo', 'regla-de-la-poblacion', 'faltante-no-es-cero'];
    expect(words.filter((id) => !GLOSSARY.some((term) => term.id === id))).toEqual([]);
    expect(methods.filter((id) => !METHODS.some((method) => method.id === id))).toEqual([]);
    expect(FIRST_WORDS.every((id) => findDefinition(id) !== null)).toBe(true);
  });

  it('have one id each, and refer only to definitions that exist', () => {
    expect(new Set(all.map((definition) => definition.id)).size).toBe(all.length);
    expect(all.flatMap((definition) => definition.related).filter((id) => findDefinition(id) === null)).toEqual([]);
    expect(findDefinition('no-existe')).toBeNull();
  });

  it.each(all.map((definition) => [definition.id, definition] as const))('%s is said in both languages, in short sentences', (_, { term, text, source, version }) => {
    for (const language of ['es', 'en'] as const) {
      for (const said of [term, text, source]) expect(said[language].trim()).not.toBe('');
      const sentences = text[language].split(/[.:;] /);
      expect(Math.max(...sentences.map((sentence) => sentence.split(/\s+/).length))).toBeLessThanOrEqual(40);
      expect(text[language].endsWith('.')).toBe(true);
    }
    expect(text.es).not.toBe(text.en);
    expect(version).toBeGreaterThan(0);
  });

  it('keep the words of a term to two sentences', () => {
    const long = GLOSSARY.filter(({ id, text }) => id !== 'sin-dato' && text.es.split(/\. /).length > 2);
    expect(long.map((term) => term.id)).toEqual([]);
  });
});

describe('the words on the split', () => {
  it('say the shares of the law in force', () => {
    const { productor, provincia, departamento, region } = inForce('canon-minero.reparto', '2024-12-31')!.value;
    const percents = [productor, provincia, departamento, region].map((share) => Math.round(Number(share) * 100));
    const said = findDefinition('reparto-del-canon')!.text;
    for (const language of ['es', 'en'] as const) expect(said[language].match(/\d+/g)!.slice(1).map(Number)).toEqual(percents);
    const [split] = placeQuiz(torata, 'es');
    expect(split!.options[split!.key]).toBe(String(percents[0]));
    expect(inForce('canon-minero.base', '2024-12-31')!.value.fraccion).toBe('0.50');
  });
});

const torata: QuizFacts = {
  name: 'Torata',
  canon: [{ year: 2007, amount: 6438474794n }, { year: 2017, amount: 1139805328n }, { year: 2020, amount: 2205162781n }],
  budget: { year: 2022, pim: 100_00n, devengado: 83_00n },
};
const keyOf = (facts: QuizFacts, id: string) => {
  const question = placeQuiz(facts, 'es').find((item) => item.id === id);
  return question?.options[question.key];
};

describe('the quiz of a place page', () => {
  it('computes its keys from the place’s own figures', () => {
    expect(keyOf(torata, 'canon-anios')).toBe('En 2007');
    expect(keyOf({ ...torata, canon: torata.canon.slice(1) }, 'canon-anios')).toBe('En 2020');
    expect(keyOf(torata, 'avance')).toBe('80 o más');
  });

  it.each([[49_99n, 'Menos de 50'], [50_00n, 'De 50 a menos de 80'], [79_99n, 'De 50 a menos de 80'], [80_00n, '80 o más'], [161_90n, '80 o más']])('puts %s céntimos of a hundred soles in “%s”', (devengado, band) => {
    expect(keyOf({ ...torata, budget: { year: 2022, pim: 100_00n, devengado } }, 'avance')).toBe(band);
  });

  it('asks what a missing figure means where there is none, and never calls it zero', () => {
    const bare: QuizFacts = { name: 'Los Baños del Inca', canon: [], budget: null };
    expect(keyOf(bare, 'canon-ausente')).toBe('Que aquí no tenemos el dato');
    expect(keyOf(bare, 'devengado')).toContain('ya se recibió');
    expect(keyOf({ ...bare, canon: [{ year: 2017, amount: 5n }] }, 'rubro-18')).toContain('No');
    expect(keyOf({ ...bare, canon: [{ year: 2017, amount: null }] }, 'canon-ausente')).toBe('Que aquí no tenemos el dato');
  });

  it('has always three questions with a key among their options, an explanation and a definition', () => {
    const amounts = fc.array(fc.record({ year: fc.integer({ min: 2004, max: 2030 }), amount: fc.option(fc.bigInt({ min: 0n, max: 10n ** 11n })) }), { maxLength: 12 });
    const budgets = fc.option(fc.record({ year: fc.constant(2022), pim: fc.bigInt({ min: 0n, max: 10n ** 11n }), devengado: fc.bigInt({ min: -100n, max: 10n ** 11n }) }));
    fc.assert(fc.property(amounts, budgets, fc.constantFrom('es' as const, 'en' as const), (canon, budget, language) => {
      const quiz = placeQuiz({ name: 'X', canon, budget }, language);
      expect(quiz).toHaveLength(3);
      for (const item of quiz) {
        expect(item.options[item.key]).toBeDefined();
        expect(new Set(item.options).size).toBe(item.options.length);
        expect(item.explanation).not.toBe('');
        expect(findDefinition(item.definition)).not.toBeNull();
      }
    }));
  });
});
