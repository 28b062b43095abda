import type { SurveyInstrument } from '../../src/lib/surveys/instrument/instrument.ts';
import type { MeasureDefinition } from '../../src/lib/surveys/instrument/measure.ts';

const same = (text: string) => ({ es: text, en: `${text} (en)` });
const YES = ['1'];

const measure = (id: string, kind: MeasureDefinition['kind'], value: MeasureDefinition['value'], rest: Partial<MeasureDefinition> = {}): MeasureDefinition => ({
  id, series: `${id}-1`, title: { es: `Medida ${id}`, en: `Measure ${id}` }, sentence: { es: `{valor} de cada 100 personas: ${id}`, en: `{valor} in every 100 people: ${id}` }, kind, value,
  base: { when: null, words: { es: 'de todas las personas entrevistadas', en: 'of all the people interviewed' } }, unknown: [], domains: ['sexo', 'gedad', 'area', 'lugar'], service: null, dimension: 'exposicion', sense: 'mas', index: null, ...rest,
});

/** An instrument whose questions are the columns of the oracles' synthetic sample: nobody answered it. */
export const MADE_INSTRUMENT: SurveyInstrument = {
  code: 'percepcion-prueba', version: '1', kind: 'personas', title: { es: 'Encuesta de prueba', en: 'Test survey' }, purpose: { es: 'Probar el camino de la respuesta a la página.', en: 'To try the way from the answer to the page.' },
  sheets: {
    survey: [
      { 'type': 'select_one si_no', 'name': 'expuesto', 'label::Español (es)': 'En los últimos seis meses, ¿vio o escuchó algo sobre el canon?' },
      { 'type': 'select_one si_no', 'name': 'accede', 'label::Español (es)': '¿Buscó algún documento o cifra?' },
      { type: 'integer', name: 'aciertos', label: 'Aciertos' }, { type: 'select_one escala', name: 'sat', label: '¿Qué tan satisfecha está con las obras?' }, { type: 'select_one si_no', name: 'raro', label: '¿Presentó una queja?' },
      { type: 'decimal', name: 'ingreso', label: 'Ingreso del hogar' }, { type: 'decimal', name: 'gasto', label: 'Gasto del hogar' },
      { type: 'select_one sexo', name: 'sexo', label: 'Sexo' }, { type: 'integer', name: 'edad', label: 'Edad' },
    ],
    choices: [
      { list_name: 'si_no', name: '1', label: 'Sí' }, { list_name: 'si_no', name: '0', label: 'No' }, { list_name: 'sexo', name: 'M', label: 'Mujer' }, { list_name: 'sexo', name: 'H', label: 'Hombre' },
      ...['1', '2', '3', '4', '5'].map((name) => ({ list_name: 'escala', name, label: name })),
    ],
    settings: [{ form_id: 'percepcion-prueba', version: '1' }],
  },
  services: [{ id: 'obras', title: { es: 'Obras', en: 'Works' }, provider: { kind: 'municipal', name: { es: 'la municipalidad', en: 'the municipality' } } }, { id: 'agua', title: { es: 'Agua', en: 'Water' }, provider: { kind: 'otro', name: { es: 'la EPS', en: 'the water company' } } }],
  domains: [
    { id: 'sexo', title: { es: 'Sexo', en: 'Sex' }, by: { question: 'sexo' }, codes: [{ code: 'M', es: 'Mujeres', en: 'Women' }, { code: 'H', es: 'Hombres', en: 'Men' }] },
    { id: 'gedad', title: { es: 'Edad', en: 'Age' }, by: { number: 'edad', bands: [{ code: '18-29', from: 18, to: 29 }, { code: '30-44', from: 30, to: 44 }, { code: '45-mas', from: 45, to: null }] }, codes: [{ code: '18-29', ...same('18 a 29 años') }, { code: '30-44', ...same('30 a 44 años') }, { code: '45-mas', ...same('45 años o más') }] },
    { id: 'area', title: { es: 'Área', en: 'Area' }, by: { frame: 'area' }, codes: [{ code: 'urbana', es: 'Urbana', en: 'Urban' }, { code: 'rural', es: 'Rural', en: 'Rural area' }] },
    { id: 'lugar', title: { es: 'Distrito', en: 'District' }, by: { frame: 'lugar' }, codes: [] },
  ],
  measures: [
    measure('expuesto', 'proporcion', { holds: { question: 'expuesto', in: YES } }, { index: 'recibieron-informacion', service: 'obras' }),
    measure('accede', 'proporcion', { holds: { question: 'accede', in: YES } }, { dimension: 'acceso', service: 'agua' }),
    measure('raro', 'proporcion', { holds: { question: 'raro', in: YES } }, { dimension: 'problema', sense: 'menos' }),
    measure('aciertos', 'media', { amount: { number: 'aciertos' } }, { dimension: 'comprension', sentence: { es: 'En promedio aciertan {valor} de 5 preguntas', en: 'On average {valor} of 5 answers are right' } }),
    measure('sat', 'distribucion', { codesOf: 'sat' }, { dimension: 'satisfaccion' }),
    measure('ingreso', 'mediana', { amount: { number: 'ingreso' } }, { dimension: 'linea-base', sense: 'ninguno', sentence: { es: 'La mitad de los hogares gana menos de {valor} soles', en: 'Half of the households earn less than {valor} soles' } }),
    measure('gasto', 'razon', { over: { number: 'gasto' }, under: { number: 'ingreso' } }, { dimension: 'linea-base', sense: 'ninguno', sentence: { es: 'De cada sol que ganan, gastan {valor}', en: 'Of every sol they earn they spend {valor}' } }),
    measure('quejas', 'total', { holds: { question: 'raro', in: YES } }, { dimension: 'problema', sense: 'ninguno', sentence: { es: '{valor} personas se quejaron', en: '{valor} people complained' } }),
  ],
  page: { kind: 'ciclo', intro: { es: 'Una encuesta de prueba.', en: 'A test survey.' }, first: ['expuesto', 'accede', 'aciertos'] },
  toVerify: null,
};
