import type { ColumnType, Dataset, DatasetColumn } from '#lib/provenance/recipe.ts';

const column = (name: string, type: ColumnType, es: string, en: string): DatasetColumn => ({ name, type, es, en });

/** What each version of each instrument asks: one row for each item (`yupay-instrumentos@1`). */
export const FICHAS_ITEMS: Dataset = {
  id: 'fichas-items',
  es: 'Instrumentos de evaluación: lo que pide cada versión',
  en: 'Scored instruments: what each version asks',
  columns: [
    column('catalogo', 'text', 'Código del documento que lo trae: otro documento con el mismo código lo reemplaza', 'Code of the document that brings it: another document with the same code replaces it'),
    column('instrumento', 'text', 'Código del instrumento', 'Code of the instrument'),
    column('titulo', 'text', 'Nombre del instrumento', 'Name of the instrument'),
    column('titulo_en', 'text', 'Nombre en inglés', 'Name in English'),
    column('version', 'text', 'Código de la versión', 'Code of the version'),
    column('estado', 'text', 'draft (borrador), published (publicada) o closed (cerrada)', 'draft, published or closed'),
    column('item', 'text', 'Código del ítem', 'Code of the item'),
    column('orden', 'integer', 'Lugar del ítem en su versión, desde 1', 'Place of the item in its version, from 1'),
    column('serie', 'text', 'Serie: la misma en dos versiones solo si el ítem no cambió', 'Series: the same in two versions only when the item did not change'),
    column('rubro', 'text', 'Rubro, componente o indicador al que pertenece', 'Heading, component or indicator that it belongs to'),
    column('escala', 'text', 'Escala con que se responde', 'Scale of its answer'),
    column('obligatorio', 'boolean', 'Verdadero si la norma lo exige', 'True where the norm asks for it'),
    column('cuerpo', 'text', 'El ítem entero, en JSON canónico', 'The whole item, as canonical JSON'),
    column('version_cuerpo', 'text', 'En el primer ítem, la versión y su instrumento sin los ítems, en JSON canónico', 'In the first item, the version and its instrument without the items, as canonical JSON'),
  ],
  yearColumn: null,
  groupColumn: null,
  sortColumns: ['instrumento', 'version', 'orden'],
  measures: [],
};

/** What each observer answered: one row for each item of each published copy (`yupay-fichas@1`). */
export const FICHAS_RESULTADOS: Dataset = {
  id: 'fichas-resultados',
  es: 'Instrumentos de evaluación: lo que respondió cada observador',
  en: 'Scored instruments: what each observer answered',
  columns: [
    column('instrumento', 'text', 'Código del instrumento', 'Code of the instrument'),
    column('version', 'text', 'Código de la versión con que se evaluó', 'Code of the version that was used'),
    column('entidad', 'text', 'Código de la entidad evaluada', 'Code of the entity that was assessed'),
    column('entidad_nombre', 'text', 'Nombre de la entidad', 'Name of the entity'),
    column('lugar', 'code', 'Ubigeo de la entidad; vacío si no es de un lugar', 'Ubigeo of the entity; empty when it is of no place'),
    column('ficha', 'integer', 'Número de la ficha llenada', 'Number of the filled copy'),
    column('clase', 'text', 'observada (la llenó un observador) o conciliada (resuelve otras dos)', 'observada (filled by one observer) or conciliada (settles two others)'),
    column('concilia', 'text', 'Números de las fichas que resuelve', 'Numbers of the copies that it settles'),
    column('motivo', 'text', 'Por qué resolvió así', 'Why it settled them so'),
    column('observador', 'text', 'Organización o cargo de quien observó; nunca su nombre', 'Organisation or office of who observed; never their name'),
    column('fecha', 'text', 'Día al que corresponde: AAAA, AAAA-MM o AAAA-MM-DD', 'Day that it is of: YYYY, YYYY-MM or YYYY-MM-DD'),
    column('publicada', 'text', 'Día en que se publicó', 'Day of publication'),
    column('item', 'text', 'Código del ítem', 'Code of the item'),
    column('fila', 'integer', 'Cuál de varios trámites, acciones o cadenas; 1 si el ítem se pide una vez', 'Which of several procedures, actions or chains; 1 where the item is asked once'),
    column('estado', 'text', 'valor, no-aplica (sale del denominador) o no-observado (nadie pudo verlo, que no es ausente)', 'valor, no-aplica (leaves the denominator) or no-observado (nobody could see it, which is not absent)'),
    column('valor', 'text', 'Lo que se respondió, según la escala del ítem', 'What was answered, by the scale of the item'),
    column('puntaje', 'decimal', 'Puntos del ítem, de 0 a 1; vacío en escalas sin puntos', 'Points of the item, from 0 to 1; empty for scales without points'),
    column('direccion', 'text', 'Dirección de la evidencia', 'Address of the evidence'),
    column('evidencia', 'text', 'SHA-256 del archivo de evidencia', 'SHA-256 of the file of evidence'),
    column('momento', 'text', 'Cuándo se vio o se guardó la evidencia', 'When the evidence was seen or kept'),
    column('nota', 'text', 'Nota del observador', 'Note of the observer'),
  ],
  yearColumn: null,
  groupColumn: null,
  sortColumns: ['instrumento', 'version', 'entidad', 'ficha', 'item', 'fila'],
  measures: [],
};

export const INSTRUMENT_DATASETS: readonly Dataset[] = [FICHAS_ITEMS, FICHAS_RESULTADOS];
